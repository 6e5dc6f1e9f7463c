import { clientOf } from '../../../platform/client.ts';
import { accordsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const accordsApi = clientOf(accordsContract);
