import type { Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import * as z from 'zod/mini';
import { type Act, ActInput, acts, createReferral, performAct, referralOf } from '../../modules/referrals/index.ts';
import type { Served } from '../../platform/serve.ts';
import type { Bound, Change } from './bound.server.ts';
import { codeIn, inputsOf } from './inputs.ts';
import { parseExact } from './exact.ts';
import { refuse } from './outcome.ts';
import { systems } from './resources/common.ts';
import { requestOf, type RequestRow, taskOf, type TaskRow } from './resources/referral.ts';
import { noteOpened, type Serving, textOf } from './serving.server.ts';
import { referralIdOf, rowsOf } from './referrals.sql.ts';
import { keptBeside } from './store.sql.ts';
import { isUuid } from './table.ts';

/**
 * Referrals behind ServiceRequest and Task. Whatever happens to one is an act of its module (`performAct`): by a Task of its own whose
 * code names it, by a change of the receiver's Task to another business status, or by a change of the request's status.
 */

const idIn = (reference: string | undefined, type: string): string | undefined => {
  const id = reference
    ?.replace(/\/_history\/.*$/, '')
    .split(`${type}/`)
    .at(-1);
  return id !== undefined && isUuid(id) && reference?.includes(`${type}/`) ? id : undefined;
};

const asServed = (serving: Serving): Served => {
  const { tx, actor, vault, accesses, now, newId, outside } = serving;
  return { ...outside, tx, actor, vault, accesses, now, newId };
};

const notHere = (what: string) => refuse(404, 'not-found', `There is no ${what}, or it is not yours.`);
function refused({ refused: reason, lacks = [] }: { refused: string; lacks?: readonly string[] }): never {
  if (reason === 'not-found') throw notHere('such referral');
  if (reason === 'stale') throw refuse(409, 'conflict', 'The referral was changed meanwhile.');
  throw refuse(422, 'business-rule', [reason, ...lacks].join(' '));
}

/** Runs one act. @throws a Refusal where the module refuses; then nothing of the transaction is left */
async function run(serving: Serving, id: string, does: Record<string, unknown>): Promise<void> {
  const read = z.safeParse(ActInput, does);
  if (!read.success)
    throw refuse(
      422,
      'business-rule',
      `“${String(does['act'])}” wants other inputs: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
    );
  const found = await referralOf(serving.tx, id);
  if (!found) throw notHere('such referral');
  const version = found.referral.version + found.task.version;
  const acted = await performAct(asServed(serving), { id, version, does: read.data });
  if ('refused' in acted) refused(acted);
}

const isAct = (code: string): code is Act => acts.some((act) => act === code);
/** What brings a referral to a stage. */
const actTo: Readonly<Record<string, Act>> = {
  accepted: 'accept',
  scheduled: 'schedule',
  arrived: 'arrive',
  in_treatment: 'startTreatment',
  discharged: 'discharge',
  no_show: 'noShow',
  returned: 'returnForRevision',
  declined: 'decline',
  referred_onward: 'referOnward',
  died: 'recordDeath',
};

/** A Task of its own that asks for an act, or by HL7's code to abort: before the start it cancels, afterwards it asks to stop. */
async function askedBy(serving: Serving, task: Task): Promise<boolean> {
  const code = codeIn(task.code ? [task.code] : [], systems.act);
  const isAbort = codeIn(task.code ? [task.code] : [], 'http://hl7.org/fhir/CodeSystem/task-code') === 'abort';
  if (code === undefined && !isAbort) return false;
  const { reference } = task.focus ?? {};
  const own = idIn(reference, 'ServiceRequest');
  const about = idIn(reference, 'Task');
  const id = own ?? (about && (await referralIdOf(serving.tx, about)));
  const found = id === undefined ? undefined : await referralOf(serving.tx, id);
  // To abort what is no referral is between the other systems.
  if (!found && code === undefined) return false;
  if (!found || id === undefined) throw notHere(`referral in the focus of the Task`);
  const act = code ?? (found.referral.stage === 'in_treatment' ? 'requestStop' : 'cancel');
  if (!isAct(act))
    throw refuse(422, 'business-rule', `There is no act “${act.slice(0, 60)}”. Acts: ${acts.join(', ')}.`);
  await run(serving, id, { ...inputsOf(task), act });
  return true;
}

/** The receiver's Task of a referral: its business status says what is to happen. */
async function stepped(serving: Serving, task: Task, row: TaskRow): Promise<void> {
  const to = codeIn(task.businessStatus ? [task.businessStatus] : [], systems.stage);
  const isSame = to === undefined || to === row.stage;
  const isFraction =
    to === 'in_treatment' &&
    row.stage === 'in_treatment' &&
    codeIn(task.code ? [task.code] : [], systems.act) === 'recordFraction';
  if (isFraction) return run(serving, row.referral_id, { act: 'recordFraction' });
  if (isSame) return;
  const act = actTo[to];
  if (!act) throw refuse(422, 'business-rule', `No change of a Task leads to “${to.slice(0, 40)}”.`);
  return run(serving, row.referral_id, { ...inputsOf(task), act });
}

const idsIn = (resources: readonly Resource[]): string[] => resources.flatMap(({ id }) => id ?? []);

/** What is kept, with the truth of the module over it. */
const over = (kept: Resource, truth: Resource): Resource =>
  ({ ...kept, ...truth, meta: { ...kept.meta, ...truth.meta } }) as Resource;

/** Each with what came in beyond what the module holds; those that no module holds stay as they are. */
async function shownWith<R extends { id: string }>(
  serving: Serving,
  resources: readonly Resource[],
  {
    type,
    view,
    of,
  }: { type: 'ServiceRequest' | 'Task'; view: 'fhir_service_request' | 'fhir_task'; of: (row: R) => Resource },
): Promise<Resource[]> {
  const rows = await rowsOf<R>(serving.tx, view, idsIn(resources));
  const kept = new Map<string, Resource>();
  for (const stored of await keptBeside(serving.tx, type, [...rows.keys()])) {
    const text = textOf(serving, stored);
    if (text === null) continue;
    noteOpened(serving, type, stored);
    kept.set(stored.id, parseExact(text) as Resource);
  }
  return resources.map((each) => {
    const row = rows.get(each.id ?? '');
    return row ? over(kept.get(row.id) ?? each, of(row)) : each;
  });
}

export const tasks: Bound = {
  versionOf: async (serving, id) => (await rowsOf<TaskRow>(serving.tx, 'fhir_task', [id])).get(id)?.version,
  written: async (serving, { id, resource, isHeld }: Change) => {
    const task = resource as Task;
    const row = isHeld ? (await rowsOf<TaskRow>(serving.tx, 'fhir_task', [id])).get(id) : undefined;
    if (row) await stepped(serving, task, row);
    else if (await askedBy(serving, task)) return { ...task, status: 'completed' };
    return resource;
  },
  deleted: async (serving, id) => {
    if (await referralIdOf(serving.tx, id))
      throw refuse(405, 'not-supported', 'The Task of a referral is not deleted.');
  },
  shown: (serving, resources) =>
    shownWith<TaskRow>(serving, resources, { type: 'Task', view: 'fhir_task', of: taskOf }),
};

const priorities = { stat: 'urgent', urgent: 'urgent', asap: 'soon', routine: 'planned' } as const;

/** A request against a quota begins a referral: a draft of whoever asks, under the id that was chosen for the resource. */
async function begun(serving: Serving, id: string, request: ServiceRequest): Promise<void> {
  const quota = codeIn(request.category, systems.quota);
  if (quota === undefined) return;
  const patient = idIn(request.subject.reference, 'Patient');
  if (!isUuid(quota) || patient === undefined)
    throw refuse(422, 'business-rule', 'A referral names a quota and a Patient of this server.');
  let isTaken = false;
  const newId = (): string => {
    if (isTaken) return serving.newId();
    isTaken = true;
    return id;
  };
  const context = { ...asServed(serving), newId };
  const made = await createReferral(context, { quota, patient, priority: priorities[request.priority ?? 'routine'] });
  if ('refused' in made) refused(made);
  if (made.created.id !== id) throw new Error('a referral under another id');
}

async function asked(serving: Serving, request: ServiceRequest, row: RequestRow): Promise<void> {
  const now = requestOf(row).status;
  if (request.status === now) return;
  const [consent, commissionConsent] = (request.supportingInfo ?? []).flatMap(
    ({ reference }) => idIn(reference, 'Consent') ?? [],
  );
  const does: Readonly<Record<string, Record<string, unknown>>> = {
    active: { act: 'submit', consent, ...(commissionConsent && { commissionConsent }) },
    revoked: { act: 'cancel', reason: codeIn(request.reasonCode, systems.reason) ?? 'other' },
    completed: { act: 'complete' },
  };
  const act = does[request.status ?? ''];
  if (!act) throw refuse(422, 'business-rule', `A request does not go from ${now ?? ''} to ${request.status ?? ''}.`);
  await run(serving, row.id, act);
}

export const requests: Bound = {
  versionOf: async (serving, id) =>
    (await rowsOf<RequestRow>(serving.tx, 'fhir_service_request', [id])).get(id)?.version,
  begins: (resource) => codeIn((resource as ServiceRequest).category, systems.quota) !== undefined,
  written: async (serving, { id, resource, before, isHeld }: Change) => {
    const request = resource as ServiceRequest;
    const row = isHeld ? (await rowsOf<RequestRow>(serving.tx, 'fhir_service_request', [id])).get(id) : undefined;
    if (row) await asked(serving, request, row);
    else if (before === null) await begun(serving, id, request);
    return resource;
  },
  deleted: async (serving, id) => {
    if ((await rowsOf(serving.tx, 'fhir_service_request', [id])).size > 0)
      throw refuse(405, 'not-supported', 'A referral is not deleted: cancel it.');
  },
  shown: (serving, resources) =>
    shownWith<RequestRow>(serving, resources, { type: 'ServiceRequest', view: 'fhir_service_request', of: requestOf }),
};
