import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { keysContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const keysApi = clientOf(keysContract);
export type Keys = InferContractRouterOutputs<typeof keysContract>['keys'];
