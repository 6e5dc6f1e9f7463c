/**
 * What a mission day is made of: operations, which are only ever added. Every device writes its own, gets those of the others by
 * whatever way there is, and folds all of them into the same day. Nothing in here knows a network, a browser or a database.
 */

/** The version of the operations that this application writes. It keeps and hands on newer ones that it cannot read. */
export const operationVersion = 1;

export const specialties = [
  'traumatology',
  'orthopaedics',
  'surgery',
  'cardiology',
  'neurology',
  'therapy',
  'ultrasound',
] as const;
export const priorities = ['emergency', 'urgent', 'child', 'disability', 'referred', 'routine'] as const;
/** What is known of a person. Two devices may say different things of one field: both are kept. */
export const personFields = [
  'name',
  'birthYear',
  'sex',
  'phone',
  'language',
  'place',
  'allergy',
  'complaint',
  'consent',
  'representative',
] as const;
export const encounterParts = [
  'complaint',
  'vitals',
  'finding',
  'diagnosis',
  'treatment',
  'operation',
  'advice',
  'nextStep',
] as const;
export const endKinds = ['left', 'emergency', 'died', 'cancelled'] as const;
export const nextSteps = ['home', 'treatment_here', 'operation', 'referral', 'consultation'] as const;

export type Priority = (typeof priorities)[number];
export type PersonField = (typeof personFields)[number];
export type EncounterPart = (typeof encounterParts)[number];
export type EndKind = (typeof endKinds)[number];
export type NextStep = (typeof nextSteps)[number];

/** Temperatures in °C, pressures in mmHg, rates per minute, saturation in %, glucose in mmol/l, kg, cm. Text as typed. */
export type Vitals = Partial<
  Record<
    'temperature' | 'systolic' | 'diastolic' | 'pulse' | 'breaths' | 'saturation' | 'glucose' | 'weight' | 'height',
    number
  >
>;
/** An ICD-10 code, or words alone where no code was chosen. */
export type Diagnosis = { code: string | null; text: string };
/** Text; of the next step one of `nextSteps`. */
export type PartValue = string | Vitals | Diagnosis;

/** Ids are UUIDv7. `over` names the operations whose word this one replaces: what it does not name stays beside it. */
export type Body =
  | {
      kind: 'visit.registered';
      visit: string;
      /** Unique without asking anybody: the letter of the device and a number of its own, or the number of the booking. */
      ticket: string;
      booking: string | null;
      channel: 'booked' | 'walk_in' | 'referred';
      /** The day of the mission, as its venue's calendar has it: `2026-05-12`. */
      day: string;
    }
  | { kind: 'visit.arrived'; visit: string }
  | { kind: 'visit.field'; visit: string; field: PersonField; value: string; over: readonly string[] }
  /** A person has looked at both: one and the same, or two people. The later word counts. */
  | { kind: 'visit.same'; visit: string; other: string; isSame: boolean }
  | { kind: 'visit.ended'; visit: string; how: EndKind }
  /** Came back, or the end was pressed by mistake: the ends that it names count no longer. One that it does not name still does. */
  | { kind: 'visit.resumed'; visit: string; over: readonly string[] }
  | { kind: 'turn.queued'; visit: string; turn: string; specialty: string; priority: Priority }
  | { kind: 'turn.called'; visit: string; turn: string; room: string }
  /** Called and not there: waits again, or is given up. */
  | { kind: 'turn.missed'; visit: string; turn: string; isGivenUp: boolean }
  | { kind: 'turn.handed'; visit: string; turn: string; specialty: string; room: string | null }
  | {
      kind: 'encounter.opened';
      visit: string;
      turn: string;
      encounter: string;
      specialty: string;
      room: string | null;
      clinician: string;
    }
  /** Notes are never merged: one that replaces another leaves it readable. */
  | {
      kind: 'encounter.noted';
      visit: string;
      encounter: string;
      part: EncounterPart;
      value: PartValue;
      over: readonly string[];
    }
  | {
      kind: 'encounter.photographed';
      visit: string;
      encounter: string;
      photo: string;
      sha256: string;
      bytes: number;
      mediaType: string;
    }
  /**
   * `notes` are the operations whose words were on the screen when it was signed: nothing else is signed by it.
   * `answeredFor` is the local physician who answers for a visiting clinician without a permission of their own.
   */
  | {
      kind: 'encounter.signed';
      visit: string;
      encounter: string;
      clinician: string;
      answeredFor: string | null;
      notes: readonly string[];
    }
  /** What was put side by side was looked at, and needs nobody any more. */
  | { kind: 'reconciled'; visit: string; issue: string }
  /** Said by the server: a device has joined, and by this key what it writes is known. */
  | { kind: 'device.enrolled'; visit: null; device: string; letter: string; label: string; publicKey: string }
  /** Said by the server or by who looks after the mission: what this device sends from now on waits for a person. */
  | { kind: 'device.revoked'; visit: null; device: string };

export type OperationKind = Body['kind'];

/** What stands around every operation. */
export type Envelope = {
  /** UUIDv7, made by the device. The same id twice is the same operation. */
  id: string;
  mission: string;
  device: string;
  /** 1, 2, 3 … on this device without a gap: what a device lacks is said in one number for each device. */
  sequence: number;
  /** Lamport's: more than any that the device had seen. Orders what depends on each other, whatever the clocks say. */
  lamport: number;
  /** Milliseconds by the clock of the device, which may be wrong. */
  at: number;
  /** What the device then knew its clock to be wrong by, in milliseconds to be added; null when it had met no other clock. */
  offset: number | null;
  /** Who was signed in. */
  by: string;
  version: number;
};
export type Operation = Envelope & { body: Body };
/** An operation of one kind. */
export type Of<Kind extends OperationKind> = Envelope & { body: Extract<Body, { kind: Kind }> };
/** One that a newer application has written: kept and handed on as it came. */
export type Unread = Envelope & { body: { kind: string; visit: string | null } & Record<string, unknown> };

/** The last operation of each device up to which nothing is missing. */
export type Have = Readonly<Record<string, number>>;

const textOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The same order everywhere: by what was known, then by device, then by its own sequence. */
export const inOrder = (a: Envelope, b: Envelope): number =>
  a.lamport - b.lamport || textOrder(a.device, b.device) || a.sequence - b.sequence || textOrder(a.id, b.id);

/** The last millisecond of the year 9999: a clock that says another time than this or before 1970 says nothing that can be kept. */
const lastMoment = Date.UTC(10_000, 0) - 1;
/** When it happened as well as anybody knows: the device's clock, put right by what it knew of it. */
export const happenedAt = ({ at, offset }: Pick<Envelope, 'at' | 'offset'>): number =>
  Math.min(Math.max(at + (offset ?? 0), 0), lastMoment);

/**
 * How far a device, or the server, lets itself be taken along by the count of another. From there it counts on alone, and what it writes is
 * still taken: one whose count has gone wild must not take the others with it.
 */
export const furthestHeard = 2 ** 39;
