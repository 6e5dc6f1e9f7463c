import { afterAll, expect, test } from 'vitest';
import { doUsual, draftIn, readIn, referralAt, referralsIn, waysTo } from '../../../test/referral.ts';
import { startWorld } from '../../../test/world.ts';
import { isEnded, stages } from './referral.ts';

const world = await startWorld();
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'referrals');

const seat = async (id: string) =>
  (
    await world.seeAll(`select state from quota_seat where referral_id = $1 order by reserved_at desc limit 1`, [id])
  )[0]?.['state'] ?? null;

test('a referral goes from a draft through both commissions and treatment to the end of follow-up, its seat with it', async () => {
  const draft = await draftIn(world, referrals);
  const gone: unknown[] = [];
  for (const act of waysTo.completed) {
    const { stage, number } = await doUsual(world, referrals, { ...draft, act });
    gone.push([stage, await seat(draft.id)]);
    expect(number).toMatch(/^Y-2026-\d{4}$/);
  }
  expect(gone).toEqual([
    ['submitted', null],
    ['completeness', null],
    ['commission', null],
    ['board', null],
    ['accepted', 'reserved'],
    ['scheduled', 'confirmed'],
    ['arrived', 'confirmed'],
    ['in_treatment', 'consumed'],
    ['discharged', 'consumed'],
    ['follow_up', 'consumed'],
    ['completed', 'consumed'],
  ]);
  const page = await world.as(referrals.people.receiver).get(`/referrals/${draft.id}`);
  expect(page.json()).toMatchObject({ stage: 'completed', acts: ['recordDeath'], turn: [], dueAt: null });
  expect(page.json<{ acted: object[] }>().acted).toHaveLength(waysTo.completed.length + 1);
});

test('every stage is come to, and where it stands is what both rows say', async () => {
  for (const stage of stages) {
    const { id } = await referralAt(world, referrals, stage);
    const shell = await readIn(world, referrals.people.officer, id);
    expect(shell.stage).toBe(stage);
    expect([stage, shell.isLate]).toEqual([stage, false]);
    expect(shell.dueAt === null).toBe(isEnded(stage) || ['returned', 'no_show'].includes(stage));
  }
});
