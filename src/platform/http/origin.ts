import type { FastifyRequest } from 'fastify';

/** The address of this installation as the browser that asks knows it, such as `https://yntymaq.example`. */
export type OriginOf = (request: FastifyRequest) => string;

/** The one that was set or, on a trial, the one that the browser used: `localhost`, `127.0.0.1`, with whatever port. */
export const originFrom =
  (set: string | undefined): OriginOf =>
  (request) =>
    set ?? `http://${request.headers.host ?? 'localhost'}`;

/** A browser says where a write comes from; another site's page may not write with this one's cookie. */
export const isForeign = (request: FastifyRequest, originOf: OriginOf): boolean =>
  request.headers.origin !== undefined && request.headers.origin !== originOf(request);
