import { boardNamed } from '../boards/index.ts';
import { quotaOf } from '../quotas/index.ts';
import type { Served } from '../../platform/serve.ts';
import { isQuotaFor } from './onward.sql.ts';
import { approvedOf } from './path.sql.ts';
import { stepOf } from './path.ts';
import type { Priority } from './referral.ts';
import {
  type Found,
  findReferral,
  insertAct,
  insertReferral,
  lockFound,
  mayRefer,
  type NewReferral,
  saveRequest,
  tellEvent,
} from './referral.sql.ts';
import type { Referral } from './schemas.ts';
import { shellShown } from './standing.server.ts';

type Refused<Reason extends string> = { refused: Reason };
type QuotaRefusal = 'quota-unknown' | 'quota-closed' | 'path-missing';
type Against = Pick<
  NewReferral,
  | 'partnership_id'
  | 'is_demo'
  | 'commission_organisation'
  | 'receiver_organisation'
  | 'quota_id'
  | 'path_id'
  | 'path_version'
>;

/** Who takes part and how it goes, as a quota and its path say. */
async function against({ tx, actor }: Served, id: string): Promise<Against | Refused<QuotaRefusal>> {
  const quota = await quotaOf(tx, id);
  const isOwn = quota !== null && quota.centre !== actor.organisation && (await isQuotaFor(tx, id));
  if (!quota || !isOwn) return { refused: 'quota-unknown' };
  if (quota.state !== 'open') return { refused: 'quota-closed' };
  const version = quota.path === null ? undefined : await approvedOf(tx, quota.path);
  if (!version) return { refused: 'path-missing' };
  const home = stepOf(version.config, 'commission')?.board ?? null;
  const commission = home === null ? null : await boardNamed(tx, home);
  if (home !== null && !commission) return { refused: 'path-missing' };
  // Before the board of another centre nobody could ever accept it.
  const receiving = stepOf(version.config, 'board')?.board ?? null;
  const deciding = receiving === null ? null : await boardNamed(tx, receiving);
  if (deciding?.organisation !== quota.centre) return { refused: 'path-missing' };
  return {
    partnership_id: quota.partnership,
    is_demo: quota.isDemo,
    commission_organisation: commission?.organisation ?? null,
    receiver_organisation: quota.centre,
    quota_id: quota.id,
    path_id: version.path_id,
    path_version: version.number,
  };
}

export const shellOf = ({ actor, now }: Served, found: Found): Referral => shellShown(found, { may: actor.may, now });

export async function shellAgain(context: Served, id: string): Promise<Referral> {
  const found = await findReferral(context.tx, id);
  if (!found) throw new Error('a referral that was written is seen by who wrote it');
  return shellOf(context, found);
}

/** `id`: under which it is known to the system that asks; left out, a new one. */
type Creating = { id?: string; quota: string; patient: string; priority: Priority };

/** Begins a referral of a patient for whom the acting organisation answers, against a quota. It is a draft that nobody else sees. */
export async function createReferral(
  context: Served,
  { quota, patient, priority, id = context.newId() }: Creating,
): Promise<{ created: Referral } | Refused<QuotaRefusal | 'patient-unknown'>> {
  if (!(await mayRefer(context.tx, patient))) return { refused: 'patient-unknown' };
  const terms = await against(context, quota);
  if ('refused' in terms) return terms;
  await insertReferral(context, id, { ...terms, patient_id: patient, priority, previous_id: null });
  await insertAct(context, {
    referral_id: id,
    act: 'create',
    from_stage: 'draft',
    to_stage: 'draft',
    reason: null,
    words: null,
  });
  const created = await shellAgain(context, id);
  await tellEvent(context, { id, is_demo: created.isDemo }, { action: 'create', fields: ['quota', 'priority'] });
  return { created };
}

type Changing = { id: string; version: number; priority: Priority; quota: string };
type ChangeRefusal = QuotaRefusal | 'not-found' | 'stale' | 'not-own-part' | 'referral-act-impossible';

/** Changes what is asked, while it lies with its sender. Before anybody else has seen it, the centre may change too. */
export async function changeReferral(
  context: Served,
  { id, version, priority, quota }: Changing,
): Promise<{ changed: Referral } | Refused<ChangeRefusal>> {
  const found = await lockFound(context.tx, id);
  if (!found) return { refused: 'not-found' };
  const { referral, task } = found;
  if (referral.version + task.version !== version) return { refused: 'stale' };
  if (!found.parties.includes('sender')) return { refused: 'not-own-part' };
  if (referral.state !== 'draft' && referral.stage !== 'returned') return { refused: 'referral-act-impossible' };
  const terms: Partial<Against> | Refused<QuotaRefusal> =
    quota === referral.quota_id ? {} : await against(context, quota);
  if ('refused' in terms) return terms;
  const { partnership_id: _partnership, is_demo: _demo, ...changed } = terms;
  const isOther =
    changed.receiver_organisation !== undefined && changed.receiver_organisation !== referral.receiver_organisation;
  if (isOther && referral.round > 0) return { refused: 'quota-unknown' };
  if (!(await saveRequest(context, found, { ...changed, priority }))) return { refused: 'not-own-part' };
  const { stage } = referral;
  await insertAct(context, {
    referral_id: id,
    act: 'change',
    from_stage: stage,
    to_stage: stage,
    reason: null,
    words: null,
  });
  await tellEvent(context, referral, { action: 'change', fields: ['quota', 'priority'] });
  return { changed: await shellAgain(context, id) };
}
