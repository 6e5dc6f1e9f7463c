import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../actor.ts';
import { sha256 } from '../hash.ts';

const cookieNames = ['__Secure-better-auth.session_token', 'better-auth.session_token'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const bearer = /^Bearer (ynt_[\w-]{20,100})$/i;

/** The token in the session's cookie; its signature is behind the dot. */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const cookies = new Map(
    (headers.cookie ?? '').split(';').map((pair): [string, string] => {
      const [name = '', ...value] = pair.trim().split('=');
      return [name, value.join('=')];
    }),
  );
  const value = cookieNames.map((name) => cookies.get(name)).find((found) => found);
  return value?.split(/\.|%2E/i)[0] || undefined;
}

/** The token of another system (only its hash goes further), or of a session and the organisation it wants to act for. */
export function credentialsOf(request: FastifyRequest): Credentials | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, token] = bearer.exec(authorization) ?? [];
    return token === undefined ? undefined : { apiToken: sha256(token) };
  }
  const token = tokenOf(request);
  if (!token) return undefined;
  const organisation = request.headers['yntymaq-organisation']?.toString() ?? '';
  return { token, organisation: uuid.test(organisation) ? organisation : null };
}
