import type { FastifyRequest } from 'fastify';
import { openAccesses } from '../../platform/access/access.ts';
import { proveAccesses, recordAccesses } from '../../platform/access/access.sql.ts';
import { record } from '../../platform/access/recorder.ts';
import { asPerson, type Database } from '../../platform/database.ts';
import { networkOf } from '../../platform/http/network.ts';
import { problem } from '../../platform/problem.ts';
import { countOnce, remember, tokenHashOf } from './callers.server.ts';
import type { Serving } from './serving.server.ts';

type Asking = {
  db: Database;
  request: FastifyRequest;
  /** What was done, as an access to it is recorded: `fhir.Encounter.read`. */
  endpoint: string;
  isWriting: boolean;
  now: Date;
  newId: () => string;
};

/** Lets a token do what its scopes say, in one transaction; what it opened is on record before the answer leaves. */
export async function asToken<T>(
  { db, request, endpoint, isWriting, now, newId }: Asking,
  work: (serving: Omit<Serving, 'vault' | 'base' | 'isNear' | 'outside'>) => Promise<T>,
): Promise<T> {
  const hash = tokenHashOf(request);
  if (hash === undefined) throw problem('sign-in-first');
  const cameFrom = networkOf(request.ip);
  const { result, proof } = await asPerson(db, { apiToken: hash, cameFrom }, async (tx, entry) => {
    if ('refused' in entry) throw problem(entry.refused);
    const { actor } = entry;
    await countOnce(request, actor);
    if (actor.kind !== 'token') throw problem('sign-in-first');
    const { person: token, organisation, may, requestsPerMinute } = actor;
    remember(db, hash, { token, organisation, scopes: [...may], requests_per_minute: requestsPerMinute ?? 0 });
    const accesses = openAccesses();
    const answered = await work({ tx, accesses, actor, organisation: actor.organisation, now, newId });
    const opened = accesses.all();
    if (opened.length === 0) return { result: answered };
    if (!isWriting) return { result: answered, proof: await proveAccesses(tx, opened, { endpoint, now, newId }) };
    await recordAccesses(tx, opened, { actor, endpoint, now, newId });
    return { result: answered };
  });
  if (proof !== undefined) await record(db, proof);
  return result;
}
