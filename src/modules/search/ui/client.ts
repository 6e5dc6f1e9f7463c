import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { searchContract } from '../contract.ts';

/** This module's endpoint, for pages. */
export const searchApi = clientOf(searchContract);
export type Found = InferContractRouterOutputs<typeof searchContract>['search'];
export type Group = Found['groups'][number];
export type Item = Group['items'][number];
