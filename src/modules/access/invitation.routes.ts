import { ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Auth } from '../../platform/auth/auth.ts';
import { credentialsOf } from '../../platform/auth/credentials.ts';
import type { Database } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { problem } from '../../platform/problem.ts';
import { addInvited } from './account.server.ts';
import { acceptInvitation, type Behind, invitationBehind } from './act.sql.ts';
import { orThrow } from './refusal.server.ts';
import { moment } from './shown.server.ts';

type Surface = { db: Database; auth: Auth };

const Secret = z.string().regex(/^[\w-]{43}$/);
const Holding = z.object({ token: Secret });
const NewAccount = Holding.extend({ name: z.string().trim().min(1).max(200), password: z.string().min(1).max(1024) });

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw problem('invalid-input');
  return parsed.data;
}

async function behind(db: Database, token: string): Promise<Behind> {
  const found = await invitationBehind(db, sha256(token));
  if (!found) throw new ORPCError('invitation-gone', { status: 404 });
  return found;
}

const shown = (found: Behind) => ({
  organisation: found.organisation_names,
  address: found.address,
  name: found.name,
  role: found.role,
  isClinical: found.is_clinical,
  beginsAt: moment(found.begins_at),
  endsAt: moment(found.ends_at),
  expiresAt: found.expires_at.toISOString(),
  isKnown: found.is_known,
});

function sessionOf(request: FastifyRequest): string {
  const credentials = credentialsOf(request);
  if (!credentials || !('token' in credentials)) throw problem('sign-in-first');
  return credentials.token;
}

/**
 * What somebody who is invited can do before they belong anywhere: read the invitation, make a sign-in for its address, and
 * accept it once signed in. The secret comes in the body, so no log of addresses holds it.
 */
export const invitationRoutes =
  ({ db, auth }: Surface) =>
  async (app: FastifyInstance): Promise<void> => {
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    app.post('/auth/invitation/look', async ({ body }) => shown(await behind(db, read(Holding, body).token)));
    app.post('/auth/invitation/account', async ({ body }, reply) => {
      const { token, name, password } = read(NewAccount, body);
      const { address } = await behind(db, token);
      const result = await addInvited(auth, { email: address, name, password });
      if ('refused' in result) throw new ORPCError(result.refused, { status: result.status });
      return reply.code(201).send({ address });
    });
    app.post('/auth/invitation/accept', async (request) => {
      const { token } = read(Holding, request.body);
      return orThrow(await acceptInvitation(db, sha256(token), sessionOf(request)));
    });
  };
