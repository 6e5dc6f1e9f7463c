import { clientOf } from '../../../platform/client.ts';
import { referralsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const referralsApi = clientOf(referralsContract);
