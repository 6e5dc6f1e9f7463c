import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { exchangeContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const exchangeApi = clientOf(exchangeContract);
export type Exchange = InferContractRouterOutputs<typeof exchangeContract>['exchange'];
export type Peer = Exchange['peers'][number];
export type Message = Exchange['open'][number];

/** Where the clocks of these pages hang. */
export const zone = 'Asia/Almaty';
