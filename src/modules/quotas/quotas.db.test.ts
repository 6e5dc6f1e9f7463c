import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { doing, instrumentIn, openQuotaIn, quotaParties } from '../../../test/quota.ts';
import { keepPasskey } from '../../../test/passkey.ts';
import { now, startWorld, type Someone } from '../../../test/world.ts';
import { confirmSeat, consumeSeat, releaseSeat, reserveSeat } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const parties = await quotaParties(world, 'ministries');
const [giver, taker] = [
  await world.someone('coordinator', parties.owner),
  await world.someone('coordinator', parties.beneficiary),
];
const doctor = await world.someone('coordinator', parties.centre, { isClinical: true });
const stranger = await world.someone('coordinator');
const text = (kk: string) => ({ kk: { text: kk, by: 'person' } });
const reasons = text('Науқастар көбейді');
let instrument = '';
beforeAll(async () => {
  instrument = await instrumentIn(world, parties);
});

const described = () => ({
  instrument,
  provision: text('Жылына 30 бала'),
  diseaseGroup: 'children_oncohaematology',
  centre: parties.centre,
  beneficiary: parties.beneficiary,
  region: 'bishkek',
  year: 2026,
  unit: 'seat',
  currency: null,
  amount: '30',
  reservationDays: 14,
  priorityRule: { words: text('Алдымен шұғыл'), order: ['urgent_first', 'waiting_longest'] },
});
const record = (by: Someone, changed: object = {}) =>
  world.as(by).post('/quotas', { partnership: 'ministries', ...described(), region: null, ...changed });
const read = async (by: Someone, id: string) => (await world.as(by).get(`/quotas/${id}`)).json();
const code = (reply: { statusCode: number; json: () => { type?: string } }) => [
  reply.statusCode,
  reply.json().type?.replace('/problems/', ''),
];
const faults = () => world.seeAll('select * from quota_faults()');
const open = (given: Parameters<typeof openQuotaIn>[2] = {}) => openQuotaIn(world, parties, given);
const propose = (by: Someone, asked: object) =>
  world.as(by).post('/quota-decisions', { from: null, to: null, reasons, ...asked });
const answer = (by: Someone, id: string, how: string, extra: object = {}) =>
  world.as(by).post(`/quota-decisions/${id}/answers`, { version: 1, answer: how, reasons: null, ...extra });

test('a quota is a draft of who gives it, and is seen by both sides once it is open; both read one number', async () => {
  const recorded = await record(giver);
  expect(recorded.statusCode).toBe(201);
  const { id } = recorded.json();
  expect(code(await world.as(taker).get(`/quotas/${id}`))).toEqual([404, 'not-found']);
  const opened = await world.as(giver).post(`/quotas/${id}/opening`, { version: 1 });
  expect(opened.json()).toMatchObject({ state: 'open', version: 2, balance: { granted: '30', free: '30' } });
  const referral = uuidv7();
  await doing(world.db, doctor, (context) => reserveSeat(context, { quota: id, referral, parties: [] }));
  const [ours, theirs, centres] = [await read(giver, id), await read(taker, id), await read(doctor, id)];
  expect(theirs.balance).toEqual({
    granted: '30',
    free: '29',
    reserved: '1',
    confirmed: '0',
    consumed: '0',
    lapsed: '0',
  });
  expect([ours.balance, ours.lines, ours.ledger.items]).toEqual([theirs.balance, theirs.lines, theirs.ledger.items]);
  expect(centres.balance).toEqual(theirs.balance);
  expect(theirs.lines).toEqual([
    { line: 'granted', in: '30', out: null },
    { line: 'treated', in: null, out: null },
    { line: 'booked', in: null, out: '1' },
  ]);
  expect(theirs.ledger.items[0]).toMatchObject({
    kind: 'reserve',
    referral,
    entries: [
      { account: 'free', amount: '-1' },
      { account: 'reserved', amount: '1' },
    ],
  });
  expect(code(await world.as(stranger).get(`/quotas/${id}`))).toEqual([404, 'not-found']);
  expect((await world.as(stranger).get('/quotas')).json().items).toEqual([]);
});

