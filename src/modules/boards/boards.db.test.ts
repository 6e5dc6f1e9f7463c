import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, describe, expect, test } from 'vitest';
import { keepPasskey } from '../../../test/passkey.ts';
import { now, type Someone, startWorld, today } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import type { Acting } from '../../platform/serve.ts';
import { type MemberFunction, majorities, outcomes, type Outcome, votes } from './board.ts';
import { whyNotDecided } from './decision.ts';
import { boardsOf, caseAbout, casesAbout, decideCase, type Deciding, openCase, withdrawCase } from './index.ts';
import type { BoardCase, BoardPage, Fairness, Queue } from './schemas.ts';

const world = await startWorld();
afterAll(() => world.stop());

const clinical = { isClinical: true };
const head = await world.someone('coordinator', undefined, clinical);
const home = head.organisation;
const doctor = await world.someone('officer', home, clinical);
const manager = await world.someone('coordinator', undefined, clinical);
const centre = manager.organisation;
await world.seeAll(`update organisation set country = 'KR' where id = $1`, [centre]);
await world.partnership('care', [home, centre]);
const colleague = (): Promise<Someone> => world.someone('officer', centre, clinical);
const [chair, second, first, other, deputy] = [
  await colleague(),
  await colleague(),
  await colleague(),
  await colleague(),
  await colleague(),
];
const viewer = await world.someone('viewer', centre, clinical);
const clerk = await world.someone('coordinator', centre);
const stranger = await world.someone('coordinator', undefined, clinical);

const tokenOf = ({ cookie }: Someone): string => cookie.split(/[=.]/)[2] ?? '';
/** Work in somebody's name, as another module does it inside an act of its own. */
const inNameOf = <T>(who: Someone, work: (context: Acting) => Promise<T>): Promise<T> =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, (tx, entry) => {
    if ('refused' in entry) throw new Error(entry.refused);
    return work({ tx, actor: entry.actor, vault: world.vault, now, today, newId: uuidv7 });
  });
const sqlAs = (who: Someone, statement: string): Promise<Record<string, unknown>[]> =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, async (tx) => {
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(tx);
    return rows;
  });
const refusedBySql = (who: Someone, statement: string) =>
  expect(sqlAs(who, statement)).rejects.toThrow(
    /row-level security|permission denied|a case|a decision|a board decides/,
  );
const post = (who: Someone, path: string, body: object) => world.as(who).post(path, body);
const problemOf = (reply: { json: () => { type?: string } }): string | undefined =>
  reply.json().type?.replace('/problems/', '');
const text = (words: string) => ({ language: 'en', text: words });

const wording = 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.';
const consentText = (
  await post(head, '/consents/texts', { purpose: 'treatment', language: 'kk', title: 'Келісім', wording })
).json<{ id: string }>().id;

let families = 0;
/** A patient of the home hospital whom the centre may see by a consent. */
async function patientShared(): Promise<{ patient: string; consent: string }> {
  families += 1;
  const names = [{ family: `Сынақ${families}`, given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }];
  const birthDate = `19${String(40 + families).padStart(2, '0')}-03-05`;
  const rest = { phone: null, address: null, languages: ['kk'], representatives: [], deceased: null };
  const identity = { names, identifiers: [], birthDate, sex: 'female', ...rest };
  const registered = await post(doctor, '/patients', { identity });
  const { id: patient } = registered.json<{ id: string }>();
  const given = await post(doctor, `/patients/${patient}/consents`, {
    purpose: 'treatment',
    receivingCountry: 'KR',
    receivingOrganisation: null,
    text: consentText,
    givenBy: 'patient',
    representative: null,
    givenHow: 'paper',
    givenOn: '2026-11-20',
    from: null,
    until: null,
    witness: null,
    supersedes: null,
  });
  const { id: consent } = given.json<{ id: string }>();
  const shared = await post(doctor, `/patients/${patient}/care`, { organisation: centre, consent });
  expect(shared.statusCode).toBeLessThan(300);
  return { patient, consent };
}

