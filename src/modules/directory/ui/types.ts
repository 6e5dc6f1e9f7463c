import type { InferContractRouterOutputs } from '@orpc/contract';
import type { directoryContract } from '../contract.ts';

/** What the endpoints of this module answer, as pages show it. */
type Outputs = InferContractRouterOutputs<typeof directoryContract>;
export type Organisation = Outputs['organisations'][number];
export type OrganisationRow = Outputs['organisationList']['items'][number];
export type OrganisationPage = Outputs['organisation'];
export type PersonRow = Outputs['people']['items'][number];
export type PersonPage = Outputs['person'];
export type Post = PersonPage['posts'][number];
export type Partnership = Outputs['partnership'];
export type Duplicate = Outputs['duplicateOrganisations']['items'][number];
export type Merged = OrganisationPage['merged'][number];
export type PartnershipRow = Outputs['partnerships'][number];