test('by SQL, too, a stranger sees nothing of a quota and its ledger, and the other ministry all of it', async () => {
  await open();
  const counts = (someone: Someone) =>
    doing(world.db, someone, async ({ tx }) => {
      const { rows } = await sql<{
        n: number;
      }>`select (select count(*) from quota) + (select count(*) from quota_balance)
        + (select count(*) from quota_transaction) + (select count(*) from quota_entry) + (select count(*) from quota_seat)
        + (select count(*) from quota_decision) + (select count(*) from centre_capacity) as n`.execute(tx);
      return Number(rows[0]?.n);
    });
  expect(await counts(stranger)).toBe(0);
  expect(await counts(taker)).toBe(await counts(giver));
  expect(await counts(taker)).toBeGreaterThan(0);
});

test('what is not there to be named is refused, and so is who may not', async () => {
  expect(code(await record(giver, { beneficiary: parties.centre }))).toEqual([422, 'beneficiary-not-partner']);
  expect(code(await record(giver, { centre: uuidv7() }))).toEqual([422, 'organisation-unknown']);
  expect(code(await record(giver, { instrument: uuidv7() }))).toEqual([422, 'instrument-unknown']);
  expect(code(await record(giver, { diseaseGroup: 'nothing_like_it' }))).toEqual([422, 'group-unknown']);
  expect(code(await record(giver, { region: 'atlantis' }))).toEqual([422, 'place-unknown']);
  expect(code(await record(giver, { path: uuidv7() }))).toEqual([422, 'path-unknown']);
  expect(code(await record(giver, { amount: '1.5' }))).toEqual([422, 'amount-invalid']);
  expect(code(await record(giver, { unit: 'money' }))).toEqual([422, 'amount-invalid']);
  expect(code(await record(stranger))).toEqual([403, 'not-own-side']);
  expect(code(await record(await world.someone('officer', parties.owner)))).toEqual([403, 'forbidden']);
});

test('without an instrument a quota stays a draft; once it is open only its days, its words and its rule change', async () => {
  const { id } = (await record(giver, { instrument: null })).json();
  expect(code(await world.as(giver).post(`/quotas/${id}/opening`, { version: 1 }))).toEqual([
    409,
    'instrument-missing',
  ]);
  const changed = await world
    .as(giver)
    .post(`/quotas/${id}/changes`, { version: 1, ...described(), region: null, amount: '12' });
  expect(changed.json()).toMatchObject({ amount: '12', version: 2 });
  expect(code(await world.as(giver).post(`/quotas/${id}/opening`, { version: 1 }))).toEqual([409, 'stale']);
  expect((await world.as(giver).post(`/quotas/${id}/opening`, { version: 2 })).json()).toMatchObject({
    balance: { free: '12' },
  });
  const again = (extra: object) =>
    world.as(giver).post(`/quotas/${id}/changes`, { version: 3, ...described(), region: null, amount: '12', ...extra });
  expect(code(await again({ amount: '500' }))).toEqual([409, 'quota-open-stays']);
  expect((await again({ reservationDays: 7 })).json()).toMatchObject({ reservationDays: 7, version: 4 });
  expect(code(await world.as(taker).post(`/quotas/${id}/opening`, { version: 4 }))).toEqual([403, 'not-own-side']);
});

test('seats move between years only by a decision that one side proposes and the other agrees to', async () => {
  const [one, other] = [await open({ seats: 10 }), await open({ seats: 5, year: 2027 })];
  const proposed = (await propose(giver, { from: one, to: other, amount: '4' })).json();
  expect(proposed).toMatchObject({ state: 'proposed', isMove: true, isOurs: true, awaitsUs: false });
  expect(code(await answer(giver, proposed.id, 'agreed'))).toEqual([403, 'not-other-side']);
  expect(code(await answer(stranger, proposed.id, 'agreed'))).toEqual([404, 'not-found']);
  expect(code(await answer(doctor, proposed.id, 'agreed'))).toEqual([403, 'not-other-side']);
  expect((await read(taker, one)).balance.free).toBe('10');
  expect((await read(taker, one)).decisions[0]).toMatchObject({ awaitsUs: true });
  expect((await answer(taker, proposed.id, 'agreed')).json()).toMatchObject({
    state: 'agreed',
    answeredBy: parties.beneficiary,
  });
  expect((await read(giver, one)).balance).toMatchObject({ granted: '6', free: '6' });
  expect((await read(giver, other)).balance).toMatchObject({ granted: '9', free: '9' });
  expect((await read(giver, other)).ledger.items[0]).toMatchObject({ kind: 'move', decision: proposed.id });
  expect(code(await answer(taker, proposed.id, 'agreed', { version: 2 }))).toEqual([409, 'stale']);
  expect(await faults()).toEqual([]);
});

