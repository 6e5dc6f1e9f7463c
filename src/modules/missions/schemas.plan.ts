import * as z from 'zod/mini';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { isZone } from '../../platform/time/zone.ts';
import { specialties } from './day/operation.ts';
import { MissionLanguage, MissionPage, MissionSchema } from './schemas.ts';

/** What a plan is written in and read from. Browser-safe. */
export const Uuid = z.uuid();
export const Day = z.string().check(z.refine(isDay));
const Clock = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const Line = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
const Count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
export const Specialty = z.enum(specialties);
const noneTwice = z.refine<readonly string[]>((list) => new Set(list).size === list.length);

export const VenueInput = z.object({
  name: LocalisedTextSchema,
  /** Of the place table. */
  place: z.string().check(z.minLength(1), z.maxLength(120)),
  /** IANA; without one, that of the place. */
  zone: z.nullable(z.string().check(z.refine(isZone))),
  address: LocalisedTextSchema,
});
export const RoomInput = z.object({ venue: Uuid, name: Line(40) });
export const SessionInput = z
  .object({
    room: Uuid,
    day: Day,
    starts: Clock,
    ends: Clock,
    specialty: Specialty,
    clinician: z.nullable(Uuid),
    capacityPerHour: Count(1, 60),
    /** Of each hour's places, how many are kept for whom. */
    keptReferred: Count(0, 60),
    keptChildren: Count(0, 60),
    keptDisability: Count(0, 60),
  })
  .check(
    z.refine(({ starts, ends }) => starts < ends, { path: ['ends'] }),
    z.refine((each) => each.keptReferred + each.keptChildren + each.keptDisability <= each.capacityPerHour, {
      path: ['capacityPerHour'],
    }),
  );
export const PermissionSchema = z
  .object({ authority: Line(200), number: Line(80), from: Day, until: z.nullable(Day) })
  .check(z.refine(({ from, until }) => until === null || from <= until, { path: ['until'] }));
export const ClinicianInput = z.object({
  name: Line(200),
  /** The account, once there is one. */
  person: z.nullable(Uuid),
  organisation: Uuid,
  specialty: Specialty,
  permission: z.nullable(PermissionSchema),
  /** Somebody local of the same mission who has a permission. */
  answeredForBy: z.nullable(Uuid),
});
export const EquipmentInput = z.object({
  name: Line(200),
  quantity: Count(1, 10_000),
  /** Who brings it. */
  organisation: z.nullable(Uuid),
});
export const InterpreterInput = z.object({
  name: Line(200),
  languages: z.array(MissionLanguage).check(z.minLength(2), z.maxLength(8), noneTwice),
});
export const CheckInput = z.object({
  item: Line(300),
  responsible: z.nullable(Line(200)),
  due: z.nullable(Day),
  /** Without it the mission is not announced. */
  isRequired: z.boolean(),
  isDone: z.boolean(),
});

/** What a person says of each kind of part. */
export type PlanInputs = {
  venue: z.infer<typeof VenueInput>;
  room: z.infer<typeof RoomInput>;
  session: z.infer<typeof SessionInput>;
  clinician: z.infer<typeof ClinicianInput>;
  equipment: z.infer<typeof EquipmentInput>;
  interpreter: z.infer<typeof InterpreterInput>;
  check: z.infer<typeof CheckInput>;
};

const kept = { id: Uuid, version: z.int() };
export const VenueSchema = z.object({ ...kept, ...VenueInput.shape, zone: z.string() });
export const RoomSchema = z.object({ ...kept, ...RoomInput.shape });
export const SessionSchema = z.object({ ...kept, ...SessionInput.shape, isCancelled: z.boolean() });
export const ClinicianSchema = z.object({ ...kept, ...ClinicianInput.shape, hasEnded: z.boolean() });
export const EquipmentSchema = z.object({ ...kept, ...EquipmentInput.shape });
export const InterpreterSchema = z.object({ ...kept, ...InterpreterInput.shape });
export const CheckSchema = z.object({ ...kept, ...CheckInput.shape, doneAt: z.nullable(z.string()) });

/** Where, when and what: seen with the mission. Who and what is still to be done: only by those who take part. */
export const PlanSchema = z.object({
  venues: z.array(VenueSchema),
  rooms: z.array(RoomSchema),
  sessions: z.array(SessionSchema),
  clinicians: z.array(ClinicianSchema),
  equipment: z.array(EquipmentSchema),
  interpreters: z.array(InterpreterSchema),
  checks: z.array(CheckSchema),
});
export type Plan = z.infer<typeof PlanSchema>;

const Organisation = z.object({ id: Uuid, names: NamesSchema, isDemo: z.boolean() });
const Partnership = z.object({ id: Uuid, slug: z.string(), names: NamesSchema });

export const MissionRow = z.extend(MissionSchema, {
  partnership: z.nullable(Partnership),
  /** Of the sessions that stand; null where there is none. */
  firstDay: z.nullable(Day),
  lastDay: z.nullable(Day),
});
export const MissionList = z.object({ items: z.array(MissionRow), organisations: z.array(Organisation) });
export const PlannedMission = z.extend(MissionPage, {
  ...PlanSchema.shape,
  partnership: z.nullable(Partnership),
  organisations: z.array(Organisation),
  /** For the side that keeps it: who holds a clinical role at the host, or will. */
  people: z.array(
    z.object({ person: Uuid, name: z.string(), since: z.iso.datetime(), endsAt: z.nullable(z.iso.datetime()) }),
  ),
  /** How many places are given out and how many wait, for those who take part; nobody is named by it. */
  booked: z.nullable(z.object({ places: z.int(), waiting: z.int() })),
  /** Today where the venues are. */
  today: Day,
});
