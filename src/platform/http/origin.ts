import type { FastifyRequest } from 'fastify';

/** The address of this installation as the browser that asks knows it, such as `https://yntymaq.example`. */
export type OriginOf = (request: FastifyRequest) => string;

const hostShape = /^(?:[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The one that was set or, on a trial, the one that the browser used: `localhost`, `127.0.0.1`, with whatever port. What is
 * no host at all is taken for `localhost`, so that nothing of it comes into an address of ours.
 */
export const originFrom =
  (set: string | undefined): OriginOf =>
  ({ headers: { host = '' } }) =>
    set ?? `http://${hostShape.test(host) ? host : 'localhost'}`;

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request may change something, so that it matters whose page sent it. */
export const mayChange = ({ method }: Pick<FastifyRequest, 'method'>): boolean => !safeMethods.includes(method);

/**
 * A browser says where a write comes from, twice: another site's page may not write with this one's cookie. What is no
 * browser (another system with its token) says neither.
 */
export function isForeign(request: FastifyRequest, originOf: OriginOf): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) return origin !== originOf(request);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
