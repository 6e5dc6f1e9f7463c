import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';

const Counts = z.record(z.string(), z.int());

export const keysContract = {
  keys: endpoint
    .route({
      method: 'GET',
      path: '/keys',
      summary: 'The keys that protect what is kept: identifiers and counts, never a key',
    })
    .meta({ needs: 'installation.manage' })
    .output(
      z.object({
        /** The keys of the installation, the newest first, and how many keys each wraps. */
        ring: z.array(z.object({ id: z.string(), wraps: z.int() })),
        /** How many patients, organisations and days have a key. */
        byKind: Counts,
        destroyed: z.int(),
        /** How many wrapped keys do not open. */
        broken: z.int(),
        /** Whether everything is wrapped with the newest. */
        isRotated: z.boolean(),
        files: z.object({ sealed: z.int(), plain: z.int(), ofPatients: z.int() }),
      }),
    ),
  rotateKeys: endpoint
    .route({
      method: 'POST',
      path: '/keys/rotation',
      summary: 'Wrap every key with the newest key of the installation',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .output(z.object({ wrapped: z.int() })),
};
