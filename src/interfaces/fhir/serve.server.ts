import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { openContent } from '../../modules/encounters/index.ts';
import { openDetails } from '../../modules/missions/index.ts';
import type { Access, Accesses } from '../../platform/access/access.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { cursorOf, type Place, placeOf } from './cursor.ts';
import { hasVersion } from './negotiate.ts';
import { outcomeOf, refuse } from './outcome.ts';
import type { Search } from './parameters.ts';
import { countRows, type Found, rowOf, searchRows } from './search.sql.ts';
import { served } from './served.ts';
import { type Summary, summaryOf } from './summary.ts';
import type { Open, Route, Row } from './table.ts';

/** Reading and searching, for an actor who may. Whatever is opened of a patient is recorded as an access to it. */

export type Serving = { tx: Tx; vault: Vault; accesses: Accesses; organisation: string; base: string };

const opening = (vault: Vault): Open => ({
  booking: (row) => openDetails(vault, row as { id: string; details: Buffer }),
  encounter: (row) => {
    // A patient's id is whose key it is.
    const { id, subject_id = id, content } = row as { id: string; subject_id?: string; content: Buffer };
    return openContent(vault, { subject_id, content });
  },
});

const read = (subject: string, subjectId: string | null, kind: Access['kind'] = 'read'): Access => ({
  kind,
  subject,
  subjectId,
  purpose: 'care',
});

function shown({ vault, accesses }: Serving, route: Route, row: Row): Resource[] {
  if (route.opens) accesses.record(read(route.opens, row.id));
  return route.resources(row, opening(vault)).map(versioned);
}

/** What has no version of its own is known by its content. */
function versioned(resource: Resource): Resource {
  if (resource.meta?.versionId) return resource;
  const versionId = sha256(JSON.stringify(resource)).slice(0, 32);
  return { ...resource, meta: { ...resource.meta, versionId } };
}

export type Read = { resource: Resource } | { isKnown: true; versionId: string };

/** One resource. Not there and not yours are the same. */
export async function readOne(
  serving: Serving,
  route: Route,
  asked: { id: string; summary: Summary; ifNoneMatch: string | undefined },
): Promise<Read> {
  const missing = refuse(404, 'not-found', `There is no ${route.type}/${asked.id.slice(0, 64)}, or it is not yours.`);
  const row = await rowOf(serving.tx, route, asked.id);
  if (!row) throw missing;
  // A version that is known already is told without opening anything.
  if (row.version !== undefined && route.isOneToOne && hasVersion(asked.ifNoneMatch, String(row.version)))
    return { isKnown: true, versionId: String(row.version) };
  const found = shown(serving, route, row);
  const resource = found.find(({ id }) => id === asked.id);
  if (!resource && found.length === 0 && route.type === 'Patient')
    throw refuse(410, 'deleted', 'This person was erased.');
  if (!resource) throw missing;
  const versionId = resource.meta?.versionId ?? '';
  if (hasVersion(asked.ifNoneMatch, versionId)) return { isKnown: true, versionId };
  return { resource: summaryOf(resource, route.type, asked.summary) };
}

type Page = { matches: { row: Row; resource: Resource }[]; next: { keys: string[]; skip: number } | null };
type Wanted = { count: number; after: Place | null; ids: ReadonlySet<string> | null };

/** As many resources as fit; a row whose resources do not all fit goes on with the next page. */
function pageOf(show: (row: Row) => Resource[], found: readonly Found[], { count, after, ids }: Wanted): Page {
  const matches: Page['matches'] = [];
  for (const [at, { row, keys }] of found.entries()) {
    if (matches.length >= count || at >= count)
      return { matches, next: { keys: found[at - 1]?.keys ?? keys, skip: 0 } };
    // The last key is the id: of that row, and of no other, some was shown already.
    const skip = after && after.keys.at(-1) === keys.at(-1) ? after.skip : 0;
    const rest = show(row)
      .filter(({ id = '' }) => ids === null || ids.has(id))
      .slice(skip);
    const fitting = rest.slice(0, count - matches.length);
    matches.push(...fitting.map((resource) => ({ row, resource })));
    if (fitting.length < rest.length) return { matches, next: { keys, skip: skip + fitting.length } };
  }
  return { matches, next: null };
}

const entryOf = (base: string, resource: Resource, mode: 'match' | 'include'): BundleEntry => ({
  fullUrl: `${base}/${resource.resourceType}/${resource.id ?? ''}`,
  resource,
  search: { mode },
});

type Including = { route: Route; page: Page; names: readonly string[] };

/** What the matches point at by the parameters that were named, each once. */
async function included(serving: Serving, { route, page, names }: Including): Promise<Resource[]> {
  const found = new Map<string, Resource>();
  for (const name of names) {
    const parameter = route.search[name];
    const target = parameter?.type === 'reference' ? served[parameter.targets[0] ?? ''] : undefined;
    if (parameter?.type !== 'reference' || !target) continue;
    const values = page.matches.map(({ row }) => (row as Row & Record<string, unknown>)[parameter.column]);
    const named = [...new Set(values.filter((value) => typeof value === 'string'))];
    const ids = named.filter((id) => !found.has(`${target.type}/${id}`));
    if (ids.length === 0) continue;
    const filters = [{ by: 'id', ids }] as const;
    const rows = await searchRows(serving.tx, target, { filters, sort: [], after: null, limit: ids.length });
    for (const { row } of rows)
      for (const resource of shown(serving, target, row)) found.set(`${target.type}/${resource.id ?? ''}`, resource);
  }
  return [...found.values()];
}

const addressOf = (base: string, route: Route, parameters: readonly (readonly [string, string])[]): string => {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
  return `${base}/${route.type}${query === '' ? '' : `?${query}`}`;
};

function ignoredEntry(names: readonly string[], language: Locale): BundleEntry[] {
  if (names.length === 0) return [];
  const diagnostics = `Ignored, because it is not served: ${names.map((name) => name.slice(0, 80)).join(', ')}`;
  const inWords = { language, text: translatorFor(language)('fhir.ignored') };
  const resource = outcomeOf({ severity: 'warning', code: 'not-supported', diagnostics }, inWords);
  return [{ resource, search: { mode: 'outcome' } }];
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
  if (search.isCountOnly) return { ...bundle, total: await countRows(tx, route, filters), link: [self] };
  if (route.opens) accesses.record(read(route.opens, null, 'searched'));
  const query = `${organisation} ${addressOf('', route, understood)}`;
  const seal = (text: string) => vault.blind('fhir.cursor', text);
  const after = search.cursor === null ? null : placeOf(search.cursor, query, seal);
  // One more than is shown, to know whether there is more.
  const found = await searchRows(tx, route, { filters, sort, after, limit: count + 1 });
  const wanted = filters.flatMap((filter) => (filter.by === 'id' ? [filter.ids] : []));
  const ids = route.isOneToOne || wanted.length === 0 ? null : new Set(wanted.flat());
  const page = pageOf((row) => shown(serving, route, row), found, { count, after, ids });
  const others = await included(serving, { route, page, names: search.includes });
  const next = page.next && addressOf(base, route, [...understood, ['_page', cursorOf(page.next, query, seal)]]);
  const entry = [
    ...page.matches.map(({ resource }) => entryOf(base, summaryOf(resource, route.type, search.summary), 'match')),
    ...others.map((resource) => entryOf(base, resource, 'include')),
    ...ignoredEntry(ignored, serving.language),
  ];
  return {
    ...bundle,
    link: [self, ...(next ? [{ relation: 'next', url: next }] : [])],
    ...(entry.length > 0 && { entry }),
  };
}
