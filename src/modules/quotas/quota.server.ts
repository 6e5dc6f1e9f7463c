import {
  organisationsOf,
  type Partnership,
  partnershipNamed,
  partnershipNames,
  partnershipOf,
} from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { wholeOf } from '../../platform/money/amount.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import { groupsOf } from './capacity.sql.ts';
import type { QuotaState, QuotaUnit } from './quota.ts';
import {
  closeQuotaRow,
  type Described,
  insertQuota,
  isCommitmentIn,
  isInstrumentIn,
  isPathIn,
  lockQuota,
  openQuotaRow,
  type PriorityRule,
  quotaFound,
  quotasOf,
  type QuotaTable,
  saveQuota,
} from './quota.sql.ts';
import type { Quota } from './schemas.ts';
import { groupsByCode, namesOf, type Refused, shownQuota } from './shown.server.ts';

/** What a person does with quotas: each loads, decides and saves, in the transaction of the request. */
type At = { id: string; version: number };
export type Describing = {
  instrument: string | null;
  provision: LocalisedText | null;
  diseaseGroup: string;
  centre: string;
  beneficiary: string;
  region: string | null;
  year: number;
  unit: QuotaUnit;
  currency: string | null;
  amount: string;
  reservationDays: number;
  priorityRule: PriorityRule;
  path?: string | null | undefined;
  commitment?: string | null | undefined;
};
type Unnamed =
  | 'organisation-unknown'
  | 'beneficiary-not-partner'
  | 'instrument-unknown'
  | 'group-unknown'
  | 'place-unknown'
  | 'path-unknown'
  | 'commitment-unknown'
  | 'amount-invalid';
type Missing = 'not-found' | 'not-own-side' | 'stale';

/** A quota as its giver sees it after a change. */
async function shownAgain(context: Served, id: string): Promise<Quota> {
  const row = await quotaFound(context.tx, id);
  if (!row) throw new Error('a quota that was changed is seen by who changed it');
  return shownQuota(row, await groupsByCode(context));
}

type Sought = {
  partnership?: string | undefined;
  centre?: string | undefined;
  beneficiary?: string | undefined;
  diseaseGroup?: string | undefined;
  year?: number | undefined;
  state?: QuotaState | undefined;
};

export async function listQuotas(context: Served, { partnership: slug, ...sought }: Sought) {
  const { tx } = context;
  const partnership = slug === undefined ? undefined : await partnershipNamed(tx, slug);
  if (slug !== undefined && !partnership) return null;
  const [rows, group] = [await quotasOf(tx, { ...sought, partnership: partnership?.id }), await groupsByCode(context)];
  const items = rows.map((row) => shownQuota(row, group));
  const partnerships = await partnershipNames(tx, [...new Set(items.map((item) => item.partnership))]);
  const organisations = await namesOf(
    context,
    items.flatMap(({ owner, centre, beneficiary }) => [owner, centre, beneficiary]),
  );
  return { items, organisations, partnerships };
}

/** What a description names that is not there to be named. */
async function unknownIn(context: Served, partnership: Partnership, said: Describing): Promise<Unnamed | null> {
  const { tx } = context;
  const { centre, beneficiary, instrument, diseaseGroup, region } = said;
  const known = await organisationsOf(tx, [centre, beneficiary]);
  if ([centre, beneficiary].some((id) => !known.some((each) => each.id === id))) return 'organisation-unknown';
  const side = partnership.sides.find(({ organisations }) => organisations.includes(beneficiary));
  if (!side || side.id === partnership.ownSide) return 'beneficiary-not-partner';
  if (instrument !== null && !(await isInstrumentIn(context, { instrument, partnership: partnership.id })))
    return 'instrument-unknown';
  if (!(await groupsOf(tx)).some(({ code }) => code === diseaseGroup)) return 'group-unknown';
  if (region !== null && !placeOf(region)) return 'place-unknown';
  const { path, commitment } = said;
  if (path && !(await isPathIn(context, { path, partnership: partnership.id }))) return 'path-unknown';
  const isThere = !commitment || (await isCommitmentIn(context, { commitment, partnership: partnership.id }));
  return isThere ? null : 'commitment-unknown';
}

