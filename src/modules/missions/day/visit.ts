import { nameKeys } from '../../../platform/i18n/nameKey.ts';
import { type Encounter, encountersOf } from './encounter.ts';
import { type EndKind, type Envelope, inOrder, type Of, type Operation, type PersonField } from './operation.ts';
import { type Turn, turnsOf } from './turn.ts';

/** What is said of a person in one field. `said` stands, the newest first; `before` was replaced by somebody who saw it. */
export type Field = {
  readonly shown: string;
  readonly said: readonly Of<'visit.field'>[];
  readonly before: readonly Of<'visit.field'>[];
};

/** One person's coming on one day, as all operations about it tell. */
export type Visit = {
  readonly id: string;
  /** All that is known of it, in the order of all operations. */
  readonly operations: readonly Operation[];
  readonly registered: readonly Of<'visit.registered'>[];
  /** Null as long as the operation that registered it has not come. */
  readonly ticket: string | null;
  readonly booking: string | null;
  readonly channel: Of<'visit.registered'>['body']['channel'] | null;
  readonly day: string | null;
  readonly arrived: Envelope | null;
  readonly fields: Readonly<Partial<Record<PersonField, Field>>>;
  /** The end that counts, of those in force the gravest. */
  readonly end: Of<'visit.ended'> | null;
  readonly ends: readonly Of<'visit.ended'>[];
  readonly takenBack: readonly Of<'visit.ended'>[];
  readonly turns: readonly Turn[];
  readonly encounters: readonly Encounter[];
  readonly reconciled: ReadonlyMap<string, Envelope>;
  /** By what another visit of the same person can be noticed; see keysOf. */
  readonly keys: readonly string[];
};

const gravity: readonly EndKind[] = ['died', 'emergency', 'left', 'cancelled'];

/** Operations of a visit by what they are about. Kept in order. */
type Sorted = {
  registered: Of<'visit.registered'>[];
  words: Of<'visit.field'>[];
  ended: Of<'visit.ended'>[];
  resumed: Of<'visit.resumed'>[];
  reconciled: Of<'reconciled'>[];
  arrived: Envelope | null;
  /** Of turns and encounters. */
  care: Operation[];
};

function sorted(operations: readonly Operation[]): Sorted {
  const by: Sorted = { registered: [], words: [], ended: [], resumed: [], reconciled: [], arrived: null, care: [] };
  for (const from of operations) {
    const { kind } = from.body;
    if (kind === 'visit.field') by.words.push(from as Of<'visit.field'>);
    else if (kind === 'visit.registered') by.registered.push(from as Of<'visit.registered'>);
    else if (kind === 'visit.ended') by.ended.push(from as Of<'visit.ended'>);
    else if (kind === 'visit.resumed') by.resumed.push(from as Of<'visit.resumed'>);
    else if (kind === 'reconciled') by.reconciled.push(from as Of<'reconciled'>);
    else if (kind === 'visit.arrived') by.arrived ??= from;
    else by.care.push(from);
  }
  return by;
}

type OpenField = { shown: string; said: Of<'visit.field'>[]; before: Of<'visit.field'>[] };

/** A word that a later one of the same field names in its `over` stands no longer. */
function fieldsOf(words: readonly Of<'visit.field'>[]): Visit['fields'] {
  const fields: Partial<Record<PersonField, OpenField>> = {};
  for (const word of words) {
    const { field: name, over, value } = word.body;
    const field = (fields[name] ??= { shown: '', said: [], before: [] });
    if (over.length > 0) {
      field.before.push(...field.said.filter(({ id }) => over.includes(id)).toReversed());
      field.said = field.said.filter(({ id }) => !over.includes(id));
    }
    field.said.unshift(word);
    field.shown = value;
  }
  return fields;
}

/** An end is in force until a later word names it as taken back. */
function endsOf({ ended, resumed }: Sorted): Pick<Visit, 'end' | 'ends' | 'takenBack'> {
  if (ended.length === 0) return { end: null, ends: [], takenBack: [] };
  const isBack = (end: Envelope) => resumed.some((from) => from.body.over.includes(end.id) && inOrder(end, from) < 0);
  const ends = ended.filter((end) => !isBack(end));
  const gravest = gravity.map((how) => ends.find(({ body }) => body.how === how)).find((end) => end !== undefined);
  return { end: gravest ?? null, ends, takenBack: ended.filter(isBack) };
}

/** Somebody's name and year, somebody's telephone: what is alike is looked at. Name, year and telephone together are one person. */
function keysOf({ registered, fields }: Pick<Visit, 'registered' | 'fields'>): string[] {
  const keys = new Set<string>();
  for (const { body } of registered) {
    keys.add(`ticket ${body.day} ${body.ticket}`);
    if (body.booking !== null) keys.add(`booking ${body.booking}`);
  }
  const values = (field: PersonField) => fields[field]?.said.map(({ body }) => body.value) ?? [];
  const phones = values('phone').map(phoneDigits).filter(Boolean);
  const names = values('name').flatMap(nameKeys);
  for (const phone of phones) keys.add(`phone ${phone}`);
  for (const year of values('birthYear'))
    for (const name of names) {
      keys.add(`name ${name} ${year}`);
      for (const phone of phones) keys.add(`person ${name} ${year} ${phone}`);
    }
  return [...keys].sort();
}

/** The last ten digits of a number: with +7, with 8 and without anything it is the same one. Less than seven are none. */
export function phoneDigits(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length < 7 ? '' : digits.slice(-10);
}

/** How much was said of what keys are made of. */
const toldIn = ({ registered, fields }: Pick<Visit, 'registered' | 'fields'>): number =>
  Object.values(fields).reduce((sum, { said, before }) => sum + said.length + before.length, registered.length);

type Around = { death?: Envelope | null; before?: Visit | undefined };

/**
 * A visit from its operations, which are in order and each there once. `death` is that of the same person in another visit: it ends
 * this one's turns too. `before`: the same visit with fewer operations, of which is kept what cannot have changed.
 */
export function visitOf(id: string, operations: readonly Operation[], { death = null, before }: Around = {}): Visit {
  const by = sorted(operations);
  const { registered, arrived } = by;
  const [first] = registered;
  const ends = endsOf(by);
  const fields = fieldsOf(by.words);
  const isSame = before !== undefined && toldIn(before) === registered.length + by.words.length;
  return {
    id,
    operations,
    registered,
    ticket: first?.body.ticket ?? null,
    booking: first?.body.booking ?? null,
    channel: first?.body.channel ?? null,
    day: first?.body.day ?? null,
    arrived,
    fields,
    ...ends,
    turns: turnsOf(by.care, ends.end ?? death),
    encounters: encountersOf(by.care),
    reconciled: new Map(by.reconciled.map((word) => [word.body.issue, word])),
    keys: isSame ? before.keys : keysOf({ registered, fields }),
  };
}
