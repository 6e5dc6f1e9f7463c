import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { accountContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const accountApi = clientOf(accountContract);
export type AccountRecord = InferContractRouterOutputs<typeof accountContract>['mine'];
