import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, inRequest, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { startWorld } from '../../../test/world.ts';
import { commitmentsUnder, recordCommitments } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
let opened = 0;
const fresh = () => openLedger(world, `promise-${(opened += 1)}`);
type Ledger = Awaited<ReturnType<typeof fresh>>;
const typeOf = (reply: { json: () => { type?: string } }) => reply.json().type?.replace('/problems/', '') ?? 'done';
const said = (text: string) => ({ kk: { text, by: 'person' } });
const publish = (ledger: Ledger, commitments: string[], visibility = 'public') =>
  world.as(ledger.coordinator).post('/commitments/publications', { commitments, visibility });

async function promised(ledger: Ledger, over: object = {}): Promise<string> {
  const act = { kind: 'act', measure: null, strength: 'agreed' };
  const commitment = commitmentInput(ledger, { ...act, ...over });
  const entered = await enter(ledger.officer, await ledger.draft({ kind: 'commitment' }), {
    enter: 'commitment',
    commitment,
  });
  expect(entered.statusCode).toBe(200);
  return entered.json().commitment;
}
const change = (ledger: Ledger, id: string, asked: object) =>
  world.as(ledger.officer).post(`/commitments/${id}/changes`, asked);
const find = (ledger: Ledger, id: string, asked: object) =>
  world.as(ledger.officer).post(`/commitments/${id}/condition`, asked);

test('a promise with a condition becomes due when the condition is met, and today says so', async () => {
  const ledger = await fresh();
  const id = await promised(ledger, {
    title: said('Израильдегі курстар'),
    strength: 'agreed_to_consider',
    condition: said('Пандемия тұрақталғаннан кейін'),
    conditionState: 'unknown',
    dueAfter: 'P6M',
  });
  const met = { version: 1, state: 'met', on: '2026-11-01', reasons: said('Шектеулер алынды') };
  expect(typeOf(await find(ledger, id, { ...met, reasons: undefined }))).toBe('reasons-missing');
  expect(typeOf(await find(ledger, id, { ...met, on: '2026-11-22' }))).toBe('day-in-future');
  expect(typeOf(await find(ledger, id, { ...met, on: undefined }))).toBe('condition-incomplete');
  expect(typeOf(await find(ledger, id, { ...met, claim: await ledger.draft() }))).toBe('claim-not-accepted');
  expect((await find(ledger, id, met)).json()).toMatchObject({
    conditionState: 'met',
    conditionOn: '2026-11-01',
    term: '2027-05-01',
    termLast: '2027-05-01',
    version: 2,
  });
  expect(typeOf(await find(ledger, id, met))).toBe('stale');
  const today = (await world.as(ledger.officer).get('/today')).json();
  expect(today.becameDue.map((row: { id: string }) => row.id)).toEqual([id]);
  expect((await find(ledger, id, { version: 2, state: 'unknown' })).json()).toMatchObject({
    term: null,
    conditionOn: null,
  });
  expect((await world.as(ledger.officer).get('/today')).json().becameDue).toEqual([]);
  const unconditional = await promised(ledger);
  expect(typeOf(await find(ledger, unconditional, met))).toBe('no-condition');
});

test('the condition rests on a claim too, and the promise may get a term of its own', async () => {
  const ledger = await fresh();
  const id = await promised(ledger, {
    condition: said('Келісім күшіне енсе'),
    conditionState: 'unmet',
    term: '../2024',
  });
  expect((await read(ledger.officer, id)).standing.status).toBe('not_started');
  const claim = await ledger.draft();
  await enter(ledger.officer, claim, { enter: 'nothing' });
  const met = { version: 1, state: 'met', on: '2025-01-10', claim, term: '../2025' };
  expect((await find(ledger, id, met)).json()).toMatchObject({ term: '../2025', termLast: '2025-12-31' });
  const page = await read(ledger.officer, id);
  expect(page.standing).toMatchObject({ status: 'not_reported', since: '2025-01-10' });
  expect(page.grounds.map((each: { part: string }) => each.part).toSorted()).toEqual(['condition', 'statement']);
});

test('a promise for each year is not kept by adding years up', async () => {
  const ledger = await fresh();
  const target = { amount: '10', currency: null };
  const id = await promised(ledger, {
    kind: 'measure',
    measure: 'operations',
    target,
    per: 'P1Y',
    term: '2024',
    strength: 'promised',
  });
  for (const period of ['2022', '2023'])
    await enter(ledger.officer, await ledger.draft(), {
      enter: 'delivery',
      of: id,
      delivery: deliveryInput('10', { period }),
    });
  expect((await read(ledger.officer, id)).standing).toMatchObject({
    delivered: { amount: '20' },
    status: 'not_reported',
    isExceeded: false,
  });
  const unpromised = commitmentInput(ledger, { per: 'P1Y' });
  const entry = { enter: 'commitment', commitment: unpromised };
  expect(typeOf(await enter(ledger.officer, await ledger.draft(), entry))).toBe('per-without-promise');
});

