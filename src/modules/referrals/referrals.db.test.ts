import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import {
  boardIn,
  consentOf,
  doUsual,
  draftIn,
  post,
  readIn,
  referralAt,
  referralsIn,
  tryAct,
  usual,
  vote,
  waysTo,
  writeLetters,
} from '../../../test/referral.ts';
import { actingAs } from '../../../test/acting.ts';
import { databaseAt } from '../../../test/postgres.ts';
import { openQuotaIn } from '../../../test/quota.ts';
import { now as today, type Someone, startWorld } from '../../../test/world.ts';
import { asPerson, asService, openDatabase } from '../../platform/database.ts';
import { decideCase, openCase } from '../boards/index.ts';
import { expireSeats } from '../quotas/index.ts';
import { performAct } from './act.server.ts';
import { isEnded, optionalStages, requestStates, type Stage, stageOf, stages, taskStates } from './referral.ts';
import type { ActInput } from './schemas.ts';
import { after, type Applying, isOn, transitions, truthsAt } from './transitions.ts';

const world = await startWorld();
// Each brings referrals to their stages by the doors that people use: some twenty requests for each of them.
vi.setConfig({ testTimeout: 180_000 });
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'referrals');

const applyings: Applying[] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (bits) => new Set(optionalStages.filter((_, at) => (bits & (1 << at)) !== 0)),
);
/** Acts in proportion to how a referral goes, with all others in between. */
const likely = [
  ...waysTo.completed,
  ...waysTo.completed,
  'returnForRevision',
  'noShow',
  'closeNoShow',
  'cancel',
] as const;
const problemOf = (reply: { json: () => { type?: string } }): string | undefined =>
  reply.json().type?.replace('/problems/', '');
/** Statements in the application's own name, inside somebody's request. */
const sqlAs = ({ cookie, organisation }: Someone, statement: string): Promise<Record<string, unknown>[]> =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, async (tx) => {
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(tx);
    return rows;
  });
const withdraw = (consent: string) =>
  post(world, referrals.people.officer, `/consents/${consent}/withdrawal`, {
    byWhom: 'patient',
    representative: null,
    remark: null,
  });
/** All that an act could have written about a referral. */
const tracesOf = (id: string) =>
  world.seeAll(
    `select (select r::text from referral r where r.id = $1) as request, (select t::text from referral_task t where t.referral_id = $1) as task,
       (select count(*) from referral_act a where a.referral_id = $1) as acts, (select count(*) from quota_transaction where referral_id = $1) as seats,
       (select count(*) from event where subject_id = $1) as events, (select count(*) from outbox_message) as messages,
       (select string_agg(c::text, '|' order by c.id) from board_case c where c.subject_id = $1) as cases,
       (select count(*) from board_decision d join board_case c on c.id = d.case_id where c.subject_id = $1) as decisions,
       (select count(*) from care_part p join referral r on r.patient_id = p.patient_id where r.id = $1) as parts,
       (select count(*) from idempotency) as answers`,
    [id],
  );
/** Until a statement of the application waits for somebody. */
const waiting = async (word: string): Promise<void> => {
  for (;;) {
    const held = await world.seeAll(
      `select from pg_stat_activity where usename = 'yntymaq_app' and datname = current_database() and wait_event_type = 'Lock' and query like $1`,
      [`%${word}%`],
    );
    if (held.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const seat = async (id: string) =>
  (
    await world.seeAll(
      `select state from quota_seat where referral_id = $1
      order by state in ('released', 'expired') limit 1`,
      [id],
    )
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

test('a reader of another part, of no part, or without a clinical role finds nothing; the receiver sees it once it is sent', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'commission');
  const status = async (who: Someone) => (await world.as(who).get(`/referrals/${id}`)).statusCode;
  expect(await status(people.viewer)).toBe(200);
  expect(await status(people.commission)).toBe(200);
  for (const who of [people.receiver, people.chair, people.stranger]) expect(await status(who)).toBe(404);
  expect(await status(people.administrator)).toBe(403);
  for (const who of [people.receiver, people.stranger, people.administrator])
    for (const table of ['referral', 'referral_task', 'referral_act', 'referral_words'])
      expect(
        await sqlAs(who, `select * from ${table} ${table === 'referral' ? `where id = '${id}'` : ''}`),
      ).not.toContainEqual(expect.objectContaining({ referral_id: id }));
  const board = await referralAt(world, referrals, 'board');
  expect((await world.as(people.receiver).get(`/referrals/${board.id}`)).json()).toMatchObject({
    parties: ['receiver'],
  });
});

test('what was said with an act is read by those to whom the care is open, and no row tells it', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'returned');
  const page = (await world.as(people.officer).get(`/referrals/${id}`)).json<{
    reason: string;
    acted: { hasWords: boolean }[];
  }>();
  expect(page).toMatchObject({ reason: 'papers_missing' });
  expect(page.acted.at(-1)).toMatchObject({ act: 'returnForRevision', hasWords: true });
  const words = await world.as(people.officer).get(`/referrals/${id}/words`);
  expect(words.json()).toMatchObject([{ words: 'Түсіндірме', reasons: null }]);
  expect(await world.seeAll(`select kind from access_record where endpoint = 'referrals.referralWords'`)).not.toEqual(
    [],
  );
  expect((await world.as(people.receiver).get(`/referrals/${id}/words`)).statusCode).toBe(404);
  const dump = JSON.stringify(await world.seeAll('select content::text from referral_words'));
  expect(dump).not.toContain(Buffer.from('Түсіндірме').toString('hex'));
});

