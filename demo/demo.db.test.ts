import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../test/world.ts';
import { loadDemo } from './load.ts';
import { demoPartnerships } from './partnerships.ts';

const load = ({ auth, ownerUrl }: World, app: World['app']) => loadDemo({ app, auth, ownerUrl, say: () => {} });

/** How much there is of everything, and what each figure rests on. */
const everything = ({ seeAll }: World) =>
  seeAll(`select 'commitment ' || (title ->> 'en') as what, count(*)::int as here from commitment group by 1
    union all select 'delivery of ' || (c.title ->> 'en'), count(*)::int from delivery d join commitment c on c.id = d.commitment_id group by 1
    union all select 'ground ' || k.quote || g.part, count(*)::int from ground g join claim k on k.id = g.claim_id group by 1
    union all select 'claim ' || quote || kind || state, count(*)::int from claim group by 1
    union all select 'meeting ' || (title ->> 'en'), count(*)::int from meeting group by 1
    union all select 'point ' || (p.wording ->> 'en') || coalesce(c.title ->> 'en', ''), count(*)::int
      from meeting_point p left join commitment c on c.id = p.commitment_id group by 1
    union all select 'participant ' || part || coalesce(post ->> 'en', ''), count(*)::int from meeting_participant group by 1
    union all select 'instrument ' || (title ->> 'en') || state, count(*)::int from instrument group by 1
    union all select 'step ' || state, count(*)::int from instrument_step group by 1
    union all select 'document ' || title, count(*)::int from source_document group by 1
    union all select 'mission ' || slug || state, count(*)::int from mission where is_demo group by 1
    union all select 'session of ' || specialty, count(*)::int from mission_session group by 1
    union all select 'clinician ' || name, count(*)::int from mission_clinician group by 1
    union all select 'check ' || item, count(*)::int from mission_check group by 1
    union all select 'booking ' || state || ' for ' || specialty, count(*)::int from booking where is_demo group by 1
    union all select 'encounter ' || state || ' in ' || specialty, count(*)::int from encounter where is_demo and mission_id is not null group by 1
    union all select 'at the centre ' || kind, count(*)::int from encounter where is_demo and referral_id is not null group by 1
    union all select 'referral ' || stage, count(*)::int from referral where is_demo group by 1
    union all select 'operation ' || kind, count(*)::int from mission_operation where kind not like 'device.%' group by 1
    union all select 'result ' || m.slug, count(*)::int from mission_result r join mission m on m.id = r.mission_id group by 1
    union all select 'patient', count(*)::int from patient where is_demo
    union all select 'consent for ' || purpose, count(*)::int from consent group by 1
    union all select 'part in care by ' || ground, count(*)::int from care_part group by 1
    order by 1`);

/** The application until it has answered so many writes; then its process is gone. */
function diesAfter(writes: number, app: World['app']): World['app'] {
  let left = writes;
  const inject = (asked: InjectOptions) => {
    if (asked.method === 'POST' && (left -= 1) < 0) throw new Error(`gone ${randomUUID()}`);
    return app.inject(asked);
  };
  return { inject } as unknown as World['app'];
}

let whole: World;
beforeAll(async () => {
  whole = await startWorld();
  await load(whole, whole.app);
}, 240_000);
afterAll(() => whole.stop());

test('every partnership is public, with all that its bulletins say entered once', async () => {
  const rows = await everything(whole);
  const doubled = rows.filter(
    ({ what, here }) => /^(commitment|delivery|meeting|point|instrument|document)/.test(String(what)) && here !== 1,
  );
  expect(doubled).toEqual([]);
  expect(rows).toContainEqual({ what: 'patient', here: 35 });
  for (const { slug, names } of demoPartnerships) {
    const page = await whole.app.inject({ url: `/kk/partnerships/${slug}.json` });
    expect(page.json().partnership).toMatchObject({ name: names.kk, demonstration: true });
  }
});

