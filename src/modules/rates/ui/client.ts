import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { ratesContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const ratesApi = clientOf(ratesContract);
export type RateRow = InferContractRouterOutputs<typeof ratesContract>['rates']['items'][number];
export type Conversion = InferContractRouterOutputs<typeof ratesContract>['convert'];