const ruled = {
  names: { kk: 'Протон консилиумы', en: 'Proton board' },
  kind: 'receiving_board',
  quorum: 3,
  majority: 'simple',
  chairBreaksTies: false,
  priorityRule: 'urgency_waiting',
  clockDays: 10,
  languages: ['kk', 'en'],
  votesElsewhere: false,
} as const;
const specialty = (words: string) => ({ en: { text: words, by: 'person' } });
const seats: [Someone, MemberFunction, string][] = [
  [chair, 'chair', 'Radiation oncologist'],
  [second, 'chair', 'Paediatric oncologist'],
  [first, 'member', 'Anaesthetist'],
  [other, 'member', 'Pathologist'],
  [deputy, 'deputy', 'Radiologist'],
];
async function makeBoard(more: Partial<Record<keyof typeof ruled, unknown>> = {}, sitting = seats) {
  const made = await post(manager, '/boards', { ...ruled, ...more });
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: string }>();
  for (const [who, as, known] of sitting) {
    const named = await post(manager, `/boards/${id}/members`, {
      person: who.person,
      function: as,
      specialty: specialty(known),
    });
    expect(named.statusCode).toBe(201);
  }
  const { members } = (await world.as(manager).get(`/boards/${id}`)).json<BoardPage>();
  const seatOf = (who: Someone): string => members.find(({ person }) => person === who.person)?.id ?? '';
  return { id, seatOf };
}
const facts = {
  region: null,
  sex: 'female',
  ageGroup: '0-17',
  disease: { code: 'proton', names: { en: 'Proton therapy' } },
} as const;
type Board = Awaited<ReturnType<typeof makeBoard>>;
const opening = (board: string, subjectId: string, patient: string) => ({
  board,
  subject: 'referral',
  subjectId,
  patient,
  priority: 'soon' as const,
  facts,
});
/** A case that the home hospital puts to a board. */
async function asked(board: Board, subject: string = uuidv7()) {
  const { patient, consent } = await patientShared();
  const opened = await inNameOf(doctor, (context) => openCase(context, opening(board.id, subject, patient)));
  if ('refused' in opened) throw new Error(opened.refused);
  return { id: opened.case, subject, patient, consent };
}
const vote = (who: Someone, id: string, choice: string, words: string | null = 'Because of the scan.', round = 1) =>
  post(who, `/boards/cases/${id}/votes`, { round, vote: choice, reason: words === null ? null : text(words) });
const decide = (who: Someone, id: string, outcome: Outcome, more: Partial<Deciding> = {}) =>
  inNameOf(who, (context) =>
    decideCase(context, { case: id, round: 1, outcome, reasons: { kk: 'Себебі', en: 'Why' }, ...more }),
  );
const read = async (who: Someone, subject: string): Promise<BoardCase[]> =>
  (await world.as(who).get(`/boards/cases?subject=${subject}`)).json<BoardCase[]>();
const board = await makeBoard();

describe('a board', () => {
  test('is set up and changed by a clinical coordinator of its organisation, and by nobody else', async () => {
    for (const who of [doctor, chair, viewer, clerk])
      expect((await post(who, '/boards', ruled)).statusCode, 'not a clinical coordinator').toBe(403);
    const change = { version: 1, ...ruled, quorum: 4, isClosed: false };
    expect((await post(stranger, `/boards/${board.id}/changes`, change)).statusCode).toBe(404);
    expect((await world.as(stranger).get(`/boards/${board.id}`)).statusCode).toBe(404);
    expect((await world.as(stranger).get(`/boards/${board.id}/fairness?year=2026`)).statusCode).toBe(404);
    const own = await makeBoard();
    expect((await post(manager, `/boards/${own.id}/changes`, change)).statusCode).toBe(200);
    expect(problemOf(await post(manager, `/boards/${own.id}/changes`, change))).toBe('stale');
  });

  test('is known to a partner by name and number of seats, without who sits on it', async () => {
    const known = await inNameOf(doctor, ({ tx }) => boardsOf(tx, centre));
    expect(known.find(({ id }) => id === board.id)).toMatchObject({ quorum: 3, seats: 5, hasChair: true });
    expect(await sqlAs(doctor, `select * from board_member where board_id = '${board.id}'`)).toEqual([]);
    const listed = await world.as(head).get('/boards?scope=partners');
    expect(listed.json()).toContainEqual(expect.objectContaining({ id: board.id, seats: 5 }));
    expect(await inNameOf(stranger, ({ tx }) => boardsOf(tx, centre))).toEqual([]);
  });

  test('names only people with a clinical role in its organisation, each once', async () => {
    const naming = (person: string) =>
      post(manager, `/boards/${board.id}/members`, { person, function: 'member', specialty: specialty('x') });
    expect(problemOf(await naming(doctor.person))).toBe('person-not-clinical');
    expect(problemOf(await naming(clerk.person))).toBe('person-not-clinical');
    expect(problemOf(await naming(chair.person))).toBe('member-sits-already');
  });

  test('is not closed while something waits for it', async () => {
    const own = await makeBoard();
    const { subject } = await asked(own);
    const change = { version: 1, ...ruled, isClosed: true };
    expect(problemOf(await post(manager, `/boards/${own.id}/changes`, change))).toBe('cases-waiting');
    await inNameOf(doctor, (context) => withdrawCase(context, { subjectId: subject }));
    expect((await post(manager, `/boards/${own.id}/changes`, change)).statusCode).toBe(200);
    const { patient } = await patientShared();
    const again = await inNameOf(doctor, (context) => openCase(context, opening(own.id, uuidv7(), patient)));
    expect(again).toEqual({ refused: 'board-closed' });
  });
});