test('parts are shown under their whole and counted with it once', async () => {
  const ledger = await fresh();
  const measured = { kind: 'measure', measure: 'operations', strength: 'promised' };
  const whole = await promised(ledger, { ...measured, target: { amount: '60', currency: null } });
  const parts: string[] = [];
  for (const place of ['Талдықорған', 'Қаратал'])
    parts.push(await promised(ledger, { ...measured, place, target: { amount: '30', currency: null }, partOf: whole }));
  const deliver = async (of: string, amount: string) =>
    enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of, delivery: deliveryInput(amount) });
  await deliver(parts[0] ?? '', '30');
  await deliver(parts[1] ?? '', '7');
  expect((await read(ledger.officer, whole)).standing).toMatchObject({ delivered: { amount: '37' }, deliveries: 2 });
  await deliver(whole, '37');
  const page = await read(ledger.officer, whole);
  expect(page.standing).toMatchObject({ delivered: { amount: '37' }, deliveredComparator: 'ge' });
  expect(page.parts.map((part: { standing: { status: string } }) => part.standing.status)).toEqual([
    'kept',
    'on_track',
  ]);
  const overview = (await world.as(ledger.officer).get(`/partnerships/${ledger.partnership.slug}/overview`)).json();
  expect(overview.figures).toMatchObject([{ amount: { amount: '37' } }]);
  expect((await read(ledger.officer, parts[0] ?? '')).whole).toMatchObject({ id: whole });
  await publish(ledger, [whole]);
  const { rows } = await sql`select delivered, is_part from public_commitment where id = ${whole}`.execute(
    world.publicDb,
  );
  expect(rows).toEqual([{ delivered: 37n, is_part: false }]);
  await publish(ledger, parts);
  const all =
    await sql`select is_part, count(*)::int from public_commitment where partnership_id = ${ledger.partnership.id}
    group by 1 order by 1`.execute(world.publicDb);
  expect(all.rows).toEqual([
    { is_part: false, count: 1 },
    { is_part: true, count: 2 },
  ]);
});

test('nothing is part of itself or replaced by itself, by whatever detour, nor by a promise of another partnership', async () => {
  const [ledger, other] = [await fresh(), await fresh()];
  const [one, two, three] = [await promised(ledger), await promised(ledger), await promised(ledger)];
  const foreign = await promised(other);
  expect(typeOf(await change(ledger, two, { version: 1, change: { partOf: one } }))).toBe('done');
  expect(typeOf(await change(ledger, three, { version: 1, change: { partOf: two } }))).toBe('done');
  expect(typeOf(await change(ledger, one, { version: 1, change: { partOf: three } }))).toBe('goes-round');
  expect(typeOf(await change(ledger, one, { version: 1, change: { partOf: one } }))).toBe('goes-round');
  expect(typeOf(await change(ledger, one, { version: 1, change: { replacedBy: foreign } }))).toBe('related-elsewhere');
  const raw = world.seeAll(`update commitment set part_of = $1 where id = $2`, [three, one]);
  await expect(raw).rejects.toMatchObject({ code: '23514' });
});

test('a promise that another replaced is not due, for whoever sees the other', async () => {
  const ledger = await fresh();
  const [old, young] = [await promised(ledger, { term: '2024' }), await promised(ledger, { term: '2030' })];
  await publish(ledger, [old]);
  await change(ledger, old, { version: 2, change: { replacedBy: young } });
  expect(await read(ledger.officer, old)).toMatchObject({
    standing: { status: 'not_started' },
    replacement: { id: young },
  });
  expect(await read(ledger.guest, old)).toMatchObject({ standing: { status: 'not_reported' }, replacement: null });
  await publish(ledger, [young]);
  expect(await read(ledger.guest, old)).toMatchObject({
    standing: { status: 'not_started' },
    replacement: { id: young },
  });
  expect((await read(ledger.guest, young)).replaces).toMatchObject([{ id: old }]);
});

