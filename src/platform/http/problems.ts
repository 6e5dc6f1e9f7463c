import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Locale, localeFor } from '../i18n/locales.ts';
import { type Failure, nameOf, problemDocument } from '../problem.ts';

/** The text of a key in the reader's language; the key itself would be a defect that a test finds. */
export type TextOf = (key: string, locale: Locale) => string;

/** Ends a request as a problem document in the reader's language. What is our fault is logged, without values. */
export const problemSender = (textOf: TextOf) => (failure: Failure, request: FastifyRequest, reply: FastifyReply) => {
  if (nameOf(failure).status >= 500) request.log.error({ err: failure }, 'request failed');
  // Closed while a large body is still on its way, the connection would be reset and this answer lost. What still comes is
  // thrown away as it comes.
  reply.removeHeader('connection');
  const locale = localeFor(request.headers['accept-language']);
  const document = problemDocument(failure, (key) => textOf(key, locale));
  return reply
    .code(document.status)
    .header('content-language', locale)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
};
