import type { Permission } from '../../permissions.ts';
import { applyingIn, type PathConfig } from './path.ts';
import { isEnded, isLate, isStopPending, type Party, type Stage } from './referral.ts';
import type { ReferralTable, TaskTable } from './referral.sql.ts';
import type { Referral } from './schemas.ts';
import { type Act, actsOpen, type Truths, turnOf } from './transitions.ts';

type Rows = { referral: ReferralTable; task: TaskTable; config: PathConfig; parties: Party[] };

/** Both truths as the rules read them. Pure. */
export const truthsOf = ({ referral, task }: Pick<Rows, 'referral' | 'task'>): Truths => ({
  request: { state: referral.state, round: referral.round, stops: referral.stops },
  task: { state: task.state, round: task.round, stopsAnswered: task.stops_answered },
});

/** Whose turn it is, and nobody's once it is over. */
export const turnIn = ({ config, ...rows }: Pick<Rows, 'referral' | 'task' | 'config'>): Party[] =>
  isEnded(rows.referral.stage) ? [] : turnOf({ truths: truthsOf(rows), applying: applyingIn(config) });

const openActs = ({ config, parties, ...rows }: Rows, may: ReadonlySet<Permission>): Act[] =>
  actsOpen({ truths: truthsOf(rows), applying: applyingIn(config), as: parties, may });

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const reasonAt: readonly Stage[] = ['returned', 'declined', 'cancelled', 'referred_onward'];
const saidWhy = ({ referral, task }: Rows): string | null =>
  reasonAt.includes(referral.stage) ? ((referral.state === 'sent' ? task.reason : referral.reason) ?? null) : null;

type Asker = { may: ReadonlySet<Permission>; now: Date };

/** What the receiver has planned and done, as it is answered. */
const taskShown = ({ task }: Rows) => ({
  taskState: task.state,
  arrival: task.arrival,
  arrivalTime: task.arrival_time?.slice(0, 5) ?? null,
  until: task.until,
  arrivedAt: iso(task.arrived_at),
  startedAt: iso(task.started_at),
  dischargedAt: iso(task.discharged_at),
  fractions: task.fractions_planned === null ? null : { planned: task.fractions_planned, done: task.fractions_done },
  taskVersion: task.version,
});

/** The shell of a referral as endpoints answer it. */
export function shellShown(rows: Rows, { may, now }: Asker): Referral {
  const { referral, task } = rows;
  const { id, number, stage, priority, previous_id: previous, is_demo: isDemo, due_at: dueAt } = referral;
  const truths = truthsOf(rows);
  return {
    id,
    number,
    stage,
    priority,
    previous,
    isDemo,
    ...taskShown(rows),
    sender: referral.owner_organisation,
    commission: referral.commission_organisation,
    receiver: referral.receiver_organisation,
    patient: referral.patient_id,
    quota: referral.quota_id,
    path: { id: referral.path_id, version: referral.path_version },
    stageSince: referral.stage_since.toISOString(),
    requestState: referral.state,
    createdAt: referral.created_at.toISOString(),
    askedAt: iso(referral.asked_at),
    dueAt: iso(dueAt),
    isLate: isLate({ stage, dueAt }, now),
    isStopPending: stage === 'in_treatment' && isStopPending(truths.request, truths.task),
    reason: saidWhy(rows),
    version: referral.version + task.version,
    requestVersion: referral.version,
    parties: rows.parties,
    acts: openActs(rows, may),
    turn: turnIn(rows),
  };
}
