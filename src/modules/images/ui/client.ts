import { clientOf } from '../../../platform/client.ts';
import { imagesContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const imagesApi = clientOf(imagesContract);
