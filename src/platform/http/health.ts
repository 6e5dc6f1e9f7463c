import { BlockList, isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../database.ts';
import type { Metrics } from '../metrics.ts';

/** Whoever collects metrics does it from this machine or a private network; to others there are none. */
const near = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  near.addSubnet(network, bits, 'ipv4');
near.addSubnet('::1', 128, 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

/** For whoever runs the installation: does it live, can it serve, how does it do. */
export const healthRoutes =
  ({ db, metrics }: { db: Database; metrics: Metrics }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'));
    app.get('/readyz', async (_request, reply) => {
      const isReady = await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      );
      return reply
        .code(isReady ? 200 : 503)
        .type('text/plain')
        .send(isReady ? 'ready\n' : 'the database is away\n');
    });
    app.get('/metrics', async (request, reply) => {
      if (!near.check(request.ip, isIPv6(request.ip) ? 'ipv6' : 'ipv4')) return reply.callNotFound();
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  };
