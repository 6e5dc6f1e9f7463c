import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { roles, Uuid } from './schemas.ts';

export const session = {
  session: endpoint
    .route({ method: 'GET', path: '/session', summary: 'Who I am, where, and what I may do' })
    .meta({ needs: 'session.read' })
    .output(
      z.object({
        person: Uuid,
        organisation: Uuid,
        /** Null for another system's token. */
        role: z.nullable(z.enum(roles)),
        may: z.array(z.string()),
        memberships: z.array(
          z.object({
            organisation: Uuid,
            names: NamesSchema,
            role: z.enum(roles),
            endsAt: z.nullable(z.iso.datetime()),
          }),
        ),
      }),
    ),
};
