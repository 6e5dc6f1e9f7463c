import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test, vi } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { openQuotaIn } from '../../../test/quota.ts';
import { doUsual, patientOf, post, referralAt, referralsIn } from '../../../test/referral.ts';
import { now, startWorld, type Someone } from '../../../test/world.ts';
import { asPerson, asService, openDatabase, type Tx } from '../../platform/database.ts';
import { countReferrals } from './index.ts';

const world = await startWorld();
// Each treatment is begun by the doors that people use.
vi.setConfig({ testTimeout: 120_000 });
const referrals = await referralsIn(world, 'counted-referrals');
const { parties } = referrals;
const giver = await world.someone('coordinator', parties.owner);
const taker = await world.someone('coordinator', parties.beneficiary);
const name = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 3);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});

type Within = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
const within: Within = (work) => asService(worker, { service: 'countReferrals', organisation: null }, work);
/** One run of the job. @returns how many promises it counted */
const run = (inside: Within = within) =>
  countReferrals({ vault: world.vault, newId: uuidv7, zone: 'Asia/Almaty' }).steps({
    within: inside,
    now: () => now,
    signal: new AbortController().signal,
  });

/** A promise to treat people, and a quota that serves it. */
async function promised(measure = 'people_treated') {
  const commitment = uuidv7();
  await world.seeAll(
    `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, measure_key, comparator,
       debtors, creditors, version, changed_at) values ($1, $2, $3, $4, 'partnership', false, 'measure', $5, $6, 'eq', $7, $8, 1, now())`,
    [
      commitment,
      parties.owner,
      parties.partnership.id,
      parties.partnership.sides[0],
      { kk: { text: 'Балаларды емдеу', by: 'person' } },
      measure,
      [parties.owner],
      [parties.beneficiary],
    ],
  );
  return { commitment, quota: await quotaFor(commitment) };
}
async function quotaFor(commitment: string): Promise<string> {
  const quota = await openQuotaIn(world, parties, { path: referrals.path });
  await world.seeAll('update quota set commitment_id = $2 where id = $1', [quota, commitment]);
  return quota;
}
const patients = await Promise.all(Array.from({ length: 6 }, () => patientOf(world, referrals)));
/** Whose treatment has begun under a quota. */
async function begun(quota: string, whom: readonly string[] = patients, on = '2026-11-05T06:00:00Z') {
  const drafted = async (patient: string) =>
    (await post<{ id: string }>(world, referrals.people.officer, '/referrals', { quota, patient, priority: 'soon' }))
      .id;
  const ids = await Promise.all(whom.map(drafted));
  await world.seeAll('update referral_task set started_at = $2 where referral_id = any ($1::uuid[])', [ids, on]);
  return ids;
}
const standing = async (commitment: string) => {
  const page = (await world.as(giver).get(`/commitments/${commitment}`)).json();
  const said = [page.standing.delivered?.amount ?? null, page.deliveries[0]?.comparator];
  return { said, deliveries: page.deliveries, corrections: page.corrections };
};
const count = (who: Someone, quota: string) => world.as(who).post(`/quotas/${quota}/counts`, {});
const problemOf = (reply: { statusCode: number; json: () => { type?: string } }) => [
  reply.statusCode,
  reply.json().type?.replace('/problems/', ''),
];

test('people whose treatment has begun become one delivery of the promise by itself, in nobody’s name, and a run after which nothing came does nothing', async () => {
  const { commitment, quota } = await promised();
  await begun(quota, patients.slice(0, 3));
  await begun(quota, patients.slice(2), '2026-12-01T06:00:00Z');
  expect(await run()).toBe(1);
  const { said, deliveries } = await standing(commitment);
  expect(said).toEqual(['6', 'eq']);
  expect(deliveries).toMatchObject([
    {
      isFromRecords: true,
      period: '2026-11/2026-12',
      counted: {
        by: 'referrals',
        encounters: 7,
        shares: [
          { place: null, day: '2026-11', amount: 3, encounters: 3 },
          { place: null, day: '2026-12', amount: 4, encounters: 4 },
        ],
      },
    },
  ]);
  expect(await run()).toBe(0);
  const traced = await world.seeAll(
    `select d.source_record, e.service, e.person from delivery d join event e on e.subject_id = d.id where d.commitment_id = $1`,
    [commitment],
  );
  expect(traced).toEqual([
    { source_record: `referrals:${commitment}:everybody`, service: 'countReferrals', person: null },
  ]);
});

test('fewer than five are not said more exactly, and to everybody no month of them', async () => {
  const { commitment, quota } = await promised();
  await begun(quota, patients.slice(0, 2));
  await run();
  const { said } = await standing(commitment);
  expect(said).toEqual(['5', 'lt']);
  const [shown] = await world.seeAll(
    `select public_encounters, public_breakdown from delivery_count n join delivery d on d.id = n.delivery_id where d.commitment_id = $1`,
    [commitment],
  );
  expect(shown).toEqual({
    public_encounters: { is: 'few' },
    public_breakdown: [{ place: null, day: '2026-11', amount: { is: 'hidden' } }],
  });
});

