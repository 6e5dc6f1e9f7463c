import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, inRequest, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { startWorld } from '../../../test/world.ts';
import { recordDelivery } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, undo, read } = ledgerCalls(world);
let opened = 0;
const fresh = (visibility: 'partnership' | 'public' = 'public') =>
  openLedger(world, `thread-${(opened += 1)}`, visibility);
type Ledger = Awaited<ReturnType<typeof fresh>>;

const typeOf = (reply: { json: () => { type?: string } }) => reply.json().type?.replace('/problems/', '') ?? 'done';
const publish = (ledger: Ledger, asked: object) =>
  world.as(ledger.coordinator).post('/commitments/publications', { visibility: 'public', ...asked });

/** A result of so many people seen, entered on the commitment without a target. */
async function seen(ledger: Ledger, amount = '2700', over: object = {}) {
  const claim = await ledger.draft();
  const entry = {
    enter: 'delivery',
    of: commitmentInput(ledger),
    delivery: deliveryInput(amount, { comparator: 'gt', ...over }),
  };
  return { claim, ...(await enter(ledger.officer, claim, entry)).json() };
}
/** A grant, entered as a commitment in money. */
async function granted(ledger: Ledger, over: object = {}) {
  const value = { amount: '1087000000', currency: 'JPY', comparator: 'eq', role: 'grant' };
  const claim = await ledger.draft({ kind: 'money', value, quote: '1 милиард, 87 миллион иен' });
  const money = { kind: 'money', measure: null, currency: 'JPY', strength: 'signed' };
  const target = { amount: '1087000000', currency: 'JPY' };
  const commitment = commitmentInput(ledger, { ...money, target, ...over });
  return { claim, ...(await enter(ledger.officer, claim, { enter: 'commitment', commitment })).json() };
}

test('a result of a press release becomes a delivery without a target, with its quote, and one event each', async () => {
  const ledger = await fresh();
  const { commitment, delivery } = await seen(ledger);
  const page = await read(ledger.officer, commitment);
  expect(page.standing).toMatchObject({
    status: 'no_target',
    delivered: { amount: '2700', currency: null },
    deliveredComparator: 'gt',
  });
  expect(page.deliveries).toMatchObject([
    { id: delivery, comparator: 'gt', grounds: [{ part: 'delivered', quote: '2700-ден астам адам' }] },
  ]);
  const events = await world.seeAll(`select subject, action from event where partnership_id = $1 order by id`, [
    ledger.partnership.id,
  ]);
  expect(events).toEqual([
    { subject: 'claim', action: 'accept' },
    { subject: 'commitment', action: 'record' },
    { subject: 'delivery', action: 'record' },
  ]);
});

test('a grant stands as money to the last unit, with no delivery recorded', async () => {
  const ledger = await fresh();
  const page = await read(ledger.officer, (await granted(ledger)).commitment);
  expect(page).toMatchObject({
    target: { amount: '1087000000', currency: 'JPY' },
    strength: 'signed',
    ownPart: 'creditor',
  });
  expect(page.standing).toMatchObject({ status: 'not_started', sentence: { key: 'not_started' } });
  expect(page.grounds).toMatchObject([{ part: 'target', quote: '1 милиард, 87 миллион иен' }]);
});

test('a stated equivalent goes under the amount it restates, and is never added to it', async () => {
  const ledger = await fresh();
  const grant = await granted(ledger);
  const claim = await ledger.draft({ kind: 'money', quote: '7 миллион доллардан астам' });
  expect((await enter(ledger.officer, claim, { enter: 'equivalent', ofClaim: grant.claim })).json()).toMatchObject({
    commitment: grant.commitment,
  });
  const page = await read(ledger.officer, grant.commitment);
  expect(page.grounds.map((ground: { part: string }) => ground.part).toSorted()).toEqual(['equivalent', 'target']);
  expect(page.target.amount).toBe('1087000000');
  const orphan = await ledger.draft({ kind: 'money' });
  expect(typeOf(await enter(ledger.officer, orphan, { enter: 'equivalent', ofClaim: claim }))).toBe(
    'nothing-to-restate',
  );
});

