import type { InferContractRouterInputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { quotasContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const quotasApi = clientOf(quotasContract);
export type QuotaInput = InferContractRouterInputs<typeof quotasContract>['changeQuota'];
