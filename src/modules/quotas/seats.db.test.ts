import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { doing, openQuotaIn, playOne, type QuotaGiven, quotaParties, randomFrom } from '../../../test/quota.ts';
import { now, type Someone, startWorld } from '../../../test/world.ts';
import { asService, openDatabase } from '../../platform/database.ts';
import {
  confirmSeat,
  consumeSeat,
  expireSeats,
  type Posted,
  quotaOf,
  releaseSeat,
  reserveSeat,
  seatOf,
} from './index.ts';

const world = await startWorld();
const name = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const appUrl = databaseAt(world.ownerUrl, name, 'yntymaq_app');
const many = openDatabase(appUrl, 60);
const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 2);
afterAll(async () => {
  await Promise.all([many.destroy(), worker.destroy()]);
  await world.stop();
});
const parties = await quotaParties(world, 'seats');
const doctor = await world.someone('coordinator', parties.centre, { isClinical: true });
const sender = await world.someone('officer', parties.hospital, { isClinical: true });
const day = 24 * 3_600_000;

const open = (given: QuotaGiven = {}) => openQuotaIn(world, parties, given);
const by = (someone: Someone, act: Parameters<typeof doing<Posted>>[2], at = now) => doing(world.db, someone, act, at);
const reserve = (quota: string, referral: string, extra: { amount?: bigint; key?: string } = {}) =>
  by(doctor, (context) => reserveSeat(context, { quota, referral, parties: [parties.hospital], ...extra }));
const confirm = (referral: string) => by(doctor, (context) => confirmSeat(context, { referral }));
const consume = (referral: string, amount?: bigint) =>
  by(doctor, (context) => consumeSeat(context, { referral, amount }));
const release = (someone: Someone, asked: Parameters<typeof releaseSeat>[1]) =>
  doing(world.db, someone, (context) => releaseSeat(context, asked));
const said = (posted: Posted) => ('refused' in posted ? posted.refused : posted.seat.state);
const standing = (id: string) => doing(world.db, doctor, async ({ tx }) => (await quotaOf(tx, id))?.balance);
const faults = () => world.seeAll('select * from quota_faults()');
const expire = (at: Date) =>
  expireSeats.steps({
    within: (work) => asService(worker, { service: 'expireSeats', organisation: null }, work),
    now: () => at,
    signal: AbortSignal.timeout(20_000),
  });

test('a seat is reserved, confirmed and spent; each step moves it from one account to the next', async () => {
  const [quota, referral] = [await open({ seats: 2 }), uuidv7()];
  expect(said(await reserve(quota, referral))).toBe('reserved');
  expect(await standing(quota)).toMatchObject({ granted: 2n, free: 1n, reserved: 1n });
  expect(said(await consume(referral))).toBe('not-confirmed');
  expect(said(await confirm(referral))).toBe('confirmed');
  expect(said(await consume(referral))).toBe('consumed');
  expect(await standing(quota)).toMatchObject({ granted: 2n, free: 1n, reserved: 0n, confirmed: 0n, consumed: 1n });
  expect(await doing(world.db, sender, ({ tx }) => seatOf(tx, referral))).toMatchObject({
    quota,
    state: 'consumed',
    amount: 1n,
  });
  expect(await faults()).toEqual([]);
});

test('of 50 parallel reservations of the last seat one wins, 20 times of 20', async () => {
  const won: number[] = [];
  for (let round = 0; round < 20; round++) {
    const quota = await open({ seats: 1 });
    const asked = () =>
      Array.from({ length: 50 }, () =>
        doing(many, doctor, (context) => reserveSeat(context, { quota, referral: uuidv7(), parties: [] })),
      );
    const answers = await world.meetingAt(`select from quota_balance where quota_id = '${quota}'`, asked);
    won.push(answers.filter((answer) => said(answer) === 'reserved').length);
    expect(answers.filter((answer) => said(answer) === 'no-seat')).toHaveLength(49);
    expect(await standing(quota)).toMatchObject({ free: 0n, reserved: 1n });
  }
  expect(won).toEqual(Array.from({ length: 20 }, () => 1));
  expect(await faults()).toEqual([]);
}, 120_000);

test('who asked while much was free is refused at the commit where others took all of it meanwhile', async () => {
  const quota = await open({ unit: 'money', currency: 'KZT', seats: 1000n });
  const rest = async () => {
    const reserved = await doing(many, doctor, (context) =>
      reserveSeat(context, { quota, referral: uuidv7(), amount: 995n, parties: [] }),
    );
    expect(said(reserved)).toBe('reserved');
  };
  const slow = doing(many, doctor, async (context) => {
    const reserved = await reserveSeat(context, { quota, referral: uuidv7(), amount: 10n, parties: [] });
    expect(said(reserved)).toBe('reserved');
    await rest();
  });
  await expect(slow).rejects.toMatchObject({ code: '40001' });
  expect(await standing(quota)).toMatchObject({ free: 5n, reserved: 995n });
  expect(await faults()).toEqual([]);
});

