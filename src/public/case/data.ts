import type { SecondFactor, WriteRefusal } from '../../modules/referrals/patientPage.ts';
import type { CaseShown } from '../../modules/referrals/patientShown.ts';

/** What the pages of a case are made from. */

/** Why the code is asked again: it was none, the page closed itself, or was left. */
export const enterNotices = ['wrong', 'expired', 'left'] as const;
export type EnterData = { notice: (typeof enterNotices)[number] | null };
/** `code` travels in the form, never in an address. */
export type SecondData = { code: string; asks: SecondFactor; problem: 'wrong' | 'wait' | null };
/** What was typed stays where it could not be sent. */
export type OpenData = {
  shown: CaseShown;
  isWritable: boolean;
  notice: 'sent' | 'withdrawn' | 'over' | null;
  problem: WriteRefusal | null;
  typed: { text: string; about: string };
};
export type WithdrawData = { consent: CaseShown['consents'][number]; isDemo: boolean };

export const casePath = '/case';
export const openedPath = '/case/page';