test('a submission needs a consent that lets the receiver in; missing, of another country or ended, it leaves no trace', async () => {
  const { people } = referrals;
  const { id, patient } = await draftIn(world, referrals);
  const other = await consentOf(world, referrals, { patient, receivingCountry: 'KR' });
  const { consent: strange } = await draftIn(world, referrals);
  const { version } = await readIn(world, people.officer, id);
  const own = await consentOf(world, referrals, { patient });
  const ended = await consentOf(world, referrals, { patient });
  await withdraw(ended);
  const before = await tracesOf(id);
  for (const [consent, why] of [
    [other, 'consent-missing'],
    [strange, 'consent-missing'],
    [people.officer.person, 'consent-missing'],
  ] as const) {
    const does = { act: 'submit', consent, commissionConsent: consent } as const;
    expect(problemOf(await tryAct(world, people.officer, { id, version, does }))).toBe(why);
  }
  const noHome = { act: 'submit', consent: own } as const;
  expect(problemOf(await tryAct(world, people.officer, { id, version, does: noHome }))).toBe('consent-missing');
  const does = { act: 'submit', consent: ended, commissionConsent: ended } as const;
  expect(problemOf(await tryAct(world, people.officer, { id, version, does }))).toBe('consent-ended');
  expect(await tracesOf(id)).toEqual(before);
});

test('a consent that is withdrawn while a page is open stops the next step, closes the words, and lets the referral be ended', async () => {
  const { people } = referrals;
  for (const [stage, act] of [
    ['completeness', 'check'],
    ['commission', 'approveHome'],
    ['board', 'accept'],
    ['accepted', 'schedule'],
    ['scheduled', 'arrive'],
    ['arrived', 'startTreatment'],
  ] as const) {
    const { id, consent } = await referralAt(world, referrals, stage);
    const { who, does } = usual(referrals, consent)[act];
    if (act === 'accept' || act === 'approveHome') await vote(world, who, { referral: id, says: 'for' });
    const { version } = await readIn(world, who, id);
    await withdraw(consent);
    const before = await tracesOf(id);
    expect([stage, problemOf(await tryAct(world, who, { id, version, does }))]).toEqual([stage, 'consent-ended']);
    expect(await tracesOf(id)).toEqual(before);
    expect((await world.as(people.commission).get(`/referrals/${id}/words`)).statusCode).toBe(404);
    const cancelled = await tryAct(world, people.officer, {
      id,
      version,
      does: { act: 'cancel', reason: 'patient_refused' },
    });
    expect([stage, cancelled.statusCode]).toEqual([stage, 200]);
  }
});

test('a withdrawal that is on its way is waited for: the act that came after it is refused', async () => {
  const { people } = referrals;
  const { id, consent } = await referralAt(world, referrals, 'accepted');
  const { version } = await readIn(world, people.receiver, id);
  const holder = new pg.Client({ connectionString: world.ownerUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query(
    `insert into consent_end (consent_id, how, by_whom, details, recorded_by, recorded_organisation, recorded_at)
     values ($1, 'withdrawn', 'patient', null, $2, $3, now())`,
    [consent, people.officer.person, people.officer.organisation],
  );
  const does = usual(referrals, consent).schedule.does;
  const acting = tryAct(world, people.receiver, { id, version, does });
  await waiting('consent');
  await holder.query('commit');
  await holder.end();
  expect(problemOf(await acting)).toBe('consent-ended');
});

test('of two who act at once with one version one is heard; the same act twice with one key is done once', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'accepted');
  const { version } = await readIn(world, people.receiver, id);
  const [first, second] = ['2026-12-10', '2026-12-11'].map((arrival) => ({ act: 'schedule', arrival }) as const);
  const replies = await Promise.all(
    [first, second].map((does) => tryAct(world, people.receiver, { id, version, does: does as ActInput })),
  );
  expect(replies.map(({ statusCode }) => statusCode).toSorted((one, two) => `${one}`.localeCompare(`${two}`))).toEqual([
    200, 409,
  ]);
  const now = await readIn(world, people.receiver, id);
  const key = { 'idempotency-key': 'the same key twice' };
  const body = { version: now.version, does: { act: 'arrive' } };
  const [one, two] = await Promise.all(
    [1, 2].map(() => world.as(people.receiver).post(`/referrals/${id}/acts`, body, key)),
  );
  expect([one?.statusCode, two?.statusCode, one?.body === two?.body]).toEqual([200, 200, true]);
  expect(
    await world.seeAll(`select act from referral_act where referral_id = $1 and act in ('schedule', 'arrive')`, [id]),
  ).toEqual([{ act: 'schedule' }, { act: 'arrive' }]);
});

