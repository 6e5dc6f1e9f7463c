import type { FastifyRequest } from 'fastify';
import { openAccesses } from '../../platform/access/access.ts';
import { proveAccesses } from '../../platform/access/access.sql.ts';
import { record } from '../../platform/access/recorder.ts';
import { credentialsOf } from '../../platform/auth/credentials.ts';
import { asPerson, type Database } from '../../platform/database.ts';
import { limitActorOf } from '../../platform/http/limits.ts';
import { networkOf } from '../../platform/http/network.ts';
import { problem } from '../../platform/problem.ts';
import type { Act } from './dispatch.ts';
import { refuse } from './outcome.ts';
import type { Serving } from './serve.server.ts';

/** Whether the scopes of a token allow it; `r` to read one, `s` to search. */
function mayRead(may: ReadonlySet<string>, type: string, act: 'r' | 's'): boolean {
  return may.has(`system/${type}.${act}`) || may.has(`system/${type}.rs`);
}

type Allowed = { db: Database; request: FastifyRequest; act: Act; now: Date; newId: () => string };

/** Lets a token do what its scopes say; what it opened is on record before the answer leaves. */
export async function asToken<T>(
  { db, request, act, now, newId }: Allowed,
  work: (serving: Omit<Serving, 'vault' | 'base'>) => Promise<T>,
): Promise<T> {
  // A session in a cookie is no token: people read patients where they say why.
  const credentials = request.headers.authorization === undefined ? undefined : credentialsOf(request);
  if (!credentials) throw problem('sign-in-first');
  const cameFrom = networkOf(request.ip);
  const { result, proof } = await asPerson(db, { ...credentials, cameFrom }, async (tx, entry) => {
    if ('refused' in entry) throw problem(entry.refused);
    const { actor } = entry;
    await limitActorOf(request)(actor);
    for (const [type, how] of act.scopes)
      if (!mayRead(actor.may, type, how))
        throw refuse(403, 'forbidden', `The token has no scope system/${type}.${how}.`);
    const accesses = openAccesses();
    const answered = await work({ tx, accesses, organisation: actor.organisation });
    const opened = accesses.all();
    if (opened.length === 0) return { result: answered };
    const endpoint = `fhir.${act.route.type}.${act.interaction}`;
    return { result: answered, proof: await proveAccesses(tx, opened, { endpoint, now, newId }) };
  });
  if (proof !== undefined) await record(db, proof);
  return result;
}
