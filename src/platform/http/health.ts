import { BlockList, isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Vault } from '../crypto/vault.ts';
import type { Database } from '../database.ts';
import { healthOf, worstOf } from '../installation/health.ts';
import { measure } from '../installation/health.sql.ts';
import type { Host } from '../installation/host.ts';
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

const isNear = (address: string): boolean => near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

type Options = { db: Database; metrics: Metrics; vault: Vault; host: Host; now: () => Date };

/** For whoever runs the installation: does it live, can it serve, how does it do. Only from near, and never about anybody. */
export const healthRoutes =
  ({ db, metrics, vault, host, now }: Options) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/healthz', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
    app.get('/readyz', async (_request, reply) => {
      const isReady = await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      );
      return reply
        .code(isReady ? 200 : 503)
        .type('text/plain; charset=utf-8')
        .send(isReady ? 'ready\n' : 'the database is away\n');
    });
    // For monitors: every check by name. 503 where somebody should act now.
    app.get('/health.json', async (request, reply) => {
      if (!isNear(request.ip)) return reply.callNotFound();
      const checks = healthOf(await measure({ db, vault, host, now }));
      const worst = worstOf(checks);
      return reply
        .code(worst === 'bad' ? 503 : 200)
        .header('cache-control', 'no-store')
        .send({ worst, version: host.version, startedAt: host.startedAt.toISOString(), checks });
    });
    app.get('/metrics', async (request, reply) => {
      if (!isNear(request.ip)) return reply.callNotFound();
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  };