test('an act that breaks off leaves nothing: no stage, no decision, no seat, no notice; then it is done', async () => {
  const { people } = referrals;
  const { id, consent } = await referralAt(world, referrals, 'board');
  await vote(world, people.chair, { referral: id, says: 'for' });
  const { version } = await readIn(world, people.chair, id);
  const { does } = usual(referrals, consent).accept;
  await world.seeAll(`create function breaks() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`);
  for (const table of ['referral_act', 'board_decision', 'quota_entry']) {
    await world.seeAll(`create trigger a_breaks before insert on ${table} for each row execute function breaks()`);
    const before = await tracesOf(id);
    expect((await tryAct(world, people.chair, { id, version, does })).statusCode).toBe(500);
    expect(await tracesOf(id)).toEqual(before);
    await world.seeAll(`drop trigger a_breaks on ${table}`);
  }
  expect((await tryAct(world, people.chair, { id, version, does })).json()).toMatchObject({ stage: 'accepted' });
});

test('two boards that decide at once about the last seat: one accepts, the other hears that there is none', async () => {
  const last = await referralsIn(world, 'last-seat', { seats: 1 });
  const first = await referralAt(world, last, 'board');
  // The path is changed meanwhile: what begins now goes before another board, what runs stays on its version.
  const second = await boardIn(world, last.parties.centre, 'receiving_board');
  await world.seeAll(
    `insert into referral_path_version select path_id, 2, replace(config::text, $2, $3)::jsonb, written_by, now(), approved_by, now()
     from referral_path_version where path_id = $1`,
    [last.path, last.boards.receiving.id, second.id],
  );
  const others = { ...last, people: { ...last.people, chair: second.chair } };
  const later = await referralAt(world, others, 'board');
  await vote(world, last.people.chair, { referral: first.id, says: 'for' });
  await vote(world, second.chair, { referral: later.id, says: 'for' });
  const accept = async (who: Someone, { id, consent }: typeof first) => {
    const { version, path } = await readIn(world, who, id);
    expect(path.version).toBe(id === first.id ? 1 : 2);
    return tryAct(world, who, { id, version, does: usual(last, consent).accept.does });
  };
  const replies = await Promise.all([accept(last.people.chair, first), accept(second.chair, later)]);
  expect(
    replies
      .map((reply) => reply.json<{ stage?: string }>().stage ?? problemOf(reply))
      .toSorted((one, two) => `${one}`.localeCompare(`${two}`)),
  ).toEqual(['accepted', 'no-seat']);
  expect(await world.seeAll(`select state from quota_seat where quota_id = $1`, [last.quota])).toEqual([
    { state: 'reserved' },
  ]);
  const open = await world.seeAll(
    `select state from board_case where subject_id = any ($1) and kind = 'receiving_board'`,
    [[first.id, later.id]],
  );
  expect(open.map(({ state }) => state).toSorted((one, two) => `${one}`.localeCompare(`${two}`))).toEqual([
    'decided',
    'open',
  ]);
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
});

test('each side writes its own row alone, and only as the table says, also by SQL', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'accepted');
  const isStill = async () => (await readIn(world, people.officer, id)).stage;
  const nothing = async (who: Someone, statement: string) => {
    const done = await sqlAs(who, `${statement} returning 1 as done`).catch((error: Error) => [error.message]);
    expect([
      statement,
      done.filter((each) => !/row-level|permission denied|does not go so/.test(JSON.stringify(each))),
    ]).toEqual([statement, []]);
  };
  const task = (set: string) => `update referral_task set ${set}, version = version + 1 where referral_id = '${id}'`;
  const asked = (set: string) => `update referral set ${set}, version = version + 1 where id = '${id}'`;
  for (const who of [people.officer, people.coordinator, people.commission, people.stranger, people.administrator])
    await nothing(who, task(`state = 'scheduled'`));
  for (const who of [people.receiver, people.receiverCoordinator, people.stranger, people.administrator, people.viewer])
    await nothing(who, asked(`state = 'cancelled'`));
  await nothing(people.receiverViewer, task(`state = 'scheduled'`));
  for (const state of ['in_treatment', 'discharged', 'arrived', 'waiting'])
    await nothing(people.receiver, task(`state = '${state}'`));
  for (const state of ['completed', 'follow_up', 'submitted', 'draft'])
    await nothing(people.officer, asked(`state = '${state}'`));
  // Without the seat that belongs to it no word of the receiver stands at the end of a transaction.
  const told = `insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    values (gen_random_uuid(), now(), '${people.receiver.person}', '${people.receiver.organisation}', 'own_side', false, 'referral', '${id}', 'x', '{}')`;
  await expect(sqlAs(people.receiver, `with told as (${told}) ${task(`state = 'scheduled'`)}`)).rejects.toThrow(
    'does not fit',
  );
  await nothing(people.officer, asked(`stage = 'completed'`));
  await nothing(people.officer, asked(`priority = 'urgent'`));
  await nothing(people.officer, `delete from referral_act where referral_id = '${id}'`);
  await nothing(people.officer, `update referral_act set act = 'cancel' where referral_id = '${id}'`);
  await nothing(people.officer, `insert into referral_number values (2030, 5)`);
  expect(await isStill()).toBe('accepted');
  const board = await referralAt(world, referrals, 'board');
  const accepts = `update referral_task set state = 'accepted', round = 1, version = version + 1 where referral_id = '${board.id}'`;
  await nothing(people.chair, accepts);
  const home = await referralAt(world, referrals, 'commission');
  await nothing(
    people.commissionChair,
    `update referral set state = 'sent', version = version + 1 where id = '${home.id}'`,
  );
});

