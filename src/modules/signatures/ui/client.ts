import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { signaturesContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const signaturesApi = clientOf(signaturesContract);

type Answers = InferContractRouterOutputs<typeof signaturesContract>;
export type Signature = Answers['signatures']['items'][number];
export type Record = Answers['signature'];
export type Signer = Record['signers'][number];
export type Check = Signer['checks'][number];
