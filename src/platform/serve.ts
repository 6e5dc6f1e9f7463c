import type { ContractRouter } from '@orpc/contract';
import { os, type Router } from '@orpc/server';
import type { Actor, Credentials } from './actor.ts';
import { asPerson, type Database, type Tx } from './database.ts';
import type { Needs } from './endpoint.ts';
import type { FetchPage } from './fetch/fetch.server.ts';
import type { Files } from './files/files.ts';
import { claimKey, hashOfRequest, keepAnswer } from './idempotency.sql.ts';
import { problem } from './problem.ts';

/** What arrives with a request, before anything has been decided about it. */
export type Incoming = {
  db: Database;
  credentials: Credentials | undefined;
  idempotencyKey: string | undefined;
  now: Date;
  /** The calendar day where this installation is, `YYYY-MM-DD`. */
  today: string;
  newId: () => string;
  files: Files;
  /** The largest file that may be uploaded, in bytes. */
  maxUpload: number;
  /** Fetches a page of the open internet, and never anything inside our own network. */
  fetchPage: FetchPage;
};
/** What a handler gets: an actor who may, inside one transaction. */
export type Served = Omit<Incoming, 'db' | 'credentials'> & { tx: Tx; actor: Actor };
/** Mutations that need no Idempotency-Key, each with the reason. */
export type WithoutKey = Readonly<Record<string, string>>;

const base = os.$context<Incoming>().$meta<Needs>({ needs: 'nobody' });
const safeMethods: readonly unknown[] = ['GET', 'HEAD'];

/** Opens the one transaction of the request and lets in whom the endpoint needs. */
const guard = base.middleware(({ context: { db, credentials }, procedure, next }) => {
  if (!credentials) throw problem('sign-in-first');
  return asPerson(db, credentials, async (tx, entry) => {
    if ('refused' in entry) throw problem(entry.refused);
    const { needs } = procedure['~orpc'].meta;
    if (needs === 'nobody' || !entry.actor.may.has(needs)) throw problem('forbidden');
    return next({ context: { tx, actor: entry.actor } });
  });
});

const answeredOnce = (withoutKey: WithoutKey) =>
  base
    .$context<Incoming & { tx: Tx; actor: Actor }>()
    .middleware(async ({ context, procedure, path, next }, input, output) => {
      const name = path.join('.');
      if (safeMethods.includes(procedure['~orpc'].route.method) || name in withoutKey) return next();
      if (!context.idempotencyKey) throw problem('key-missing');
      if (context.idempotencyKey.length > 255) throw problem('invalid-input');
      const { person, organisation } = context.actor;
      const requestHash = await hashOfRequest(organisation, name, input);
      const request = { person, key: context.idempotencyKey, requestHash };

      const first = await claimKey(context.tx, request);
      if (first && first.request_hash !== requestHash) throw problem('key-reused');
      if (first?.response) return output(JSON.parse(first.response));
      const result = await next();
      await keepAnswer(context.tx, request, JSON.stringify(result.output));
      return result;
    });

/**
 * Puts every endpoint of every module behind the same steps. It cannot be forgotten: a router that has not been through
 * here wants a context (`Served`) that HTTP cannot give it, which is a type error.
 */
export const serve = <R extends Router<ContractRouter<Needs>, Served>>(router: R, withoutKey: WithoutKey) =>
  base.use(guard).use(answeredOnce(withoutKey)).router(router);