test('where it stands is the same in the database as in the rules, for every pair of truths', async () => {
  for (const request of requestStates) {
    const pairs = taskStates.flatMap((task) => [0, 1].map((round) => ({ task, round })));
    const found = await world.seeAll(
      `select stage_of($1, 1, t.task, t.round) as stage from unnest($2::text[], $3::int[]) with ordinality as t (task, round, nth) order by nth`,
      [request, pairs.map(({ task }) => task), pairs.map(({ round }) => round)],
    );
    expect(found.map(({ stage }) => stage)).toEqual(
      pairs.map(({ task, round }) =>
        stageOf({ state: request, round: 1, stops: 0 }, { state: task, round, stopsAnswered: 0 }),
      ),
    );
  }
});

test('what the database lets each side write is what the table of acts says', async () => {
  const asked = stages.flatMap((stage) =>
    requestStates.flatMap((to) => (['sender', 'commission'] as const).map((party) => ({ stage, to, party }))),
  );
  const wanted = asked.map(({ stage, to, party }) => {
    const before = truthsAt(stage);
    const lines = transitions.filter(
      ({ writes, from, by }) => writes === 'request' && from.includes(stage) && by.includes(party),
    );
    const leads = applyings.some((applying) =>
      lines.some((line) => isOn(line, applying) && after(line, before, applying).request.state === to),
    );
    return leads || (to === before.request.state && to !== 'died');
  });
  const found = await world.seeAll(
    `select request_may_move(a.was, a.goes, a.party = 'sender', a.party = 'commission', a.stage) as may
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as a (was, goes, party, stage, nth) order by nth`,
    [
      asked.map(({ stage }) => truthsAt(stage).request.state),
      asked.map(({ to }) => to),
      asked.map(({ party }) => party),
      asked.map(({ stage }) => stage),
    ],
  );
  expect(asked.map((each, at) => ({ ...each, may: found[at]?.['may'] }))).toEqual(
    asked.map((each, at) => ({ ...each, may: wanted[at] })),
  );
});

test('a death closes a referral from every stage: the seat is free again, the board is no longer asked', async () => {
  const { people } = referrals;
  for (const stage of ['board', 'accepted', 'scheduled', 'in_treatment', 'no_show'] as const) {
    const { id } = await referralAt(world, referrals, stage);
    const { version } = await readIn(world, people.officer, id);
    const who = stage === 'scheduled' || stage === 'in_treatment' ? people.receiver : people.officer;
    const died = await tryAct(world, who, { id, version, does: { act: 'recordDeath', on: '2026-11-19' } });
    expect([stage, died.json()]).toMatchObject([stage, { stage: 'died', acts: [], turn: [] }]);
    expect([stage, await seat(id)]).toEqual([stage, stage === 'board' ? null : 'released']);
    const asked = await world.seeAll(`select from board_case where subject_id = $1 and state = 'open'`, [id]);
    expect([stage, asked]).toEqual([stage, []]);
    const [told] = await world.seeAll(
      `select count(*) from referral_words w join referral_act a on a.id = w.act_id where a.act = 'recordDeath' and a.referral_id = $1`,
      [id],
    );
    expect(told).toEqual({ count: 1n });
  }
});