test('a referral holds one seat at a time, also where two quotas are asked at once', async () => {
  const [one, other, referral] = [await open(), await open({ diseaseGroup: 'adult_oncology' }), uuidv7()];
  const both = await Promise.all(
    [one, other].map((quota) =>
      doing(many, doctor, (context) => reserveSeat(context, { quota, referral, parties: [] })),
    ),
  );
  expect(both.map(said).toSorted()).toEqual(['has-seat', 'reserved']);
  expect(said(await reserve(one, referral))).toBe('has-seat');
  await release(doctor, { referral, reason: 'returned' });
  expect(said(await reserve(other, referral))).toBe('reserved');
  expect(await faults()).toEqual([]);
});

test('what is given back has its reason and is free again; holding nothing is no fault', async () => {
  const [quota, referral] = [await open({ seats: 1 }), uuidv7()];
  expect(await release(doctor, { referral, reason: 'cancelled' })).toEqual({ released: null });
  await reserve(quota, referral);
  expect(await release(doctor, { referral, reason: 'other' })).toEqual({ refused: 'words-missing' });
  expect(await release(doctor, { referral, reason: 'other', words: 'Басқа ұйым төледі' })).toMatchObject({
    released: { state: 'released' },
  });
  expect(await standing(quota)).toMatchObject({ free: 1n, reserved: 0n });
  const written = await world.seeAll(
    `select reason, words from quota_transaction where quota_id = $1 and kind = 'release'`,
    [quota],
  );
  expect(written).toEqual([{ reason: 'other', words: 'Басқа ұйым төледі' }]);
  await expect(
    world.seeAll(
      `insert into quota_transaction (id, quota_id, kind, referral_id, organisation_id, service, at)
       values (gen_random_uuid(), $1, 'release', gen_random_uuid(), $2, 'x', now())`,
      [quota, parties.owner],
    ),
  ).rejects.toThrow(/check constraint/);
});

test('a seat on which treatment began stays spent, unless it is given back as such', async () => {
  const [quota, referral] = [await open({ seats: 1 }), uuidv7()];
  await reserve(quota, referral);
  await confirm(referral);
  await consume(referral);
  expect(await release(doctor, { referral, reason: 'died' })).toEqual({ refused: 'spent-already' });
  expect(await release(doctor, { referral, reason: 'died', evenSpent: true })).toMatchObject({
    released: { state: 'released' },
  });
  expect(await standing(quota)).toMatchObject({ free: 1n, consumed: 0n });
  expect(await faults()).toEqual([]);
});

test('asked twice with one key, it is done once; a key belongs to one act of one referral', async () => {
  const [quota, referral, key] = [await open({ seats: 5 }), uuidv7(), uuidv7()];
  const [first, again] = [await reserve(quota, referral, { key }), await reserve(quota, referral, { key })];
  expect(first).toMatchObject({ seat: { wasDone: false } });
  expect(again).toMatchObject({
    seat: { wasDone: true, transaction: (first as { seat: { transaction: string } }).seat.transaction },
  });
  expect(await standing(quota)).toMatchObject({ reserved: 1n, free: 4n });
  expect(said(await reserve(quota, uuidv7(), { key }))).toBe('key-reused');
  const asked = { referral, reason: 'cancelled' as const, key: `${key} back` };
  await Promise.all([release(doctor, asked), release(doctor, asked)]);
  expect(await release(doctor, asked)).toMatchObject({ released: { wasDone: true, state: 'released' } });
  expect(await standing(quota)).toMatchObject({ reserved: 0n, free: 5n });
  expect(await faults()).toEqual([]);
});

