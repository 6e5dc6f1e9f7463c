import type { Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import * as z from 'zod/mini';
import { exchangeSystems, linkReferral, quotaCalled } from '../../modules/exchange/index.ts';
import { type Act, ActInput, acts, createReferral, performAct, referralOf } from '../../modules/referrals/index.ts';
import type { Bound, Change, Said, Written } from './binding.ts';
import { diagnosed } from './case.server.ts';
import { asServed, heldBy, idIn, overVersions, refused, wholly } from './held.server.ts';
import { promoted } from './patients.server.ts';
import * as views from './heldViews.ts';
import { codeIn, inputsOf } from './inputs.ts';
import { refuse } from './outcome.ts';
import { systems } from './resources/common.ts';
import { requestOf, type RequestRow, taskOf, type TaskRow } from './resources/referral.ts';
import type { Serving } from './serving.server.ts';
import { referralIdOf, rowsOf, shellVersions } from './referrals.sql.ts';
import { isUuid } from './table.ts';

/**
 * Referrals behind ServiceRequest and Task. Whatever happens to one is an act of its module (`performAct`): by a Task of its own whose
 * code names it, by a change of the receiver's Task to another business status, or by a change of the request's status.
 */

/** Runs one act. @throws a Refusal where the module refuses; then nothing of the transaction is left */
export async function run(serving: Serving, id: string, does: Record<string, unknown>): Promise<void> {
  const read = z.safeParse(ActInput, does);
  if (!read.success)
    throw refuse(
      422,
      'business-rule',
      `“${String(does['act'])}” wants other inputs: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
    );
  const found = await referralOf(serving.tx, id);
  if (!found) return refused({ refused: 'not-found' });
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
  if (!found || id === undefined)
    throw refuse(404, 'not-found', 'There is no referral in the focus of the Task, or it is not yours.');
  const act = code ?? (found.referral.stage === 'in_treatment' ? 'requestStop' : 'cancel');
  if (!isAct(act))
    throw refuse(422, 'business-rule', `There is no act “${act.slice(0, 60)}”. Acts: ${acts.join(', ')}.`);
  const inputs = inputsOf(task);
  const { quota } = inputs;
  const agreed = typeof quota === 'string' && !isUuid(quota) ? await quotaCalled(serving.tx, quota) : null;
  await run(serving, id, { ...inputs, ...(agreed !== null && { quota: agreed }), act });
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

type Shell = { type: 'ServiceRequest' | 'Task'; of: (row: never) => Resource };
/** What a side said before: its rows as they were, kept by the database at the end of each transaction. */
const versionsOfShell =
  ({ type, of }: Shell) =>
  async (serving: Serving, id: string): Promise<Said[] | undefined> => {
    const rows = await shellVersions(serving.tx, type, id);
    if (rows.length === 0) return undefined;
    const said = rows.map(({ version, changed_at: from, row }, at): Said => {
      const until = rows[at - 1]?.changed_at ?? null;
      return { version, from, until, resource: of({ ...row, version, changed_at: from } as never) };
    });
    return overVersions(serving, { type, id, over: wholly }, said);
  };

/** A Task that asks for an act. */
const isAsking = ({ code }: Task): boolean => {
  const codes = code ? [code] : [];
  return (
    codeIn(codes, systems.act) !== undefined || codeIn(codes, 'http://hl7.org/fhir/CodeSystem/task-code') === 'abort'
  );
};

export const tasks: Bound = {
  concerns: (resource) => isAsking(resource as Task),
  ...heldBy({ type: 'Task', views: [views.Task], over: wholly }),
  versions: versionsOfShell({ type: 'Task', of: taskOf }),
  written: async (serving, { id, resource, isHeld }: Change): Promise<Written> => {
    const task = resource as Task;
    const row = isHeld ? (await rowsOf<TaskRow>(serving.tx, 'fhir_task', [id])).get(id) : undefined;
    if (row) await stepped(serving, task, row);
    else if (await askedBy(serving, task)) return { resource: { ...task, status: 'completed' }, isHeld: false };
    return { resource, isHeld };
  },
  deleted: async (serving, id) => {
    if (await referralIdOf(serving.tx, id))
      throw refuse(405, 'not-supported', 'The Task of a referral is not deleted.');
  },
};

const priorities = { stat: 'urgent', urgent: 'urgent', asap: 'soon', routine: 'planned' } as const;

/** The quota that a request names: by its id here, or by what both installations call it. */
const quotaCodes = ({ category }: ServiceRequest) => ({
  own: codeIn(category, systems.quota),
  agreed: codeIn(category, exchangeSystems.agreed),
});

async function quotaNamed({ tx }: Serving, request: ServiceRequest): Promise<string | undefined> {
  const { own, agreed } = quotaCodes(request);
  if (own !== undefined || agreed === undefined) return own;
  const quota = await quotaCalled(tx, agreed);
  if (quota === null) throw refuse(422, 'business-rule', 'quota-not-agreed');
  return quota;
}

/** A request against a quota begins a referral: a draft of whoever asks, under the id that was chosen for the resource. */
async function begun(serving: Serving, id: string, request: ServiceRequest): Promise<void> {
  const quota = await quotaNamed(serving, request);
  if (quota === undefined) return;
  const patient = idIn(request.subject.reference, 'Patient');
  if (!isUuid(quota) || patient === undefined)
    throw refuse(422, 'business-rule', 'A referral names a quota and a Patient of this server.');
  await promoted(serving, patient);
  const context = asServed(serving);
  const priority = priorities[request.priority ?? 'routine'];
  const made = await createReferral(context, { quota, patient, priority, id });
  if ('refused' in made) refused(made);
  // From another installation: what it is called there.
  const called = request.identifier?.find(({ system }) => system?.endsWith('/ServiceRequest'))?.value;
  if (called !== undefined)
    await linkReferral(context, { referral: id, called, patient: request.subject.identifier?.value ?? null });
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

const reasonsOf = ({ reasonReference }: ServiceRequest): string => JSON.stringify(reasonReference ?? []);

export const requests: Bound = {
  concerns: (resource) => {
    const { own, agreed } = quotaCodes(resource as ServiceRequest);
    return own !== undefined || agreed !== undefined;
  },
  ...heldBy({ type: 'ServiceRequest', views: [views.ServiceRequest], over: wholly }),
  versions: versionsOfShell({ type: 'ServiceRequest', of: requestOf }),
  written: async (serving, { id, resource, before, isHeld }: Change): Promise<Written> => {
    const request = resource as ServiceRequest;
    const row = isHeld ? (await rowsOf<RequestRow>(serving.tx, 'fhir_service_request', [id])).get(id) : undefined;
    const isBegun = !row && before === null && Object.values(quotaCodes(request)).some((code) => code !== undefined);
    if (isBegun) await begun(serving, id, request);
    // The diagnosis before the act, which may want it; what the screens have said since stays, unless other reasons are given.
    const isOther = reasonsOf(request) !== reasonsOf((before ?? {}) as ServiceRequest);
    if ((isBegun || row) && isOther) await diagnosed(serving, id, request);
    if (row) await asked(serving, request, row);
    return { resource, isHeld: isHeld || isBegun };
  },
  deleted: async (serving, id) => {
    if ((await rowsOf(serving.tx, 'fhir_service_request', [id])).size > 0)
      throw refuse(405, 'not-supported', 'A referral is not deleted: cancel it.');
  },
};