test('a death closes every other referral of the patient that runs, whoever records it, and no SMS or mail goes out any more', async () => {
  const { people, parties } = referrals;
  const first = await referralAt(world, referrals, 'scheduled');
  const { patient, consent } = first;
  const another = async (quota: string) =>
    (await post<{ id: string }>(world, people.officer, '/referrals', { quota, patient, priority: 'planned' })).id;
  // One before the same centre, one before its board, one at another centre as a draft, and one that is over.
  const [running, asked, begun, over] = [
    { id: await another(referrals.quota), consent },
    { id: await another(referrals.quota), consent },
    { id: await another(referrals.onward), consent },
    { id: await another(referrals.quota), consent },
  ];
  for (const act of waysTo.accepted) await doUsual(world, referrals, { ...running, act });
  for (const act of waysTo.board) await doUsual(world, referrals, { ...asked, act });
  await doUsual(world, referrals, { ...over, act: 'cancel' });
  await world.seeAll(`insert into reminder_choice values ($1, $2, true, 'kk', now())`, [
    people.receiver.person,
    parties.centre,
  ]);
  for (const [way, to] of [
    ['sms', '+77001234567'],
    ['mail', 'family@example.org'],
  ] as const)
    await post(world, people.officer, `/referrals/${running.id}/patient-pages`, {
      representative: null,
      language: 'kk',
      handing: 'sent',
      reach: { way, to },
    });
  await doUsual(world, referrals, { ...running, act: 'schedule' });
  const queued = () =>
    world.seeAll(
      `select distinct m.channel, m.state from outbox_message m join referral_notice n on n.message_id = m.id
       where n.patient_id = $1 order by 1, 2`,
      [patient],
    );
  expect(await queued()).toEqual([
    { channel: 'mail', state: 'queued' },
    { channel: 'sms', state: 'queued' },
  ]);
  const { version } = await readIn(world, people.receiver, first.id);
  const seen = await readIn(world, people.officer, asked.id);
  const died = await tryAct(world, people.receiver, { id: first.id, version, does: { act: 'recordDeath' } });
  expect(died.json()).toMatchObject({ stage: 'died' });
  expect(await queued()).toEqual([
    { channel: 'mail', state: 'cancelled' },
    { channel: 'sms', state: 'cancelled' },
  ]);
  const stageOfEach = async () =>
    Promise.all([running, asked, begun, over].map(async ({ id }) => (await readIn(world, people.officer, id)).stage));
  expect(await stageOfEach()).toEqual(['died', 'died', 'died', 'cancelled']);
  expect(await Promise.all([first, running, asked].map(({ id }) => seat(id)))).toEqual(['released', 'released', null]);
  expect(await world.seeAll(`select from board_case where patient_id = $1 and state = 'open'`, [patient])).toEqual([]);
  expect(await world.seeAll(`select from patient_page where patient_id = $1 and ended_at is null`, [patient])).toEqual(
    [],
  );
  // It stands in each history in the name of the sender, and whoever had the page open is told that it changed.
  const page = await world.as(people.officer).get(`/referrals/${running.id}`);
  expect(page.json<{ acted: object[] }>().acted.at(-1)).toMatchObject({
    act: 'recordDeath',
    from: 'scheduled',
    to: 'died',
    organisation: parties.hospital,
  });
  const late = await tryAct(world, people.officer, {
    id: asked.id,
    version: seen.version,
    does: { act: 'cancel', reason: 'other' },
  });
  expect(problemOf(late)).toBe('stale');
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
});

test('two who record the death of one patient at once on two referrals do not hold each other up', async () => {
  const { people } = referrals;
  const first = await referralAt(world, referrals, 'board');
  const { id } = await post<{ id: string }>(world, people.officer, '/referrals', {
    quota: referrals.quota,
    patient: first.patient,
    priority: 'soon',
  });
  const both = await Promise.all([first.id, id].map((each) => readIn(world, people.officer, each)));
  const replies = await Promise.all(
    both.map((each) => tryAct(world, people.officer, { ...each, does: { act: 'recordDeath' } })),
  );
  expect(replies.map(({ statusCode }) => statusCode).toSorted((one, two) => one - two)).toEqual([200, 409]);
  for (const each of [first.id, id]) expect((await readIn(world, people.officer, each)).stage).toBe('died');
});

test('an act that is refused has written nothing, even where its caller goes on and commits', async () => {
  const few = await referralsIn(world, 'one-seat', { seats: 1 });
  await referralAt(world, few, 'accepted');
  const { id, consent } = await referralAt(world, few, 'board');
  await vote(world, few.people.chair, { referral: id, says: 'for' });
  const { version } = await readIn(world, few.people.chair, id);
  const { does } = usual(few, consent).accept;
  const before = await tracesOf(id);
  const acted = await actingAs(world, few.people.chair, (context) => performAct(context, { id, version, does }));
  expect(acted).toEqual({ refused: 'no-seat' });
  expect(await tracesOf(id)).toEqual(before);
});

test('of those who accept, return and cancel at once one is heard, and the seat is what the stage says', async () => {
  const { people } = referrals;
  for (const _ of [1, 2, 3]) {
    const { id, consent } = await referralAt(world, referrals, 'board');
    await vote(world, people.chair, { referral: id, says: 'for' });
    const { version } = await readIn(world, people.officer, id);
    const { accept, cancel, recordDeath } = usual(referrals, consent);
    const back = { act: 'returnForRevision', reason: 'question', words: 'Қай кезең?' } as const;
    const replies = await Promise.all([
      tryAct(world, people.chair, { id, version, does: accept.does }),
      tryAct(world, people.officer, { id, version, does: cancel.does }),
      tryAct(world, people.receiverCoordinator, { id, version, does: back }),
      tryAct(world, people.receiver, { id, version, does: recordDeath.does }),
    ]);
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(replies.map(problemOf).filter((each) => each !== undefined)).toEqual(['stale', 'stale', 'stale']);
    const { stage } = await readIn(world, people.officer, id);
    expect([stage, await seat(id)]).toEqual([stage, stage === 'accepted' ? 'reserved' : null]);
  }
});

test('two referrals of one patient never share a seat: where one is left, one of them has it', async () => {
  const few = await referralsIn(world, 'one-patient', { seats: 1 });
  const first = await referralAt(world, few, 'accepted');
  const { patient, consent } = first;
  const { id } = await post<{ id: string }>(world, few.people.officer, '/referrals', {
    quota: few.quota,
    patient,
    priority: 'soon',
  });
  for (const act of waysTo.board) await doUsual(world, few, { id, consent, act });
  await expect(doUsual(world, few, { id, consent, act: 'accept' })).rejects.toThrow('no-seat');
  await doUsual(world, few, { ...first, act: 'cancel' });
  expect(await doUsual(world, few, { id, consent, act: 'accept' })).toMatchObject({ stage: 'accepted' });
  expect(await Promise.all([seat(first.id), seat(id)])).toEqual(['released', 'reserved']);
});

