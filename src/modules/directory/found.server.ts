import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Described } from './duplicate.ts';
import { identifierOf, type Identifiers, identifierSchemes } from './identifier.ts';
import { isFoundIn, nameKeyOf } from './matching.ts';
import { namesOfAll } from './organisation.sql.ts';
import { namesOfAllPeople } from './person.sql.ts';

/**
 * Finding records by what they are called. A directory is small (thousands), so its names are read whole and compared by
 * the rule of matching.ts, which no index knows.
 */
type Called = { id: string; names: Names; aliases: readonly string[]; merged_into: string | null };
export type Entry = Described & { isDemo: boolean; mayChange: boolean };

/** Each kept record with all its names: its own, its aliases, and those of the records that are merged into it. */
function withMergedNames<Row extends Called>(rows: readonly Row[]): (Row & { aliases: string[] })[] {
  const further = Map.groupBy(
    rows.filter((row) => row.merged_into !== null),
    (row) => row.merged_into,
  );
  return rows
    .filter((row) => row.merged_into === null)
    .map((row) => ({
      ...row,
      aliases: [
        ...row.aliases,
        ...(further.get(row.id) ?? []).flatMap((merged) => [...Object.values(merged.names), ...merged.aliases]),
      ],
    }));
}

/** Every organisation that is not merged, by all its names. */
export const organisationEntries = async (tx: Tx): Promise<Entry[]> =>
  withMergedNames(await namesOfAll(tx)).map(
    ({ id, kind, names, aliases, identifiers, country, is_demo, may_change }) => ({
      id,
      kind,
      names,
      aliases,
      identifiers,
      isDemo: is_demo,
      mayChange: may_change,
      belongsTo: [country],
    }),
  );

/** Every person who is not merged, by all their names. */
export const personEntries = async (tx: Tx): Promise<Entry[]> =>
  withMergedNames(await namesOfAllPeople(tx)).map(({ id, names, aliases, organisations, is_demo, may_change }) => ({
    id,
    names,
    aliases,
    isDemo: is_demo,
    mayChange: may_change,
    belongsTo: organisations,
  }));

const allNames = ({ names, aliases }: Entry): string[] => [...Object.values(names), ...aliases];

/** The ids of the entries in which each of these words begins a word of a name, or is an identifier. */
export const idsFound = (entries: readonly Entry[], words: string): string[] =>
  entries
    .filter((entry) => isFoundIn(words, allNames(entry)) || isIdentifiedBy(entry.identifiers ?? {}, words))
    .map(({ id }) => id);

const isIdentifiedBy = (identifiers: Identifiers, text: string): boolean =>
  identifierSchemes.some(
    (scheme) => identifiers[scheme] !== undefined && identifiers[scheme] === identifierOf(scheme, text),
  );

/**
 * The organisations that a text may mean: by id, by an identifier, or by a name or an alias written in any alphabet and case.
 * More than one where the text does not tell them apart; the name of a merged organisation leads to the kept one.
 */
export function entriesCalled(entries: readonly Entry[], text: string): Entry[] {
  const key = nameKeyOf(text);
  return entries.filter(
    (entry) =>
      entry.id === text ||
      isIdentifiedBy(entry.identifiers ?? {}, text) ||
      (key !== '' && allNames(entry).some((name) => nameKeyOf(name) === key)),
  );
}

/** The organisations that each of these texts may mean, by their ids; see `entriesCalled`. */
export async function organisationsCalled(tx: Tx, texts: Iterable<string>): Promise<Map<string, string[]>> {
  const asked = new Set(texts);
  const entries = asked.size > 0 ? await organisationEntries(tx) : [];
  return new Map([...asked].map((text) => [text, entriesCalled(entries, text).map(({ id }) => id)]));
}
