import type { FastifyRequest } from 'fastify';
import { credentialsOf } from '../../platform/auth/credentials.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database.ts';
import { limitActorOf } from '../../platform/http/limits.ts';
import type { Caller } from './direct.sql.ts';

/**
 * Whose a token was when it was last asked: to know under whose key to seal, and whose minute to count, before the one statement that
 * asks the row of the token. Nothing is allowed by what is remembered here.
 */
const known = new WeakMap<Database, Map<string, Caller>>();
const mostKnown = 10_000;
function callersOf(db: Database): Map<string, Caller> {
  const callers = known.get(db) ?? new Map<string, Caller>();
  known.set(db, callers);
  return callers;
}

/** Remembers whose a token is, by its hash. Who was first remembered is forgotten where there are too many. */
export function remember(db: Database, hash: string, caller: Caller): void {
  const callers = callersOf(db);
  callers.set(hash, caller);
  const [oldest] = callers.size > mostKnown ? callers.keys() : [];
  if (oldest !== undefined) callers.delete(oldest);
}
export const forget = (db: Database, hash: string): void => void callersOf(db).delete(hash);
export const recalled = (db: Database, hash: string): Caller | undefined => callersOf(db).get(hash);

/** The hash of the token of another system. A session in a cookie is no token: people read patients where they say why. */
export function tokenHashOf(request: FastifyRequest): string | undefined {
  const credentials = request.headers.authorization === undefined ? undefined : credentialsOf(request);
  return credentials && 'apiToken' in credentials ? credentials.apiToken : undefined;
}

const counted = new WeakSet<FastifyRequest>();
/** Counts a request once, by whichever way it is answered. @throws the problem `too-many-requests` */
export async function countOnce(request: FastifyRequest, actor: Actor): Promise<void> {
  if (counted.has(request)) return;
  counted.add(request);
  await limitActorOf(request)(actor);
}
