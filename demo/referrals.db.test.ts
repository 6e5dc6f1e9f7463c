import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../test/world.ts';
import { addPerson } from '../src/platform/auth/auth.ts';
import { stages } from '../src/modules/referrals/referral.ts';
import pg from 'pg';
import { insertDirectory, insertMembership } from './directory.sql.ts';
import { demoPassword } from './people.ts';
import { demoCases } from './referralCases.ts';
import { referralPeople } from './referralPeople.ts';
import { enterReferrals } from './referrals.ts';

let world: World;
let interruption = '';
/** The application until it has answered so many writes; then its process is gone. */
function diesAfter(writes: number): World['app'] {
  let left = writes;
  const inject = (asked: InjectOptions) => {
    if (asked.method === 'POST' && typeof asked.url === 'string' && asked.url.startsWith('/api/') && (left -= 1) < 0)
      throw new Error(`gone ${randomUUID()}`);
    return world.app.inject(asked);
  };
  return { inject } as unknown as World['app'];
}

beforeAll(async () => {
  world = await startWorld();
  const owner = new pg.Client(world.ownerUrl);
  await owner.connect();
  await insertDirectory(owner);
  for (const { email, name, ...at } of referralPeople)
    await insertMembership(owner, await addPerson(world.auth, { email, name, password: demoPassword }, true), at);
  await owner.end();
  // It is interrupted on its way, and goes on where it was.
  interruption = await enterReferrals(diesAfter(150)).then(() => 'none', String);
  await enterReferrals(world.app);
}, 180_000);
afterAll(() => world.stop());

test('there is a referral in every stage, each once although the load was interrupted', async () => {
  expect(interruption).toContain('gone');
  const rows = await world.seeAll('select stage, count(*)::int as n from referral group by stage');
  const expected = Map.groupBy(demoCases, ({ stage }) => stage);
  for (const stage of stages)
    expect(rows.find((row) => row['stage'] === stage)?.['n'], stage).toBe(
      (expected.get(stage)?.length ?? 0) + (stage === 'draft' ? 1 : 0),
    );
});

test('all of it is a demonstration, between organisations and of patients that there are not', async () => {
  for (const table of ['referral', 'quota', 'board', 'referral_path', 'patient', 'patient_page', 'patient_message'])
    expect(await world.seeAll(`select from ${table} where not is_demo`), table).toEqual([]);
  const real = await world.seeAll(
    `select o.names from referral r join organisation o on o.id in (r.owner_organisation, r.commission_organisation, r.receiver_organisation)
       where not o.is_demo`,
  );
  expect(real).toEqual([]);
});

test('the ledger of the quota is whole, and boards have voted', async () => {
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
  const [votes] = await world.seeAll('select count(*)::int as n from board_vote');
  expect(votes?.['n']).toBeGreaterThan(20);
});

test('nothing is left to be sent about who died', async () => {
  const left = await world.seeAll(
    `select m.id from outbox_message m join referral_notice n on n.message_id = m.id join referral r on r.id = n.referral_id
       where r.stage = 'died' and m.state in ('queued', 'kept')`,
  );
  expect(left).toEqual([]);
});

test('one referral has images, whole and in order, with one slice that waits for somebody to look', async () => {
  const [images] = await world.seeAll(
    `select count(distinct t.id)::int as studies, bool_and(t.is_demo and t.state = 'ready') as shown, count(*)::int as slices,
       count(*) filter (where s.suspicions <> '{}')::int as waiting, count(distinct s.place)::int as places
     from image_study t join referral r on r.id = t.subject_id join image_slice s on s.study_id = t.id`,
  );
  expect(images).toEqual({ studies: 1, shown: true, slices: 24, waiting: 1, places: 24 });
});