describe('a member', () => {
  test('stands between the days for which they are named, and is not named twice for one of them', async () => {
    const own = await makeBoard({}, []);
    const name = (since: string | null, until: string | null) =>
      post(manager, `/boards/${own.id}/members`, {
        person: first.person,
        function: 'member',
        specialty: specialty('x'),
        since,
        until,
      });
    expect((await name('2027-01-01', '2027-01-31')).statusCode).toBe(201);
    expect(problemOf(await name('2027-01-31', null))).toBe('member-sits-already');
    expect(problemOf(await name('2027-03-01', '2027-02-01'))).toBe('ends-before-it-begins');
    expect((await name('2027-02-01', null)).statusCode).toBe(201);
    const page = async () => (await world.as(manager).get(`/boards/${own.id}`)).json<BoardPage>();
    const { members, seats: standing } = await page();
    expect(standing).toBe(0);
    expect(members.map(({ stands }) => stands)).toEqual([false, false]);
    const later = members.find(({ until }) => until === null)?.id ?? '';
    expect((await post(manager, `/boards/${own.id}/members/${later}/end`, {})).statusCode).toBe(200);
    const ended = (await page()).members.find(({ id }) => id === later);
    expect(ended?.until).toBe(ended?.since);
  });
});

describe('votes', () => {
  test('are seen by both sides with specialty and reasons, by name in the board’s own organisation alone; dissent is kept', async () => {
    const { id, subject } = await asked(board);
    for (const who of [chair, second, first]) expect((await vote(who, id, 'for')).statusCode).toBe(201);
    expect((await vote(other, id, 'defer', 'Wants the full histology first.')).statusCode).toBe(201);
    const decided = await decide(chair, id, 'accept_on_condition', { condition: { en: 'Page 2 arrives' } });
    expect(decided).toMatchObject({
      outcome: 'accept_on_condition',
      tally: { for: 3, against: 0, defer: 1, abstain: 0 },
    });
    const [here] = await read(manager, subject);
    expect(here?.people.find(({ member }) => member === board.seatOf(other))).toMatchObject({ name: 'Somebody' });
    const [there] = await read(doctor, subject);
    expect(there?.people.every(({ name }) => name === null)).toBe(true);
    expect(there?.people.map((each) => each.specialty.en?.text)).toContain('Pathologist');
    const dissent = there?.votes.filter(({ dissents }) => dissents);
    expect(dissent).toMatchObject([{ vote: 'defer', words: { en: 'Wants the full histology first.' } }]);
    expect(there?.decisions).toMatchObject([
      { condition: { en: 'Page 2 arrives' }, words: { kk: 'Себебі', en: 'Why' } },
    ]);
  });

  test('against or to defer say why', async () => {
    const { id } = await asked(board);
    expect(problemOf(await vote(chair, id, 'against', null))).toBe('vote-reason-missing');
    expect((await vote(chair, id, 'for', null)).statusCode).toBe(201);
  });

  test('given again stand beside the earlier ones, and the last one counts', async () => {
    const { id, subject } = await asked(board);
    await vote(first, id, 'defer');
    await vote(first, id, 'for', null);
    const [found] = await read(chair, subject);
    expect(found?.votes.map((each) => [each.vote, each.isLast])).toEqual([
      ['defer', false],
      ['for', true],
    ]);
    expect(found?.tally).toEqual({ for: 1, against: 0, defer: 0, abstain: 0 });
  });

  test('are given by members who stand, not by a viewer, a coordinator who is none, or another organisation', async () => {
    const { id } = await asked(board);
    expect((await vote(viewer, id, 'for')).statusCode).toBe(403);
    expect(problemOf(await vote(manager, id, 'for'))).toBe('not-a-member');
    expect((await vote(doctor, id, 'for')).statusCode).toBe(404);
    expect((await vote(stranger, id, 'for')).statusCode).toBe(404);
    expect(await read(stranger, uuidv7())).toEqual([]);
  });

  test('of another member, of a viewer or changed afterwards are refused by the database itself', async () => {
    const { id } = await asked(board);
    expect((await vote(chair, id, 'for')).statusCode).toBe(201);
    const inNameOfOther = (seat: string) => `insert into board_vote (id, case_id, round, member_id, vote, at)
      values (gen_random_uuid(), '${id}', 1, '${seat}', 'for', now())`;
    await refusedBySql(chair, inNameOfOther(board.seatOf(first)));
    await refusedBySql(viewer, inNameOfOther(board.seatOf(first)));
    await refusedBySql(manager, inNameOfOther(board.seatOf(first)));
    await refusedBySql(doctor, inNameOfOther(board.seatOf(first)));
    await refusedBySql(chair, `update board_vote set vote = 'against' where case_id = '${id}'`);
    await refusedBySql(chair, `delete from board_vote where case_id = '${id}'`);
    await refusedBySql(chair, `update board_decision set outcome = 'decline'`);
    await refusedBySql(chair, `update board_reason set content = ''`);
    await refusedBySql(
      manager,
      `insert into board_member (id, board_id, person, name, function, specialty, since)
         values (gen_random_uuid(), '${board.id}', '${viewer.person}', 'x', 'chair', '{}', now())`,
    );
  });

  test('of a member whose part has ended count no longer, and none can be added', async () => {
    const own = await makeBoard();
    const { id } = await asked(own);
    await vote(other, id, 'for');
    await vote(first, id, 'for');
    const ended = await post(manager, `/boards/${own.id}/members/${own.seatOf(other)}/end`, {});
    expect(ended.statusCode).toBe(200);
    expect(problemOf(await vote(other, id, 'for'))).toBe('not-a-member');
    await refusedBySql(
      other,
      `insert into board_vote (id, case_id, round, member_id, vote, at) values (gen_random_uuid(), '${id}', 1, '${own.seatOf(other)}', 'for', now())`,
    );
    await vote(chair, id, 'for');
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'quorum-missing' });
    expect(problemOf(await post(manager, `/boards/${own.id}/members/${own.seatOf(other)}/end`, {}))).toBe(
      'member-ended',
    );
    expect(
      (
        await post(manager, `/boards/${own.id}/members`, {
          person: other.person,
          function: 'member',
          specialty: specialty('x'),
        })
      ).statusCode,
    ).toBe(201);
  });
});

