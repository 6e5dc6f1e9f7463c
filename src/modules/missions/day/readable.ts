import {
  type Body,
  encounterParts,
  endKinds,
  nextSteps,
  type Operation,
  type OperationKind,
  operationVersion,
  personFields,
  priorities,
  type Unread,
} from './operation.ts';

/** What another device sent is looked at before anything rests on it: quickly, because a phone looks at all of a day when it opens. */
type Check = (value: unknown) => boolean;

/** No text with signs that a database cannot keep as they are: it would keep the whole day out of the records. */
const text =
  (most: number, least = 0): Check =>
  (value) =>
    typeof value === 'string' &&
    value.length >= least &&
    value.length <= most &&
    value.isWellFormed() &&
    !value.includes('\0');
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= 500 && value.every(check);

const id = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const ids = listOf(id);
const name = text(200, 1);
const flag: Check = (value) => typeof value === 'boolean';
const nothing: Check = (value) => value === null;
const date: Check = (value) => matching(/^[12]\d{3}-\d\d-\d\d$/)(value) && !Number.isNaN(Date.parse(String(value)));
const bytes: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;

const measured: readonly string[] = [
  'temperature',
  'systolic',
  'diastolic',
  'pulse',
  'breaths',
  'saturation',
  'glucose',
  'weight',
  'height',
];
const isNumber = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 10_000;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const vitals: Check = (value) =>
  isRecord(value) && Object.entries(value).every(([key, amount]) => measured.includes(key) && isNumber(amount));
const diagnosis: Check = (value) =>
  isRecord(value) && orNull(text(10))(value['code']) && text(2000)(value['text']) && Object.keys(value).length === 2;

/** What may be written of each part. */
const partValue = (part: unknown): Check =>
  part === 'vitals' ? vitals : part === 'diagnosis' ? diagnosis : part === 'nextStep' ? oneOf(nextSteps) : text(20_000);

type Shape<Kind extends OperationKind> = Record<Exclude<keyof Extract<Body, { kind: Kind }>, 'kind'>, Check>;
const ofTurn = { visit: id, turn: id };
const ofEncounter = { visit: id, encounter: id };
const anything: Check = () => true;

const shapes: { [Kind in OperationKind]: Shape<Kind> } = {
  'visit.registered': {
    visit: id,
    ticket: text(20, 1),
    booking: orNull(id),
    channel: oneOf(['booked', 'walk_in', 'referred']),
    day: date,
  },
  'visit.arrived': { visit: id },
  'visit.field': { visit: id, field: oneOf(personFields), value: text(2000), over: ids },
  'visit.same': { visit: id, other: id, isSame: flag },
  'visit.ended': { visit: id, how: oneOf(endKinds) },
  'visit.resumed': { visit: id, over: ids },
  'turn.queued': { ...ofTurn, specialty: text(60, 1), priority: oneOf(priorities) },
  'turn.called': { ...ofTurn, room: text(60, 1) },
  'turn.missed': { ...ofTurn, isGivenUp: flag },
  'turn.handed': { ...ofTurn, specialty: text(60, 1), room: orNull(text(60, 1)) },
  'encounter.opened': { ...ofTurn, encounter: id, specialty: text(60, 1), room: orNull(text(60, 1)), clinician: name },
  'encounter.noted': { ...ofEncounter, part: oneOf(encounterParts), value: anything, over: ids },
  'encounter.photographed': {
    ...ofEncounter,
    photo: id,
    sha256: matching(/^[0-9a-f]{64}$/),
    bytes,
    mediaType: text(100, 1),
  },
  'encounter.signed': { ...ofEncounter, clinician: name, answeredFor: orNull(name), notes: ids },
  reconciled: { visit: id, issue: name },
  'device.enrolled': { visit: nothing, device: id, letter: text(2, 1), label: text(200), publicKey: text(200, 1) },
  'device.revoked': { visit: nothing, device: id },
};
const checks = new Map(Object.entries(shapes).map(([kind, shape]) => [kind, Object.entries<Check>(shape)]));

/**
 * Whether this application knows what the operation says. What it cannot read it keeps and hands on all the same: a device with an
 * older application must lose nothing of a newer one's. It changes nothing in the day.
 */
export function isReadable(operation: Operation | Unread): operation is Operation {
  if (operation.version > operationVersion) return false;
  const shape = checks.get(operation.body.kind);
  if (!shape) return false;
  const body: Readonly<Record<string, unknown>> = operation.body;
  for (const [key, check] of shape) if (!check(body[key])) return false;
  return body['kind'] !== 'encounter.noted' || partValue(body['part'])(body['value']);
}