test('a death after the treatment began does not un-treat, and a treatment that began by the doors counts', async () => {
  const { commitment } = await promised();
  await world.seeAll('update quota set commitment_id = $2 where id = $1', [referrals.quota, commitment]);
  const treated = await referralAt(world, referrals, 'in_treatment');
  await begun(referrals.quota, patients.slice(0, 4));
  await run();
  await doUsual(world, referrals, { ...treated, act: 'recordDeath' });
  expect(await run()).toBe(0);
  expect((await count(giver, referrals.quota)).json()).toMatchObject([{ encounters: 5, entered: 0, known: 1 }]);
  const { said, corrections } = await standing(commitment);
  expect([said, corrections]).toEqual([['5', 'eq'], []]);
});

test('who is treated under two quotas of a promise is one person, and so are two records that are merged', async () => {
  const { commitment, quota } = await promised();
  const double = await patientOf(world, referrals);
  await begun(quota, [...patients, double]);
  await begun(await quotaFor(commitment), patients.slice(0, 3));
  await run();
  expect((await standing(commitment)).said[0]).toBe('7');
  await world.seeAll('update patient set merged_into = $2, merged_at = now(), merged_by = $2 where id = $1', [
    double,
    patients[0],
  ]);
  expect(await run()).toBe(1);
  const { said, corrections } = await standing(commitment);
  expect([said[0], corrections.length]).toEqual(['6', 1]);
});

test('a quota that is to serve another promise takes its people there: the first is corrected by a counter-entry', async () => {
  const [first, second] = [await promised(), await promised()];
  await begun(first.quota);
  await run();
  const page = (await world.as(giver).get(`/quotas/${first.quota}`)).json();
  expect([page.commitment, page.commitmentTitle.kk.text]).toEqual([first.commitment, 'Балаларды емдеу']);
  const said = { ...page, diseaseGroup: page.diseaseGroup.code, region: null };
  const change = (commitment: string) =>
    world.as(giver).post(`/quotas/${first.quota}/changes`, { ...said, commitment, version: page.version });
  expect(problemOf(await change(uuidv7()))).toEqual([422, 'commitment-unknown']);
  expect((await change(second.commitment)).json()).toMatchObject({ commitment: second.commitment });
  expect(await run()).toBe(2);
  const [left, come] = [await standing(first.commitment), await standing(second.commitment)];
  expect([left.deliveries, left.corrections.length, come.said[0]]).toEqual([[], 1, '6']);
});

test('it is counted by hand by who gives the quota alone, and only what it promises is counted', async () => {
  const [{ commitment, quota }, other] = [await promised(), await promised('people_operated')];
  await run();
  await begun(quota);
  expect(problemOf(await count(taker, quota))).toEqual([403, 'not-giver']);
  expect(problemOf(await count(await world.someone('coordinator'), quota))).toEqual([404, 'not-found']);
  expect(problemOf(await count(await world.someone('officer', parties.owner), quota))).toEqual([403, 'forbidden']);
  expect((await count(giver, quota)).json()).toEqual([
    { commitment, measure: 'people_treated', encounters: 6, entered: 1, known: 0, takenOut: 0 },
  ]);
  expect(await run()).toBe(0);
  expect((await count(giver, other.quota)).json()).toEqual([]);
  const without = await openQuotaIn(world, parties);
  expect(problemOf(await count(giver, without))).toEqual([409, 'quota-without-commitment']);
});

test('killed before the commit, or two at once with a person beside them, it is counted once', async () => {
  const { commitment, quota } = await promised();
  await begun(quota);
  let steps = 0;
  const cut: Within = (work) =>
    within(async (tx) => {
      const result = await work(tx);
      steps += 1;
      if (steps === 2) throw new Error('the power went out');
      return result;
    });
  await expect(run(cut)).rejects.toThrow('the power went out');
  expect((await standing(commitment)).deliveries).toEqual([]);
  await Promise.all([run(), run(), count(giver, quota)]);
  const { said, deliveries, corrections } = await standing(commitment);
  expect([said[0], deliveries.length, corrections]).toEqual(['6', 1, []]);
});

test('by SQL, too, nobody else learns of treatments, and the job touches nothing but what it counted itself', async () => {
  const { commitment, quota } = await promised();
  await begun(quota);
  const asked = sql`select * from treatments_for(${commitment})`;
  const asPeople = (who: Someone) =>
    asPerson(world.db, { token: who.cookie.split(/[=.]/)[2] ?? '', organisation: who.organisation }, async (tx) => {
      return (await asked.execute(tx)).rows.length;
    });
  expect([await asPeople(taker), await asPeople(referrals.people.receiverCoordinator), await asPeople(giver)]).toEqual([
    0, 0, 6,
  ]);
  const asJob = (service: string, statement: string) =>
    asService(
      worker,
      { service, organisation: parties.owner },
      async (tx) => (await sql.raw(statement).execute(tx)).rows,
    );
  expect(await asJob('digest', `select * from treatments_for('${commitment}')`)).toEqual([]);
  await expect(asJob('countReferrals', 'select from referral')).rejects.toThrow('permission denied');
  expect(await asJob('countMissions', `select from delivery where starts_with(source_record, 'referrals:')`)).toEqual(
    [],
  );
  await expect(asJob('countMissions', 'select promises_touched()')).rejects.toThrow('only countReferrals does this');
});
