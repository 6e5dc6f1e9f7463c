import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { type FhirType, isAboutPatients } from '../../permissions.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { cursorOf, type Place, placeOf } from './cursor.ts';
import { referredAt } from './elements.ts';
import { parseExact } from './exact.ts';
import { isOpen, matches } from './match.ts';
import { outcomeOf, refuse } from './outcome.ts';
import type { Filter, Search } from './parameters.ts';
import { demand } from './scopes.ts';
import { hashFor } from './sealed.server.ts';
import { countRows, type Found, searchRows } from './search.sql.ts';
import { shownOf } from './opening.server.ts';
import { withTruth } from './serve.server.ts';
import { accessTo, noteOpened, type Serving, textOf } from './serving.server.ts';
import { served } from './served.ts';
import type { Stored } from './store.sql.ts';
import { summaryOf } from './summary.ts';
import type { Route } from './table.ts';

/** Searching, for an actor who may. */

type Page = { matches: Resource[]; next: { keys: string[]; skip: number } | null };
type Wanted = { count: number; after: Place | null; ids: ReadonlySet<string> | null };
type Gathering = { route: Route; filters: readonly Filter[] };
const mostIncluded = 1000;
/** So many are opened at most to count what keys leave open. */
const mostCounted = 5000;

/** The resources of a row, none where the person was erased or keys had left open that it does not match. */
function resourcesOf(serving: Serving, { route, filters }: Gathering, { source, row }: Found): Resource[] {
  if (typeof source !== 'string') return shownOf(serving, source, row).filter((resource) => matches(filters, resource));
  const stored = row as Stored;
  const text = textOf(serving, stored);
  if (text === null) return [];
  const resource = parseExact(text) as Resource;
  if (!matches(filters, resource)) return [];
  noteOpened(serving, route.type, stored);
  return [resource];
}

/** With the truth of the modules behind them; what the store alone has is whole. */
async function whole(
  serving: Serving,
  route: Route,
  { resources, found }: { resources: readonly Resource[]; found: readonly Found[] },
): Promise<Resource[]> {
  const stored = new Set(found.flatMap(({ source, row }) => (source === 'store' ? [row.id] : [])));
  const held = resources.filter(({ id = '' }) => !stored.has(id));
  if (held.length === 0) return [...resources];
  const shown = new Map((await withTruth(serving, route.type, held)).map((each) => [each.id, each]));
  return resources.flatMap((each) => (stored.has(each.id ?? '') ? each : (shown.get(each.id) ?? [])));
}

/** As many resources as fit; a row whose resources do not all fit goes on with the next page. */
function pageOf(show: (found: Found) => Resource[], found: readonly Found[], { count, after, ids }: Wanted): Page {
  const shown: Resource[] = [];
  for (const [at, each] of found.entries()) {
    if (shown.length >= count || at >= count)
      return { matches: shown, next: { keys: found[at - 1]?.keys ?? each.keys, skip: 0 } };
    // The last key is the id: of that row, and of no other, some was shown already.
    const skip = after && after.keys.at(-1) === each.keys.at(-1) ? after.skip : 0;
    const rest = show(each)
      .filter(({ id = '' }) => ids === null || ids.has(id))
      .slice(skip);
    const fitting = rest.slice(0, count - shown.length);
    shown.push(...fitting);
    if (fitting.length < rest.length) return { matches: shown, next: { keys: each.keys, skip: skip + fitting.length } };
  }
  return { matches: shown, next: null };
}

const nameOf = ({ resourceType, id = '' }: Resource): string => `${resourceType}/${id}`;
const entryOf = (base: string, resource: Resource, mode: 'match' | 'include'): BundleEntry => ({
  fullUrl: `${base}/${nameOf(resource)}`,
  resource,
  search: { mode },
});

type Gathered = Map<string, Resource>;

/** Adds what a search of another type finds, each once. */
async function gather(serving: Serving, into: Gathered, { route, filters }: Gathering): Promise<void> {
  const hash = hashFor(serving.vault, serving.organisation, route.type);
  const found = await searchRows(serving.tx, route, { filters, sort: [], after: null, limit: mostIncluded + 1, hash });
  if (found.length + into.size > mostIncluded)
    throw refuse(400, 'too-costly', `More than ${mostIncluded} resources would be included.`);
  const resources = found.flatMap((each) => resourcesOf(serving, { route, filters }, each));
  for (const each of await whole(serving, route, { resources, found })) into.set(nameOf(each), each);
}

/** What the matches point at by the parameters that were named. */
async function included(
  serving: Serving,
  into: Gathered,
  { route, page, names }: { route: Route; page: Page; names: readonly string[] },
) {
  const wanted = new Map<FhirType, Set<string>>();
  const own = new Set(page.matches.map(nameOf));
  for (const name of names) {
    const parameter = route.search[name];
    if (parameter?.type !== 'reference') continue;
    for (const { to = '' } of page.matches.flatMap((each) => referredAt(each, parameter.path, serving.base))) {
      const [type = '', id] = to.split('/');
      const target = parameter.targets.find((each) => each === type);
      if (target && id !== undefined && !own.has(to)) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
    }
  }
  for (const type of wanted.keys()) demand(serving, type, 'r');
  await Promise.all(
    [...wanted].map(async ([type, ids]) => {
      const target = served[type];
      if (target) await gather(serving, into, { route: target, filters: [{ by: 'id', ids: [...ids] }] });
    }),
  );
}