test('a hospital of the side that gives a quota takes no seat of it, and nobody sends a referral past its quota', async () => {
  const { people, parties, quota } = referrals;
  const theirs = await world.organisation('Берушінің ауруханасы', 'hospital');
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
    parties.partnership.id,
    theirs,
    parties.partnership.sides[0],
  ]);
  const doctor = await world.someone('officer', theirs, { isClinical: true });
  const own = await draftIn(world, referrals);
  await world.seeAll('update patient set custodian = $2 where id = $1', [own.patient, theirs]);
  const tried = await world.as(doctor).post('/referrals', { quota, patient: own.patient, priority: 'urgent' });
  expect(problemOf(tried)).toBe('quota-unknown');
  const { id } = await draftIn(world, referrals);
  await expect(
    sqlAs(
      people.officer,
      `update referral set receiver_organisation = '${theirs}', version = version + 1 where id = '${id}'`,
    ),
  ).rejects.toThrow('does not go so');
});

test('a quota whose path leads before the board of another centre takes no referral: nobody could ever accept it', async () => {
  const { people, parties, path } = referrals;
  const elsewhere = await world.organisation('Үшінші орталық', 'hospital');
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
    parties.partnership.id,
    elsewhere,
    parties.partnership.sides[0],
  ]);
  const quota = await openQuotaIn(world, { ...parties, centre: elsewhere }, { path });
  const { id, patient, consent } = await referralAt(world, referrals, 'board');
  const tried = await world.as(people.officer).post('/referrals', { quota, patient, priority: 'soon' });
  expect(problemOf(tried)).toBe('path-missing');
  await vote(world, people.chair, { referral: id, says: 'against' });
  const { version } = await readIn(world, people.chair, id);
  const does = { ...usual(referrals, consent).referOnward.does, quota };
  expect(problemOf(await tryAct(world, people.chair, { id, version, does }))).toBe('quota-unknown');
  expect((await readIn(world, people.chair, id)).stage).toBe('board');
});

test('what another board of the centre says of a referral accepts nothing: its path names the one that does', async () => {
  const { people, parties } = referrals;
  const { id, patient, consent } = await referralAt(world, referrals, 'board');
  const other = await boardIn(world, parties.centre, 'receiving_board');
  const facts = { region: null, sex: 'unknown', ageGroup: 'unknown', disease: null } as const;
  await actingAs(world, people.receiver, (context) =>
    openCase(context, { board: other.id, subject: 'referral', subjectId: id, patient, priority: 'soon', facts }),
  );
  const [{ case: asked } = {}] = await world.seeAll('select id as case from board_case where board_id = $1', [
    other.id,
  ]);
  await post(world, other.chair, `/boards/cases/${String(asked)}/votes`, { round: 1, vote: 'for', reason: null });
  const { version } = await readIn(world, other.chair, id);
  const { does } = usual(referrals, consent).accept;
  expect(problemOf(await tryAct(world, other.chair, { id, version, does }))).toBe('not-chair');
  await actingAs(world, other.chair, (context) =>
    decideCase(context, { case: String(asked), round: 1, outcome: 'accept', reasons: { kk: 'Иә' } }),
  );
  await expect(
    sqlAs(
      other.chair,
      `update referral_task set state = 'accepted', round = 1, version = version + 1 where referral_id = '${id}'`,
    ),
  ).rejects.toThrow('does not go so');
  expect((await readIn(world, people.officer, id)).stage).toBe('board');
});

test('the clock of a step is that of its board: what it decides after that is late, and is decided all the same', async () => {
  const { people } = referrals;
  const draft = await referralAt(world, referrals, 'board');
  const { id } = draft;
  const shell = await readIn(world, people.receiver, id);
  const inDays = (Date.parse(shell.dueAt ?? '') - Date.parse(shell.stageSince)) / 86_400_000;
  expect(inDays).toBe(7);
  const due = async () =>
    world.seeAll(`select due_at from board_case where subject_id = $1 and kind = 'receiving_board'`, [id]);
  expect(await due()).toEqual([{ due_at: new Date(shell.dueAt ?? '') }]);
  await world.seeAll('alter table board_case disable trigger moves');
  await world.seeAll(
    `update board_case set round_opened_at = '2026-11-01', due_at = '2026-11-08' where subject_id = $1 and kind = 'receiving_board'`,
    [id],
  );
  await world.seeAll('alter table board_case enable trigger moves');
  const before = await world.as(people.chair).get(`/boards/cases?subject=${id}`);
  expect(before.json<{ isLate: boolean }[]>().some(({ isLate }) => isLate)).toBe(true);
  expect(await doUsual(world, referrals, { ...draft, act: 'accept' })).toMatchObject({ stage: 'accepted' });
  const decided = await world.as(people.chair).get(`/boards/cases?subject=${id}`);
  expect(decided.json<{ decisions: { isLate: boolean }[] }[]>().flatMap(({ decisions }) => decisions)).toContainEqual(
    expect.objectContaining({ outcome: 'accept', isLate: true }),
  );
});