test('an invented clinic is announced in four languages: three days, seven specialties, everybody with a right to sign', async () => {
  const rows = await everything(whole);
  expect(rows).toContainEqual({ what: 'mission ulgi-mundeul-clinicannounced', here: 1 });
  const coming = await whole.seeAll(
    `select specialty, count(*)::int as days from mission_session s join mission m on m.id = s.mission_id
     where m.slug = 'ulgi-mundeul-clinic' group by 1`,
  );
  expect(coming.map(({ days }) => days)).toEqual(Array.from({ length: 7 }, () => 3));
  const said = await whole.seeAll(`select languages, title ?& languages as is_titled from mission`);
  for (const each of said) expect(each).toEqual({ languages: ['kk', 'ru', 'en', 'ko'], is_titled: true });
  const unsigned = await whole.seeAll(
    'select c.name from mission_session s join mission_clinician c on c.id = s.clinician_id where not mission_may_sign(c.id, s.day)',
  );
  expect(unsigned).toEqual([]);
});

test('generated people have booked in the mission to come, and whoever reads it finds it marked', async () => {
  const states = await whole.seeAll(
    `select state, count(*)::int as people, bool_and(is_demo) as marked from booking group by 1 order by 1`,
  );
  expect(states).toEqual([{ state: 'booked', people: 20, marked: true }]);
});

test('a mission that is over was run: a device brought its days, they were examined, counted for the invented promise and shown', async () => {
  const rows = await everything(whole);
  const of = (kind: string) =>
    rows.filter(({ what }) => String(what).startsWith(kind)).reduce((sum, { here }) => sum + Number(here), 0);
  expect(rows).toContainEqual({ what: 'mission ulgi-mundeul-first-clinicclosed', here: 1 });
  expect([of('encounter finished'), of('encounter in_progress'), of('operation visit.registered')]).toEqual([
    36, 0, 36,
  ]);
  const result = await whole.app.inject({ url: '/en/missions/ulgi-mundeul-first-clinic/result' });
  expect(result.statusCode).toBe(200);
  expect(result.body).toContain('Demonstration');
  const [shown] = await whole.seeAll('select figures from mission_result');
  expect(shown).toMatchObject({ figures: { people: { is: 'number', value: 34 }, operations: { is: 'few' } } });
  const page = (await whole.app.inject({ url: '/en/partnerships/ulgi-mundeul.json' })).json();
  expect(page.commitments).toMatchObject([
    { promised: { amount: '60' }, delivered: { amount: '34' }, demonstration: true },
  ]);
});

test('what the sources say of the real clinic is untouched by the invented one', async () => {
  const page = (await whole.app.inject({ url: '/en/partnerships/almaty-korea.json' })).json();
  const delivered = new Map(
    page.commitments.map(({ measure, delivered: done }: { measure: { key: string } | null; delivered: unknown }) => [
      measure?.key,
      done,
    ]),
  );
  expect(delivered.get('people_seen')).toMatchObject({ amount: '2700' });
  expect(delivered.get('operations')).toMatchObject({ amount: '37' });
});

test('a load that is interrupted again and again ends with the same demonstration', async () => {
  const world = await startWorld();
  try {
    for (const writes of [20, 90, 70, 36])
      await expect(load(world, diesAfter(writes, world.app))).rejects.toThrow('gone');
    await load(world, world.app);
    expect(await everything(world)).toEqual(await everything(whole));
  } finally {
    await world.stop();
  }
}, 240_000);

test('a database in use is left alone, and so is one that holds the demonstration', async () => {
  const before = await everything(whole);
  await load(whole, whole.app);
  expect(await everything(whole)).toEqual(before);
  const used = await startWorld();
  try {
    await used.organisation('Бар ұйым');
    await load(used, used.app);
    expect(await used.seeAll('select count(*)::int as here from partnership')).toEqual([{ here: 0 }]);
  } finally {
    await used.stop();
  }
});
