import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../actor.ts';

const cookieNames = ['__Secure-better-auth.session_token', 'better-auth.session_token'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The session's token (its signature is behind the dot) and the organisation that the request wants to act for. */
export function credentialsOf(request: FastifyRequest): Credentials | undefined {
  const cookies = new Map(
    (request.headers.cookie ?? '').split(';').map((pair): [string, string] => {
      const [name = '', ...value] = pair.trim().split('=');
      return [name, value.join('=')];
    }),
  );
  const value = cookieNames.map((name) => cookies.get(name)).find((found) => found);
  const token = value?.split(/\.|%2E/i)[0];
  if (!token) return undefined;
  const organisation = request.headers['yntymaq-organisation']?.toString() ?? '';
  return { token, organisation: uuid.test(organisation) ? organisation : null };
}
