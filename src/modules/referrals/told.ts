/** Who is told what when something happened to a referral. Pure. Nothing clinical and nobody's name is in any of it. */

export const parties = ['sender', 'commission', 'receiver'] as const;
export type Party = (typeof parties)[number];
/** One line of the transition table, as far as it matters here. */
export type Line = { act: string; from: readonly string[]; by: readonly string[] };

/** What may happen at any time and is nobody's next step. */
const notAStep: readonly string[] = ['cancel', 'recordDeath', 'requestStop', 'noShow', 'recordFraction', 'closeNoShow'];

/** Whose turn it is in a stage: the sides that have a step to take from there. */
export function turnAt(stage: string, table: readonly Line[]): Party[] {
  const able = table.filter(({ act, from }) => from.includes(stage) && !notAStep.includes(act));
  return parties.filter((party) => able.some(({ by }) => by.includes(party)));
}

/** Sides that hear of it once more although nothing in the table is theirs to do: a request to stop is the receiver's to answer. */
const turnAfterAct: Readonly<Record<string, Party>> = { requestStop: 'receiver', refuseStop: 'sender', acceptStop: 'sender' };

/** Who of the staff is told after an act: whose turn it is now, but not who has just acted. */
export function staffAfter(
  happened: { act: string; stage: string; by: Party },
  table: readonly Line[],
): Party[] {
  if (happened.stage === 'died') return [];
  const asked = turnAfterAct[happened.act];
  const all = asked ? [asked] : turnAt(happened.stage, table);
  return all.filter((party) => party !== happened.by);
}

/** What a patient is told: that there is a date, that something is needed, or that there is news; the page says the rest. */
export const patientNotices = ['date', 'needed', 'news', 'message'] as const;
export type PatientNotice = (typeof patientNotices)[number];

const noticeOf: Readonly<Record<string, PatientNotice>> = {
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
export const patientAfter = ({ act, stage }: { act: string; stage: string }): PatientNotice | null =>
  stage === 'died' ? null : (noticeOf[act] ?? null);