test('after a withdrawal the board says nothing more of the case; a coordinator sends it back, and it can be ended', async () => {
  const { people } = referrals;
  const { id, consent } = await referralAt(world, referrals, 'board');
  await vote(world, people.chair, { referral: id, says: 'against' });
  await withdraw(consent);
  const { version } = await readIn(world, people.officer, id);
  const { decline } = usual(referrals, consent);
  expect(problemOf(await tryAct(world, people.chair, { id, version, does: decline.does }))).toBe('care-closed');
  const back = { act: 'returnForRevision', reason: 'other', words: 'Келісім қайтарылды' } as const;
  expect((await tryAct(world, people.receiverCoordinator, { id, version, does: back })).json()).toMatchObject({
    stage: 'returned',
  });
});

test('what a chair says where the votes carry neither way is kept in the language in which it was said', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'board');
  await vote(world, people.chair, { referral: id, says: 'defer' });
  const { version } = await readIn(world, people.chair, id);
  const does = { act: 'returnForRevision', reason: 'question', words: 'Какой этап?', language: 'ru' } as const;
  expect((await tryAct(world, people.chair, { id, version, does })).json()).toMatchObject({ stage: 'returned' });
  const cases = await world.as(people.officer).get(`/boards/cases?subject=${id}`);
  expect(cases.json<{ decisions: object[] }[]>().flatMap(({ decisions }) => decisions)).toMatchObject([
    { outcome: 'return', words: { ru: 'Какой этап?' } },
    { outcome: 'accept' },
  ]);
});

test('a reservation that expired is taken again with the day, where there still is a seat', async () => {
  const few = await referralsIn(world, 'expiring', { seats: 1 });
  const { id, consent } = await referralAt(world, few, 'accepted');
  const name = world.ownerUrl.split('?')[0]?.split('/').at(-1) ?? '';
  const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 2);
  const expire = () =>
    expireSeats.steps({
      within: (work) => asService(worker, { service: 'expireSeats', organisation: null }, work),
      now: () => new Date(today.getTime() + 31 * 86_400_000),
      signal: new AbortController().signal,
    });
  await expire();
  const other = await referralAt(world, few, 'accepted');
  const { version } = await readIn(world, few.people.receiver, id);
  const does = usual(few, consent).schedule.does;
  expect(problemOf(await tryAct(world, few.people.receiver, { id, version, does }))).toBe('no-seat');
  await worker.destroy();
  await doUsual(world, few, { ...other, act: 'cancel' });
  expect((await tryAct(world, few.people.receiver, { id, version, does })).json()).toMatchObject({
    stage: 'scheduled',
  });
  expect(await seat(id)).toBe('confirmed');
});

test('returned by the centre, it is submitted again, and what was said of the first round is no answer to the second', async () => {
  const { people } = referrals;
  const draft = await referralAt(world, referrals, 'board');
  const first = await readIn(world, people.receiverCoordinator, draft.id);
  const back = await tryAct(world, people.receiverCoordinator, {
    id: draft.id,
    version: first.version,
    does: { act: 'returnForRevision', reason: 'question', words: 'Қай кезең?' },
  });
  expect(back.json()).toMatchObject({ stage: 'returned', reason: 'question', turn: ['sender'] });
  for (const act of ['submit', 'check', 'check', 'approveHome', 'accept'] as const)
    await doUsual(world, referrals, { ...draft, act });
  expect(await readIn(world, people.officer, draft.id)).toMatchObject({ stage: 'accepted', reason: null });
  expect(await world.seeAll(`select max(round) as rounds from board_case where subject_id = $1`, [draft.id])).toEqual([
    { rounds: 2 },
  ]);
});

test('referred onward, the sender has a draft for the other centre, which nobody else sees', async () => {
  const { people, onward } = referrals;
  const { id, patient } = await referralAt(world, referrals, 'referred_onward');
  const page = (await world.as(people.officer).get(`/referrals/${id}`)).json<{ next: string }>();
  const next = await readIn(world, people.officer, page.next);
  expect(next).toMatchObject({ stage: 'draft', previous: id, patient, quota: onward, parties: ['sender'] });
  expect((await world.as(people.chair).get(`/referrals/${page.next}`)).statusCode).toBe(404);
});

test('a stop that is asked for after the start is answered by the centre; what was given stays given', async () => {
  const { people } = referrals;
  const draft = await referralAt(world, referrals, 'in_treatment');
  const done = await doUsual(world, referrals, { ...draft, act: 'recordFraction' });
  expect(done.fractions).toEqual({ planned: 2, done: 1 });
  expect(await doUsual(world, referrals, { ...draft, act: 'requestStop' })).toMatchObject({
    isStopPending: true,
    stage: 'in_treatment',
  });
  const { version } = await readIn(world, people.coordinator, draft.id);
  const again = await tryAct(world, people.coordinator, {
    id: draft.id,
    version,
    does: { act: 'requestStop', reason: 'other' },
  });
  expect(problemOf(again)).toBe('stop-pending');
  expect(await doUsual(world, referrals, { ...draft, act: 'refuseStop' })).toMatchObject({ isStopPending: false });
  await doUsual(world, referrals, { ...draft, act: 'requestStop' });
  expect(await doUsual(world, referrals, { ...draft, act: 'acceptStop' })).toMatchObject({ stage: 'cancelled' });
  expect(await seat(draft.id)).toBe('consumed');
  const more = await referralAt(world, referrals, 'in_treatment');
  for (const _ of [1, 2]) await doUsual(world, referrals, { ...more, act: 'recordFraction' });
  await expect(doUsual(world, referrals, { ...more, act: 'recordFraction' })).rejects.toThrow('fractions-done');
});

