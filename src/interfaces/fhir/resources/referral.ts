import type { ServiceRequest, Task, TaskOutput } from '@medplum/fhirtypes';
import type { RequestState, Stage } from '../../../modules/referrals/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, systems } from './common.ts';

type Shared = Row & {
  number: string;
  owner_organisation: string;
  receiver_organisation: string;
  patient_id: string;
  stage: Stage;
  priority: 'urgent' | 'soon' | 'planned';
  reason: string | null;
  authored_at: Date;
};
export type RequestRow = Shared & {
  commission_organisation: string | null;
  quota_id: string;
  state: RequestState;
  previous_id: string | null;
};
export type TaskRow = Shared & {
  referral_id: string;
  arrival: string | null;
  until: string | null;
  started_at: Date | null;
  discharged_at: Date | null;
  fractions_planned: number | null;
  fractions_done: number;
  due_at: Date | null;
};

/** Statuses of R4 and the states of a request. */
export const requestStatuses = {
  draft: ['draft'],
  active: ['submitted', 'completeness', 'commission', 'sent', 'follow_up'],
  'on-hold': ['returned'],
  revoked: ['declined', 'cancelled', 'died'],
  completed: ['completed'],
} as const satisfies Readonly<Partial<Record<NonNullable<ServiceRequest['status']>, readonly RequestState[]>>>;

/** Statuses of R4 and the stages of a referral, of which the finer one is the business status. */
export const taskStatuses = {
  draft: ['draft'],
  requested: ['submitted', 'completeness', 'commission'],
  received: ['board'],
  accepted: ['accepted', 'scheduled'],
  'in-progress': ['arrived', 'in_treatment'],
  'on-hold': ['returned', 'no_show'],
  rejected: ['declined', 'referred_onward'],
  cancelled: ['cancelled', 'died'],
  completed: ['discharged', 'follow_up', 'completed'],
} as const satisfies Readonly<Partial<Record<NonNullable<Task['status']>, readonly Stage[]>>>;

const statusIn = <Status extends string>(codes: Readonly<Record<Status, readonly string[]>>, state: string): Status => {
  const found = (Object.keys(codes) as Status[]).find((status) => codes[status].includes(state));
  if (!found) throw new Error(`no status of R4 for ${state}`);
  return found;
};
const priorities = { urgent: 'urgent', soon: 'asap', planned: 'routine' } as const;

const numberOf = ({ number }: Shared) => ({ system: systems.referral, value: number });
const reasonOf = ({ reason }: Shared) => reason && { coding: [{ system: systems.reason, code: reason }] };

/** What the sender says: the truth of the request, without anything clinical. */
export function requestOf(row: RequestRow): ServiceRequest {
  const { id, quota_id, previous_id, commission_organisation: commission } = row;
  return {
    resourceType: 'ServiceRequest',
    id,
    meta: metaOf(row),
    identifier: [identifierOf(id)],
    requisition: numberOf(row),
    status: statusIn(requestStatuses, row.state),
    intent: 'order',
    category: [{ coding: [{ system: systems.quota, code: quota_id }] }],
    priority: priorities[row.priority],
    subject: { reference: `Patient/${row.patient_id}` },
    authoredOn: row.authored_at.toISOString(),
    requester: logical('Organization', row.owner_organisation),
    performer: [
      logical('Organization', row.receiver_organisation),
      ...(commission === null ? [] : [logical('Organization', commission)]),
    ],
    ...(previous_id && { replaces: [{ reference: `ServiceRequest/${previous_id}` }] }),
  };
}

function periodOf({ started_at: start, discharged_at: end }: TaskRow) {
  if (!start) return {};
  return { executionPeriod: { start: start.toISOString(), ...(end && end >= start && { end: end.toISOString() }) } };
}

const said = (text: string, value: object) => ({
  type: { text, coding: [{ system: systems.input, code: text }] },
  ...value,
});
const outputOf = ({ arrival, until, fractions_planned: planned, fractions_done: done }: TaskRow): TaskOutput[] => [
  ...(arrival === null ? [] : [said('arrival', { valueDate: arrival })]),
  ...(until === null ? [] : [said('until', { valueDate: until })]),
  ...(planned === null
    ? []
    : [said('fractions', { valueInteger: planned }), said('fractions-done', { valueInteger: done })]),
];

/** What the receiver says: where the referral stands, when the patient comes, how far the treatment is. */
export function taskOf(row: TaskRow): Task {
  const { due_at: due } = row;
  const output = outputOf(row);
  const reason = reasonOf(row);
  return {
    resourceType: 'Task',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    groupIdentifier: numberOf(row),
    status: statusIn(taskStatuses, row.stage),
    businessStatus: { coding: [{ system: systems.stage, code: row.stage }] },
    ...(reason && { statusReason: reason }),
    intent: 'order',
    priority: priorities[row.priority],
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
    focus: { reference: `ServiceRequest/${row.referral_id}` },
    for: { reference: `Patient/${row.patient_id}` },
    ...periodOf(row),
    authoredOn: row.authored_at.toISOString(),
    ...(row.changed_at && { lastModified: row.changed_at.toISOString() }),
    requester: logical('Organization', row.owner_organisation),
    owner: logical('Organization', row.receiver_organisation),
    ...(due && { restriction: { period: { end: due.toISOString() } } }),
    ...(output.length > 0 && { output }),
  };
}
