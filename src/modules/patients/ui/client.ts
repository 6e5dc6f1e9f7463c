import { clientOf } from '../../../platform/client.ts';
import { patientsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const patientsApi = clientOf(patientsContract);
