import { fold, visitsIn } from './day/day.ts';
import type { Operation } from './day/operation.ts';
import { isOnePerson } from './day/person.ts';
import type { Visit } from './day/visit.ts';

/**
 * What has to be looked at again when some visits have changed: those that may be of the same person as one of them now or were before, and
 * those that name the same encounter. All others stand as they stood. Pure; where visits and operations lie, `Source` knows.
 */

/** Texts that a visit shares with those on which it depends: its own id, whom somebody compared it with, people, encounters. */
export function linksOf({ id, operations, keys, encounters }: Visit): string[] {
  const compared = operations.flatMap(({ body }) => (body.kind === 'visit.same' ? [`visit ${body.other}`] : []));
  const examined = encounters.map((each) => `encounter ${each.id}`);
  return [...new Set([`visit ${id}`, ...compared, ...keys.filter(isOnePerson), ...examined])].toSorted();
}

export type Links = ReadonlyMap<string, readonly string[]>;
export type Source = {
  /** All operations of these visits. */
  operationsOf: (visits: readonly string[]) => Promise<readonly Operation[]>;
  /** What these visits were linked by when they were last looked at. */
  linksOf: (visits: readonly string[]) => Promise<Links>;
  /** The visits that were last linked by any of these. */
  visitsWith: (links: readonly string[]) => Promise<readonly string[]>;
  /** A link as it is kept. */
  kept: (link: string) => string;
};
/** Visits that depend on no other: their operations, and by what they are linked now. */
export type Part = { operations: readonly Operation[]; links: Links };

/** The operations of these visits and of all that depend on them. */
export async function partAround(touched: readonly string[], source: Source): Promise<Part> {
  const links = new Map<string, readonly string[]>();
  const operations: Operation[] = [];
  const asked = new Set<string>();
  for (let open = [...new Set(touched)]; open.length > 0; ) {
    const fresh = await source.operationsOf(open);
    operations.push(...fresh);
    const before = await source.linksOf(open);
    const now = new Map(visitsIn(fold(fresh)).map((visit) => [visit.id, linksOf(visit).map(source.kept)]));
    for (const id of open) links.set(id, now.get(id) ?? []);
    const either = open.flatMap((id) => [...(before.get(id) ?? []), ...(now.get(id) ?? [])]);
    const unasked = [...new Set(either)].filter((link) => !asked.has(link));
    for (const link of unasked) asked.add(link);
    const found = unasked.length === 0 ? [] : await source.visitsWith(unasked);
    open = [...new Set(found)].filter((id) => !links.has(id));
  }
  return { operations, links };
}
