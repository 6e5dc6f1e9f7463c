import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';
import type { Serving } from './serving.server.ts';
import { requests, tasks } from './referrals.server.ts';

/**
 * Types behind which a module of ours stands. What comes in runs the acts of that module, in the same transaction; what goes out
 * shows its truth over what is kept. All else of a resource is kept as it came.
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

export type Bound = {
  /** Whether a new resource becomes one of the module. */
  begins?: (resource: Resource) => boolean;
  /** The version that a change follows on, where a row of the module is behind the resource. */
  versionOf?: (serving: Serving, id: string) => Promise<number | bigint | undefined>;
  /** What is to be kept. @throws a Refusal where the module refuses; then nothing of the transaction is left */
  written?: (serving: Serving, change: Change) => Promise<Resource>;
  /** @throws a Refusal where it must not go */
  deleted?: (serving: Serving, id: string) => Promise<void>;
  /** Resources with the truth of the module over what is kept. */
  shown?: (serving: Serving, resources: readonly Resource[]) => Promise<Resource[]>;
};

export const bound: Readonly<Partial<Record<FhirType, Bound>>> = {
  ServiceRequest: requests,
  Task: tasks,
};