test('a capacity is neither promise nor result', async () => {
  const ledger = await fresh();
  const claim = await ledger.draft({ kind: 'capacity', quote: '800-ден астам науқас' });
  const capacity = {
    title: { kk: { text: 'Протон орталығы', by: 'person' } },
    amount: '800',
    comparator: 'gt',
    per: 'P1Y',
  };
  await enter(ledger.officer, claim, { enter: 'capacity', capacity });
  const overview = (await world.as(ledger.officer).get(`/partnerships/${ledger.partnership.slug}/overview`)).json();
  expect(overview.capacities).toMatchObject([
    { amount: '800', per: 'P1Y', grounds: [{ quote: '800-ден астам науқас' }] },
  ]);
  expect(overview.figures).toEqual([]);
  expect(overview.claims).toMatchObject([{ id: claim }]);
});

test('a claim that is neither promise nor result is accepted and enters nothing', async () => {
  const ledger = await fresh();
  const entered = await enter(ledger.officer, await ledger.draft(), { enter: 'nothing' });
  expect(entered.json()).toMatchObject({ commitment: null, delivery: null, capacity: null, version: 2 });
});

test('two results of one measure meet on one commitment without a target', async () => {
  const ledger = await fresh();
  const first = await seen(ledger, '2700');
  const second = await seen(ledger, '1200');
  expect(second.commitment).toBe(first.commitment);
  expect(second.isKnown).toBe(false);
});

test('people are never added up: two reports give at least the larger one', async () => {
  const ledger = await fresh();
  const { commitment } = await seen(ledger, '2700');
  await seen(ledger, '1200', { comparator: 'eq' });
  const { standing } = await read(ledger.officer, commitment);
  expect(standing).toMatchObject({ delivered: { amount: '2700' }, deliveredComparator: 'gt', deliveries: 2 });
  const overview = (await world.as(ledger.officer).get(`/partnerships/${ledger.partnership.slug}/overview`)).json();
  expect(overview.figures).toMatchObject([
    { measure: { key: 'people_seen' }, amount: { amount: '2700' }, comparator: 'gt' },
  ]);
});

test('operations are added up', async () => {
  const ledger = await fresh();
  const of = commitmentInput(ledger, { measure: 'operations' });
  for (const amount of ['37', '5'])
    await enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of, delivery: deliveryInput(amount) });
  const overview = (await world.as(ledger.officer).get(`/partnerships/${ledger.partnership.slug}/overview`)).json();
  expect(overview.figures).toMatchObject([{ amount: { amount: '42' }, comparator: 'eq', deliveries: 2 }]);
});

test('however many sources state a delivery, it counts once and rests on all of them', async () => {
  const ledger = await fresh();
  const first = await seen(ledger);
  const again = await seen(ledger);
  expect([again.delivery, again.isKnown]).toEqual([first.delivery, true]);
  const page = await read(ledger.officer, first.commitment);
  expect(page.standing.deliveries).toBe(1);
  expect(page.deliveries[0].grounds).toHaveLength(2);
});

test('another place or period is another delivery', async () => {
  const ledger = await fresh();
  const first = await seen(ledger, '2700', { place: 'Талдықорған' });
  const elsewhere = await seen(ledger, '2700', { place: 'Қаратал' });
  const later = await seen(ledger, '2700', { place: 'Қаратал', period: '2019' });
  expect(new Set([first.delivery, elsewhere.delivery, later.delivery]).size).toBe(3);
});

test('of two people entering one claim at once, one enters it and the other hears so', async () => {
  const ledger = await fresh();
  const claim = await ledger.draft();
  const entry = { enter: 'delivery', of: commitmentInput(ledger), delivery: deliveryInput('2700') };
  const replies = await world.meetingAt(`select from claim where id = '${claim}'`, () => [
    enter(ledger.officer, claim, entry),
    enter(ledger.colleague, claim, entry),
  ]);
  expect(replies.map(typeOf).toSorted()).toEqual(['already-decided', 'done']);
  const [row] = await world.seeAll('select count(*)::int from delivery where partnership_id = $1', [
    ledger.partnership.id,
  ]);
  expect(row).toEqual({ count: 1 });
});

test('the same request sent twice gets the first answer and enters once', async () => {
  const ledger = await fresh();
  const claim = await ledger.draft();
  const entry = { enter: 'delivery', of: commitmentInput(ledger), delivery: deliveryInput('2700') };
  const key = { 'idempotency-key': `again-${claim}` };
  const [first, second] = [
    await enter(ledger.officer, claim, entry, key),
    await enter(ledger.officer, claim, entry, key),
  ];
  expect([second.statusCode, second.body]).toEqual([200, first.body]);
});

