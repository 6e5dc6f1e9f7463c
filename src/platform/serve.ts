import type { ContractRouter } from '@orpc/contract';
import { os, type Router } from '@orpc/server';
import { type Accesses, openAccesses } from './access/access.ts';
import { proveAccesses, recordAccesses } from './access/access.sql.ts';
import { record } from './access/recorder.ts';
import type { Actor, Credentials } from './actor.ts';
import type { Vault } from './crypto/vault.ts';
import { asPerson, type Database, type Tx } from './database.ts';
import type { Needs } from './endpoint.ts';
import type { Host } from './installation/host.ts';
import type { FetchPage } from './fetch/fetch.server.ts';
import type { Roots } from './signature/roots.server.ts';
import type { Files } from './files/files.ts';
import type { LimitActor } from './http/limits.ts';
import { claimKey, hashOfRequest, keepAnswer } from './idempotency.sql.ts';
import { problem } from './problem.ts';

/** What arrives with a request, before anything has been decided about it. */
export type Incoming = {
  db: Database;
  credentials: Credentials | undefined;
  /** The network that the request came from, such as `203.0.113.0/24`: enough to trace, not an identity. */
  cameFrom: string | null;
  /** Refuses an actor who asks too often. */
  limitActor: LimitActor;
  /** The address of this installation as who asks knows it, for links in messages. */
  origin: string;
  idempotencyKey: string | undefined;
  now: Date;
  /** The clock itself, for what takes time. */
  clockNow: () => Date;
  /** The machine and the program, for those who look after them. */
  host: Host;
  /** The calendar day where this installation is, `YYYY-MM-DD`. */
  today: string;
  newId: () => string;
  files: Files;
  /** Keys of the people and organisations about whom something is kept. */
  vault: Vault;
  /** Whose certificates sign here; none where no folder of them is set. */
  signatureRoots?: Roots | undefined;
  /** The largest file that may be uploaded, in bytes. */
  maxUpload: number;
  /** Fetches a page of the open internet, and never anything inside our own network. */
  fetchPage: FetchPage;
};
/** What a handler gets: an actor who may, inside one transaction. */
export type Served = Omit<Incoming, 'db' | 'credentials' | 'limitActor'> & { tx: Tx; actor: Actor; accesses: Accesses };
/** What it takes to do something and to say that it was done: what a handler gets, and background work too. */
export type Acting = Pick<Served, 'tx' | 'actor' | 'vault' | 'now' | 'today' | 'newId'>;
/** Mutations that need no Idempotency-Key, each with the reason. */
export type WithoutKey = Readonly<Record<string, string>>;

const base = os.$context<Incoming>().$meta<Needs>({ needs: 'nobody' });
const safeMethods: readonly unknown[] = ['GET', 'HEAD'];

/**
 * Opens the one transaction of the request and lets in whom the endpoint needs. What it opened about people is on record
 * before the answer leaves: written in the transaction where it writes anyway, and otherwise after it, with others'.
 */
const guard = base.middleware(async ({ context, procedure, path, next }) => {
  const { db, credentials, cameFrom, now, newId } = context;
  if (!credentials) throw problem('sign-in-first');
  const { meta, route } = procedure['~orpc'];
  const asked = { endpoint: path.join('.'), now, newId };
  const { result, proof } = await asPerson(db, { ...credentials, cameFrom }, async (tx, entry) => {
    if ('refused' in entry) throw problem(entry.refused);
    const { actor } = entry;
    await context.limitActor(actor);
    admit(meta, actor);
    const accesses = openAccesses();
    const answered = await next({ context: { tx, actor, accesses } });
    const opened = accesses.all();
    if (meta.opens && opened.length === 0) throw new Error(`${asked.endpoint} opened data and recorded nothing`);
    if (opened.length === 0) return { result: answered };
    if (safeMethods.includes(route.method)) return { result: answered, proof: await proveAccesses(tx, opened, asked) };
    await recordAccesses(tx, opened, { actor, ...asked });
    return { result: answered };
  });
  if (proof !== undefined) await record(db, proof);
  return result;
});

/** Lets the actor pass to an endpoint, or refuses. */
function admit({ needs, stepUp }: Needs, { may, isFresh }: Actor): void {
  if (needs === 'nobody' || !may.has(needs)) throw problem('forbidden');
  if (stepUp && !isFresh) throw problem('step-up-first');
}

const answeredOnce = (withoutKey: WithoutKey) =>
  base
    .$context<Incoming & { tx: Tx; actor: Actor; accesses: Accesses }>()
    .middleware(async ({ context, procedure, path, next }, input, output) => {
      const name = path.join('.');
      if (safeMethods.includes(procedure['~orpc'].route.method) || name in withoutKey) return next();
      if (!context.idempotencyKey) throw problem('key-missing');
      if (context.idempotencyKey.length > 255) throw problem('invalid-input');
      const { person, organisation } = context.actor;
      const requestHash = await hashOfRequest(context.vault, { organisation, endpoint: name, input });
      const request = { person, key: context.idempotencyKey, requestHash };

      const first = await claimKey(context, request);
      if (first && first.requestHash !== requestHash) throw problem('key-reused');
      if (first?.response) {
        // The first answer opens again what it opened then.
        for (const access of first.opened) context.accesses.record(access);
        return output(JSON.parse(first.response));
      }
      const result = await next();
      const kept = { response: JSON.stringify(result.output), opened: context.accesses.all() };
      await keepAnswer(context, request, kept);
      return result;
    });

/**
 * Puts every endpoint of every module behind the same steps. It cannot be forgotten: a router that has not been through
 * here wants a context (`Served`) that HTTP cannot give it, which is a type error.
 */
export const serve = <R extends Router<ContractRouter<Needs>, Served>>(router: R, withoutKey: WithoutKey) =>
  base.use(guard).use(answeredOnce(withoutKey)).router(router);
