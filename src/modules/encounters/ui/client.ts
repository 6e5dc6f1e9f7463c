import { clientOf } from '../../../platform/client.ts';
import { encountersContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const encountersApi = clientOf(encountersContract);