test('two claims of one commitment entered at once are both counted, and neither waits for ever', async () => {
  const ledger = await fresh();
  const of = commitmentInput(ledger, { measure: 'operations' });
  const { commitment } = (
    await enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of, delivery: deliveryInput('1') })
  ).json();
  const claims = await Promise.all(Array.from({ length: 6 }, () => ledger.draft()));
  const replies = await world.meetingAt(`select from commitment where id = '${commitment}'`, () =>
    claims.map((claim, index) =>
      enter(index % 2 ? ledger.officer : ledger.colleague, claim, {
        enter: 'delivery',
        of: commitment,
        delivery: deliveryInput(String(10 + index)),
      }),
    ),
  );
  expect(replies.map(typeOf)).toEqual(claims.map(() => 'done'));
  const { standing } = await read(ledger.officer, commitment);
  expect(standing).toMatchObject({ delivered: { amount: '76' }, deliveries: 7 });
});

test('two deliveries written at once by plain SQL are both counted: the trigger itself makes them take turns', async () => {
  const ledger = await fresh();
  const { commitment } = await seen(ledger);
  const insert = (amount: number) =>
    world.seeAll(
      `insert into delivery select gen_random_uuid(), c.id, c.owner_organisation, c.partnership_id, c.side_id, 'own_side', false,
         ${amount}, 'eq', null, null, null, null, null, 1, now() from commitment c where c.id = '${commitment}'`,
    );
  await Promise.all([3000, 3001, 3002, 3003, 3004, 3005].map(insert));
  expect((await read(ledger.officer, commitment)).standing).toMatchObject({
    delivered: { amount: '3005' },
    deliveries: 7,
  });
});

test.each([
  ['amount-too-large', { amount: { amount: '9223372036854775808', currency: null } }],
  ['amount-too-large', { amount: { amount: '9'.repeat(30), currency: null } }],
  ['amount-invalid', { amount: { amount: '0', currency: null } }],
  ['amount-invalid', { amount: { amount: '1.5', currency: null } }],
  ['unit-mismatch', { amount: { amount: '5', currency: 'USD' } }],
  ['invalid-input', { amount: { amount: '1e9', currency: null } }],
  ['invalid-input', { period: '2020-13' }],
])('%s refuses a delivery, and the claim stays a draft', async (refusal, over) => {
  const ledger = await fresh();
  const claim = await ledger.draft();
  const entry = { enter: 'delivery', of: commitmentInput(ledger), delivery: deliveryInput('1', over) };
  expect(typeOf(await enter(ledger.officer, claim, entry))).toBe(refusal);
  expect(await world.seeAll('select state from claim where id = $1', [claim])).toEqual([{ state: 'draft' }]);
});

test('sums beyond the largest number stop there instead of failing', async () => {
  const ledger = await fresh();
  const of = commitmentInput(ledger, { measure: 'doses' });
  for (const amount of ['9223372036854775807', '9223372036854775806'])
    await enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of, delivery: deliveryInput(amount) });
  const { items } = (await world.as(ledger.officer).get(`/commitments?partnership=${ledger.partnership.slug}`)).json();
  expect(items[0].standing.delivered.amount).toBe('9223372036854775807');
});

test.each([
  ['party-unknown', { debtors: ['018f0000-0000-7000-8000-000000000000'] }],
  ['measure-unknown', { measure: 'camels' }],
  ['term-unclear', { term: '2018/..' }],
  ['condition-incomplete', { conditionState: 'unmet' }],
  ['target-without-strength', { target: { amount: '5', currency: null } }],
  ['unit-mismatch', { kind: 'act' }],
  ['invalid-input', { debtors: [] }],
])('%s refuses a commitment', async (refusal, over) => {
  const ledger = await fresh();
  const entry = { enter: 'commitment', commitment: commitmentInput(ledger, over) };
  expect(typeOf(await enter(ledger.officer, await ledger.draft(), entry))).toBe(refusal);
});

