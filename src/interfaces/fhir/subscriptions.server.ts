import type { Resource, Subscription } from '@medplum/fhirtypes';
import type { Bound, Change, Written } from './binding.ts';
import { criteriaOf, meets } from './criteria.ts';
import { parseExact } from './exact.ts';
import { demand } from './scopes.ts';
import { hashFor, openContent } from './sealed.server.ts';
import { served } from './served.ts';
import type { Serving } from './serving.server.ts';
import { statusFor } from './subscription.ts';
import { keepSubscription, queueNotices, watchingOf } from './subscriptions.sql.ts';

/** Subscriptions as they are written, and what they are to be told of what is written. */

async function written(serving: Serving, { id, resource, before }: Change): Promise<Written> {
  const { tx, base, now, isNear } = serving;
  const subscription = resource as Subscription;
  const { error: _error, ...own } = subscription;
  const { type } = criteriaOf(subscription.criteria, { table: served, base, now });
  demand(serving, type, 'r');
  const kept = before as Subscription | null;
  const status = statusFor(subscription, { isNear, now, before: kept });
  // What the server found out stays, where nothing else is wanted.
  if (status === 'active' || status === 'error')
    return { resource: { ...own, status, ...(kept?.error !== undefined && { error: kept.error }) }, isHeld: false };
  const until = subscription.end === undefined ? null : new Date(subscription.end);
  await keepSubscription(tx, { id, type, state: status, until, now });
  return { resource: { ...own, status }, isHeld: false };
}

export const subscriptions: Bound = { written };

/** Queues, in the transaction of a change, who is to be told of it. */
export async function tellSubscribers(serving: Serving, resource: Resource): Promise<void> {
  const { tx, vault, organisation, base, now } = serving;
  const { resourceType: type, id = '' } = resource;
  const hash = hashFor(vault, organisation, type);
  const wants = ({ content }: { content: Buffer }): boolean => {
    const text = openContent(vault, { patient_id: null, owner_organisation: organisation, content });
    if (text === null) return false;
    const { criteria } = parseExact(text) as Subscription;
    return meets(criteriaOf(criteria, { table: served, base, now }), resource, { hash, base });
  };
  const wanting = (await watchingOf(tx, type)).filter(wants).map((row) => row.id);
  if (wanting.length > 0) await queueNotices(tx, { type, id, subscriptions: wanting });
}
