import { OpenAPIHandler } from '@orpc/openapi/fastify';
import type { ContractRouter } from '@orpc/contract';
import { ORPCError, onError, type Router } from '@orpc/server';
import type { StandardHandleResult } from '@orpc/server/standard';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { credentialsOf } from '../auth/credentials.ts';
import type { Database } from '../database.ts';
import type { Needs } from '../endpoint.ts';
import type { FetchPage } from '../fetch/fetch.server.ts';
import type { Vault } from '../crypto/vault.ts';
import type { Files } from '../files/files.ts';
import { type Failure, nameOf, problem } from '../problem.ts';
import type { Host } from '../installation/host.ts';
import type { Incoming } from '../serve.ts';
import type { Roots } from '../signature/roots.server.ts';
import { networkOf } from './network.ts';
import type { OriginOf } from './origin.ts';
import { limitActorOf } from './limits.ts';

export type Clock = { now: () => Date; today: () => string; newId: () => string };
export type ApiSurface = {
  router: Router<ContractRouter<Needs>, Incoming>;
  db: Database;
  files: Files;
  vault: Vault;
  clock: Clock;
  originOf: OriginOf;
  maxUpload: number;
  fetchPage: FetchPage;
  signatureRoots?: Roots | undefined;
  host: Host;
};

/** oRPC would answer an error in its own shape. We let it fall through to Fastify, where all errors end in one place. */
async function throwFailure({ next }: { next: () => Promise<StandardHandleResult> }): Promise<StandardHandleResult> {
  const result = await next();
  if (result.matched && result.response.status >= 400) throw result.response.body;
  return result;
}

/** What oRPC does not know (the database's refusals, our own bugs) it would forget: it gets its name, and the log, here. */
function namedFailure(error: unknown, log: FastifyBaseLogger): void {
  if (error instanceof ORPCError) return;
  const { name, status } = nameOf(error as Failure);
  // What the database alone refused, an endpoint has forgotten to ask.
  if (status >= 500 || (error as Failure).code === '42501') log.error({ err: error }, 'endpoint failed');
  throw new ORPCError(name, { status });
}

/** A form with a file in it, as oRPC wants it. */
const formOf = (request: FastifyRequest, body: Buffer): Promise<FormData> =>
  new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } })
    .formData()
    .catch(() => Promise.reject(problem('invalid-input')));

/** Our own API at /api/*. Bodies larger than their limit are refused before they are read. */
export const apiRoutes =
  ({ router, db, files, vault, clock, originOf, maxUpload, fetchPage, host, signatureRoots }: ApiSurface) =>
  async (app: FastifyInstance): Promise<void> => {
    const handler = new OpenAPIHandler(router, {
      rootInterceptors: [throwFailure],
      interceptors: [onError((error) => namedFailure(error, app.log))],
    });
    // A form adds boundaries and field names to the file it carries.
    const limits = { parseAs: 'buffer', bodyLimit: maxUpload + 65_536 } as const;
    app.addContentTypeParser('multipart/form-data', limits, formOf);
    app.all('/api/*', async (request, reply) => {
      const { now, today, newId } = clock;
      const context = {
        db,
        files,
        vault,
        maxUpload,
        fetchPage,
        credentials: credentialsOf(request),
        cameFrom: networkOf(request.ip),
        limitActor: limitActorOf(request),
        origin: originOf(request),
        idempotencyKey: request.headers['idempotency-key']?.toString(),
        host,
        signatureRoots,
        clockNow: now,
        now: now(),
        today: today(),
        newId,
      };
      reply.header('cache-control', 'no-store');
      const { matched } = await handler.handle(request, reply, { prefix: '/api', context });
      if (!matched) reply.callNotFound();
    });
  };