test('nobody owes themselves', async () => {
  const ledger = await fresh();
  const entry = { enter: 'commitment', commitment: commitmentInput(ledger, { creditors: [ledger.seoul] }) };
  expect(typeOf(await enter(ledger.officer, await ledger.draft(), entry))).toBe('owes-itself');
});

test('undoing an entry takes back what rested on it alone, and the claim is a draft again', async () => {
  const ledger = await fresh();
  const { claim, commitment, delivery } = await seen(ledger);
  const undone = await undo(ledger.officer, claim);
  expect(undone.json()).toMatchObject({ version: 3, retracted: [delivery, commitment] });
  expect((await world.as(ledger.officer).get(`/commitments/${commitment}`)).statusCode).toBe(404);
  const again = await world
    .as(ledger.officer)
    .post('/accords/entries', { claim, version: 3, entry: { enter: 'nothing' } });
  expect(again.statusCode).toBe(200);
});

test('what rests on another claim too stays when one of them is undone', async () => {
  const ledger = await fresh();
  const first = await seen(ledger);
  const second = await seen(ledger);
  expect((await undo(ledger.officer, second.claim)).json().retracted).toEqual([]);
  expect((await read(ledger.officer, first.commitment)).deliveries[0].grounds).toHaveLength(1);
});

test('what is published, confirmed by another or still needed cannot be undone, and says why', async () => {
  const ledger = await fresh();
  const { claim, delivery, commitment } = await seen(ledger);
  await publish(ledger, { commitments: [commitment], visibility: 'partnership' });
  await world.as(ledger.guest).post(`/deliveries/${delivery}/confirmations`, { as: 'giver' });
  expect(typeOf(await undo(ledger.officer, claim))).toBe('confirmed-by-others');
  await publish(ledger, { commitments: [commitment] });
  expect(typeOf(await undo(ledger.officer, claim))).toBe('already-published');
  const grant = await granted(ledger);
  const paid = {
    enter: 'delivery',
    of: grant.commitment,
    delivery: deliveryInput('5', { amount: { amount: '5', currency: 'JPY' } }),
  };
  await enter(ledger.officer, await ledger.draft(), paid);
  expect(typeOf(await undo(ledger.officer, grant.claim))).toBe('still-needed');
  expect(typeOf(await undo(ledger.officer, grant.claim, 7))).toBe('stale');
  expect(typeOf(await undo(ledger.officer, await ledger.draft(), 1))).toBe('not-accepted');
});

test('nothing was said or reported on a day that is still to come', async () => {
  const ledger = await fresh();
  const ahead = { statedOn: '9999-12-31' };
  const promise = async (over: object) =>
    enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment: commitmentInput(ledger, over) });
  expect(typeOf(await promise(ahead))).toBe('day-in-future');
  const { commitment } = (await promise({})).json();
  const change = world.as(ledger.officer).post(`/commitments/${commitment}/changes`, { version: 1, change: ahead });
  expect(typeOf(await change)).toBe('day-in-future');
  const delivery = deliveryInput('5', { reportedOn: '2026-11-22' });
  const entry = { enter: 'delivery', of: commitment, delivery };
  expect(typeOf(await enter(ledger.officer, await ledger.draft(), entry))).toBe('day-in-future');
  expect(await read(ledger.officer, commitment)).toMatchObject({ deliveries: [], statedOn: '2020-12-23' });
});

test('each side confirms in its own part, once, and may take it back', async () => {
  const ledger = await fresh();
  const { delivery, commitment } = await seen(ledger);
  await publish(ledger, { commitments: [commitment] });
  const confirm = (who: typeof ledger.guest, as: string) =>
    world.as(who).post(`/deliveries/${delivery}/confirmations`, { as });
  expect(typeOf(await confirm(ledger.officer, 'giver'))).toBe('not-your-part');
  expect(typeOf(await confirm(ledger.stranger, 'receiver'))).toBe('not-your-part');
  for (const [who, as] of [
    [ledger.guest, 'giver'],
    [ledger.guest, 'giver'],
    [ledger.officer, 'receiver'],
  ] as const)
    expect(typeOf(await confirm(who, as))).toBe('done');
  const shown = async () => (await read(ledger.officer, commitment)).deliveries[0];
  expect((await shown()).confirmations.map((each: { as: string }) => each.as)).toEqual(['giver', 'receiver']);
  expect((await shown()).mayConfirmAs).toEqual([]);
  await world.as(ledger.guest).post(`/deliveries/${delivery}/confirmations/taken-back`, { as: 'giver' });
  expect((await shown()).confirmations).toMatchObject([{ organisation: ledger.almaty, as: 'receiver' }]);
});

