import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../platform/hash.ts';

const zip = promisify(gzip);
const worthZipping = 1000;

export type Answer = {
  body: string;
  type:
    | 'text/html'
    | 'text/css'
    | 'text/csv'
    | 'text/plain'
    | 'application/json'
    | 'application/ld+json'
    | 'application/atom+xml'
    | 'image/svg+xml';
  status?: number;
  /** `page`: fresh for a minute and shown for ten while it is fetched anew. `forever`: its address names its content. */
  keep?: 'page' | 'day' | 'forever';
  headers?: Readonly<Record<string, string>>;
};

const cacheControl = {
  page: 'public, max-age=60, stale-while-revalidate=600',
  day: 'public, max-age=86400',
  forever: 'public, max-age=31536000, immutable',
} as const;

const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /(?:^|[,\s])(?:gzip|\*)\s*(?:;\s*q=(?:1|0\.\d*[1-9])|,|$)/i.test(headers['accept-encoding'] ?? '');

/** Whether the reader has this already (RFC 9110, 13.1.2: weak comparison). */
const hasIt = ({ headers }: FastifyRequest, tag: string): boolean =>
  (headers['if-none-match'] ?? '').split(',').some((known) => known.trim() === tag || known.trim() === '*');

/** Sends a text that is the same for everybody: with a tag, compressed where that is understood, and never with a cookie. */
export async function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  const { body, type, status = 200, keep = 'page', headers = {} } = answer;
  const tag = `W/"${sha256(body).slice(0, 32)}"`;
  reply.headers({ ...headers, 'cache-control': cacheControl[keep], etag: tag, vary: 'accept-encoding' });
  if (status === 200 && hasIt(request, tag)) return reply.code(304).send();
  reply.code(status).type(`${type}; charset=utf-8`);
  if (body.length < worthZipping || !takesGzip(request)) return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(await zip(body, { level: 6 }));
}
