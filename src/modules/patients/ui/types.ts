import type { InferContractRouterOutputs } from '@orpc/contract';
import type { patientsContract } from '../contract.ts';
import type { Identity as Kept } from '../schemas.ts';

/** What the endpoints of this module answer, as pages show it. */
type Outputs = InferContractRouterOutputs<typeof patientsContract>;
export type Row = Outputs['recentPatients'][number];
export type Candidate = Outputs['duplicatesOfPatient'][number];
export type Page = Outputs['patient'];
export type Consent = Page['consents'][number];
export type ConsentText = Outputs['consentTexts'][number];
export type Organisations = Page['organisations'];
export type Glass = Page['glass'][number];
export type Erasure = Page['erasures'][number];
export type Copied = Outputs['withdrawConsent']['copied'];
export type Identity = Kept;
