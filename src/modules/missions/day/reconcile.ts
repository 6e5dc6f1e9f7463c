import { nameKeys } from '../../../platform/i18n/nameKey.ts';
import { type Day, personIn, visitAt } from './day.ts';
import { standingNotes } from './encounter.ts';
import { encounterParts, type Envelope, inOrder, type Operation, type PartValue } from './operation.ts';
import { saidOf } from './person.ts';
import { allOn, entriesOn } from './shelf.ts';
import type { Visit } from './visit.ts';

export const issueKinds = [
  'field',
  'person_field',
  'double',
  'not_same',
  'ticket_twice',
  'called_twice',
  'encounter_twice',
  'notes',
  'note_unseen',
  'after_end',
] as const;
export type IssueKind = (typeof issueKinds)[number];
/** One of what stands side by side: which operation said it (who, when, on which device), and what. */
export type Side = { readonly from: Envelope; readonly visit: string; readonly value: PartValue | null };

/** Something that a person must look at, because no rule may decide it. */
export type Issue = {
  /** The same on every device as long as the same things stand side by side. */
  readonly id: string;
  readonly kind: IssueKind;
  /** The visit whose `reconciled` settles it. */
  readonly visit: string;
  /** The field, the part, the turn, the encounter or the key that it is about. */
  readonly about: string;
  readonly sides: readonly Side[];
};

/** 53 bits of what makes an issue this one (cyrb53): enough to tell apart the few of one mission. */
function hashOf(text: string): string {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
}

function issue(kind: IssueKind, about: string, sides: readonly Side[]): Issue[] {
  const [first] = sides;
  if (!first || sides.length < 2) return [];
  const sorted = sides.toSorted((a, b) => inOrder(a.from, b.from));
  const id = `${kind}-${hashOf([about, ...sorted.map(({ from }) => from.id)].join(' '))}`;
  const visit = sides.reduce((least, side) => (side.visit < least ? side.visit : least), first.visit);
  return [{ id, kind, visit, about, sides: sorted }];
}

const side = (visit: string, from: Envelope, value: PartValue | null = null): Side => ({ from, visit, value });

/** Two said different things of one field; the same thing twice is none of anybody's business. */
function fieldIssues(visit: Visit): Issue[] {
  return Object.entries(visit.fields).flatMap(([field, { said }]) => {
    const different = new Set(said.map(({ body }) => body.value.trim().toLowerCase()));
    return different.size < 2
      ? []
      : issue(
          'field',
          field,
          said.map((word) => side(visit.id, word, word.body.value)),
        );
  });
}

/** Two opened the same examination: the second on another device, before the first was signed. */
function openedTwice(visit: Visit, turn: string): Issue[] {
  const all = visit.encounters.filter((each) => each.turn === turn);
  return pairsOf(all)
    .filter(([one, other]) => one.specialty === other.specialty && one.opened.device !== other.opened.device)
    .filter(([one, { opened }]) => !one.signatures.some((signature) => inOrder(signature, opened) < 0))
    .flatMap((two) =>
      issue(
        'encounter_twice',
        turn,
        two.map((each) => side(visit.id, each.opened, each.clinician)),
      ),
    );
}

function turnIssues(visit: Visit): Issue[] {
  return visit.turns.flatMap(({ id, calls }) => {
    const rooms = new Set(calls.map(({ body }) => body.room));
    const calledTwice = rooms.size < 2 ? [] : calls.map((call) => side(visit.id, call, call.body.room));
    return [...issue('called_twice', id, calledTwice), ...openedTwice(visit, id)];
  });
}

function noteIssues(visit: Visit): Issue[] {
  return visit.encounters.flatMap((encounter) => {
    const [signature] = encounter.signatures;
    const unseen = encounter.notes.filter(
      ({ from, isAddendum, isSigned }) => signature && isAddendum && !isSigned && inOrder(from, signature) < 0,
    );
    return [
      ...encounterParts.flatMap((part) =>
        issue(
          'notes',
          `${encounter.id} ${part}`,
          standingNotes(encounter, part)
            .filter(({ isAddendum }) => !isAddendum)
            .map(({ from, value }) => side(visit.id, from, value)),
        ),
      ),
      ...unseen.flatMap(({ from, value }) =>
        signature ? issue('note_unseen', encounter.id, [side(visit.id, from, value), side(visit.id, signature)]) : [],
      ),
    ];
  });
}

const goesOn: readonly Operation['body']['kind'][] = ['turn.called', 'turn.handed', 'encounter.opened'];

