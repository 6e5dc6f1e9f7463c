import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OriginOf } from '../http/origin.ts';
import { type Auth, peerHeader } from './auth.ts';

/** Headers as better-auth wants them, with the peer's address in the header that only we write. */
function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  headers.set(peerHeader, request.ip);
  return headers;
}

/** Puts better-auth at /auth/*. */
export function authRoutes(auth: Auth, originOf: OriginOf) {
  return async (app: FastifyInstance): Promise<void> => {
    app.route({
      method: ['GET', 'POST'],
      url: '/auth/*',
      bodyLimit: 16_384,
      handler: async (request, reply) => {
        const asked = new Request(new URL(request.url, originOf(request)), {
          method: request.method,
          headers: headersOf(request),
          ...(request.body ? { body: JSON.stringify(request.body) } : {}),
        });
        const answer = await auth.handler(asked);
        reply.status(answer.status);
        for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
        const cookies = answer.headers.getSetCookie();
        if (cookies.length > 0) reply.header('set-cookie', cookies);
        return reply.send(answer.body ? await answer.text() : null);
      },
    });
  };
}
