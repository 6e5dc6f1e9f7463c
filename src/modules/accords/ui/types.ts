import type { InferContractRouterOutputs } from '@orpc/contract';
import type { accordsContract } from '../contract.ts';

type Answers = InferContractRouterOutputs<typeof accordsContract>;

/** What the endpoints of this module answer, as pages hold it. */
export type Commitments = Answers['commitments'];
export type Row = Commitments['items'][number];
export type Commitment = Answers['commitment'];
export type Delivery = Commitment['deliveries'][number];
export type Ground = Commitment['grounds'][number];
export type Assessment = Commitment['assessments'][number];
export type Happening = Commitment['events'][number];
export type Difference = Commitment['differences'][number];
export type Settlement = Commitment['settlements'][number];
export type Correction = Commitment['corrections'][number];
export type Answer = Commitment['answers'][number];
export type Request = Commitment['requests'][number];
export type Today = Answers['today'];
export type Overview = Answers['overview'];
export type Capacity = Overview['capacities'][number];
export type Named = Commitment['organisations'][number];
export type Visibility = Row['visibility'];
export type WireAmount = NonNullable<Row['target']>;
/** A commitment on its page, and how to read it again when somebody else has changed it. */
export type ViewProps = { commitment: Commitment; reload: () => void };
