import {
  type AgeGroup,
  ageGroupOf,
  type EncounterContent,
  type NextStep,
  type Note,
  type Sex,
  sexOf,
} from '../encounters/index.ts';
import { apply, type Day, emptyDay, personIn, visitsIn, whenIn } from './day/day.ts';
import { countingNote, type Encounter, nextStepOf } from './day/encounter.ts';
import { type Envelope, encounterParts, nextSteps, type Operation } from './day/operation.ts';
import type { Visit } from './day/visit.ts';

/** What a mission's operations come to as encounters. Pure: the keys of people are hashed by whoever keeps them. */
export type Projected = {
  id: string;
  visit: string;
  /** Texts by which a person is known again: they are kept as keyed hashes alone. */
  people: readonly string[];
  day: string;
  specialty: string;
  room: string | null;
  clinician: string;
  openedAt: Date;
  /** The first signature, if there is one. */
  signed: { clinician: string; at: Date } | null;
  waitedMinutes: number | null;
  nextStep: NextStep | null;
  wasTreated: boolean;
  wasOperated: boolean;
  ageGroup: AgeGroup;
  sex: Sex;
  content: EncounterContent;
};

const mostKeys = 50;
const isKey = (key: string): boolean => key.startsWith('person ');

/**
 * By what the person of every visit is known again: name, year of birth and telephone, of all visits that are theirs. Of two whom
 * somebody found to be two people although all of it is the same, the later one's is told apart. Who says too little is known by
 * the first of their visits alone.
 */
function peopleOf(day: Day, visits: readonly Visit[]): (visit: string) => readonly string[] {
  const groups = Map.groupBy(visits, ({ id }) => personIn(day, id));
  const taken = new Set<string>();
  const known = new Map<string, readonly string[]>();
  for (const [first, own] of groups) {
    const keys = [...new Set(own.flatMap((visit) => visit.keys.filter(isKey)))].toSorted().slice(0, mostKeys);
    const apart = keys.map((key) => (taken.has(key) ? `${key} of visit ${first}` : key));
    for (const key of keys) taken.add(key);
    known.set(first, apart.length > 0 ? apart : [`visit ${first}`]);
  }
  return (visit) => known.get(personIn(day, visit)) ?? [`visit ${visit}`];
}

/** When something happened, as well as the whole day tells. */
type When = (from: Envelope) => Date;

const noteOf =
  (at: When) =>
  ({ value, from, replacedBy }: Encounter['notes'][number]): Note => ({
    id: from.id,
    by: from.by,
    device: from.device,
    at: at(from).toISOString(),
    value,
    isReplaced: replacedBy.length > 0,
  });

function contentOf(visit: Visit, encounter: Encounter, at: When): EncounterContent {
  const written = (part: string) => encounter.notes.filter((note) => note.part === part).map(noteOf(at));
  const parts = encounterParts.map((part) => [part, written(part)] as const);
  return {
    person: Object.fromEntries(
      Object.entries(visit.fields).map(([field, { said }]) => [field, said.map(({ body }) => body.value)]),
    ),
    parts: Object.fromEntries(parts.filter(([, notes]) => notes.length > 0)),
    photos: encounter.photos.map(({ body: { photo: id, sha256, bytes, mediaType } }) => ({
      id,
      sha256,
      bytes,
      mediaType,
    })),
    signatures: encounter.signatures.map((from) => {
      const { clinician, answeredFor } = from.body;
      return { by: from.by, clinician, answeredFor, at: at(from).toISOString() };
    }),
  };
}

const isDay = (text: string): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
};

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** From the queue to the room; clocks that contradict each other say nothing. */
function waitedOf(visit: Visit, encounter: Encounter, at: When): number | null {
  const queued = visit.turns.find(({ id }) => id === encounter.turn)?.queued;
  if (!queued) return null;
  const minutes = Math.round((at(encounter.opened).getTime() - at(queued).getTime()) / 60_000);
  return minutes >= 0 && minutes <= 1440 ? minutes : null;
}

const isSaid = (encounter: Encounter, part: 'treatment' | 'operation'): boolean => {
  const value = countingNote(encounter, part)?.value;
  return typeof value === 'string' && value.trim() !== '';
};

type Around = { at: When; people: readonly string[] };

/** One encounter as it stands; null where the day of its visit is none that there is, or what it is called is no name of one. */
function projected(visit: Visit, encounter: Encounter, { at, people }: Around): Projected | null {
  const day = visit.day ?? at(encounter.opened).toISOString().slice(0, 10);
  if (!isDay(day) || !isUuid(encounter.id) || !isUuid(visit.id)) return null;
  const [signed] = encounter.signatures;
  const wasOperated = isSaid(encounter, 'operation');
  const nextStep = nextSteps.find((step) => step === nextStepOf(encounter)) ?? null;
  return {
    id: encounter.id,
    visit: visit.id,
    people,
    day,
    specialty: encounter.specialty.slice(0, 60) || 'unknown',
    room: encounter.room?.slice(0, 80) ?? null,
    clinician: signed?.body.clinician ?? encounter.clinician,
    openedAt: at(encounter.opened),
    signed: signed ? { clinician: signed.body.clinician, at: at(signed) } : null,
    waitedMinutes: waitedOf(visit, encounter, at),
    nextStep,
    wasOperated,
    wasTreated: wasOperated || isSaid(encounter, 'treatment') || nextStep === 'treatment_here',
    ageGroup: ageGroupOf(visit.fields.birthYear?.shown.trim(), day),
    sex: sexOf(visit.fields.sex?.shown),
    content: contentOf(visit, encounter, at),
  };
}

const byId = <T extends { id: string }>(one: T, other: T): number => (one.id < other.id ? -1 : 1);

/**
 * The encounters of a mission, from its operations in whatever order they came and however often. The same operations give the
 * same encounters, to the letter. Where two visits name one encounter, the first of them has it.
 *
 * @param clocks what devices first knew of theirs, where that is not among these operations
 */
export function projectedFrom(
  operations: readonly Operation[],
  clocks = emptyDay.clocks,
): { encounters: Projected[]; unreadable: number; visits: readonly Visit[] } {
  const day = apply({ ...emptyDay, clocks }, operations);
  const visits = visitsIn(day);
  const people = peopleOf(day, visits);
  const at: When = (from) => new Date(whenIn(day, from));
  const found = visits.flatMap((visit) =>
    visit.encounters.map((encounter) => projected(visit, encounter, { at, people: people(visit.id) })),
  );
  const once = new Map<string, Projected>();
  for (const each of found) if (each && !once.has(each.id)) once.set(each.id, each);
  return { encounters: [...once.values()].toSorted(byId), unreadable: found.length - once.size, visits };
}