test('overdue needs a verdict with reasons; silence after the term is "not reported since"', async () => {
  const ledger = await fresh();
  const grant = await granted(ledger, { term: '2024', statedOn: '2020-12-23' });
  expect((await read(ledger.officer, grant.commitment)).standing).toMatchObject({
    status: 'not_reported',
    since: '2020-12-23',
  });
  const assess = (over: object) =>
    world.as(ledger.officer).post(`/commitments/${grant.commitment}/assessments`, {
      verdict: 'late',
      trueOn: '2026-11-20',
      visibility: 'own_side',
      ...over,
    });
  expect(typeOf(await assess({}))).toBe('reasons-missing');
  const reasons = { kk: { text: 'Құрылыс тоқтап тұр', by: 'person' } };
  expect(typeOf(await assess({ reasons, trueOn: '2026-11-22' }))).toBe('day-in-future');
  expect(typeOf(await assess({ reasons, verdict: 'at_risk', visibility: 'public' }))).toBe('may-not-publish');
  expect(typeOf(await assess({ reasons, visibility: 'public' }))).toBe('wider-than-commitment');
  expect(typeOf(await assess({ claim: await ledger.draft() }))).toBe('claim-not-accepted');
  expect(typeOf(await assess({ reasons }))).toBe('done');
  expect((await read(ledger.officer, grant.commitment)).standing).toMatchObject({
    status: 'overdue',
    sentence: { params: { term: '2024' } },
  });
});

test('a commitment is changed by its own side, at the version that was seen', async () => {
  const ledger = await fresh();
  const { commitment } = await granted(ledger);
  await publish(ledger, { commitments: [commitment], visibility: 'partnership' });
  const reasons = { kk: { text: 'Мерзім хаттамада нақтыланды', by: 'person' } };
  const change = (who: typeof ledger.officer, version: number, over: object = {}, why: object = { reasons }) =>
    world.as(who).post(`/commitments/${commitment}/changes`, { version, change: { term: '2027', ...over }, ...why });
  expect(typeOf(await change(ledger.guest, 2))).toBe('not-own-side');
  expect(typeOf(await change(ledger.officer, 1))).toBe('stale');
  expect(typeOf(await change(ledger.officer, 2, {}, {}))).toBe('reasons-missing');
  expect(typeOf(await change(ledger.officer, 2))).toBe('may-not-publish');
  expect((await change(ledger.coordinator, 2)).json()).toMatchObject({
    term: '2027',
    termLast: '2027-12-31',
    version: 3,
    strength: 'signed',
  });
  expect(typeOf(await change(ledger.coordinator, 3, { strength: null }))).toBe('target-without-strength');
  expect((await read(ledger.guest, commitment)).corrections).toMatchObject([
    { fields: ['term'], before: { term: null }, after: { term: '2027' }, reasons },
  ]);
  const [event] = await world.seeAll(`select fields from event where subject_id = $1 and action = 'change'`, [
    commitment,
  ]);
  expect(event).toEqual({ fields: ['term', 'termLast'] });
});

test('a withdrawal is recorded with its day', async () => {
  const ledger = await fresh();
  const { commitment } = await granted(ledger);
  const withdraw = (on: string) =>
    world.as(ledger.officer).post(`/commitments/${commitment}/withdrawal`, { version: 1, on });
  expect(typeOf(await withdraw('2027-01-01'))).toBe('day-in-future');
  expect((await withdraw('2026-11-01')).json()).toMatchObject({
    withdrawnOn: '2026-11-01',
    standing: { status: 'withdrawn' },
  });
});

