import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { administrationContract } from '../contract.ts';

type Outputs = InferContractRouterOutputs<typeof administrationContract>;
type Inputs = InferContractRouterInputs<typeof administrationContract>;

/** This module's endpoints, for pages. */
export const administrationApi = clientOf(administrationContract);
export type MessagesInput = Inputs['messages'];
export type MessageRow = Outputs['messages']['items'][number];
export type Jobs = Outputs['jobs'];
export type Run = Outputs['runs']['items'][number];
export type Settings = Outputs['settings'];
export type Kept = Settings['kept'][number];
export type Health = Outputs['health'];

/** Where the clocks of these pages hang. */
export const zone = 'Asia/Almaty';
