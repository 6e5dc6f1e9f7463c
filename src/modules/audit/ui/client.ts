import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { auditContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const auditApi = clientOf(auditContract);
type Outputs = InferContractRouterOutputs<typeof auditContract>;
export type Entry = Outputs['auditEntries']['items'][number];
export type State = Outputs['auditState'];
