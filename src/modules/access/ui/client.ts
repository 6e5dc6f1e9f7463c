import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { accessContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const accessApi = clientOf(accessContract);
type Answers = InferContractRouterOutputs<typeof accessContract>;
export type PersonRow = Answers['people']['items'][number];
export type PersonPageData = Answers['person'];
export type HeldRole = PersonPageData['roles'][number];
export type InstallationRow = Answers['installationPeople']['items'][number];
export type Vacant = Answers['vacantOrganisations'][number];
export type Token = Answers['tokens']['items'][number];
export type Explanation = Answers['why'];