test('by hand a commitment and a delivery rest on accepted claims', async () => {
  const ledger = await fresh();
  const draft = await ledger.draft();
  const record = (claims: string[]) =>
    world.as(ledger.officer).post('/commitments', {
      partnership: ledger.partnership.slug,
      claims,
      commitment: commitmentInput(ledger, {
        measure: 'operations',
        target: { amount: '40', currency: null },
        strength: 'promised',
      }),
    });
  expect(typeOf(await record([draft]))).toBe('claim-not-accepted');
  await enter(ledger.officer, draft, { enter: 'nothing' });
  const recorded = await record([draft]);
  expect([recorded.statusCode, recorded.json().standing.status]).toEqual([201, 'not_started']);
  const deliver = () =>
    world
      .as(ledger.officer)
      .post(`/commitments/${recorded.json().id}/deliveries`, { delivery: deliveryInput('37'), claims: [draft] });
  expect((await deliver()).statusCode).toBe(201);
  expect((await deliver()).json().isKnown).toBe(true);
  const page = await read(ledger.officer, recorded.json().id);
  expect(page.standing).toMatchObject({ status: 'on_track', delivered: { amount: '37' } });
  const retracted = await world
    .as(ledger.officer)
    .post(`/deliveries/${page.deliveries[0].id}/retraction`, { version: 1 });
  expect(retracted.statusCode).toBe(200);
  expect((await read(ledger.officer, recorded.json().id)).standing.status).toBe('not_started');
});

test('a viewer reads and writes nothing', async () => {
  const ledger = await fresh();
  const viewer = await world.someone('viewer', ledger.almaty);
  expect(typeOf(await enter(viewer, await ledger.draft(), { enter: 'nothing' }))).toBe('forbidden');
  expect((await world.as(viewer).get('/commitments')).statusCode).toBe(200);
  expect(typeOf(await world.as(ledger.officer).post('/commitments/publications', { visibility: 'public' }))).toBe(
    'forbidden',
  );
});

test('today shows what waits: a delivery to confirm, what is due, what is silent, what has changed', async () => {
  const ledger = await fresh();
  await world.seeAll(`update event set at = '2026-11-01'`);
  const { delivery } = await seen(ledger);
  const due = await granted(ledger, { term: '2026-11-25' });
  const silent = await granted(ledger, { term: '2024', place: 'Алматы' });
  await ledger.draft();
  const page = (await world.as(ledger.officer).get('/today')).json();
  expect(page.toConfirm).toMatchObject([{ as: 'receiver', delivery: { id: delivery } }]);
  expect(page.dueSoon.map((row: { id: string }) => row.id)).toEqual([due.commitment]);
  expect(page.late.map((row: { id: string }) => row.id)).toEqual([silent.commitment]);
  expect(page.toReview).toMatchObject([{ drafts: 1, decided: 0 }]);
  expect(page.changes.length).toBeGreaterThan(3);
});

test('recording from the records of another module counts each record once, and a recount by a counter-entry', async () => {
  const ledger = await fresh();
  const { commitment } = (
    await enter(ledger.officer, await ledger.draft(), {
      enter: 'delivery',
      of: commitmentInput(ledger, { measure: 'operations' }),
      delivery: deliveryInput('5'),
    })
  ).json();
  const record = (amount: string, sourceRecord = 'missions:2026-taldykorgan:operations', over: object = {}) =>
    inRequest(world, ledger.officer, (context) => {
      const counted = { ...deliveryInput(amount), amount: { amount, currency: null }, comparator: 'eq' as const };
      return recordDelivery(context, { ...counted, ...over, commitment, sourceRecord });
    });
  const standing = async () => (await read(ledger.officer, commitment)).standing;
  const [first, second] = [await record('12'), await record('12')];
  expect(second).toEqual({ ...first, isKnown: true });
  expect(await standing()).toMatchObject({ delivered: { amount: '17' }, deliveries: 2 });
  const third = await record('14');
  expect(third).toMatchObject({ isKnown: false });
  expect(await standing()).toMatchObject({ delivered: { amount: '19' }, deliveries: 2 });
  expect((await read(ledger.officer, commitment)).corrections).toMatchObject([
    {
      delivery: (first as { id: string }).id,
      replacement: (third as { id: string }).id,
      before: { amount: { amount: '12' } },
    },
  ]);
  await record('14', undefined, { reportedOn: '2026-11-20' });
  expect(await standing()).toMatchObject({ reportedOn: '2026-11-20', deliveries: 2 });
  await record('0');
  expect(await standing()).toMatchObject({ delivered: { amount: '5' }, deliveries: 1 });
  expect(await record('1', 'encounters:patient:840101300123')).toEqual({ refused: 'record-not-aggregate' });
});