/** What points at the matches. */
async function pointing(
  serving: Serving,
  into: Gathered,
  { route, page, names }: { route: Route; page: Page; names: Search['revincludes'] },
) {
  const values = page.matches.map(({ id = '' }) => ({ type: route.type, id }));
  if (values.length === 0) return;
  await Promise.all(
    names.map(async ({ type, name }) => {
      const from = served[type];
      if (!from) return;
      const filter: Filter = { by: 'reference', name, targets: [route.type], values };
      await gather(serving, into, { route: from, filters: [filter] });
    }),
  );
}

const addressOf = (base: string, route: Route, parameters: readonly (readonly [string, string])[]): string => {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
  return `${base}/${route.type}${query === '' ? '' : `?${query}`}`;
};

function ignoredEntry(names: readonly string[], language: Locale): BundleEntry[] {
  if (names.length === 0) return [];
  const diagnostics = `Ignored, because it is not served: ${names.map((name) => name.slice(0, 80)).join(', ')}`;
  const inWords = { language, text: () => translatorFor(language)('fhir.ignored') };
  const resource = outcomeOf({ severity: 'warning', code: 'not-supported', diagnostics }, inWords);
  return [{ resource, search: { mode: 'outcome' } }];
}

/** How many there are; what keys leave open is counted by opening. */
async function countAll(serving: Serving, route: Route, filters: readonly Filter[]): Promise<number> {
  const hash = hashFor(serving.vault, serving.organisation, route.type);
  if (!filters.some(isOpen)) return countRows(serving.tx, route, { filters, hash });
  const found = await searchRows(serving.tx, route, { filters, sort: [], after: null, limit: mostCounted + 1, hash });
  if (found.length > mostCounted)
    throw refuse(400, 'too-costly', `More than ${mostCounted} would have to be opened to be counted.`);
  return found.flatMap((each) => resourcesOf(serving, { route, filters }, each)).length;
}

/** The resources that a condition finds, at most so many. */
export async function findAll(
  serving: Serving,
  route: Route,
  { filters, limit }: { filters: readonly Filter[]; limit: number },
): Promise<Resource[]> {
  const hash = hashFor(serving.vault, serving.organisation, route.type);
  const asked = { filters, sort: [], after: null, limit, hash };
  const open = await searchRows(serving.tx, route, asked);
  // What did something when it came in is found again, so that it is not done twice.
  const found = open.length > 0 ? open : await searchRows(serving.tx, route, { ...asked, sources: ['kept'] });
  const resources = found.flatMap((each) => resourcesOf(serving, { route, filters }, each));
  return whole(serving, route, { resources, found });
}

/** A page of a search. */
export async function searchAll(
  serving: Serving & { language: Locale },
  route: Route,
  search: Search,
): Promise<Bundle> {
  const { tx, vault, accesses, organisation, base } = serving;
  const { filters, sort, count, understood, ignored } = search;
  const bundle: Bundle = { resourceType: 'Bundle', type: 'searchset' };
  const self = { relation: 'self', url: addressOf(base, route, understood) };
  if (search.isCountOnly) return { ...bundle, total: await countAll(serving, route, filters), link: [self] };
  if (route.view?.opens || isAboutPatients(route.type))
    accesses.record(accessTo(route.view?.opens ?? 'fhir_resource', null, 'searched'));
  const query = `${organisation} ${addressOf('', route, understood)}`;
  const seal = (text: string) => vault.blind('fhir.cursor', text);
  const after = search.cursor === null ? null : placeOf(search.cursor, query, seal);
  const hash = hashFor(vault, organisation, route.type);
  // One more than is shown, to know whether there is more.
  const found = await searchRows(tx, route, { filters, sort, after, limit: count + 1, hash });
  const wanted = filters.flatMap((filter) => (filter.by === 'id' ? [filter.ids] : []));
  const ids = route.view?.isOneToOne !== false || wanted.length === 0 ? null : new Set(wanted.flat());
  const page = pageOf((each) => resourcesOf(serving, { route, filters }, each), found, { count, after, ids });
  page.matches = await whole(serving, route, { resources: page.matches, found });
  const others: Gathered = new Map();
  await included(serving, others, { route, page, names: search.includes });
  await pointing(serving, others, { route, page, names: search.revincludes });
  for (const each of page.matches) others.delete(nameOf(each));
  const next = page.next && addressOf(base, route, [...understood, ['_page', cursorOf(page.next, query, seal)]]);
  const entry = [
    ...page.matches.map((resource) => entryOf(base, summaryOf(resource, route.type, search.summary), 'match')),
    ...[...others.values()].map((resource) => entryOf(base, resource, 'include')),
    ...ignoredEntry(ignored, serving.language),
  ];
  return {
    ...bundle,
    link: [self, ...(next ? [{ relation: 'next', url: next }] : [])],
    ...(entry.length > 0 && { entry }),
  };
}
