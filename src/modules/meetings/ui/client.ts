import type { InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { meetingsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const meetingsApi = clientOf(meetingsContract);

type Answers = InferContractRouterOutputs<typeof meetingsContract>;
export type Row = Answers['meetings']['items'][number];
export type Meeting = Answers['meeting'];
export type Point = Meeting['points'][number];
export type Participant = Meeting['participants'][number];
export type Minutes = Meeting['minutes'][number];
export type Proposal = Answers['proposals']['proposals'][number];
export type Brief = Answers['brief'];
export type Note = Brief['notes'][number];
/** A meeting on its page, and how to read it again when somebody else has changed it. */
export type ViewProps = { meeting: Meeting; reload: () => void };
