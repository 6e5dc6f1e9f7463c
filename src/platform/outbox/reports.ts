import type { FastifyInstance } from 'fastify';
import { asService, type Database } from '../database.ts';
import { problem } from '../problem.ts';
import { isSigned, reportIn } from './gateway.ts';
import { noteDelivery } from './send.sql.ts';

/** `db` is signed in as `yntymaq_worker`. */
export type ReportOptions = { db: Database; secret: string; now: () => Date };

/**
 * POST /hooks/sms: the gateway says what became of a message. It signs what it says with the secret it shares
 * with us. The same report again changes nothing.
 */
export const reportRoutes =
  ({ db, secret, now }: ReportOptions) =>
  async (app: FastifyInstance): Promise<void> => {
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
      const isNews = await asService(db, { service: 'smsGateway', organisation: null }, (tx) =>
        noteDelivery(tx, { ...report, at: now() }),
      );
      return reply.code(isNews ? 200 : 202).send();
    });
  };
