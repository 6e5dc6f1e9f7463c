import { clientOf } from '../../../platform/client.ts';
import { missionsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const missionsApi = clientOf(missionsContract);
