import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { protectionContract } from '../contract.ts';

type Outputs = InferContractRouterOutputs<typeof protectionContract>;
type Inputs = InferContractRouterInputs<typeof protectionContract>;

/** This module's endpoints, for pages. */
export const protectionApi = clientOf(protectionContract);
export type Protection = Outputs['protection'];
export type ProtectionPageInput = Inputs['changeProtection'];
export type Retention = Protection['retention'][number];
export type Transfer = Outputs['transfers']['items'][number];
export type IncidentRow = Outputs['incidents']['items'][number];
export type Incident = Outputs['incident'];
