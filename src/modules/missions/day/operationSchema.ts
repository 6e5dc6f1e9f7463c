import * as z from 'zod/mini';
import {
  encounterParts,
  endKinds,
  nextSteps,
  type Operation,
  type OperationKind,
  operationVersion,
  personFields,
  priorities,
} from './operation.ts';
import type { Carried } from './wire.ts';

/** What an operation must look like. Strict in what stands around it; what a newer application says inside it is let through. */
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
const text = (most: number) => z.string().check(z.maxLength(most));
const moment = z.int().check(z.minimum(-8.64e15), z.maximum(8.64e15));

/** Around every operation, of whatever version: its body has a kind, and says whom it is about. */
export const CarriedSchema = z.strictObject({
  id: uuid,
  mission: uuid,
  device: uuid,
  sequence: z.int().check(z.minimum(1), z.maximum(2_147_483_647)),
  lamport: z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER)),
  at: moment,
  offset: z.nullable(moment),
  by: z.string().check(z.minLength(1), z.maxLength(200)),
  version: z.int().check(z.minimum(1), z.maximum(32_767)),
  body: z.looseObject({
    kind: z.string().check(z.regex(/^[a-z]+(\.[a-z_]+)?$/), z.maxLength(60)),
    visit: z.nullable(uuid),
  }),
});

const over = z.array(uuid).check(z.maxLength(500));
const of = { visit: uuid };
const turn = { ...of, turn: uuid };
const encounter = { ...of, encounter: uuid };
const number = z.number().check(z.minimum(0), z.maximum(10_000));
const measured = [
  'temperature',
  'systolic',
  'diastolic',
  'pulse',
  'breaths',
  'saturation',
  'glucose',
  'weight',
  'height',
] as const;
const vitals = z.partial(z.strictObject(Object.fromEntries(measured.map((name) => [name, number]))));
const diagnosis = z.strictObject({ code: z.nullable(text(10)), text: text(2000) });

const bodies = {
  'visit.registered': z.looseObject({
    ...of,
    ticket: z.string().check(z.minLength(1), z.maxLength(20)),
    booking: z.nullable(uuid),
    channel: z.enum(['booked', 'walk_in', 'referred']),
    day: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  }),
  'visit.arrived': z.looseObject(of),
  'visit.field': z.looseObject({ ...of, field: z.enum(personFields), value: text(2000), over }),
  'visit.same': z.looseObject({ ...of, other: uuid, isSame: z.boolean() }),
  'visit.ended': z.looseObject({ ...of, how: z.enum(endKinds) }),
  'visit.resumed': z.looseObject({ ...of, over }),
  'turn.queued': z.looseObject({ ...turn, specialty: text(60), priority: z.enum(priorities) }),
  'turn.called': z.looseObject({ ...turn, room: text(60) }),
  'turn.missed': z.looseObject({ ...turn, isGivenUp: z.boolean() }),
  'turn.handed': z.looseObject({ ...turn, specialty: text(60), room: z.nullable(text(60)) }),
  'encounter.opened': z.looseObject({
    ...turn,
    encounter: uuid,
    specialty: text(60),
    room: z.nullable(text(60)),
    clinician: text(200),
  }),
  'encounter.noted': z.looseObject({
    ...encounter,
    part: z.enum(encounterParts),
    value: z.union([z.enum(nextSteps), text(20_000), diagnosis, vitals]),
    over,
  }),
  'encounter.photographed': z.looseObject({
    ...encounter,
    photo: uuid,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    bytes: z.int().check(z.minimum(1)),
    mediaType: text(100),
  }),
  'encounter.signed': z.looseObject({
    ...encounter,
    clinician: text(200),
    answeredFor: z.nullable(text(200)),
    notes: over,
  }),
  reconciled: z.looseObject({ ...of, issue: text(200) }),
  'device.revoked': z.looseObject({ visit: z.null(), device: uuid }),
} satisfies Record<OperationKind, z.ZodMiniType>;

/**
 * Whether this application knows what the operation says. What it cannot read it keeps and hands on: a device with an older
 * application must lose nothing of a newer one's.
 */
export function isReadable(operation: Carried): operation is Operation {
  if (operation.version > operationVersion) return false;
  const schema = (bodies as Readonly<Record<string, z.ZodMiniType>>)[operation.body.kind];
  return schema?.safeParse(operation.body).success === true;
}