type Kept = Pick<Described, 'path_id' | 'commitment_id'>;
/** What was left out of what is said stays as it was. */
function rowOf(said: Describing, kept: Kept = { path_id: null, commitment_id: null }): Described | null {
  const {
    path = kept.path_id,
    commitment = kept.commitment_id,
    instrument,
    diseaseGroup,
    reservationDays,
    priorityRule,
    amount,
    unit,
    currency,
    ...same
  } = said;
  if ((unit === 'money') !== (currency !== null)) return null;
  const whole = wholeOf({ amount, currency }, currency);
  if ('refused' in whole) return null;
  const renamed = {
    path_id: path,
    commitment_id: commitment,
    instrument_id: instrument,
    disease_group: diseaseGroup,
    reservation_days: reservationDays,
  };
  return { ...same, ...renamed, unit, currency, amount: whole.whole, priority_rule: priorityRule };
}

/** Begins a quota; the acting organisation gives it. */
export async function recordQuota(
  context: Served,
  { partnership: named, ...said }: Describing & { partnership: string },
): Promise<{ recorded: Quota } | Refused<'not-found' | 'not-own-side' | Unnamed>> {
  const partnership = await partnershipNamed(context.tx, named);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  const unknown = await unknownIn(context, partnership, said);
  if (unknown) return { refused: unknown };
  const described = rowOf(said);
  if (!described) return { refused: 'amount-invalid' };
  const row = await insertQuota(context, described, {
    owner_organisation: context.actor.organisation,
    partnership_id: partnership.id,
    side_id: partnership.ownSide,
    visibility: 'own_side',
    is_demo: partnership.isDemo,
  });
  return { recorded: await shownAgain(context, row.id) };
}

/** The own quota at the version that the person saw, locked. */
async function ownAt({ tx }: Served, { id, version }: At): Promise<{ found: QuotaTable } | Refused<Missing>> {
  const found = await lockQuota(tx, id);
  if (!found) return { refused: (await quotaFound(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

/** Of an open quota these alone change: the others are what the sides agreed. */
const alwaysChanging: readonly (keyof Described)[] = [
  'provision',
  'reservation_days',
  'priority_rule',
  'path_id',
  'commitment_id',
];

export async function changeQuota(
  context: Served,
  { id, version, ...said }: At & Describing,
): Promise<{ changed: Quota } | Refused<Missing | Unnamed | 'quota-open-stays'>> {
  const own = await ownAt(context, { id, version });
  if ('refused' in own) return own;
  const partnership = await partnershipOf(context.tx, own.found.partnership_id);
  if (!partnership) return { refused: 'not-found' };
  const unknown = await unknownIn(context, partnership, said);
  if (unknown) return { refused: unknown };
  const described = rowOf(said, own.found);
  if (!described) return { refused: 'amount-invalid' };
  const keys = Object.keys(described) as (keyof Described)[];
  const differing = keys.filter(
    (key) => JSON.stringify(own.found[key], plain) !== JSON.stringify(described[key], plain),
  );
  if (own.found.state !== 'draft' && differing.some((key) => !alwaysChanging.includes(key)))
    return { refused: 'quota-open-stays' };
  const changed = Object.fromEntries(differing.map((key) => [key, described[key]]));
  const fields = differing.map((key) =>
    key.replace(/_id$/, '').replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  if (differing.length > 0) await saveQuota(context, own.found, { changed, fields });
  return { changed: await shownAgain(context, id) };
}

const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

export async function openQuota(context: Served, at: At) {
  const opened = await openQuotaRow(context, at);
  return 'refused' in opened ? opened : { changed: await shownAgain(context, at.id) };
}

export async function closeQuota(context: Served, at: At) {
  const closed = await closeQuotaRow(context, at);
  return 'refused' in closed ? closed : { changed: await shownAgain(context, at.id) };
}
