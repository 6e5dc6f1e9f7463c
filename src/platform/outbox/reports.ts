import type { FastifyInstance } from 'fastify';
import { asService, type Database } from '../database.ts';
import { problem } from '../problem.ts';
import { isSigned, reportIn } from './gateway.ts';
import { noteDelivery } from './send.sql.ts';

type Options = { workerDb: Database; secret: string | undefined; now: () => Date };

/**
 * POST /hooks/sms: the gateway says what became of a message. It signs what it says with the shared secret; without one
 * there is no such address. The same report again changes nothing.
 */
export const reportRoutes =
  ({ workerDb, secret, now }: Options) =>
  async (app: FastifyInstance): Promise<void> => {
    if (secret === undefined) return;
    app.removeContentTypeParser('application/json');
    // As text: what is signed are its bytes.
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: 16_384 },
      async (_request: unknown, body: string) => body,
    );
    app.post('/hooks/sms', async (request, reply) => {
      const body = typeof request.body === 'string' ? request.body : '';
      const header = request.headers['x-signature']?.toString() ?? '';
      if (!isSigned({ body, header, secret, now: now() })) throw problem('not-found');
      const report = reportIn(body);
      if (!report) throw problem('invalid-input');
      const isNews = await asService(workerDb, { service: 'smsGateway', organisation: null }, (tx) =>
        noteDelivery(tx, { ...report, at: now() }),
      );
      return reply.code(isNews ? 200 : 202).send();
    });
  };
