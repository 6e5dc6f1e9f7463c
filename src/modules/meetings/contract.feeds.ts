import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { Day, Instant, Uuid } from './schemas.ts';

const Feed = z.object({
  id: Uuid,
  label: z.string(),
  madeAt: Instant,
  readOn: z.nullable(Day),
});

export const feeds = {
  feeds: endpoint
    .route({ method: 'GET', path: '/calendar-feeds', summary: 'My calendar addresses' })
    .meta({ needs: 'meetings.read' })
    .output(z.array(Feed)),
  makeFeed: endpoint
    .route({ method: 'POST', path: '/calendar-feeds', summary: 'Make a secret calendar address', successStatus: 201 })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ label: z.string().check(readable(), z.minLength(1), z.maxLength(80)) }))
    /** The address is told once. */
    .output(z.object({ id: Uuid, path: z.string() })),
  revokeFeed: endpoint
    .route({ method: 'POST', path: '/calendar-feeds/{id}/revocation', summary: 'End a calendar address' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ id: Uuid }))
    .errors({ 'not-found': { status: 404 } }),
};