test('a reservation that nobody confirms in time expires; what was confirmed does not', async () => {
  const quota = await open({ seats: 3, reservationDays: 10 });
  const [late, kept, fresh] = [uuidv7(), uuidv7(), uuidv7()];
  await reserve(quota, late);
  await reserve(quota, kept);
  await confirm(kept);
  await by(
    doctor,
    (context) => reserveSeat(context, { quota, referral: fresh, parties: [] }),
    new Date(now.getTime() + 5 * day),
  );
  expect(await expire(new Date(now.getTime() + 10 * day - 1))).toBe(0);
  expect(await expire(new Date(now.getTime() + 10 * day))).toBe(1);
  expect(await expire(new Date(now.getTime() + 10 * day))).toBe(0);
  expect(await standing(quota)).toMatchObject({ free: 1n, reserved: 1n, confirmed: 1n });
  expect(said(await confirm(late))).toBe('no-reservation');
  expect(said(await reserve(quota, late))).toBe('reserved');
  expect(
    await world.seeAll(`select action from event where subject_id = $1 and service = 'expireSeats'`, [quota]),
  ).toEqual([{ action: 'expireSeat' }]);
  await expect(
    asService(worker, { service: 'somethingElse', organisation: null }, (tx) =>
      sql`select expire_seats(now(), 5)`.execute(tx),
    ),
  ).rejects.toThrow('only expireSeats does this');
  expect(await faults()).toEqual([]);
});

test('a quota of money is exact to its minor unit, and what it cost less comes back with its reason', async () => {
  const [quota, referral] = [await open({ unit: 'money', currency: 'KZT', seats: 1_000_000_050n }), uuidv7()];
  expect(said(await reserve(quota, referral))).toBe('amount-invalid');
  expect(said(await reserve(quota, referral, { amount: 1_000_000_051n }))).toBe('no-seat');
  expect(said(await reserve(quota, referral, { amount: 1_000_000_049n }))).toBe('reserved');
  await confirm(referral);
  expect(said(await consume(referral, 1_000_000_050n))).toBe('more-than-held');
  expect(said(await consume(referral, 900_000_001n))).toBe('consumed');
  expect(await standing(quota)).toMatchObject({ free: 100_000_049n, confirmed: 0n, consumed: 900_000_001n });
  const back = await world.seeAll(`select reason from quota_transaction where quota_id = $1 and kind = 'release'`, [
    quota,
  ]);
  expect(back).toEqual([{ reason: 'cost_less' }]);
  expect(said(await reserve(await open(), uuidv7(), { amount: 2n }))).toBe('amount-invalid');
  expect(await faults()).toEqual([]);
});

test('what is in the ledger stands, whoever asks: no entry is changed, taken out or written past the function', async () => {
  const [quota, referral] = [await open(), uuidv7()];
  await reserve(quota, referral);
  for (const statement of [
    'update quota_entry set amount = 2',
    'delete from quota_entry',
    'truncate quota_entry',
    `update quota_transaction set kind = 'grant'`,
    'delete from quota_transaction',
  ])
    await expect(world.seeAll(statement)).rejects.toThrow(/stands|cannot truncate/);
  await expect(
    world.seeAll(
      `insert into quota_entry select id, quota_id, 'free', 5 from quota_transaction where quota_id = $1 and kind = 'grant'`.replace(
        `'free'`,
        `'lapsed'`,
      ),
      [quota],
    ),
  ).rejects.toThrow('entries of a transaction come to nothing');
  await expect(world.seeAll('update quota_balance set free = free + 1 where quota_id = $1', [quota])).rejects.toThrow(
    /check constraint/,
  );
  const asCentre = (statement: string) => doing(world.db, doctor, ({ tx }) => sql.raw(statement).execute(tx));
  for (const statement of [
    `insert into quota_transaction (id, quota_id, kind, organisation_id, service, at) values (gen_random_uuid(), '${quota}', 'grant', '${parties.centre}', 'x', now())`,
    `update quota_balance set free = 1000`,
    `update quota_seat set state = 'consumed'`,
    `update quota set state = 'closed'`,
    `select quota_has_free('${quota}', 5)`,
    `select expire_seats(now(), 5)`,
  ])
    await expect(asCentre(statement)).rejects.toThrow(/permission denied/);
  expect(await faults()).toEqual([]);
});

test('seats are given out by the centre and given back by it or by who sends; others learn nothing', async () => {
  const [quota, referral] = [await open(), uuidv7()];
  const clinicalAt = (organisation: string) => world.someone('coordinator', organisation, { isClinical: true });
  const [ministry, stranger] = [
    await clinicalAt(parties.beneficiary),
    await world.someone('coordinator', undefined, { isClinical: true }),
  ];
  const asking = (someone: Someone) =>
    by(someone, (context) => reserveSeat(context, { quota, referral: uuidv7(), parties: [] }));
  expect(said(await asking(ministry))).toBe('not-centre');
  expect(said(await asking(sender))).toBe('not-centre');
  expect(said(await asking(stranger))).toBe('not-found');
  expect(said(await asking(await world.someone('coordinator', parties.centre)))).toBe('forbidden');
  expect(said(await asking(await world.someone('viewer', parties.centre, { isClinical: true })))).toBe('forbidden');
  await reserve(quota, referral);
  expect(await release(ministry, { referral, reason: 'cancelled' })).toEqual({ refused: 'not-centre' });
  expect(await release(stranger, { referral, reason: 'cancelled' })).toEqual({ refused: 'not-found' });
  expect(await release(sender, { referral, reason: 'cancelled' })).toMatchObject({ released: { state: 'released' } });
});

