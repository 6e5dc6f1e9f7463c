import { afterAll, expect, test } from 'vitest';
import { draftIn, post, readIn, referralsIn } from '../../../test/referral.ts';
import { startWorld } from '../../../test/world.ts';
import { type PathConfig, stepStages } from './path.ts';

const world = await startWorld();
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'paths');
const { people, parties, boards } = referrals;
const keeper = await world.someone('coordinator', parties.owner, { isClinical: true });
const officer = await world.someone('officer', parties.owner, { isClinical: true });
const problemOf = (reply: { json: () => { type?: string } }): string | undefined =>
  reply.json().type?.replace('/problems/', '');

const names = { kk: 'Балалар онкогематологиясы', ru: 'Детская онкогематология', en: 'Children’s onco-haematology' };
const config = (receiving: string, without: readonly string[] = []): PathConfig => ({
  receiverSeesEarly: false,
  steps: stepStages
    .filter((stage) => !without.includes(stage))
    .map((stage) => ({
      stage,
      days: 5,
      board: stage === 'board' ? receiving : stage === 'commission' ? boards.home.id : null,
      papers: [],
    })),
});
type Path = { id: string; version: number; approved: number | null };
const record = (wanted: PathConfig) =>
  post<Path>(world, keeper, '/referral-paths', { partnership: parties.partnership.slug, names, config: wanted });
const approve = ({ id, version }: Path) => world.as(keeper).post(`/referral-paths/${id}/approval`, { version });

test('a path is approved when no referral on it can dead-end, by a clinical coordinator of whoever keeps it', async () => {
  const broken = await record(config(boards.home.id));
  expect((await world.as(keeper).get(`/referral-paths/${broken.id}`)).json()).toMatchObject({
    faults: [{ fault: 'board-of-another-kind', stage: 'board' }],
  });
  expect(problemOf(await approve(broken))).toBe('path-dead-ends');
  const mended = await post<Path>(world, keeper, `/referral-paths/${broken.id}/changes`, {
    version: broken.version,
    names,
    config: config(boards.receiving.id),
  });
  expect(problemOf(await approve(broken))).toBe('stale');
  expect((await approve(mended)).json()).toMatchObject({ approved: 1 });
  expect(problemOf(await approve({ ...mended, version: mended.version + 1 }))).toBe('path-approved-already');
  for (const who of [officer, people.administrator])
    expect((await world.as(who).post(`/referral-paths/${broken.id}/approval`, { version: 3 })).statusCode).toBe(403);
  expect(
    problemOf(await world.as(people.receiverCoordinator).post(`/referral-paths/${broken.id}/approval`, { version: 3 })),
  ).toBe('not-own-side');
  expect((await world.as(people.stranger).get(`/referral-paths/${broken.id}`)).statusCode).toBe(404);
});

test('a path whose board loses its chair or can no longer come to its quorum is said to dead-end', async () => {
  const path = await record(config(boards.receiving.id));
  await world.seeAll('update board set quorum = 3 where id = $1', [boards.receiving.id]);
  expect((await world.as(keeper).get(`/referral-paths/${path.id}`)).json()).toMatchObject({
    faults: [{ fault: 'quorum-unreachable', stage: 'board' }],
  });
  expect(problemOf(await approve(path))).toBe('path-dead-ends');
  await world.seeAll('update board set quorum = 1 where id = $1', [boards.receiving.id]);
});

test('what was approved is never changed; a referral that runs stays on its version, a new one begins on the next', async () => {
  const first = await record(config(boards.receiving.id));
  await approve(first);
  await world.seeAll('update quota set path_id = $1 where id = $2', [first.id, referrals.quota]);
  const running = await draftIn(world, referrals);
  const now = (await world.as(keeper).get(`/referral-paths/${first.id}`)).json<Path>();
  const changed = await post<Path>(world, keeper, `/referral-paths/${first.id}/changes`, {
    version: now.version,
    names,
    config: config(boards.receiving.id, ['completeness', 'commission']),
  });
  const between = await draftIn(world, referrals);
  await approve(changed);
  const later = await draftIn(world, referrals);
  const stand = async ({ id }: { id: string }) => {
    const page = await world.as(people.officer).get(`/referrals/${id}`);
    const { path, line, commission } = page.json<{
      path: Path;
      line: { stage: string }[];
      commission: string | null;
    }>();
    return [path.version, line.some(({ stage }) => stage === 'commission'), commission !== null];
  };
  expect([await stand(running), await stand(between), await stand(later)]).toEqual([
    [1, true, true],
    [1, true, true],
    [2, false, false],
  ]);
  const [kept] = await world.seeAll(`select config from referral_path_version where path_id = $1 and number = 1`, [
    first.id,
  ]);
  expect(kept?.['config']).toEqual(config(boards.receiving.id));
  const submitted = await post<{ stage: string }>(world, people.officer, `/referrals/${later.id}/acts`, {
    version: (await readIn(world, people.officer, later.id)).version,
    does: { act: 'submit', consent: later.consent },
  });
  expect(submitted.stage).toBe('submitted');
  const checked = await post<{ stage: string }>(world, people.coordinator, `/referrals/${later.id}/acts`, {
    version: (await readIn(world, people.coordinator, later.id)).version,
    does: { act: 'check' },
  });
  expect(checked.stage).toBe('board');
});

test('a quota without an approved path takes no referral, and one that does not fit is not known', async () => {
  const { patient } = await draftIn(world, referrals);
  const ask = (quota: string) => world.as(people.officer).post('/referrals', { quota, patient, priority: 'soon' });
  const [{ id: unapproved }] = [await record(config(boards.receiving.id))];
  await world.seeAll('update quota set path_id = $1 where id = $2', [unapproved, referrals.onward]);
  expect(problemOf(await ask(referrals.onward))).toBe('path-missing');
  expect(problemOf(await ask(people.officer.person))).toBe('quota-unknown');
  const other = await world
    .as(people.receiver)
    .post('/referrals', { quota: referrals.quota, patient, priority: 'soon' });
  expect(problemOf(other)).toBe('patient-unknown');
});
