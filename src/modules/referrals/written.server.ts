import type { RequestChange, TaskChange } from './referral.sql.ts';
import type { ReferralTable, TaskTable } from './referral.sql.ts';
import type { ActInput } from './schemas.ts';
import type { Truths } from './transitions.ts';

type Rows = { referral: ReferralTable; task: TaskTable };
type Doing = { does: ActInput; truths: Truths; now: Date };

/** What an act changes of the sender's row. Pure. */
export function requestChange({ referral }: Rows, { does, truths: { request }, now }: Doing): RequestChange {
  const { state, round, stops } = request;
  const reason = 'reason' in does ? does.reason : null;
  if (does.act !== 'submit') return { state, round, stops, reason };
  const { consent: consent_id, commissionConsent = null } = does;
  const asked_at = referral.asked_at ?? now;
  return { state, round, stops, reason, consent_id, commission_consent_id: commissionConsent, asked_at };
}

type Refusal = { refused: 'fractions-done' | 'arrival-days-wrong' };

/** What an act changes of the receiver's row, or why it cannot be. Pure. */
export function taskChange({ task }: Rows, { does, truths, now }: Doing): TaskChange | Refusal {
  const { state, round, stopsAnswered: stops_answered } = truths.task;
  const said = { state, round, stops_answered, reason: 'reason' in does ? does.reason : null };
  if (does.act === 'schedule') {
    const { arrival, time = null, until = null } = does;
    if (until !== null && until < arrival) return { refused: 'arrival-days-wrong' };
    return { ...said, arrival, arrival_time: time, until };
  }
  if (does.act === 'recordFraction' && task.fractions_done >= (task.fractions_planned ?? 0))
    return { refused: 'fractions-done' };
  if (does.act === 'recordFraction') return { ...said, fractions_done: task.fractions_done + 1 };
  return { ...said, ...momentsOf(does, now) };
}

/** What the receiver's own clock says of an act. */
function momentsOf(does: ActInput, now: Date): TaskChange {
  if (does.act === 'arrive') return { arrived_at: now };
  if (does.act === 'startTreatment')
    return { started_at: now, fractions_planned: does.fractions ?? null, fractions_done: 0 };
  return does.act === 'discharge' ? { discharged_at: now } : {};
}
