import type { FastifyInstance, FastifyReply } from 'fastify';

/** What pages with plain forms have in common. */

/** What belongs to one person is kept by no cache on the way. */
export const own = (reply: FastifyReply, body: string, status = 200) =>
  reply.code(status).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(body);

/** Reads the bodies of plain forms: names and values, the last of one name. @param longest in bytes */
export function acceptForms(app: FastifyInstance, longest: number): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: longest },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