test('a decision may be refused with reasons or taken back; then nothing moves', async () => {
  const quota = await open({ seats: 3 });
  const [first, second] = [
    (await propose(taker, { to: quota, amount: '5' })).json(),
    (await propose(taker, { to: quota, amount: '7' })).json(),
  ];
  expect(code(await answer(giver, first.id, 'refused'))).toEqual([422, 'answer-reasons-missing']);
  expect((await answer(giver, first.id, 'refused', { reasons })).json()).toMatchObject({ state: 'refused' });
  expect(code(await answer(giver, second.id, 'withdrawn'))).toEqual([403, 'not-other-side']);
  expect((await answer(taker, second.id, 'withdrawn')).json()).toMatchObject({ state: 'withdrawn' });
  expect((await read(giver, quota)).balance.granted).toBe('3');
  expect(code(await propose(doctor, { to: quota, amount: '1' }))).toEqual([403, 'not-party']);
  expect(code(await propose(stranger, { to: quota, amount: '1' }))).toEqual([404, 'not-found']);
  const money = await open({ unit: 'money', currency: 'KZT', seats: 100n });
  expect(code(await propose(giver, { from: quota, to: money, amount: '1' }))).toEqual([422, 'units-differ']);
});

test('what both agreed about seats is signed by each of them, for its own side; what is only proposed has nothing to sign', async () => {
  const [from, to] = [await open(), await open({ year: 2027 })];
  const { id } = (await propose(giver, { from, to, amount: '4' })).json();
  const begin = (who: Someone) => world.as(who).post('/signatures/begin', { subject: 'quota_decision', id });
  expect(code(await begin(giver))).toEqual([422, 'nothing-to-sign']);
  await answer(taker, id, 'agreed');
  for (const who of [giver, taker]) {
    const { prove } = await keepPasskey(world, who.person);
    const { statement, challenge } = (await begin(who)).json<{ statement: string; challenge: string }>();
    expect(JSON.parse(statement)).toMatchObject({
      subject: 'quota_decision',
      facts: { from, to, amount: '4', proposedBy: parties.owner, agreedBy: parties.beneficiary },
    });
    const signed = { subject: 'quota_decision', id, statement, passkey: prove(challenge) };
    expect((await world.as(who).post('/signatures', signed)).statusCode).toBe(201);
  }
  const seen = (await world.as(taker).get(`/signatures?subject=quota_decision&id=${id}`)).json();
  expect(seen.items).toMatchObject([{ isCurrent: true }, { isCurrent: true }]);
  expect(code(await begin(doctor))).toEqual([403, 'not-own-side']);
  expect(code(await begin(stranger))).toEqual([404, 'not-found']);
  const forged = doing(world.db, doctor, ({ tx }) =>
    sql`insert into signature select gen_random_uuid(), ${parties.centre}, partnership_id, side_id, visibility, is_demo, subject, subject_id,
      subject_version, kind, statement, evidence, repeat('0', 64), key_id, ${doctor.person}, now() from signature where subject_id = ${id} limit 1`.execute(
      tx,
    ),
  );
  await expect(forged).rejects.toThrow('row-level security');
});

test('neither a path nor a promise of another partnership can be a quota’s, whatever the application says', async () => {
  const quota = await open();
  const elsewhere = await quotaParties(world, 'other-ministries');
  const path = uuidv7();
  await world.seeAll(`insert into referral_path values ($1, $2, $3, $4, false, '{"kk": "Жол"}', 1, now())`, [
    path,
    elsewhere.owner,
    elsewhere.partnership.id,
    elsewhere.partnership.sides[0],
  ]);
  const put = (column: string, value: string) =>
    world.seeAll(`update quota set ${column} = $2 where id = $1`, [quota, value]);
  await expect(put('path_id', path)).rejects.toThrow('foreign key');
  await expect(put('commitment_id', uuidv7())).rejects.toThrow('foreign key');
});

test('of two decisions about the last seats that are agreed at once one wins; one that is agreed twice counts once', async () => {
  const [quota, target] = [await open({ seats: 3 }), await open({ seats: 1, year: 2027 })];
  const ids = [
    (await propose(giver, { from: quota, to: target, amount: '2' })).json().id,
    (await propose(giver, { from: quota, amount: '2' })).json().id,
  ];
  const both = await world.meetingAt(`select from quota_balance where quota_id = '${quota}'`, () =>
    ids.map((id) => answer(taker, id, 'agreed')),
  );
  expect(both.map(({ statusCode }) => String(statusCode)).toSorted()).toEqual(['200', '409']);
  expect(both.find(({ statusCode }) => statusCode === 409)?.json().type).toBe('/problems/no-seat');
  expect((await read(giver, quota)).balance).toMatchObject({ granted: '1', free: '1' });
  const grown = (await propose(giver, { to: quota, amount: '10' })).json().id;
  const twice = await Promise.all([answer(taker, grown, 'agreed'), answer(taker, grown, 'agreed')]);
  expect(twice.map(({ statusCode }) => String(statusCode)).toSorted()).toEqual(['200', '409']);
  expect((await read(giver, quota)).balance).toMatchObject({ granted: '11', free: '11' });
  expect(await faults()).toEqual([]);
});

