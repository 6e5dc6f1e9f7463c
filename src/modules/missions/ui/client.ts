import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { clientOf } from '../../../platform/client.ts';
import { missionsContract } from '../contract.ts';

/** This module's endpoints, for pages. */
export const missionsApi = clientOf(missionsContract);

type Answers = InferContractRouterOutputs<typeof missionsContract>;
export type MissionRow = Answers['missions']['items'][number];
/** A mission with its plan. */
export type Planned = Answers['mission'];
export type Organisations = Planned['organisations'];
/** The bookings of a day, or those who wait. */
export type Bookings = Answers['bookings'];
export type BookingRow = Bookings['items'][number];
export type CallerInput = InferContractRouterInputs<typeof missionsContract>['bookForCaller'];
