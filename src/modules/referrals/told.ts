/** Who is told what when something happened to a referral. Pure. Nothing clinical and nobody's name is in any of it. */

import type { Party, Stage } from './referral.ts';
import type { Act } from './transitions.ts';

/** What is somebody's to hear although no step of the line is theirs: a stop that is asked for, and its answer. */
const besides: Partial<Record<Act, Party>> = { requestStop: 'receiver', refuseStop: 'sender', acceptStop: 'sender' };

/** An act as it happened: who acted, where it led, and whose turn it is now. */
export type Acted = { act: Act; stage: Stage; by: Party; turn: readonly Party[] };

/** Who of the staff is told after an act: whose turn it is now, but not who has just acted; after a death nobody. */
export function staffAfter({ act, stage, by, turn }: Acted): Party[] {
  if (stage === 'died') return [];
  const also = besides[act];
  return [...new Set([...turn, ...(also ? [also] : [])])].filter((party) => party !== by);
}

/** What a patient is told: that there is a date, that something is needed, or that there is news; the page says the rest. */
export const patientNotices = ['date', 'needed', 'news', 'message'] as const;
export type PatientNotice = (typeof patientNotices)[number];

const noticeOf: Partial<Record<Act, PatientNotice>> = {
  submit: 'news',
  returnForRevision: 'needed',
  approveHome: 'news',
  declineHome: 'news',
  accept: 'news',
  decline: 'news',
  referOnward: 'news',
  schedule: 'date',
  noShow: 'needed',
  discharge: 'news',
  startFollowUp: 'news',
  complete: 'news',
  cancel: 'news',
  acceptStop: 'news',
};

/** What the patient is told after an act; null: nothing, as after a death, and after what the patient has just been there for. */
export const patientAfter = ({ act, stage }: Pick<Acted, 'act' | 'stage'>): PatientNotice | null =>
  stage === 'died' ? null : (noticeOf[act] ?? null);
