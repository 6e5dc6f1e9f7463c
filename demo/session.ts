import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** Requests of somebody who has signed in. @throws Error with the problem document of a request that was refused */
export type Session = {
  get: <T>(url: string) => Promise<T>;
  post: <T>(url: string, body: object) => Promise<T>;
  /** A message of a device, which is nobody's session; the answer as it came. */
  device: (url: string, asked: { type: string; payload: Buffer; token?: string }) => Promise<Buffer>;
};

/** An address of this machine that is theirs alone: who signs in here next is not counted with all of the demonstration. */
const addressOf = (email: string): string =>
  `127.${createHash('sha256').update(email).digest().subarray(0, 3).join('.')}`;

export async function sessionAt(app: FastifyInstance, who: { email: string; password: string }): Promise<Session> {
  const from = { remoteAddress: addressOf(who.email) };
  const signedIn = await app.inject({ method: 'POST', url: '/auth/sign-in/email', payload: who, ...from });
  if (signedIn.statusCode !== 200) throw new Error(`${who.email} cannot sign in: ${signedIn.body}`);
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answered = <T>(url: string, reply: { statusCode: number; body: string }): T => {
    if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.body}`);
    return JSON.parse(reply.body) as T;
  };
  return {
    device: async (url, { type, payload, token }) => {
      const headers = { 'content-type': type, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
      const reply = await app.inject({ method: 'POST', url, headers, payload });
      if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.body}`);
      return reply.rawPayload;
    },
    get: async (url) => answered(url, await app.inject({ url: `/api${url}`, headers: { cookie } })),
    post: async (url, body) => {
      const headers = { cookie, 'idempotency-key': randomUUID() };
      if (!(body instanceof FormData))
        return answered(url, await app.inject({ method: 'POST', url: `/api${url}`, headers, payload: body }));
      const form = new Response(body);
      const type = form.headers.get('content-type') ?? '';
      const payload = Buffer.from(await form.arrayBuffer());
      const sent = { ...headers, 'content-type': type };
      return answered(url, await app.inject({ method: 'POST', url: `/api${url}`, headers: sent, payload }));
    },
  };
}
