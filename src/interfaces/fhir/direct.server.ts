import type { Resource } from '@medplum/fhirtypes';
import type { FastifyRequest } from 'fastify';
import { type FhirType, isAboutPatients } from '../../permissions.ts';
import { record } from '../../platform/access/recorder.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database } from '../../platform/database.ts';
import { networkOf } from '../../platform/http/network.ts';
import { problem } from '../../platform/problem.ts';
import { bound } from './bound.server.ts';
import { countOnce, forget, recalled, remember, tokenHashOf } from './callers.server.ts';
import { type Caller, createDirectly, type Said, readDirectly } from './direct.sql.ts';
import type { Act } from './dispatch.ts';
import { keptOf } from './kept.server.ts';
import { withMeta } from './meta.ts';
import { hasVersion } from './negotiate.ts';
import { refuse } from './outcome.ts';
import { allows, noScope } from './scopes.ts';
import type { Answer } from './serve.server.ts';
import { textOf } from './serving.server.ts';
import { isUuid, type Route } from './table.ts';

/**
 * The quick way: reading a resource of the store, and creating some behind which no module stands, each by one statement that asks the
 * token and its scopes itself. Whatever is not as simple as that goes the usual way (`asToken`).
 */

export type DirectAsking = {
  db: Database;
  vault: Vault;
  request: FastifyRequest;
  base: string;
  now: Date;
  newId: () => string;
};

type Called = { hash: string; cameFrom: string | null; caller: Caller };
/** Whose request this is likely to be, counted for their minute; null where the usual way has to find out. */
async function callerOf({ db, request }: DirectAsking): Promise<Called | null> {
  const hash = tokenHashOf(request);
  const caller = hash === undefined ? undefined : recalled(db, hash);
  if (!caller || hash === undefined) return null;
  const { token: person, organisation, scopes, requests_per_minute: requestsPerMinute } = caller;
  const bounds = { may: new Set(scopes), role: null, isFresh: false, session: null, requestsPerMinute };
  await countOnce(request, { person, kind: 'token', organisation, ...bounds });
  return { hash, cameFrom: networkOf(request.ip), caller };
}

/** What the database said of the token in the same statement. @throws the problem `sign-in-first` where it opens nothing */
function stillThere<T extends Said>({ db }: DirectAsking, { hash, caller }: Called, row: T | undefined): T {
  if (!row) {
    forget(db, hash);
    throw problem('sign-in-first');
  }
  const { organisation, requests_per_minute } = row;
  if (organisation !== caller.organisation || requests_per_minute !== caller.requests_per_minute)
    remember(db, hash, { ...caller, organisation, requests_per_minute });
  return row;
}

type Reading = Extract<Act, { interaction: 'read' }>;

/** A resource of the store, its access on record; null where it has to be looked for elsewhere, too. */
export async function readAtOnce(
  asking: DirectAsking,
  { route: { type, isStored }, id, summary }: Reading,
  ifNoneMatch: string | undefined,
): Promise<Answer | null> {
  const { db, vault, now, newId } = asking;
  if (!isStored || summary !== 'false' || !isUuid(id)) return null;
  const called = await callerOf(asking);
  if (!called) return null;
  const wanted = { type, id, isAboutPatients: isAboutPatients(type), endpoint: `fhir.${type}.read`, accessId: newId() };
  const row = stillThere(asking, called, await readDirectly(db, { ...called, now }, wanted));
  if (!row.may) throw noScope(type, 'r');
  if (row.id === null || row.is_bound) return null;
  const [versionId, { content, patient_id }] = [String(row.version), row];
  if (content === null) throw refuse(410, 'deleted', `${type}/${id} was deleted.`);
  if (hasVersion(ifNoneMatch, versionId)) return { status: 304, versionId };
  const text = textOf({ vault }, { id, patient_id, owner_organisation: row.organisation, content });
  if (text === null) throw refuse(410, 'deleted', 'This person was erased.');
  if (row.proof !== null) await record(db, row.proof);
  return { status: 200, text, versionId, lastUpdated: row.changed_at.toISOString() };
}

export type Plain = { route: Route; id: string; resource: Resource };

/** Whether no module takes part in such a new resource. */
export const isPlain = (type: FhirType, resource: Resource): boolean => {
  const own = bound[type];
  return own?.written === undefined || own.concerns?.(resource) === false;
};

type Making = {
  types: readonly FhirType[];
  /** What is to be made, checked; null where a module takes part in one of them. @throws a Refusal */
  plains: () => readonly Plain[] | null;
};

/** Creates all of them or none, in which no module takes part; null where nothing was done and the usual way has to be gone. */
export async function createAtOnce(asking: DirectAsking, { types, plains }: Making): Promise<Answer[] | null> {
  const { db, vault, base, now, newId } = asking;
  const called = await callerOf(asking);
  if (!called) return null;
  const { organisation, scopes } = called.caller;
  const may = new Set(scopes);
  if (!types.every((type) => allows(may, type, 'c'))) return null;
  const made = plains()?.map(({ route, id, resource }) => {
    const own = withMeta(resource, { id, version: 1, now });
    return { route, id, resource: own, kept: keptOf({ vault, organisation, base }, route, own) };
  });
  if (!made) return null;
  const resources = made.map(({ route, id, kept }) => ({ ...kept, id, type: route.type, eventId: newId() }));
  const row = stillThere(asking, called, await createDirectly(db, { ...called, now }, { organisation, resources }));
  if (row.outcome !== 'done') return null;
  const lastUpdated = now.toISOString();
  return made.map(({ route, id, resource, kept: { text } }) => {
    const location = `${route.type}/${id}/_history/1`;
    return { status: 201, text, resource, versionId: '1', lastUpdated, location };
  });
}
