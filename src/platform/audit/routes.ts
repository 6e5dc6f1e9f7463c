import type { FastifyInstance } from 'fastify';
import { asPublic, type Database } from '../database.ts';
import { problem } from '../problem.ts';
import { publicHead } from './audit.sql.ts';

/**
 * The newest head of the audit, for everybody: whoever writes it down can say later that the chain was not made anew
 * (`npx yntymaq audit verify --head`).
 */
export const auditHeadRoutes =
  ({ publicDb }: { publicDb: Database }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get('/audit/head.json', async (_request, reply) => {
      const head = await asPublic(publicDb, publicHead);
      if (!head) throw problem('not-found');
      const { number, at, head: hash } = head;
      return reply
        .header('cache-control', 'public, max-age=60')
        .send({ number: String(number), head: hash, at: at.toISOString() });
    });
  };
