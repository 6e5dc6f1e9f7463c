import { conditionalReferences, danglingReferences, type Entry, namesFor, noneTwice, withNames } from './bundle.ts';
import { createAtOnce, type DirectAsking, isPlain, type Plain } from './direct.server.ts';
import { Refusal } from './outcome.ts';
import type { Answer } from './serve.server.ts';
import { openStructure } from './structure.server.ts';
import { checked } from './write.server.ts';

/** A transaction that only creates, without conditions and without a module behind it, by one statement. */

const isNew = ({ act, ifNoneExist, resource }: Entry): boolean =>
  act.interaction === 'create' &&
  ifNoneExist === undefined &&
  resource !== undefined &&
  conditionalReferences(resource).length === 0;

/** The new resources under their ids, with each other's names in their references. */
function namedIn(entries: readonly Entry[], newId: () => string): Plain[] {
  const ids = entries.map(() => newId());
  const names = new Map(
    entries.flatMap(({ fullUrl, act }, at) =>
      fullUrl === undefined ? [] : namesFor(fullUrl, `${act.route.type}/${ids[at] ?? ''}`),
    ),
  );
  return entries.flatMap(({ act, resource }, at) =>
    resource ? [{ route: act.route, id: ids[at] ?? '', resource: withNames(resource, names) }] : [],
  );
}

/** The answers by place; null where it is no such transaction, or something is wrong with it, which the usual way says in its place. */
export async function allAtOnce(asking: DirectAsking, entries: readonly Entry[]): Promise<Map<number, Answer> | null> {
  if (entries.length === 0 || !entries.every(isNew)) return null;
  const structure = await openStructure();
  const plains = (): Plain[] | null => {
    noneTwice(entries);
    const all = namedIn(entries, asking.newId);
    const isRefused = all.some(
      ({ route, resource }) => !isPlain(route.type, resource) || danglingReferences(resource).length > 0,
    );
    if (isRefused) return null;
    for (const { resource } of all) checked(structure, resource);
    return all;
  };
  try {
    const made = await createAtOnce(asking, { types: entries.map(({ act }) => act.route.type), plains });
    return made && new Map(made.map((answer, at) => [entries[at]?.at ?? at, answer]));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
