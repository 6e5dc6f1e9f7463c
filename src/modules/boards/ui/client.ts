import { clientOf } from '../../../platform/client.ts';
import { boardsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const boardsApi = clientOf(boardsContract);
