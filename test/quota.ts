import { v7 as uuidv7 } from 'uuid';
import { confirmSeat, consumeSeat, releaseSeat, reserveSeat } from '../src/modules/quotas/index.ts';
import { asPerson, type Database, type Tx } from '../src/platform/database.ts';
import type { Someone, World } from './world.ts';

const now = new Date('2026-11-21T09:00:00Z');

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
       insert into quota_transaction (id, quota_id, kind, organisation_id, service, at) values ($1, $2, 'grant', $3, 'test', '2026-11-01')
       returning id)
     insert into quota_entry (transaction_id, quota_id, account, amount)
       select id, $2::uuid, account, amount from granted, (values ('granted', -$4::bigint), ('free', $4::bigint)) as e (account, amount)`,
    [grant, id, owner, seats],
  );
  return id;
}

export type SeatDoing = { tx: Tx; now: Date; newId: () => string };

/** Does something with seats in somebody's name, in a transaction of its own. */
export const doing = <T>(
  db: Database,
  { cookie, organisation }: Pick<Someone, 'cookie' | 'organisation'>,
  work: (context: SeatDoing) => Promise<T>,
  at: Date = now,
): Promise<T> => {
  const token = /session_token=([^.]+)\./.exec(cookie)?.[1] ?? '';
  return asPerson(db, { token, organisation }, async (tx, entry) => {
    if ('refused' in entry) throw new Error(entry.refused);
    return work({ tx, now: at, newId: uuidv7 });
  });
};

/** What one random act came to: the transaction that was acknowledged, or why nothing was done. */
export type ActDone = { transaction: string | null; said: string };
export type Playing = {
  db: Database;
  centre: Pick<Someone, 'cookie' | 'organisation'>;
  quotas: readonly { id: string; isMoney: boolean }[];
  referrals: readonly string[];
  parties: readonly string[];
  random: () => number;
};

const oneOf = <T>(all: readonly T[], random: () => number): T => {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
};

/** One act of a random schedule; one in eight fails after it was done and before it is committed. */
export async function playOne({ db, centre, quotas, referrals, parties, random }: Playing): Promise<ActDone> {
  const [quota, referral] = [oneOf(quotas, random), oneOf(referrals, random)];
  const key = random() < 0.3 ? `key ${Math.floor(random() * 50)} ${referral}` : undefined;
  const acts = {
    reserve: (context: SeatDoing) => {
      const amount = quota.isMoney ? BigInt(1 + Math.floor(random() * 500)) : undefined;
      return reserveSeat(context, { quota: quota.id, referral, parties, amount, key });
    },
    confirm: (context: SeatDoing) => confirmSeat(context, { referral, key }),
    consume: (context: SeatDoing) => consumeSeat(context, { referral, key }),
    release: async (context: SeatDoing) => {
      const done = await releaseSeat(context, { referral, reason: 'cancelled', key, evenSpent: random() < 0.5 });
      if ('refused' in done) return done;
      return done.released ? { seat: done.released } : { refused: 'no-reservation' as const };
    },
  };
  const act = oneOf([acts.reserve, acts.reserve, acts.confirm, acts.consume, acts.release], random);
  try {
    const done = await doing(db, centre, async (context) => {
      const result = await act(context);
      if (random() < 0.125) throw new Error('crashed before the commit');
      return result;
    });
    return 'refused' in done
      ? { transaction: null, said: done.refused }
      : { transaction: done.seat.transaction, said: done.seat.state };
  } catch (error) {
    return { transaction: null, said: (error as Error).message };
  }
}

/** A generator of numbers from a seed (mulberry32), so that a schedule can be played again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
