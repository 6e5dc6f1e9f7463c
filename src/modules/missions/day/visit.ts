import { nameKeys } from '../../../platform/i18n/nameKey.ts';
import { type Encounter, encountersOf } from './encounter.ts';
import type { EndKind, Envelope, Of, Operation, PersonField } from './operation.ts';
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

export const ofKind = <Kind extends Operation['body']['kind']>(
  operations: readonly Operation[],
  kind: Kind,
): Of<Kind>[] => operations.filter(({ body }) => body.kind === kind) as Of<Kind>[];

/** Words that a later one names in its `over` stand no longer. Who names a later one, or itself, says nothing. */
function replacedIn(operations: readonly (Of<'visit.field'> | Of<'visit.resumed'>)[], seen: readonly Operation[]) {
  const place = new Map(seen.map(({ id }, at) => [id, at]));
  const replaced = new Set<string>();
  for (const { id, body } of operations)
    for (const over of body.over) if ((place.get(over) ?? Infinity) < (place.get(id) ?? -1)) replaced.add(over);
  return replaced;
}

function fieldsOf(operations: readonly Operation[]): Visit['fields'] {
  const words = ofKind(operations, 'visit.field');
  if (words.length === 0) return {};
  const hasOver = words.some(({ body }) => body.over.length > 0);
  const replaced = hasOver ? replacedIn(words, operations) : new Set<string>();
  const fields: Partial<
    Record<PersonField, { shown: string; said: Of<'visit.field'>[]; before: Of<'visit.field'>[] }>
  > = {};
  for (const word of words) {
    const field = (fields[word.body.field] ??= { shown: '', said: [], before: [] });
    if (replaced.has(word.id)) field.before.push(word);
    else {
      field.said.unshift(word);
      field.shown = word.body.value;
    }
  }
  return fields;
}

/** An end is in force until a later word names it as taken back. */
function endsOf(operations: readonly Operation[]): Pick<Visit, 'end' | 'ends' | 'takenBack'> {
  const all = ofKind(operations, 'visit.ended');
  if (all.length === 0) return { end: null, ends: [], takenBack: [] };
  const replaced = replacedIn(ofKind(operations, 'visit.resumed'), operations);
  const ends = all.filter(({ id }) => !replaced.has(id));
  const gravest = gravity.map((how) => ends.find(({ body }) => body.how === how)).find((end) => end !== undefined);
  return { end: gravest ?? null, ends, takenBack: all.filter(({ id }) => replaced.has(id)) };
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

const told = (operations: readonly Operation[]): number =>
  operations.reduce(
    (sum, { body }) => (body.kind === 'visit.field' || body.kind === 'visit.registered' ? sum + 1 : sum),
    0,
  );

type Around = { death?: Envelope | null; before?: Visit | undefined };

/**
 * A visit from its operations, which are in order and each there once. `death` is that of the same person in another visit: it ends
 * this one's turns too. `before`: the same visit with fewer operations, of which is kept what cannot have changed.
 */
export function visitOf(id: string, operations: readonly Operation[], { death = null, before }: Around = {}): Visit {
  const registered = ofKind(operations, 'visit.registered');
  const [first] = registered;
  const ends = endsOf(operations);
  const fields = fieldsOf(operations);
  const isSame = before !== undefined && told(before.operations) === told(operations);
  return {
    id,
    operations,
    registered,
    ticket: first?.body.ticket ?? null,
    booking: first?.body.booking ?? null,
    channel: first?.body.channel ?? null,
    day: first?.body.day ?? null,
    arrived: operations.find(({ body }) => body.kind === 'visit.arrived') ?? null,
    fields,
    ...ends,
    turns: turnsOf(operations, ends.end ?? death),
    encounters: encountersOf(operations),
    reconciled: new Map(ofKind(operations, 'reconciled').map((word) => [word.body.issue, word])),
    keys: isSame ? before.keys : keysOf({ registered, fields }),
  };
}
