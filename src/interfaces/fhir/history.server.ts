import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { cursorOf, placeOf } from './cursor.ts';
import { parseExact } from './exact.ts';
import { refuse } from './outcome.ts';
import { mostOfPage } from './parameters.ts';
import type { Said } from './binding.ts';
import { missing, saidOf } from './serve.server.ts';
import { noteOpened, type Serving, textOf } from './serving.server.ts';
import { countVersions, versionsOf } from './store.sql.ts';
import { isUuid, type Route } from './table.ts';

/** What a resource said before, newest first. */

type Asked = { id: string; parameters: readonly (readonly [string, string])[] };
const known: readonly string[] = ['_count', '_page', '_format'];

function pageOf(parameters: Asked['parameters']): { count: number; cursor: string | null } {
  for (const [name] of parameters)
    if (!known.includes(name))
      throw refuse(400, 'not-supported', `The parameter “${name.slice(0, 60)}” is not served for a history.`);
  const given = new Map(parameters);
  const count = given.get('_count') ?? '50';
  if (!/^\d{1,6}$/.test(count)) throw refuse(400, 'value', '_count is a whole number.');
  return { count: Math.min(Math.max(Number(count), 1), mostOfPage), cursor: given.get('_page') ?? null };
}

type Version = Awaited<ReturnType<typeof versionsOf>>[number];

function entryOf(serving: Serving, route: Route, row: Version): BundleEntry {
  const { type } = route;
  const [name, version] = [`${type}/${row.id}`, row.version];
  const text = textOf(serving, row);
  if (text !== null) noteOpened(serving, type, row);
  const method = row.content === null ? 'DELETE' : version === 1 ? 'POST' : 'PUT';
  return {
    fullUrl: `${serving.base}/${name}`,
    ...(text !== null && { resource: parseExact(text) as Resource }),
    request: { method, url: method === 'POST' ? type : name },
    response: {
      status: { POST: '201', PUT: '200', DELETE: '204' }[method],
      etag: `W/"${version}"`,
      lastModified: row.changed_at.toISOString(),
    },
  };
}

type Entries = { total: number; entries: readonly { version: number; entry: () => BundleEntry }[] };

/** What a module said, as far as it keeps it. */
function saidEntries(
  { base }: Serving,
  { type }: Route,
  { said, below }: { said: readonly Said[]; below: number },
): Entries {
  const entries = said
    .filter(({ version }) => version < below)
    .map(({ version, from, resource }) => {
      const name = `${type}/${resource.id ?? ''}`;
      const entry = (): BundleEntry => ({
        fullUrl: `${base}/${name}`,
        resource,
        request: version === 1 ? { method: 'POST', url: type } : { method: 'PUT', url: name },
        response: { status: version === 1 ? '201' : '200', etag: `W/"${version}"`, lastModified: from.toISOString() },
      });
      return { version, entry };
    });
  return { total: said.length, entries };
}

type Paging = { type: string; id: string; count: number; query: string; seal: (text: string) => string };

function bundleOf({ base }: Serving, { type, id, count, query, seal }: Paging, { total, entries }: Entries): Bundle {
  const shown = entries.slice(0, count);
  const address = `${base}/${type}/${id}/_history?_count=${count}`;
  const last = shown.at(-1)?.version;
  const next =
    entries.length > count && last !== undefined ? cursorOf({ keys: [String(last)], skip: 0 }, query, seal) : null;
  return {
    resourceType: 'Bundle',
    type: 'history',
    total,
    link: [
      { relation: 'self', url: address },
      ...(next === null ? [] : [{ relation: 'next', url: `${address}&_page=${encodeURIComponent(next)}` }]),
    ],
    entry: shown.map(({ entry }) => entry()),
  };
}

export async function historyOf(serving: Serving, route: Route, { id, parameters }: Asked): Promise<Bundle> {
  const { tx, vault, organisation } = serving;
  if (!route.isStored || !isUuid(id)) throw missing(route.type, id);
  const { count, cursor } = pageOf(parameters);
  const query = `${organisation} history ${route.type}/${id}`;
  const seal = (text: string) => vault.blind('fhir.cursor', text);
  const below = cursor === null ? 2 ** 31 - 1 : Number(placeOf(cursor, query, seal).keys[0]);
  const of = { type: route.type, id };
  const said = await saidOf(serving, route, id);
  if (said)
    return bundleOf(
      serving,
      { type: route.type, id, count, seal, query },
      saidEntries(serving, route, { said, below }),
    );
  const [total, rows] = await Promise.all([countVersions(tx, of), versionsOf(tx, of, { below, limit: count + 1 })]);
  if (total === 0) throw missing(route.type, id);
  const entries = rows.map((row) => ({ version: row.version, entry: () => entryOf(serving, route, row) }));
  return bundleOf(serving, { type: route.type, id, count, seal, query }, { total, entries });
}