test('a quota is closed when its year is over: what is free lapses, what is held goes on, and what lapsed may move by a decision', async () => {
  expect(code(await world.as(giver).post(`/quotas/${await open()}/closing`, { version: 1 }))).toEqual([
    409,
    'year-not-over',
  ]);
  const [past, next, held] = [await open({ seats: 8, year: 2025 }), await open({ seats: 1 }), uuidv7()];
  await doing(world.db, doctor, (context) => reserveSeat(context, { quota: past, referral: held, parties: [] }), now);
  expect((await world.as(giver).post(`/quotas/${past}/closing`, { version: 1 })).json()).toMatchObject({
    state: 'closed',
    balance: { free: '0', lapsed: '7', reserved: '1' },
  });
  const late = await doing(world.db, doctor, (context) =>
    reserveSeat(context, { quota: past, referral: uuidv7(), parties: [] }),
  );
  expect(late).toEqual({ refused: 'quota-closed' });
  await doing(world.db, doctor, (context) => confirmSeat(context, { referral: held }));
  await doing(world.db, doctor, (context) => consumeSeat(context, { referral: held }));
  expect(
    await doing(world.db, doctor, (context) =>
      releaseSeat(context, { referral: held, reason: 'stopped', evenSpent: true }),
    ),
  ).toMatchObject({
    released: { state: 'released' },
  });
  expect((await read(giver, past)).balance).toMatchObject({ free: '0', lapsed: '8', consumed: '0' });
  const { id } = (await propose(giver, { from: past, to: next, amount: '8' })).json();
  await answer(taker, id, 'agreed');
  expect((await read(taker, past)).balance).toMatchObject({ granted: '0', lapsed: '0' });
  expect((await read(taker, next)).balance).toMatchObject({ granted: '9', free: '9' });
  expect(await faults()).toEqual([]);
});

test('what a centre can do is seen beside all quotas on it; saying it anew replaces what one said', async () => {
  await open({ year: 2031, seats: 500, diseaseGroup: 'proton_therapy' });
  await open({ year: 2031, seats: 400, diseaseGroup: 'proton_therapy', region: 'bishkek' });
  const stated = (seats: number, extra: object = {}) =>
    world.as(giver).post('/centre-capacity', {
      partnership: 'ministries',
      centre: parties.centre,
      diseaseGroup: 'proton_therapy',
      year: 2031,
      seats,
      comparator: 'gt',
      claim: null,
      source: text('Орталықтың жобасы'),
      isShared: true,
      ...extra,
    });
  expect((await stated(700)).statusCode).toBe(201);
  expect((await stated(800)).json()).toMatchObject({ seats: 800, comparator: 'gt', version: 2 });
  expect(code(await stated(5, { claim: uuidv7() }))).toEqual([422, 'claim-unknown']);
  const { items } = (await world.as(taker).get('/centre-capacity?year=2031')).json();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ granted: 900, taken: 0, capacities: [{ seats: 800, comparator: 'gt' }] });
  expect(items[0].quotas).toHaveLength(2);
  expect((await world.as(stranger).get('/centre-capacity')).json().items).toEqual([]);
});

test('the ledger goes out as a table, and a disease group that is missing is added once', async () => {
  const quota = await open({ seats: 2 });
  const file = await world.as(taker).get(`/quotas/${quota}/ledger/file?format=csv&locale=en`);
  expect(file.statusCode).toBe(200);
  expect(file.body).toContain('granted,-2,2');
  const group = {
    code: 'spinal_surgery',
    names: { kk: 'Омыртқа хирургиясы', ru: 'Хирургия позвоночника', en: 'Spinal surgery' },
  };
  expect((await world.as(giver).post('/disease-groups', group)).statusCode).toBe(201);
  expect(code(await world.as(giver).post('/disease-groups', group))).toEqual([409, 'group-known']);
  expect((await world.as(taker).get('/disease-groups')).json()).toContainEqual(group);
});