test('the page of a referral says that something was written of the case, and opens nothing by it', async () => {
  const { people } = referrals;
  const { id, patient, consent } = await referralAt(world, referrals, 'in_treatment');
  const mark = async (who: Someone) =>
    (await world.as(who).get(`/referrals/${id}`)).json<{ caseMark: string }>().caseMark;
  const opened = () => world.seeAll('select count(*) from access_record where subject_id = $1', [patient]);
  const before = [await opened(), await mark(people.officer), await mark(people.receiver)];
  expect([await opened(), await mark(people.officer), await mark(people.receiver)]).toEqual(before);
  await writeLetters(world, referrals, id);
  const [, ours, theirs] = before;
  expect([await mark(people.officer), await mark(people.receiver)]).toEqual([
    expect.not.stringMatching(new RegExp(`^${String(ours)}$`)),
    expect.not.stringMatching(new RegExp(`^${String(theirs)}$`)),
  ]);
  const written = await mark(people.receiver);
  await withdraw(consent);
  expect(await mark(people.receiver)).not.toBe(written);
});

test('lateness is a flag: a step that takes too long is late and changes nothing else', async () => {
  const { people } = referrals;
  const { id } = await referralAt(world, referrals, 'accepted');
  const before = await readIn(world, people.receiver, id);
  await world.seeAll('alter table referral disable trigger user');
  await world.seeAll(`update referral set due_at = '2026-11-20T00:00:00Z' where id = $1`, [id]);
  await world.seeAll('alter table referral enable trigger user');
  const late = await readIn(world, people.receiver, id);
  expect(late).toEqual({ ...before, isLate: true, dueAt: '2026-11-20T00:00:00.000Z' });
  const listed = (await world.as(people.receiver).get('/referrals?late=yes')).json<{ items: { id: string }[] }>();
  expect(listed.items.map((each) => each.id)).toEqual([id]);
  expect((await world.as(people.receiver).get('/referrals/counts')).json()).toMatchObject({ late: 1 });
});

test('the list is paged without a gap, filtered, and the same as a file; it names no patient', async () => {
  const { people } = referrals;
  const all = (await world.as(people.officer).get('/referrals?limit=100&sort=number')).json<{
    items: { id: string; number: string }[];
  }>();
  const paged: string[] = [];
  let cursor = '';
  do {
    const page = await world.as(people.officer).get(`/referrals?limit=3&sort=number${cursor}`);
    const { items, next } = page.json<{ items: { id: string }[]; next: string | null }>();
    paged.push(...items.map(({ id }) => id));
    cursor = next === null ? '' : `&cursor=${next}`;
  } while (cursor !== '');
  expect(paged).toEqual(all.items.map(({ id }) => id));
  const [one] = all.items;
  const found = await world.as(people.officer).get(`/referrals?q=${one?.number}`);
  expect(found.json<{ items: object[] }>().items).toHaveLength(1);
  const file = await world.as(people.officer).get('/referrals/file?format=csv&locale=en&sort=number');
  expect(file.body.split('\n').filter((row) => row.includes('Y-2026-'))).toHaveLength(all.items.length);
  expect(file.body).not.toContain('Үлгі');
  expect((await world.as(people.officer).get('/referrals?cursor=nonsense')).statusCode).toBe(400);
  const ours = (await world.as(people.receiver).get('/referrals?turn=ours&limit=100')).json<{
    items: { turn: string[] }[];
  }>();
  expect(ours.items.every(({ turn }) => turn.includes('receiver'))).toBe(true);
});

test('whatever people do in whatever order, the seat is what the stage says and the ledger has no fault', {
  timeout: 120_000,
}, async () => {
  const { people } = referrals;
  const seats: Partial<Record<Stage, unknown[]>> = {
    accepted: ['reserved'],
    scheduled: ['confirmed'],
    no_show: ['confirmed'],
    arrived: ['confirmed'],
    in_treatment: ['consumed'],
    discharged: ['consumed', 'released'],
    follow_up: ['consumed', 'released'],
    completed: ['consumed', 'released'],
    cancelled: ['consumed', 'released', null],
    died: ['consumed', 'released', null],
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...likely), { minLength: 10, maxLength: 25 }), async (attempts) => {
      const draft = await draftIn(world, referrals);
      for (const act of attempts) {
        await doUsual(world, referrals, { ...draft, act }).catch((error: Error) => {
          if (!/: 4\d\d |no board has been asked/.test(error.message)) throw error;
        });
        const { stage } = await readIn(world, people.officer, draft.id);
        expect(seats[stage] ?? [null, 'released']).toContain(await seat(draft.id));
      }
    }),
    { numRuns: 6 },
  );
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
});
