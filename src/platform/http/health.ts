import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../database.ts';
import type { Metrics } from '../metrics.ts';

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
    app.get('/metrics', async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  };
