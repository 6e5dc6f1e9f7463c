import { v7 as uuidv7 } from 'uuid';
import type { Someone, World } from './world.ts';

export type QuotaGiven = {
  seats?: number | bigint;
  unit?: 'seat' | 'money';
  currency?: string | null;
  year?: number;
  diseaseGroup?: string;
  reservationDays?: number;
  isDemo?: boolean;
  region?: string | null;
  path?: string | null;
};
export type QuotaParties = {
  partnership: { id: string; slug: string; sides: string[] };
  /** Who gives, who treats (on the same side), and the ministry for whose patients it is. */
  owner: string;
  centre: string;
  beneficiary: string;
};

/** A ministry with a centre on one side, and a ministry with a hospital on the other. */
export async function quotaParties(world: World, slug: string) {
  const [owner, beneficiary] = [await world.organisation('Береді'), await world.organisation('Алады')];
  const [centre, hospital] = [
    await world.organisation('Орталық', 'hospital'),
    await world.organisation('Аурухана', 'hospital'),
  ];
  const partnership = await world.partnership(slug, [owner, beneficiary]);
  for (const [at, organisation] of [centre, hospital].entries())
    await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
      partnership.id,
      organisation,
      partnership.sides[at],
    ]);
  return { partnership, owner, centre, beneficiary, hospital };
}

/** An instrument of the partnership, as the owner of the database enters it. */
export async function instrumentIn(world: World, { partnership, owner }: Pick<QuotaParties, 'partnership' | 'owner'>) {
  const id = uuidv7();
  await world.seeAll(
    `insert into instrument (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, parties, binding,
       languages, version, changed_at)
     values ($1, $2, $3, $4, 'partnership', false, 'memorandum', '{"kk": {"text": "Келісім", "by": "person"}}', array[$2]::uuid[],
       'not_stated', '{kk}', 1, now())`,
    [id, owner, partnership.id, partnership.sides[0]],
  );
  return id;
}

/** A quota as it stands once it is open, with its grant in the ledger. @returns its id */
export async function openQuotaIn(world: World, parties: QuotaParties, given: QuotaGiven = {}): Promise<string> {
  const { partnership, owner, centre, beneficiary } = parties;
  const { seats = 30, unit = 'seat', currency = null, year = 2026, diseaseGroup = 'proton_therapy' } = given;
  const [id, grant, instrument] = [uuidv7(), uuidv7(), await instrumentIn(world, parties)];
  await world.seeAll(
    `insert into quota (id, owner_organisation, partnership_id, side_id, visibility, is_demo, instrument_id, disease_group, centre,
       beneficiary, region, year, unit, currency, amount, state, reservation_days, priority_rule, path_id, version, changed_at)
     values ($1, $2, $3, $4, 'partnership', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open', $15,
       '{"words": {"kk": {"text": "Кезек бойынша", "by": "person"}}, "order": ["urgent_first", "waiting_longest"]}', $16, 1, now())`,
    [
      id,
      owner,
      partnership.id,
      partnership.sides[0],
      given.isDemo === true,
      instrument,
      diseaseGroup,
      centre,
      beneficiary,
      given.region ?? null,
      year,
      unit,
      currency,
      seats,
      given.reservationDays ?? 30,
      given.path ?? null,
    ],
  );
  await world.seeAll(
    `with granted as (
       insert into quota_transaction (id, quota_id, kind, organisation_id, service, at) values ($1, $2, 'grant', $3, 'test', now())
       returning id),
     entered as (
       insert into quota_entry (transaction_id, quota_id, account, amount)
         select id, $2::uuid, account, amount from granted, (values ('granted', -$4::bigint), ('free', $4::bigint)) as e (account, amount))
     update quota_balance set granted = $4, free = $4 where quota_id = $2`,
    [grant, id, owner, seats],
  );
  return id;
}

/** A clinical officer of the centre, who moves seats. */
export const atCentre = (world: World, { centre }: Pick<QuotaParties, 'centre'>): Promise<Someone> =>
  world.someone('coordinator', centre, { isClinical: true });