/** Four quotas, one of money, one with so many seats that nobody waits for another, and few enough referrals that they meet. */
async function playground() {
  const quotas = [
    { id: await open({ seats: 4 }), isMoney: false },
    { id: await open({ seats: 2, diseaseGroup: 'adult_oncology' }), isMoney: false },
    { id: await open({ seats: 400, diseaseGroup: 'neurosurgery' }), isMoney: false },
    { id: await open({ seats: 900n, unit: 'money', currency: 'JPY' }), isMoney: true },
  ];
  const referrals = Array.from({ length: 12 }, () => uuidv7());
  return { quotas, referrals, centre: doctor, parties: [parties.hospital] };
}

const known = async (ids: readonly string[]) =>
  (await world.seeAll('select count(*)::integer as n from quota_transaction where id = any ($1)', [ids]))[0]?.['n'];

test('random schedules of all acts leave entries that come to the balance, also where backends are terminated in the middle', async () => {
  const playing = await playground();
  const [giver, taker] = [
    await world.someone('coordinator', parties.owner),
    await world.someone('coordinator', parties.beneficiary),
  ];
  const reasons = { kk: { text: 'Себебі бар', by: 'person' } };
  const decide = async (random: () => number): Promise<void> => {
    const [one, other] = playing.quotas.map(({ id }) => id);
    const between =
      random() < 0.5 ? { from: one, to: other } : random() < 0.5 ? { from: null, to: one } : { from: other, to: null };
    const proposed = await world.as(giver).post('/quota-decisions', { ...between, amount: '1', reasons });
    if (proposed.statusCode !== 201) return;
    const { id } = proposed.json<{ id: string }>();
    await world.as(taker).post(`/quota-decisions/${id}/answers`, { version: 1, answer: 'agreed', reasons: null });
  };
  const acknowledged: string[] = [];
  const heard = new Map<string, number>();
  const play = async (seed: number) => {
    const random = randomFrom(seed);
    for (let n = 0; n < 60; n++) {
      if (random() < 0.06) await decide(random);
      if (random() < 0.04) await expire(new Date(now.getTime() + 31 * day));
      const done = await playOne({ ...playing, db: many, random });
      heard.set(done.said, (heard.get(done.said) ?? 0) + 1);
      if (done.transaction !== null) acknowledged.push(done.transaction);
    }
  };
  const over = new AbortController();
  const terminate = async (): Promise<void> => {
    if (over.signal.aborted) return;
    await pause(15);
    await world.seeAll(`select pg_terminate_backend(pid) from (select pid from pg_stat_activity where datname = current_database()
      and usename = 'yntymaq_app' and state <> 'idle' order by random() limit 1) as one`);
    await terminate();
  };
  const terminating = terminate();
  await Promise.allSettled(Array.from({ length: 12 }, (_, seed) => play(20_261_122 + seed)));
  over.abort();
  await terminating;
  expect(await faults()).toEqual([]);
  expect(await known(acknowledged)).toBe(new Set(acknowledged).size);
  expect(new Set(acknowledged).size).toBeGreaterThan(40);
  expect(heard.get('crashed before the commit')).toBeGreaterThan(0);
}, 120_000);

test('a program that is killed in the middle loses nothing that it acknowledged and leaves nothing half', async () => {
  const playing = await playground();
  const kill = async (seed: number): Promise<string[]> => {
    const told = JSON.stringify({ ...playing, url: appUrl, seed });
    const program = spawn(process.execPath, [join(import.meta.dirname, '../../../test/quotaPlayer.ts'), told]);
    const lines: string[] = [];
    program.stdout.on('data', (part: Buffer) => {
      lines.push(...part.toString().split('\n').filter(Boolean));
      if (lines.length >= 12 + seed) program.kill('SIGKILL');
    });
    await new Promise((ended) => void program.once('close', ended));
    return lines;
  };
  const acknowledged: string[] = [];
  for (const seed of [1, 2, 3]) acknowledged.push(...(await kill(seed)));
  expect(new Set(acknowledged).size).toBeGreaterThanOrEqual(36);
  expect(await known(acknowledged)).toBe(new Set(acknowledged).size);
  expect(await faults()).toEqual([]);
}, 60_000);
