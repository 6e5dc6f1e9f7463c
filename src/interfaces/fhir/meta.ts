import type { Resource } from '@medplum/fhirtypes';

type Versioned = { id: string; version: number; now: Date };
/** The resource as it is kept: its own, with its id, its version and its moment. */
export function withMeta(resource: Resource, { id, version, now }: Versioned): Resource {
  const { resourceType, id: _id, meta, ...rest } = resource;
  const kept = { ...meta, versionId: String(version), lastUpdated: now.toISOString() };
  return { resourceType, id, meta: kept, ...rest } as unknown as Resource;
}
