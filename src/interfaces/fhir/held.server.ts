import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { Bound, Said } from './binding.ts';
import { parseExact } from './exact.ts';
import { shownOf } from './opening.server.ts';
import { refuse } from './outcome.ts';
import { noteOpened, type Serving, textOf } from './serving.server.ts';
import { rowsIn } from './rows.sql.ts';
import { keptBeside, versionsOf } from './store.sql.ts';
import { isUuid, type Row, type View } from './table.ts';

/** What types share behind which a module stands. */

export const asServed = (serving: Serving): Served => {
  const { tx, actor, vault, accesses, now, newId, outside } = serving;
  return { ...outside, tx, actor, vault, accesses, now, newId };
};

/** The id within a reference to one of ours of this type. */
export function idIn(reference: string | undefined, type: string): string | undefined {
  const id = reference
    ?.replace(/\/_history\/.*$/, '')
    .split(`${type}/`)
    .at(-1);
  return id !== undefined && isUuid(id) && reference?.includes(`${type}/`) ? id : undefined;
}

/** @throws a Refusal that names the reason of the module */
export function refused({ refused: reason, lacks = [] }: { refused: string; lacks?: readonly string[] }): never {
  if (reason === 'not-found')
    throw refuse(404, 'not-found', 'There is no such referral or patient, or it is not yours.');
  if (reason === 'stale') throw refuse(409, 'conflict', 'It was changed meanwhile.');
  throw refuse(422, 'business-rule', [reason, ...lacks].join(' '));
}

/** What is kept, with the truth of the module over it. */
export type Over = (kept: Resource, truth: Resource, serving: Serving) => Resource;

/** All that the module says stands; what it says nothing of is as it came. */
export const wholly: Over = (kept, truth) => ({ ...kept, ...truth, meta: { ...kept.meta, ...truth.meta } }) as Resource;

/** It stands as it came, but where it is in its life is what the module says. */
export const inItsLife: Over = (kept, truth) =>
  ({
    ...truth,
    ...kept,
    ...('status' in truth && { status: truth.status }),
    meta: { ...kept.meta, ...truth.meta },
  }) as Resource;

/** What is kept beside what the module holds of these, by their ids. */
export async function keptOf(serving: Serving, type: FhirType, ids: readonly string[]): Promise<Map<string, Resource>> {
  const kept = new Map<string, Resource>();
  for (const stored of await keptBeside(serving.tx, type, ids)) {
    const text = textOf(serving, stored);
    if (text === null) continue;
    noteOpened(serving, type, stored);
    kept.set(stored.id, parseExact(text) as Resource);
  }
  return kept;
}

type Held = { type: FhirType; views: readonly View[]; over: Over };
type Truth = { view: View; row: Row };

/** Reading and versions of what views hold; an id is of one of them. */
export function heldBy({ type, views, over }: Held): Required<Pick<Bound, 'versionOf' | 'shown'>> {
  const truths = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Truth>> => {
    const found = await Promise.all(
      views.map(async (view) => [...(await rowsIn(tx, view.view, ids)).values()].map((row) => ({ view, row }))),
    );
    return new Map(found.flat().map((each) => [each.row.id, each]));
  };
  return {
    versionOf: async ({ tx }, id) => (await truths(tx, [id])).get(id)?.row.version,
    shown: async (serving, resources) => {
      const rows = await truths(
        serving.tx,
        resources.flatMap(({ id }) => id ?? []),
      );
      const kept = await keptOf(serving, type, [...rows.keys()]);
      return resources.map((each) => {
        const found = rows.get(each.id ?? '');
        const truth = found && shownOf(serving, found.view, found.row)[0];
        if (!truth) return each;
        const own = kept.get(truth.id ?? '');
        return own ? over(own, truth, serving) : truth;
      });
    },
  };
}

/** All that the module said of one, each with what was kept beside it then. */
export async function overVersions(
  serving: Serving,
  { type, id, over }: { type: FhirType; id: string; over: Over },
  said: readonly Said[],
): Promise<Said[]> {
  const rows = await versionsOf(serving.tx, { type, id }, { below: 2 ** 31 - 1, limit: 1000 });
  const kept = rows.flatMap((row) => {
    const text = textOf(serving, row);
    return text === null ? [] : [{ at: row.changed_at, resource: parseExact(text) as Resource }];
  });
  const [newest] = rows;
  if (newest && kept.length > 0) noteOpened(serving, type, newest);
  return said.map((each) => {
    const { until } = each;
    const beside = until === null ? kept[0] : (kept.find(({ at }) => at < until) ?? kept.at(-1));
    return beside ? { ...each, resource: over(beside.resource, each.resource, serving) } : each;
  });
}