test('what was agreed at a meeting becomes commitments in one step, and is found under it', async () => {
  const [ledger, other] = [await fresh(), await fresh()];
  const meetingOf = async ({ partnership, home, almaty }: Ledger, visibility = 'own_side') =>
    String(
      (
        await world.seeAll(
          `insert into meeting (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, state, manner, minutes_state, version, changed_at)
           values (gen_random_uuid(), $1, $2, $3, $4, false, '{}', 'held', 'in_person', 'none', 1, now()) returning id`,
          [almaty, partnership.id, home, visibility],
        )
      )[0]?.['id'],
    );
  const [meeting, elsewhere] = [await meetingOf(ledger), await meetingOf(other)];
  const record = (who: Ledger['officer'], at: string, partnership = ledger.partnership.id) =>
    inRequest(world, who, async (context) => {
      const { partnershipOf } = await import('../directory/index.ts');
      const found = await partnershipOf(context.tx, partnership);
      if (!found) throw new Error('no such partnership');
      const act = { kind: 'act', measure: null, strength: 'proposed' } as const;
      const commitment = commitmentInput(ledger, { ...act, debtors: [ledger.almaty, ledger.seoul], creditors: [] });
      return recordCommitments(context, found, [
        { commitment: commitment as never, meeting: at },
        { commitment: { ...commitment, title: said('Шақыру') } as never, meeting: at },
      ]);
    });
  const recorded = (await record(ledger.officer, meeting)) as { recorded: string[] };
  expect(recorded.recorded).toHaveLength(2);
  expect(await record(ledger.officer, elsewhere)).toEqual({ refused: 'not-found', index: 0 });
  expect(await record(ledger.guest, meeting)).toEqual({ refused: 'not-found', index: 0 });
  const under = (who: Ledger['officer']) => inRequest(world, who, (context) => commitmentsUnder(context, { meeting }));
  expect((await under(ledger.officer)).items.map(({ id, meeting: at }) => [id, at])).toEqual(
    recorded.recorded.map((id) => [id, meeting]),
  );
  expect((await under(ledger.guest)).items).toEqual([]);
  const listed = (await world.as(ledger.officer).get(`/commitments?meeting=${meeting}`)).json();
  expect(listed.items).toHaveLength(2);
  const byHand = {
    partnership: ledger.partnership.slug,
    claims: [],
    commitment: commitmentInput(ledger, { strength: 'planned' }),
  };
  expect(typeOf(await world.as(ledger.officer).post('/commitments', byHand))).toBe('ground-missing');
  expect((await world.as(ledger.officer).post('/commitments', { ...byHand, meeting })).json()).toMatchObject({
    meeting,
  });
});

test('a later source under a figure that is there moves the day of the last report, for whoever sees the source', async () => {
  const ledger = await fresh();
  const of = commitmentInput(ledger, { measure: 'operations' });
  const deliver = async (reportedOn: string) =>
    (
      await enter(ledger.officer, await ledger.draft(), {
        enter: 'delivery',
        of,
        delivery: deliveryInput('37', { reportedOn }),
      })
    ).json();
  const { commitment } = await deliver('2020-12-23');
  await publish(ledger, [commitment]);
  expect((await deliver('2023-05-01')).isKnown).toBe(true);
  expect((await read(ledger.officer, commitment)).standing.reportedOn).toBe('2023-05-01');
  expect((await read(ledger.guest, commitment)).standing.reportedOn).toBe('2020-12-23');
  await publish(ledger, [commitment]);
  expect((await read(ledger.guest, commitment)).standing.reportedOn).toBe('2023-05-01');
});

test('a population is a context figure with its place and date, and no promise', async () => {
  const ledger = await fresh();
  const capacity = {
    title: said('тұрғын'),
    amount: '2000000',
    comparator: 'gt',
    per: null,
    kind: 'context',
    asOf: '2020',
    place: 'Алматы облысы',
    placeKey: 'kz-almaty-region',
  };
  await enter(ledger.officer, await ledger.draft(), { enter: 'capacity', capacity });
  const overview = (await world.as(ledger.officer).get(`/partnerships/${ledger.partnership.slug}/overview`)).json();
  expect(overview.capacities).toMatchObject([
    { kind: 'context', asOf: '2020', place: 'Алматы облысы', placeKey: 'kz-almaty-region' },
  ]);
  expect(overview.figures).toEqual([]);
});

test('a promised amount in another currency is one number on the page, in the list and in the file, with its rate', async () => {
  const ledger = await fresh();
  await world.seeAll(
    `with brought as (insert into rate_import values (gen_random_uuid(), $1, $2, now(), 'rates.csv', repeat('0', 64)) returning id)
     insert into rate select gen_random_uuid(), id, $1, false, 'USD', 'JPY', '2020-12-22', 103.35, 'Ұлттық банк', 1, null from brought`,
    [ledger.almaty, ledger.officer.person],
  );
  const money = { kind: 'money', measure: null, currency: 'JPY', strength: 'signed' };
  const id = await promised(ledger, { ...money, target: { amount: '1087000000', currency: 'JPY' } });
  const amount = '10517658.44';
  const page = (await world.as(ledger.officer).get(`/commitments/${id}?in=USD`)).json();
  expect(page.converted).toMatchObject({
    amount: { amount, currency: 'USD' },
    day: '2020-12-22',
    steps: [{ base: 'USD', quote: 'JPY', rate: '103.35', source: 'Ұлттық банк' }],
  });
  const { items } = (
    await world.as(ledger.officer).get(`/commitments?partnership=${ledger.partnership.slug}&in=USD`)
  ).json();
  expect(items[0].converted).toEqual(page.converted);
  const file = await world
    .as(ledger.officer)
    .get(`/commitments/file?format=csv&partnership=${ledger.partnership.slug}&in=USD`);
  expect(file.body).toContain(`${amount},USD,`);
  expect((await world.as(ledger.officer).get(`/commitments/${id}?in=KGS`)).json().converted).toBeNull();
  expect((await read(ledger.officer, id)).converted).toBeUndefined();
});
