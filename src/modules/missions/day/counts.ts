import { type Day, personIn, visitAt, whenIn } from './day.ts';
import { countingNote, type Encounter, isSigned, nextStepOf } from './encounter.ts';
import type { NextStep } from './operation.ts';
import { allOn } from './shelf.ts';
import type { Visit } from './visit.ts';

export const ageGroups = ['0-17', '18-39', '40-64', '65+', 'unknown'] as const;
export type AgeGroup = (typeof ageGroups)[number];
export const sexes = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

/** One closed encounter, as all counts take it. An encounter is closed when it is signed. */
export type Closed = {
  readonly encounter: string;
  /** Who was examined: the first of all visits of the same person. */
  readonly person: string;
  readonly place: string | null;
  readonly day: string;
  readonly specialty: string;
  readonly ageGroup: AgeGroup;
  readonly sex: Sex;
  readonly nextStep: NextStep | null;
  readonly isTreated: boolean;
  readonly isOperated: boolean;
  /** Minutes from taking a place in the queue until the examination began. */
  readonly waited: number | null;
};

/** By the year alone: the birthday of that year counts as past. */
export function ageGroupOf(birthYear: string | undefined, day: string): AgeGroup {
  if (!birthYear || !/^\d{4}$/.test(birthYear.trim())) return 'unknown';
  const age = Number(day.slice(0, 4)) - Number(birthYear);
  if (age < 0 || age > 125) return 'unknown';
  if (age < 18) return '0-17';
  return age < 40 ? '18-39' : age < 65 ? '40-64' : '65+';
}

export const sexOf = (value: string | undefined): Sex => (value === 'female' || value === 'male' ? value : 'unknown');

const isSaid = (encounter: Encounter, part: 'operation' | 'treatment'): boolean => {
  const value = countingNote(encounter, part)?.value;
  return typeof value === 'string' && value.trim() !== '';
};

export const wasOperated = (encounter: Encounter): boolean => isSaid(encounter, 'operation');

/** Treated there and then: by what was done, or by what was decided. */
export const wasTreated = (encounter: Encounter): boolean =>
  nextStepOf(encounter) === 'treatment_here' || wasOperated(encounter) || isSaid(encounter, 'treatment');

/** What a person's visits say of one field; the newest word of the visit itself counts first. */
function shownOf(day: Day, visit: Visit, field: 'birthYear' | 'sex'): string | undefined {
  const own = visit.fields[field]?.shown;
  if (own) return own;
  return day.persons
    .get(visit.id)
    ?.map((id) => visitAt(day, id)?.fields[field]?.shown)
    .find(Boolean);
}

function waitedFor(day: Day, visit: Visit, encounter: Encounter): number | null {
  const queued = visit.turns.find(({ id }) => id === encounter.turn)?.queued;
  if (!queued) return null;
  return Math.max(0, Math.round((whenIn(day, encounter.opened) - whenIn(day, queued)) / 60_000));
}

export type PlaceOf = (at: { day: string; room: string | null }) => string | null;

/** Every closed encounter, in the order of their ids. `placeOf` is the plan's: which venue had that day and that room. */
export function closedIn(day: Day, placeOf: PlaceOf): Closed[] {
  const closed: Closed[] = [];
  for (const visit of allOn(day.visits))
    for (const encounter of visit.encounters) {
      if (!isSigned(encounter) || visit.day === null) continue;
      closed.push({
        encounter: encounter.id,
        person: personIn(day, visit.id),
        place: placeOf({ day: visit.day, room: encounter.room }),
        day: visit.day,
        specialty: encounter.specialty,
        ageGroup: ageGroupOf(shownOf(day, visit, 'birthYear'), visit.day),
        sex: sexOf(shownOf(day, visit, 'sex')),
        nextStep: nextStepOf(encounter),
        isTreated: wasTreated(encounter),
        isOperated: wasOperated(encounter),
        waited: waitedFor(day, visit, encounter),
      });
    }
  return closed.sort((one, other) => (one.encounter < other.encounter ? -1 : 1));
}

export type Count = {
  /** Distinct people: never the sum of days or places. */
  readonly people: number;
  readonly treated: number;
  readonly encounters: number;
  readonly operations: number;
  readonly bySpecialty: Readonly<Record<string, number>>;
  /** Encounters; the others likewise. */
  readonly byAgeGroup: Readonly<Record<AgeGroup, number>>;
  readonly bySex: Readonly<Record<Sex, number>>;
  readonly byNextStep: Readonly<Record<NextStep | 'none', number>>;
  readonly waited: { readonly median: number | null; readonly most: number | null };
};

function tally<Key extends string>(keys: readonly Key[], first: readonly Key[]): Record<Key, number> {
  const counts = new Map<Key, number>(first.map((key) => [key, 0]));
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<Key, number>;
}

const peopleIn = (closed: readonly Closed[]): number => new Set(closed.map(({ person }) => person)).size;

function countOf(closed: readonly Closed[]): Count {
  const waits = closed.flatMap(({ waited }) => waited ?? []).sort((one, other) => one - other);
  return {
    people: peopleIn(closed),
    treated: peopleIn(closed.filter(({ isTreated }) => isTreated)),
    encounters: closed.length,
    operations: closed.filter(({ isOperated }) => isOperated).length,
    bySpecialty: tally(
      closed.map(({ specialty }) => specialty),
      [],
    ),
    byAgeGroup: tally(
      closed.map(({ ageGroup }) => ageGroup),
      ageGroups,
    ),
    bySex: tally(
      closed.map(({ sex }) => sex),
      sexes,
    ),
    byNextStep: tally(
      closed.map(({ nextStep }) => nextStep ?? 'none'),
      ['home', 'treatment_here', 'operation', 'referral', 'consultation', 'none'],
    ),
    waited: { median: waits[waits.length >> 1] ?? null, most: waits.at(-1) ?? null },
  };
}

export type Counts = { readonly all: Count; readonly at: readonly ({ place: string | null; day: string } & Count)[] };

/** What was done, in all and by place and day. People are distinct in each line: the lines do not add up to the whole. */
export function countsOf(day: Day, placeOf: PlaceOf): Counts {
  const closed = closedIn(day, placeOf);
  const groups = Map.groupBy(closed, (each) => JSON.stringify([each.day, each.place]));
  const at = Array.from(groups, ([key, some]) => {
    const [date, place] = JSON.parse(key) as [string, string | null];
    return { place, day: date, ...countOf(some) };
  });
  return {
    all: countOf(closed),
    at: at.sort((a, b) => (a.day === b.day ? ((a.place ?? '') < (b.place ?? '') ? -1 : 1) : a.day < b.day ? -1 : 1)),
  };
}
