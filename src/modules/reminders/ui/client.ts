import { clientOf } from '../../../platform/client.ts';
import { remindersContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const remindersApi = clientOf(remindersContract);
