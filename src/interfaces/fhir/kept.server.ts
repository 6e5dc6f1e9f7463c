import type { Resource } from '@medplum/fhirtypes';
import { type Found, foundBy } from './keys.ts';
import { aboutWhom, hashFor, sealContent } from './sealed.server.ts';
import type { Serving } from './serving.server.ts';
import type { Route } from './table.ts';

/** A resource as the store takes it: its text, under whose key it lies, sealed, and what it is found by. */
export type Kept = Found & { text: string; about: string | null; content: Buffer };

/** @param resource with its id and its meta */
export function keptOf(
  { vault, organisation, base }: Pick<Serving, 'vault' | 'organisation' | 'base'>,
  route: Route,
  resource: Resource,
): Kept {
  const id = resource.id ?? '';
  const text = JSON.stringify(resource);
  const about = aboutWhom(vault, { route, resource }, { id, organisation, base });
  const content = sealContent(vault, { patient_id: about, owner_organisation: organisation }, text);
  const hash = hashFor(vault, organisation, route.type);
  return { text, about, content, ...foundBy(route, { resource, hash, base }) };
}
