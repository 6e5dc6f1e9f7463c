import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { documentsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const documentsApi = clientOf(documentsContract);

type Answers = InferContractRouterOutputs<typeof documentsContract>;
export type Listed = Answers['documents']['items'][number];
export type Document = Answers['document'];
export type Claim = Document['claims'][number];
