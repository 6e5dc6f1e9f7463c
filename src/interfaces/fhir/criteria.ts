import type { FhirType } from '../../permissions.ts';
import { stretchAt, textsAt } from './elements.ts';
import { foundBy, type Hash, presenceKey, wantedBy } from './keys.ts';
import { matches } from './match.ts';
import { refuse } from './outcome.ts';
import { type Filter, searchOf } from './parameters.ts';
import type { Route, RouteTable } from './table.ts';

/** What a subscription wants to be told of: a search, judged against one resource. Pure. */

export type Criteria = { type: FhirType; route: Route; filters: readonly Filter[] };
type Asked = { table: RouteTable; base: string; now: Date };

/** What shapes an answer says nothing of which resources are wanted. */
const shaping = /^_(?:count|sort|include|revinclude|page|format|summary)(?::|$)/;

/** @throws a Refusal for a type or a parameter that is not served */
export function criteriaOf(text: string, { table, base, now }: Asked): Criteria {
  const [name = '', query = ''] = text.split(/\?(.*)/s);
  const route = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!route?.interactions.includes('search-type') || name === 'Subscription')
    throw refuse(422, 'not-supported', `Of “${name.slice(0, 60)}” nobody is told here.`);
  const parameters = [...new URLSearchParams(query)];
  const shape = parameters.find(([each]) => shaping.test(each));
  if (shape) throw refuse(422, 'not-supported', `“${shape[0]}” says nothing of which resources are wanted.`);
  const { filters } = searchOf(parameters, { route, table, base, now, isLenient: false });
  return { type: route.type, route, filters };
}

type Known = { hash: Hash; base: string };
type Judged = { resource: object; keys: ReadonlySet<bigint>; hash: Hash };

function isDated(filter: Extract<Filter, { by: 'date' }>, resource: object): boolean {
  return matches([{ ...filter, isSealed: true }], resource);
}

function holds(filter: Filter, { resource, keys, hash }: Judged, { search }: Route): boolean {
  if (filter.by === 'id') return filter.ids.includes((resource as { id?: string }).id ?? '');
  if (filter.by === 'date') return isDated(filter, resource);
  if (filter.by === 'missing') {
    const path = search[filter.name]?.path ?? '';
    const has = filter.type === 'date' ? stretchAt(resource, path) !== null : keys.has(presenceKey(filter.name, hash));
    return has !== filter.isMissing;
  }
  if (filter.by === 'string')
    return filter.how === 'exact'
      ? textsAt(resource, filter.path).some((text) => filter.values.includes(text))
      : matches([filter], resource);
  return (wantedBy(filter, hash) ?? []).some((wanted) =>
    'all' in wanted ? wanted.all.every((key) => keys.has(key)) : wanted.any.some((key) => keys.has(key)),
  );
}

/** Whether a resource is one of those that are wanted. */
export function meets({ route, filters }: Criteria, resource: object, { hash, base }: Known): boolean {
  if (filters.length === 0) return true;
  const keys = new Set(foundBy(route, { resource, hash, base }).keys);
  return filters.every((filter) => holds(filter, { resource, keys, hash }, route));
}
