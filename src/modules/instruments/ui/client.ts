import { clientOf } from '../../../platform/client.ts';
import { instrumentsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const instrumentsApi = clientOf(instrumentsContract);
