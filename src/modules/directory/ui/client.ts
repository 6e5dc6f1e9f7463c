import { clientOf } from '../../../platform/client.ts';
import { directoryContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const directoryApi = clientOf(directoryContract);