describe('a conflict of interest', () => {
  const state = (who: Someone, id: string, seat: string) =>
    post(who, `/boards/cases/${id}/conflicts`, { member: seat, reason: text('The patient is my niece.') });

  test('takes a member out of the votes and the quorum, and the database refuses their vote', async () => {
    const { id, subject } = await asked(board);
    await vote(other, id, 'for');
    await vote(chair, id, 'for');
    await vote(first, id, 'for');
    expect((await state(other, id, board.seatOf(other))).statusCode).toBe(201);
    expect(problemOf(await vote(other, id, 'for'))).toBe('in-conflict');
    await refusedBySql(
      other,
      `insert into board_vote (id, case_id, round, member_id, vote, at) values (gen_random_uuid(), '${id}', 1, '${board.seatOf(other)}', 'for', now())`,
    );
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'quorum-missing' });
    const [found] = await read(other, subject);
    expect(found).toMatchObject({
      tally: { for: 2 },
      rule: { eligible: 4 },
      own: { inConflict: true, mayVote: false },
    });
    expect(problemOf(await state(other, id, board.seatOf(other)))).toBe('conflict-stated');
    await vote(second, id, 'for');
    expect(await decide(chair, id, 'accept')).toMatchObject({ tally: { for: 3 } });
  });

  test('is stated by the member or by who presides, and its reason is seen in the board’s own organisation alone', async () => {
    const { id, subject } = await asked(board);
    expect(problemOf(await state(first, id, board.seatOf(other)))).toBe('not-a-member');
    expect((await state(deputy, id, board.seatOf(other))).statusCode).toBe(201);
    expect((await read(doctor, subject))[0]?.conflicts).toEqual([]);
    expect((await read(chair, subject))[0]?.conflicts).toMatchObject([{ words: { en: 'The patient is my niece.' } }]);
  });

  test('of the chair leaves the decision to another who presides', async () => {
    const { id } = await asked(board);
    for (const who of [second, first, other]) await vote(who, id, 'for');
    await state(chair, id, board.seatOf(chair));
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'not-chair' });
    expect(await decide(deputy, id, 'accept')).toMatchObject({ outcome: 'accept' });
  });
});

