import type { Resource } from '@medplum/fhirtypes';
import type { Serving } from './serving.server.ts';

/**
 * What it is that a module of ours stands behind a type. What comes in runs the acts of that module, in the same transaction; what goes
 * out shows its truth over what is kept. All else of a resource is kept as it came.
 */

export type Change = {
  id: string;
  /** Whether a row of the module is behind this id already. */
  isHeld: boolean;
  /** As it came in, with its id. */
  resource: Resource;
  /** What was kept before; null for a new one. */
  before: Resource | null;
};

/** What is to be kept, and whether a module holds it from now on. */
export type Written = { resource: Resource; isHeld: boolean };

/** What a module said of a resource from a moment until another (null: still). */
export type Said = { version: number; from: Date; until: Date | null; resource: Resource };

export type Bound = {
  /** Whether the module takes part in such a new resource; in all of them, unless told. Pure. */
  concerns?: (resource: Resource) => boolean;
  /** The version that a change follows on, where a row of the module is behind the resource. */
  versionOf?: (serving: Serving, id: string) => Promise<number | bigint | undefined>;
  /** @throws a Refusal where the module refuses; then nothing of the transaction is left */
  written?: (serving: Serving, change: Change) => Promise<Written>;
  /** @throws a Refusal where it must not go */
  deleted?: (serving: Serving, id: string) => Promise<void>;
  /** Resources with the truth of the module over what is kept. */
  shown?: (serving: Serving, resources: readonly Resource[]) => Promise<Resource[]>;
  /** One that no view shows. */
  read?: (serving: Serving, id: string) => Promise<Resource | undefined>;
  /** All that the module said of one, the newest first; undefined where it holds none. */
  versions?: (serving: Serving, id: string) => Promise<Said[] | undefined>;
};