/** A visit had ended, and somebody who did not know went on with it. */
function endIssues(visit: Visit): Issue[] {
  const { end } = visit;
  if (!end) return [];
  return visit.operations
    .filter((operation) => goesOn.includes(operation.body.kind) && inOrder(operation, end) > 0)
    .flatMap((operation) =>
      issue('after_end', operation.body.kind, [side(visit.id, end, end.body.how), side(visit.id, operation)]),
    );
}

const known = new WeakMap<Visit, Issue[]>();

/** What stands side by side within one visit. A visit never changes, so it is asked once. */
function issuesOf(visit: Visit): Issue[] {
  if (visit.operations.length < 2) return [];
  let found = known.get(visit);
  if (!found)
    known.set(
      visit,
      (found = [...fieldIssues(visit), ...turnIssues(visit), ...noteIssues(visit), ...endIssues(visit)]),
    );
  return found;
}

const firstOf = (visit: Visit): Side[] => {
  const [first] = visit.operations;
  return first ? [side(visit.id, visit.registered[0] ?? first, visit.ticket)] : [];
};
const valuesOf = (visit: Visit, field: 'birthYear' | 'sex'): string[] =>
  visit.fields[field]?.said.map(({ body }) => body.value.trim()) ?? [];

/** A family shares a telephone: people of different years are not asked about. */
function mayBeOne(one: Visit, other: Visit): boolean {
  const [first, second] = [valuesOf(one, 'birthYear'), valuesOf(other, 'birthYear')];
  return first.length === 0 || second.length === 0 || first.some((year) => second.includes(year));
}

const most = 20;

/** Pairs of a list; of a very long one only neighbours. */
function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, at) =>
    all.slice(at + 1, all.length > most ? at + 2 : undefined).map((other): [T, T] => [one, other]),
  );
}

/** Two visits that may be of one person, about which nobody has said anything yet. */
function doubles(day: Day): Issue[] {
  const found = new Map<string, Issue>();
  for (const [key, ids] of entriesOn(day.crowded)) {
    const isTicket = key.startsWith('ticket ');
    for (const [one, other] of pairsOf(ids.flatMap((id) => visitAt(day, id) ?? []))) {
      const isJoined = personIn(day, one.id) === personIn(day, other.id);
      if (saidOf(day.pairs, one.id, other.id) !== undefined && !isTicket) continue;
      if (isJoined && (isTicket || one.day !== other.day || one.end || other.end)) continue;
      if (!isTicket && !mayBeOne(one, other)) continue;
      const kind = isTicket ? 'ticket_twice' : 'double';
      const [made] = issue(kind, `${one.id} ${other.id}`, [...firstOf(one), ...firstOf(other)]);
      if (made) found.set(made.id, made);
    }
  }
  return [...found.values()];
}

/** Visits that were said to be of two people, and by other words are of one. */
const contradictions = (day: Day): Issue[] =>
  Array.from(day.pairs.values()).flatMap(({ visits: [one, other], word }) => {
    if (word.body.isSame || personIn(day, one) !== personIn(day, other)) return [];
    const joins = Array.from(day.pairs.values()).filter(
      (pair) => pair.word.body.isSame && personIn(day, pair.visits[0]) === personIn(day, one),
    );
    return issue(
      'not_same',
      `${one} ${other}`,
      [word, ...joins.map((pair) => pair.word)].map((from) => side(one, from)),
    );
  });

const personFields = ['name', 'birthYear', 'sex'] as const;

/** Visits of one person that say different things of who it is. */
function personIssues(day: Day): Issue[] {
  return [...new Set(day.persons.values())].flatMap((members) => {
    const visits = members.flatMap((id) => visitAt(day, id) ?? []);
    return personFields.flatMap((field) => {
      const words = visits.flatMap((visit) => (visit.fields[field]?.said ?? []).slice(0, 1));
      const keys = words.map(({ body }) => (field === 'name' ? (nameKeys(body.value)[0] ?? '') : body.value.trim()));
      if (new Set(keys).size < 2) return [];
      return issue(
        'person_field',
        field,
        words.map((word) => side(word.body.visit, word, word.body.value)),
      );
    });
  });
}

/** Everything that a person has still to look at, the newest first. */
export function reconcileList(day: Day): Issue[] {
  const all = [...doubles(day), ...contradictions(day), ...personIssues(day)];
  for (const visit of allOn(day.visits)) all.push(...issuesOf(visit));
  const isOpen = ({ id, sides }: Issue) => !sides.some(({ visit }) => visitAt(day, visit)?.reconciled.has(id));
  const newest = ({ sides }: Issue): Envelope | undefined => sides.at(-1)?.from;
  return all.filter(isOpen).sort((one, other) => {
    const [first, second] = [newest(one), newest(other)];
    return (first && second ? inOrder(second, first) : 0) || (one.id < other.id ? -1 : 1);
  });
}