describe('a decision', () => {
  test('wants a quorum, and not one vote less', async () => {
    const { id } = await asked(board);
    await vote(chair, id, 'for');
    await vote(first, id, 'for');
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'quorum-missing' });
    await vote(other, id, 'abstain', null);
    expect(await decide(chair, id, 'accept')).toMatchObject({ tally: { for: 2, abstain: 1 } });
  });

  test('is what the votes allow, said by who presides, with a condition or reasons that both sides can read', async () => {
    const { id } = await asked(board);
    for (const who of [chair, first, other]) await vote(who, id, 'against');
    expect(await decide(first, id, 'decline')).toEqual({ refused: 'not-chair' });
    expect(await decide(manager, id, 'decline')).toEqual({ refused: 'not-chair' });
    expect(await decide(doctor, id, 'decline')).toEqual({ refused: 'not-found' });
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'majority-missing' });
    expect(await decide(chair, id, 'accept_on_condition')).toEqual({ refused: 'condition-missing' });
    expect(await decide(chair, id, 'decline', { reasons: { en: 'Only in one' } })).toEqual({
      refused: 'board-reasons-missing',
    });
    expect(await decide(chair, id, 'decline')).toMatchObject({ outcome: 'decline' });
  });

  test('cannot be forged by SQL: not its numbers, not its author, not a case that says it is decided', async () => {
    const { id, subject } = await asked(board);
    for (const who of [chair, first, other]) await vote(who, id, 'against');
    const [{ id: reason } = {}] = await world.seeAll('select id from board_reason where case_id = $1 limit 1', [id]);
    const forged = (who: Someone, [yes, no]: [number, number], outcome: string) => `
      insert into board_decision select gen_random_uuid(), id, round, '${outcome}', ${yes}, ${no}, 0, 0, 5, 3, 'simple', '${reason}',
        '${board.seatOf(who)}', '${who.person}', round_opened_at, due_at, waiting_since, now() from board_case where id = '${id}'`;
    await refusedBySql(chair, forged(chair, [3, 0], 'accept'));
    await refusedBySql(chair, forged(chair, [0, 3], 'accept'));
    await refusedBySql(first, forged(first, [0, 3], 'decline'));
    await refusedBySql(first, forged(chair, [0, 3], 'decline'));
    await refusedBySql(doctor, forged(chair, [0, 3], 'decline'));
    await refusedBySql(
      chair,
      `update board_case set state = 'decided', outcome = 'accept', decided_at = now() where id = '${id}'`,
    );
    expect(await read(chair, subject)).toMatchObject([{ state: 'open', decisions: [] }]);
    // The same statement with what was voted gets as far as the event that it lacks.
    await expect(sqlAs(chair, forged(chair, [0, 3], 'decline'))).rejects.toThrow('without an event');
  });

  test('is made once: of two who preside at once one wins, the other is stale, and nothing is half done', async () => {
    const { id } = await asked(board);
    for (const who of [chair, second, first]) await vote(who, id, 'for');
    const row = `select from board_case where id = '${id}'`;
    const both = await world.meetingAt(row, () => [decide(chair, id, 'accept'), decide(second, id, 'accept')]);
    expect(both.map((each) => ('refused' in each ? each.refused : 'decided')).toSorted()).toEqual(['decided', 'stale']);
    const [counted] = await world.seeAll(
      `select (select count(*)::int from board_decision where case_id = $1) as decisions,
         (select count(*)::int from event where subject_id = $1 and action = 'decide') as events,
         (select count(*)::int from board_reason where case_id = $1) as reasons`,
      [id],
    );
    expect(counted).toEqual({ decisions: 1, events: 1, reasons: 4 });
  });

  test('is made by one of two who preside at once, twenty times of twenty', async () => {
    const quick = await makeBoard({ quorum: 1 }, seats.slice(0, 2));
    const { patient } = await patientShared();
    const outcomesOf: string[][] = [];
    for (let round = 0; round < 20; round += 1) {
      const opened = await inNameOf(doctor, (context) => openCase(context, opening(quick.id, uuidv7(), patient)));
      const id = 'refused' in opened ? '' : opened.case;
      await vote(chair, id, 'for', null);
      const both = round % 2 === 0 ? [chair, second] : [second, chair];
      const results = await Promise.all(both.map((who) => decide(who, id, 'accept')));
      outcomesOf.push(results.map((each) => ('refused' in each ? each.refused : 'decided')).toSorted());
    }
    expect(outcomesOf).toEqual(Array.from({ length: 20 }, () => ['decided', 'stale']));
    const [kept] = await world.seeAll(
      `select count(*)::int as decisions, (select count(*)::int from event e join board_case c on c.id = e.subject_id
         where c.board_id = $1 and e.action = 'decide') as events
       from board_decision d join board_case c on c.id = d.case_id where c.board_id = $1`,
      [quick.id],
    );
    expect(kept).toEqual({ decisions: 20, events: 20 });
  });

  test('of a consultation is said by who presides; of another board only the act that asked it says what it decided', async () => {
    const colleagues = await makeBoard({ kind: 'consultation', quorum: 2 });
    const { id, subject } = await asked(colleagues);
    for (const who of [chair, first]) await vote(who, id, 'for');
    const body = { round: 1, outcome: 'accept', reasons: { en: 'Protons are indicated.' } };
    const say = (who: Someone, of: string) => post(who, `/boards/cases/${of}/decision`, body);
    expect(problemOf(await say(first, id))).toBe('not-chair');
    expect(problemOf(await say(doctor, id))).toBe('not-found');
    expect((await say(viewer, id)).statusCode).toBe(403);
    expect((await say(chair, id)).statusCode).toBe(201);
    expect(problemOf(await say(second, id))).toBe('stale');
    expect((await read(doctor, subject))[0]).toMatchObject({
      state: 'decided',
      decisions: [{ outcome: 'accept', words: { en: 'Protons are indicated.' } }],
    });
    const { id: decidedByAct } = await asked(board);
    for (const who of [chair, second, first]) await vote(who, decidedByAct, 'for');
    expect(problemOf(await say(chair, decidedByAct))).toBe('decided-by-an-act');
  });

  test('is not said by somebody who is no longer let in, nor does its place in the queue move while it waits', async () => {
    const { id, consent } = await asked(board);
    for (const who of [chair, second, first]) await vote(who, id, 'against');
    for (const set of [
      `priority = 'urgent'`,
      `waiting_since = '2020-01-01'`,
      `due_at = '2030-01-01'`,
      `parties = parties || '${stranger.organisation}'::uuid`,
    ])
      for (const who of [doctor, chair]) await refusedBySql(who, `update board_case set ${set} where id = '${id}'`);
    await post(doctor, `/consents/${consent}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });
    expect(await decide(chair, id, 'decline')).toEqual({ refused: 'care-closed' });
  });

  test('to accept is made by one of two boards that are asked about the same at once', async () => {
    const another = await makeBoard();
    const { patient } = await patientShared();
    const subject = uuidv7();
    const open = async (at: Board) => {
      const opened = await inNameOf(doctor, (context) => openCase(context, opening(at.id, subject, patient)));
      return 'refused' in opened ? '' : opened.case;
    };
    const [one, two] = [await open(board), await open(another)];
    for (const id of [one, two]) for (const who of [chair, second, first]) await vote(who, id, 'for');
    const results = await Promise.all([decide(chair, one, 'accept'), decide(second, two, 'accept')]);
    expect(results.map((each) => ('refused' in each ? each.refused : 'decided')).toSorted()).toEqual([
      'accepted-elsewhere',
      'decided',
    ]);
    const cases = await inNameOf(doctor, ({ tx }) => casesAbout(tx, subject));
    expect(cases.map(({ state, decisions }) => `${state} ${decisions.length}`).toSorted()).toEqual([
      'decided 1',
      'open 0',
    ]);
  });

  test('of a board that votes elsewhere is brought with how many voted what, within its rule', async () => {
    const paper = await makeBoard({ votesElsewhere: true });
    const { id, subject } = await asked(paper);
    expect(problemOf(await vote(chair, id, 'for'))).toBe('votes-elsewhere');
    const tally = { for: 4, against: 1, defer: 0, abstain: 0 };
    expect(await decide(manager, id, 'accept')).toEqual({ refused: 'tally-missing' });
    expect(await decide(manager, id, 'decline', { brought: { tally, eligible: 6 } })).toEqual({
      refused: 'majority-missing',
    });
    await expect(decide(first, id, 'accept', { brought: { tally, eligible: 6 } })).rejects.toThrow(
      'row-level security',
    );
    expect(await decide(manager, id, 'accept', { brought: { tally, eligible: 4 } })).toEqual({
      refused: 'tally-missing',
    });
    const brought = { tally, eligible: 6, dissent: { kk: 'Протонға ерте.' }, conflicts: 1 };
    expect(await decide(manager, id, 'accept', { brought })).toMatchObject({ tally });
    const seen = await Promise.all([read(manager, subject), read(doctor, subject)]);
    for (const [found] of seen)
      expect(found?.decisions).toMatchObject([
        { dissenting: 1, dissent: { kk: 'Протонға ерте.' }, broughtConflicts: 1, eligible: 6 },
      ]);
    const kept = JSON.stringify(
      await world.seeAll('select t::text from board_decision t union all select t::text from event t'),
    );
    expect(kept).not.toContain('Протон');
  });

  test('follows the same rule in the program and in the database', async () => {
    const small = [0, 1, 2, 3];
    const grid = outcomes.flatMap((outcome) =>
      majorities.flatMap((majority) =>
        [null, ...votes].flatMap((chairsVote) =>
          small.flatMap((yes) =>
            small.flatMap((no) =>
              [0, 1].flatMap((defer) =>
                [1, 3].map((quorum) => ({ outcome, majority, chairsVote, yes, no, defer, quorum })),
              ),
            ),
          ),
        ),
      ),
    );
    const found = await world.seeAll(
      `select board_may_conclude(g.outcome, array[g.yes, g.no, g.defer, 1], 6, g.quorum, g.majority, g.chair) as may
       from rows from (jsonb_to_recordset($1::jsonb) as (outcome text, majority text, "chairsVote" text, yes int, no int, defer int, quorum int))
         with ordinality as g (outcome, majority, chair, yes, no, defer, quorum, at) order by g.at`,
      [JSON.stringify(grid)],
    );
    const expected = grid.map(({ outcome, majority, chairsVote, yes, no, defer, quorum }) => {
      const rule = { quorum, majority, eligible: 6, chairsVote };
      return whyNotDecided(outcome, { for: yes, against: no, defer, abstain: 1 }, rule) === null;
    });
    expect(found.map(({ may }) => may)).toEqual(expected);
  });
});

describe('a case', () => {
  test('that is taken back takes no vote and no decision, and comes back as the next round with its earlier votes', async () => {
    const { id, subject, patient } = await asked(board);
    await vote(chair, id, 'for');
    expect(await inNameOf(head, (context) => withdrawCase(context, { subjectId: subject }))).toEqual({ withdrawn: 1 });
    expect(await inNameOf(head, (context) => withdrawCase(context, { subjectId: subject }))).toEqual({ withdrawn: 0 });
    expect(problemOf(await vote(first, id, 'for'))).toBe('case-closed');
    expect(await decide(chair, id, 'accept')).toEqual({ refused: 'stale' });
    const again = await inNameOf(doctor, (context) => openCase(context, opening(board.id, subject, patient)));
    expect(again).toMatchObject({ case: id, round: 2 });
    expect(problemOf(await vote(first, id, 'for', null, 1))).toBe('stale');
    expect((await vote(first, id, 'for', null, 2)).statusCode).toBe(201);
    expect((await read(chair, subject))[0]).toMatchObject({
      round: 2,
      tally: { for: 1 },
      votes: [{ round: 1 }, { round: 2 }],
    });
  });

  test('that is open is not put to the same board twice, nor by anybody who takes no part in the care', async () => {
    const { subject, patient } = await asked(board);
    const twice = await inNameOf(doctor, (context) => openCase(context, opening(board.id, subject, patient)));
    expect(twice).toEqual({ refused: 'case-open' });
    const far = await inNameOf(stranger, (context) => openCase(context, opening(board.id, uuidv7(), patient)));
    expect(far).toEqual({ refused: 'board-unknown' });
    expect(await inNameOf(stranger, ({ tx }) => caseAbout(tx, subject))).toBeNull();
    expect(await inNameOf(doctor, ({ tx }) => caseAbout(tx, subject))).toMatchObject({ state: 'open', round: 1 });
  });

  test('shows neither votes nor reasons once the consent has been withdrawn, and takes no vote of who is not let in', async () => {
    const { id, subject, consent } = await asked(board);
    await vote(chair, id, 'for', 'Target volume suits protons.');
    await post(doctor, `/consents/${consent}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });
    expect(await read(chair, subject)).toMatchObject([{ isReadable: false, votes: [], people: [], state: 'open' }]);
    expect(problemOf(await vote(first, id, 'for'))).toBe('care-closed');
    expect(await sqlAs(chair, `select * from board_vote where case_id = '${id}'`)).toEqual([]);
    expect(await sqlAs(chair, `select * from board_reason where case_id = '${id}'`)).toEqual([]);
    expect((await read(doctor, subject))[0]?.votes).toMatchObject([{ words: { en: 'Target volume suits protons.' } }]);
  });

  test('lies sealed in every table, and nobody reads what was said once the patient’s key is destroyed; the numbers stay', async () => {
    const { id, subject, patient } = await asked(board);
    for (const who of [chair, first, other]) await vote(who, id, 'for', 'Құпия негіздеме');
    await decide(chair, id, 'accept', { reasons: { kk: 'Құпия шешім' } });
    const dump = JSON.stringify(
      await Promise.all(
        ['board_reason', 'board_vote', 'board_decision', 'event', 'idempotency'].map((table) =>
          world.seeAll(`select t::text from ${table} t`),
        ),
      ),
    );
    for (const secret of ['Құпия', Buffer.from('Құпия').toString('hex')]) expect(dump).not.toContain(secret);
    world.vault.destroy(`patient:${patient}`);
    const [found] = await read(chair, subject);
    expect(found?.votes.map(({ words }) => words)).toEqual([null, null, null]);
    expect(found?.decisions).toMatchObject([{ words: null, tally: { for: 3 } }]);
  });

  test('is part of all that is held on the patient, without who voted', async () => {
    const { id, patient } = await asked(board);
    await vote(chair, id, 'for', 'Target volume suits protons.');
    const held = (await world.as(head).get(`/patients/${patient}/held?format=json`)).json<{ boards: unknown }>();
    expect(JSON.stringify(held)).toContain('Target volume suits protons.');
    expect(JSON.stringify(held)).not.toContain(board.seatOf(chair));
  });

  test('takes no vote that was on its way when it was decided', async () => {
    const { id } = await asked(board);
    for (const who of [chair, second, first]) await vote(who, id, 'for');
    const row = `select from board_case where id = '${id}'`;
    const results = await world.meetingAt<unknown>(row, () => [
      decide(chair, id, 'accept'),
      vote(other, id, 'against'),
    ]);
    const [{ votes: given, decided } = {}] = await world.seeAll(
      `select (select count(*)::int from board_vote v where v.case_id = $1) as votes,
         (select votes_for + votes_against from board_decision d where d.case_id = $1) as decided`,
      [id],
    );
    expect(results).toHaveLength(2);
    expect(decided).toBe(given);
  });

  test('that somebody opens is on record with the patient', async () => {
    const { subject, patient } = await asked(board);
    await read(chair, subject);
    const opened = await world.seeAll(
      `select distinct person from access_record where subject = 'patient' and subject_id = $1 and endpoint = 'boards.casesAbout'`,
      [patient],
    );
    expect(opened).toEqual([{ person: chair.person }]);
  });

  test('is signed by who voted and who presided, over bytes that tell neither a name nor what was said', async () => {
    const { id, patient } = await asked(board);
    for (const who of [chair, first, other]) await vote(who, id, 'for');
    const decided = await decide(chair, id, 'accept', { reasons: { kk: 'Құпия шешім' } });
    const decision = 'refused' in decided ? '' : decided.decision;
    const begin = (who: Someone) => post(who, '/signatures/begin', { subject: 'board_decision', id: decision });
    const { statement } = (await begin(chair)).json<{ statement: string }>();
    expect(JSON.parse(statement)).toMatchObject({
      subject: 'board_decision',
      facts: { outcome: 'accept', votes: 'for 3, against 0, defer 0, abstain 0' },
      texts: { kk: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(statement).not.toContain('Құпия');
    expect((await begin(first)).statusCode).toBe(200);
    expect(problemOf(await begin(deputy))).toBe('not-own-side');
    expect(problemOf(await begin(doctor))).toBe('not-own-side');
    expect((await begin(stranger)).statusCode).toBe(404);
    const { prove } = await keepPasskey(world, chair.person);
    const begun = (await begin(chair)).json<{ statement: string; challenge: string }>();
    const about = { subject: 'board_decision', id: decision };
    const signed = await post(chair, '/signatures', {
      ...about,
      statement: begun.statement,
      passkey: prove(begun.challenge),
    });
    expect(signed.statusCode).toBe(201);
    const { id: signature } = signed.json<{ id: string }>();
    const shown = await world.as(doctor).get(`/signatures/${signature}`);
    expect(shown.json()).toMatchObject({ isWhole: true, isCurrent: true, version: 1 });
    expect((await world.as(stranger).get(`/signatures/${signature}`)).statusCode).toBe(404);
    await expect(
      sqlAs(
        deputy,
        `insert into signature select gen_random_uuid(), owner_organisation, null, null, 'own_side', is_demo, subject, subject_id,
        subject_version, kind, statement, evidence, repeat('0', 64), key_id, '${deputy.person}', now() from signature where id = '${signature}'`,
      ),
    ).rejects.toThrow('row-level security');
    world.vault.destroy(`patient:${patient}`);
    expect(problemOf(await begin(chair))).toBe('nothing-to-sign');
  });
});

describe('a queue', () => {
  test('stands in the order of the stated rule, says why and what is late, and names nobody', async () => {
    const own = await makeBoard();
    const put = async (priority: 'urgent' | 'planned', since: string, due: string) => {
      const { patient } = await patientShared();
      const subject = uuidv7();
      const dates = { waitingSince: new Date(since), dueAt: new Date(due) };
      await inNameOf(doctor, (context) =>
        openCase(context, { ...opening(own.id, subject, patient), priority, ...dates }),
      );
      return subject;
    };
    const late = await put('planned', '2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z');
    const young = await put('planned', '2026-11-15T00:00:00Z', '2026-12-01T00:00:00Z');
    const urgent = await put('urgent', '2026-11-20T00:00:00Z', '2026-11-25T00:00:00Z');
    const reply = await world.as(first).get('/boards/queues');
    const queue = reply.json<Queue[]>().find((each) => each.board.id === own.id);
    expect(queue?.ownFunction).toBe('member');
    expect(queue?.cases).toMatchObject([
      { subjectId: urgent, isLate: false, part: 'to_vote', standing: { place: 1, moreUrgent: 0, earlier: 0 } },
      { subjectId: late, isLate: true, daysWaited: 20, standing: { place: 2, moreUrgent: 1, earlier: 0 } },
      { subjectId: young, isLate: false, standing: { place: 3, moreUrgent: 1, earlier: 1 } },
    ]);
    expect(reply.body).not.toContain('Сынақ');
    expect((await world.as(stranger).get('/boards/queues')).json()).toEqual([]);
  });
});

describe('the report on fairness', () => {
  test('tells how long groups waited, hides fewer than five and what would give them away, as a page and as files', async () => {
    const own = await makeBoard({ quorum: 1 });
    const put = async (sex: 'female' | 'male', days: number) => {
      const { patient } = await patientShared();
      const since = new Date(now.getTime() - days * 86_400_000);
      const opened = await inNameOf(doctor, (context) =>
        openCase(context, {
          ...opening(own.id, uuidv7(), patient),
          waitingSince: since,
          facts: { ...facts, sex, region: 'almaty' },
        }),
      );
      const id = 'refused' in opened ? '' : opened.case;
      await vote(chair, id, 'for', null);
      await decide(chair, id, 'accept');
    };
    for (const days of [1, 2, 3, 4, 5, 6, 7]) await put('female', days);
    for (const days of [30, 40]) await put('male', days);
    const { whole, tables } = (await world.as(viewer).get(`/boards/${own.id}/fairness?year=2026`)).json<Fairness>();
    expect(whole).toEqual({ cases: { is: 'number', value: 9 }, median: 5, ninetieth: null });
    expect(tables.sex).toMatchObject([
      { key: 'female', cases: { is: 'hidden' }, median: null },
      { key: 'male', cases: { is: 'few' }, median: null },
    ]);
    expect(tables.disease).toMatchObject([
      { key: 'proton', names: { en: 'Proton therapy' }, cases: { value: 9 }, median: 5 },
    ]);
    const file = await world.as(viewer).get(`/boards/${own.id}/fairness/file?year=2026&format=csv&locale=en`);
    expect(file.body).toContain('Sex,male,fewer than 5,,');
    expect(file.body).not.toMatch(/\b(30|40)\b/);
    const empty = (await world.as(viewer).get(`/boards/${own.id}/fairness?year=2025`)).json<Fairness>();
    expect(empty.whole.cases).toEqual({ is: 'number', value: 0 });
  });
});
