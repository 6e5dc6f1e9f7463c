import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';
import type { Said } from './binding.ts';
import { bound } from './bound.server.ts';
import { viewsOf } from './conditions.sql.ts';
import { parseExact } from './exact.ts';
import { hasVersion } from './negotiate.ts';
import { shownOf } from './opening.server.ts';
import { refuse } from './outcome.ts';
import { rowOf } from './search.sql.ts';
import { noteOpened, type Openable, type Serving, textOf } from './serving.server.ts';
import { type Stored, storedRow, versionsOf } from './store.sql.ts';
import { type Summary, summaryOf } from './summary.ts';
import { isUuid, type Route, type Row, type View } from './table.ts';

/** Reading, for an actor who may. Whatever is opened of a patient is recorded as an access to it. */

/** What is answered: a resource, as an object or as the text in which it was kept. */
export type Answer = {
  status: number;
  resource?: Resource;
  text?: string;
  versionId?: string;
  lastUpdated?: string;
  location?: string;
};

/** With the truth of the modules behind it, where its type is bound to one. */
export const withTruth = async (
  serving: Serving,
  type: FhirType,
  resources: readonly Resource[],
): Promise<Resource[]> => (await bound[type]?.shown?.(serving, resources)) ?? [...resources];

export const missing = (type: string, id: string) =>
  refuse(404, 'not-found', `There is no ${type}/${id.slice(0, 64)}, or it is not yours.`);
const erased = () => refuse(410, 'deleted', 'This person was erased.');

const known = (versionId: string): Answer => ({ status: 304, versionId });

export function answerOf(resource: Resource, status = 200): Answer {
  const { versionId, lastUpdated } = resource.meta ?? {};
  return { status, resource, ...(versionId && { versionId }), ...(lastUpdated && { lastUpdated }) };
}

type ReadAsked = { id: string; summary: Summary; ifNoneMatch: string | undefined };

/** The row of the first of its views that has one. */
async function heldIn(serving: Serving, route: Route, id: string): Promise<{ view: View; row: Row } | undefined> {
  const found = await Promise.all(
    viewsOf(route).map(async (view) => ({ view, row: await rowOf(serving.tx, view, id) })),
  );
  return found.flatMap(({ view, row }) => (row ? [{ view, row }] : []))[0];
}

async function readView(
  serving: Serving,
  { type, view, row }: { type: FhirType; view: View; row: Row },
  asked: ReadAsked,
): Promise<Answer> {
  // A version that is known already is told without opening anything.
  if (row.version !== undefined && view.isOneToOne && hasVersion(asked.ifNoneMatch, String(row.version)))
    return known(String(row.version));
  const found = shownOf(serving, view, row);
  const resource = found.find(({ id }) => id === asked.id);
  if (!resource && found.length === 0 && type === 'Patient') throw erased();
  if (!resource) throw missing(type, asked.id);
  const versionId = resource.meta?.versionId ?? '';
  if (hasVersion(asked.ifNoneMatch, versionId)) return known(versionId);
  return answerOf(summaryOf(resource, type, asked.summary));
}

/** One resource. Not there and not yours are the same. */
export async function readOne(serving: Serving, route: Route, asked: ReadAsked): Promise<Answer> {
  const { type, isStored } = route;
  const row = isStored && isUuid(asked.id) ? await storedRow(serving.tx, { type, id: asked.id }) : undefined;
  if (row) return storedAnswer(serving, { type, row }, asked);
  const held = await heldIn(serving, route, asked.id);
  if (held) return readView(serving, { type, ...held }, asked);
  const resource = await bound[type]?.read?.(serving, asked.id);
  if (!resource) throw missing(type, asked.id);
  return answerOf(summaryOf(resource, type, asked.summary));
}

async function storedAnswer(
  serving: Serving,
  { type, row }: { type: FhirType; row: Openable & Pick<Stored, 'version' | 'changed_at' | 'is_bound'> },
  { summary, ifNoneMatch }: ReadAsked,
): Promise<Answer> {
  if (row.content === null) throw refuse(410, 'deleted', `${type}/${row.id} was deleted.`);
  const versionId = String(row.version);
  const isPlain = !row.is_bound;
  if (isPlain && hasVersion(ifNoneMatch, versionId)) return known(versionId);
  const text = textOf(serving, row);
  if (text === null) throw erased();
  noteOpened(serving, type, row);
  const meta = { versionId, lastUpdated: row.changed_at.toISOString() };
  if (isPlain && summary === 'false') return { status: 200, text, ...meta };
  const [resource] = await withTruth(serving, type, [parseExact(text) as Resource]);
  if (!resource) throw missing(type, row.id);
  return answerOf(summaryOf(resource, type, summary));
}

/** What the modules say of one resource and have said, as far as they keep it; undefined where none of them holds it. */
export async function saidOf(serving: Serving, route: Route, id: string): Promise<Said[] | undefined> {
  const { type } = route;
  const own = await bound[type]?.versions?.(serving, id);
  if (own) return own;
  const held = isUuid(id) ? await heldIn(serving, route, id) : undefined;
  const shown = held && shownOf(serving, held.view, held.row);
  const [resource] = shown ? await withTruth(serving, type, shown) : [];
  const version = Number(resource?.meta?.versionId);
  if (!held || !resource || !Number.isSafeInteger(version)) return undefined;
  return [{ version, from: held.row.changed_at ?? serving.now, until: null, resource }];
}

/** One version of a resource, as it was then. */
export async function readVersion(
  serving: Serving,
  route: Route,
  { id, version }: { id: string; version: string },
): Promise<Answer> {
  const none = (kept = '') =>
    refuse(
      404,
      'not-found',
      `There is no version ${version.slice(0, 64)} of ${route.type}/${id.slice(0, 64)}${kept === '' ? '' : `; kept are ${kept}`}.`,
    );
  if (!isUuid(id) || !/^\d{1,9}$/.test(version)) throw none();
  const said = await saidOf(serving, route, id);
  const then = said?.find((each) => each.version === Number(version));
  if (then) return answerOf(then.resource);
  if (said) throw none(said.map((each) => each.version).join(', '));
  const [row] = await versionsOf(serving.tx, { type: route.type, id }, { below: Number(version) + 1, limit: 1 });
  if (row?.version !== Number(version)) throw none();
  if (row.content === null) throw refuse(410, 'deleted', `With version ${version} ${route.type}/${id} was deleted.`);
  const text = textOf(serving, row);
  if (text === null) throw erased();
  noteOpened(serving, route.type, row);
  return { status: 200, text, versionId: version, lastUpdated: row.changed_at.toISOString() };
}
