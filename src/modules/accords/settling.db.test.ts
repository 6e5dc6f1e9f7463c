import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, inRequest, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { insertRequest } from './request.sql.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
let opened = 0;
const fresh = () => openLedger(world, `settled-${(opened += 1)}`);
type Ledger = Awaited<ReturnType<typeof fresh>>;
const typeOf = (reply: { json: () => { type?: string } }) => reply.json().type?.replace('/problems/', '') ?? 'done';
const inOrder = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1);
const because = (text: string) => ({ kk: { text, by: 'person' } });
const publish = (ledger: Ledger, asked: object) =>
  world.as(ledger.coordinator).post('/commitments/publications', { visibility: 'public', ...asked });
const publicly = async (view: string, commitment: string) =>
  (
    await sql<
      Record<string, unknown>
    >`select * from ${sql.table(view)} where ${sql.ref(view === 'public_commitment' ? 'id' : 'commitment_id')} = ${commitment}`.execute(
      world.publicDb,
    )
  ).rows;

/** Forty operations were promised; the receiver counts 37 in one place and year, the giver 40, both for everybody to see. */
async function countedTwice(ledger: Ledger) {
  const commitment = commitmentInput(ledger, {
    measure: 'operations',
    target: { amount: '40', currency: null },
    strength: 'promised',
  });
  const { commitment: id } = (
    await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment })
  ).json();
  await publish(ledger, { commitments: [id] });
  const deliver = async (who: Someone, by: 'almaty' | 'seoul', amount: string) =>
    (
      await enter(who, await ledger.draft({ by }), {
        enter: 'delivery',
        of: id,
        delivery: deliveryInput(amount, { place: 'Талдықорған', period: by === 'almaty' ? '2019' : '2019-01/2019-12' }),
      })
    ).json().delivery;
  const own = await deliver(ledger.officer, 'almaty', '37');
  const theirs = await deliver(ledger.guest, 'seoul', '40');
  return { id, own, theirs, deliver };
}

/** Lets everybody see what both sides entered, as each publishes its own. */
async function shown(ledger: Ledger, id: string) {
  await world.as(ledger.coordinator).post('/commitments/publications', { commitments: [id], visibility: 'public' });
  await world.seeAll(`update delivery set visibility = 'public' where commitment_id = $1`, [id]);
}

test('two sides that count one thing differently stand side by side, and no more counts than both prove', async () => {
  const ledger = await fresh();
  const { id, own, theirs } = await countedTwice(ledger);
  expect((await read(ledger.officer, id)).standing).toMatchObject({ delivered: { amount: '37' }, differences: 0 });
  expect((await read(ledger.guest, id)).standing).toMatchObject({ delivered: { amount: '40' }, status: 'kept' });
  await shown(ledger, id);
  for (const who of [ledger.officer, ledger.guest, ledger.stranger]) {
    const page = await read(who, id);
    expect(page.standing).toMatchObject({
      delivered: { amount: '37' },
      deliveredComparator: 'ge',
      deliveries: 1,
      differences: 1,
      status: 'on_track',
    });
    expect(page.differences).toMatchObject([
      { place: 'Талдықорған', counted: { amount: { amount: '37' }, comparator: 'ge' } },
    ]);
    expect(
      page.differences[0].sides.flatMap((side: { deliveries: string[] }) => side.deliveries).toSorted(inOrder),
    ).toEqual([own, theirs].toSorted(inOrder));
  }
  expect(await publicly('public_commitment', id)).toMatchObject([{ delivered: 37n, differences: 1 }]);
  const differing = (await world.as(ledger.officer).get('/commitments?differing=true')).json();
  expect(differing.items.map((row: { id: string }) => row.id)).toContain(id);
});

const figure = (amount: string) => ({ amount: { amount, currency: null }, comparator: 'eq' });
const propose = (who: Someone, { id, own, theirs }: { id: string; own: string; theirs: string }, amount = '39') =>
  world.as(who).post(`/commitments/${id}/settlements`, {
    deliveries: [own, theirs],
    figure: figure(amount),
    reasons: because('Екі есеп салыстырылды'),
  });
const answer = (who: Someone, id: string, said: string) =>
  world.as(who).post(`/settlements/${id}/answer`, { answer: said });

test('one side proposes a figure, the other accepts it, and it counts in the place of both; nothing is deleted', async () => {
  const ledger = await fresh();
  const counted = await countedTwice(ledger);
  await shown(ledger, counted.id);
  expect(typeOf(await propose(ledger.officer, counted))).toBe('may-not-publish');
  expect(typeOf(await propose(ledger.stranger, counted))).toBe('not-own-side');
  const proposed = (await propose(ledger.coordinator, counted)).json();
  expect(proposed).toMatchObject({ state: 'proposed', may: ['take_back'] });
  expect(typeOf(await propose(ledger.guest, counted))).toBe('already-asked');
  expect((await read(ledger.guest, counted.id)).settlements).toMatchObject([{ may: ['accept', 'refuse'] }]);
  expect((await world.as(ledger.guest).get('/today')).json().toSettle).toMatchObject([
    { settlement: { id: proposed.id } },
  ]);
  expect((await read(ledger.stranger, counted.id)).settlements).toEqual([]);
  expect(typeOf(await answer(ledger.coordinator, proposed.id, 'accept'))).toBe('not-your-part');
  expect(typeOf(await answer(ledger.stranger, proposed.id, 'accept'))).toBe('not-found');
  expect((await answer(ledger.guest, proposed.id, 'accept')).json()).toMatchObject({ state: 'accepted', may: [] });
  expect(typeOf(await answer(ledger.guest, proposed.id, 'accept'))).toBe('answered-before');
  const page = await read(ledger.stranger, counted.id);
  expect(page.standing).toMatchObject({ delivered: { amount: '39' }, deliveredComparator: 'eq', differences: 0 });
  expect(page.deliveries).toMatchObject([{ isAgreed: true, agreement: 'confirmed', amount: { amount: '39' } }]);
  expect(await publicly('public_delivery', counted.id)).toMatchObject([{ amount: 39n, is_agreed: true }]);
  const log = await publicly('public_correction', counted.id);
  expect(log.map(({ cause, was_amount, now_amount }) => [cause, was_amount, now_amount]).toSorted(inOrder)).toEqual([
    ['settled', 37n, 39n],
    ['settled', 40n, 39n],
  ]);
  expect(await world.seeAll('select count(*)::int from delivery where commitment_id = $1', [counted.id])).toEqual([
    { count: 3 },
  ]);
});

test('a refused or withdrawn proposal changes nothing, and another may be made', async () => {
  const ledger = await fresh();
  const counted = await countedTwice(ledger);
  await shown(ledger, counted.id);
  const first = (await propose(ledger.coordinator, counted)).json();
  expect((await answer(ledger.guest, first.id, 'refuse')).json().state).toBe('refused');
  const second = (await propose(ledger.guest, counted, '40')).json();
  expect((await answer(ledger.guest, second.id, 'take_back')).json().state).toBe('taken_back');
  expect((await read(ledger.officer, counted.id)).standing).toMatchObject({
    delivered: { amount: '37' },
    differences: 1,
  });
});

test('what was published is corrected by a counter-entry with reasons, and the log shows both', async () => {
  const ledger = await fresh();
  const counted = await countedTwice(ledger);
  await shown(ledger, counted.id);
  const correct = (who: Someone, over: object = {}) =>
    world.as(who).post(`/deliveries/${counted.own}/corrections`, {
      version: 2,
      reasons: because('Есепте үш ота қалып қойған'),
      right: deliveryInput('40', { place: 'Талдықорған', period: '2019' }),
      ...over,
    });
  expect(typeOf(await correct(ledger.guest))).toBe('not-own-side');
  expect(typeOf(await correct(ledger.officer))).toBe('may-not-publish');
  expect(typeOf(await correct(ledger.coordinator, { version: 9 }))).toBe('stale');
  const unchanged = { right: deliveryInput('37', { place: 'Талдықорған', period: '2019' }) };
  expect(typeOf(await correct(ledger.coordinator, unchanged))).toBe('nothing-corrected');
  const corrected = (await correct(ledger.coordinator)).json();
  const page = await read(ledger.stranger, counted.id);
  expect(page.standing).toMatchObject({ delivered: { amount: '40' }, differences: 0, status: 'kept' });
  expect(page.corrections).toMatchObject([
    {
      id: corrected.correction,
      delivery: counted.own,
      replacement: corrected.delivery,
      before: { amount: { amount: '37' } },
    },
  ]);
  expect(await publicly('public_correction', counted.id)).toMatchObject([
    { cause: 'counter_entry', was_amount: 37n, now_amount: 40n, reasons: because('Есепте үш ота қалып қойған') },
  ]);
  const own = await read(ledger.officer, counted.id);
  const right = own.deliveries.find((each: { id: string }) => each.id === corrected.delivery);
  expect(right.grounds).toHaveLength(1);
  expect(await world.seeAll('select amount from delivery where id = $1', [counted.own])).toEqual([{ amount: 37n }]);
});

test('claims that cannot both be true stand side by side, and a side may dispute one with reasons', async () => {
  const ledger = await fresh();
  const money = (amount: string, comparator: string) => ({
    kind: 'money',
    value: { amount, currency: 'USD', comparator, role: 'grant' },
  });
  const [first, second] = [await ledger.draft(money('7000000', 'gt')), await ledger.draft(money('7000000', 'eq'))];
  const promised = { kind: 'money', measure: null, currency: 'USD', strength: 'signed' };
  const commitment = commitmentInput(ledger, {
    ...promised,
    target: { amount: '7000000', currency: 'USD' },
    comparator: 'gt',
  });
  const { commitment: id } = (await enter(ledger.officer, first, { enter: 'commitment', commitment })).json();
  expect(await read(ledger.officer, id)).toMatchObject({ agreement: 'stated', grounds: [{ agrees: true }] });
  await enter(ledger.officer, second, { enter: 'ground', of: { type: 'commitment', id }, part: 'target' });
  expect(await read(ledger.officer, id)).toMatchObject({
    agreement: 'disputed',
    grounds: [{ agrees: false }, { agrees: false }],
  });
  const dispute = (who: Someone, claim: string, visibility: string) =>
    world.as(who).post(`/commitments/${id}/disputes`, { claim, visibility, reasons: because('Шарттағы сома басқа') });
  expect(typeOf(await dispute(ledger.officer, second, 'partnership'))).toBe('may-not-publish');
  expect(typeOf(await dispute(ledger.coordinator, second, 'public'))).toBe('wider-than-commitment');
  await publish(ledger, { commitments: [id] });
  expect(typeOf(await dispute(ledger.guest, await ledger.draft(), 'public'))).toBe('not-found');
  const disputed = await dispute(ledger.guest, second, 'public');
  expect(typeOf(disputed)).toBe('done');
  expect(typeOf(await dispute(ledger.guest, second, 'public'))).toBe('already-asked');
  expect(await publicly('public_dispute', id)).toMatchObject([{ claim_id: second, organisation_id: ledger.seoul }]);
  expect(typeOf(await world.as(ledger.officer).post(`/disputes/${disputed.json().id}/end`, {}))).toBe('not-found');
  expect(typeOf(await world.as(ledger.guest).post(`/disputes/${disputed.json().id}/end`, {}))).toBe('done');
  expect(await publicly('public_dispute', id)).toEqual([]);
});

test('a named party answers in its own name; each version stays, and nobody answers for another', async () => {
  const ledger = await fresh();
  const { id } = await countedTwice(ledger);
  const say = (who: Someone, text: string) =>
    world.as(who).post(`/commitments/${id}/answers`, { wording: because(text) });
  expect(typeOf(await say(ledger.stranger, 'Біз де'))).toBe('not-your-part');
  expect(typeOf(await say(ledger.officer, 'Қосыламыз'))).toBe('forbidden');
  expect((await say(ledger.guest, 'Бірінші жауап')).json()).toMatchObject({ number: 1, organisation: ledger.seoul });
  expect((await say(ledger.guest, 'Екінші жауап')).json()).toMatchObject({ number: 2 });
  await say(ledger.coordinator, 'Алушының жауабы');
  const page = await read(ledger.stranger, id);
  expect(page.mayAnswer).toBe(false);
  const seoul = page.answers.filter((each: { organisation: string }) => each.organisation === ledger.seoul);
  expect(seoul.map((each: { wording: object }) => each.wording)).toEqual([
    because('Екінші жауап'),
    because('Бірінші жауап'),
  ]);
  const published = await publicly('public_answer', id);
  expect(
    published
      .filter(({ is_newest }) => is_newest)
      .map(({ number, organisation_id }) => [organisation_id, number])
      .toSorted(inOrder),
  ).toEqual(
    [
      [ledger.almaty, 1],
      [ledger.seoul, 2],
    ].toSorted(inOrder),
  );
  const attempt = inRequest(world, ledger.stranger, ({ tx, actor, now, newId }) =>
    sql`insert into answer select ${newId()}, c.id, ${actor.organisation}, c.partnership_id, c.side_id, 'public', false, 1,
          '{}', ${actor.person}, ${now} from commitment c where c.id = ${id}`.execute(tx),
  );
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
});

/** A public commitment past its term, about which somebody says that it is late. */
async function late(ledger: Ledger, who = ledger.officer) {
  const money = { kind: 'money', measure: null, currency: 'JPY', strength: 'signed', term: '2024' };
  const commitment = commitmentInput(ledger, { ...money, target: { amount: '100', currency: 'JPY' } });
  const { commitment: id } = (
    await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment })
  ).json();
  await publish(ledger, { commitments: [id] });
  const verdict = {
    verdict: 'late',
    trueOn: '2026-11-20',
    visibility: 'public',
    reasons: because('Құрылыс тоқтап тұр'),
  };
  const assessed = (await world.as(who).post(`/commitments/${id}/assessments`, verdict)).json();
  return { id, verdict: String(assessed.id), request: String(assessed.request) };
}
const decide = (who: Someone, request: string, decision: string) =>
  world.as(who).post(`/publication-requests/${request}/decision`, { decision });

test('that something is overdue is shown to others by two people of one organisation', async () => {
  const ledger = await fresh();
  const { id, request } = await late(ledger, ledger.coordinator);
  const other = await world.someone('coordinator', ledger.almaty);
  const standings = async () => [
    (await read(ledger.officer, id)).standing.status,
    (await read(ledger.guest, id)).standing.status,
    (await publicly('public_commitment', id))[0]?.['status_after'],
  ];
  expect(await standings()).toEqual(['overdue', 'not_reported', 'not_reported']);
  for (const who of [ledger.guest, ledger.stranger]) {
    expect((await read(who, id)).requests).toEqual([]);
    expect((await read(who, id)).assessments).toEqual([]);
    expect(typeOf(await decide(who, request, 'approve'))).toBe('not-found');
  }
  expect(typeOf(await decide(ledger.coordinator, request, 'approve'))).toBe('same-person');
  expect(typeOf(await decide(ledger.officer, request, 'approve'))).toBe('may-not-publish');
  expect((await world.as(other).get('/today')).json().toApprove).toMatchObject([{ request: { id: request } }]);
  expect((await world.as(ledger.coordinator).get('/today')).json().toApprove).toEqual([]);
  expect((await decide(other, request, 'approve')).json()).toMatchObject({ state: 'approved', may: [] });
  expect(typeOf(await decide(other, request, 'refuse'))).toBe('answered-before');
  expect(await standings()).toEqual(['overdue', 'overdue', 'overdue']);
});

test('a refused accusation stays with the own side; who asked may take it back', async () => {
  const ledger = await fresh();
  const first = await late(ledger);
  expect((await decide(ledger.coordinator, first.request, 'refuse')).json().state).toBe('refused');
  const again = (await publish(ledger, { assessments: [first.verdict], visibility: 'public' })).json();
  expect(again).toMatchObject({ assessments: 0, requests: [expect.any(String)] });
  const second = await late(ledger);
  expect(typeOf(await decide(ledger.coordinator, second.request, 'take_back'))).toBe('same-person');
  expect((await decide(ledger.officer, second.request, 'take_back')).json().state).toBe('taken_back');
  expect((await publicly('public_commitment', first.id))[0]).toMatchObject({ verdict: null });
});

test('of two who decide at once one is heard, and never the one who asked', async () => {
  const ledger = await fresh();
  const { request } = await late(ledger, ledger.coordinator);
  const other = await world.someone('coordinator', ledger.almaty);
  const replies = await world.meetingAt(`select from publication_request where id = '${request}'`, () => [
    decide(other, request, 'approve'),
    decide(ledger.coordinator, request, 'take_back'),
  ]);
  expect(replies.map(typeOf).toSorted(inOrder)).toEqual(['answered-before', 'done']);
});

test('nor does plain SQL of one person show what accuses', async () => {
  const ledger = await fresh();
  const { id, request } = await late(ledger, ledger.coordinator);
  const [verdict] = await world.seeAll('select id from assessment where commitment_id = $1', [id]);
  const attempts = [
    `update assessment set visibility = 'public' where id = '${verdict?.['id']}'`,
    `update publication_request set state = 'approved', decided_by = '${ledger.coordinator.person}', decided_at = now() where id = '${request}'`,
    `update publication_request set state = 'approved', decided_by = '${ledger.officer.person}', decided_at = now() where id = '${request}'`,
    `update commitment set withdrawn_on = '2026-11-01' where id = '${id}'`,
  ];
  const codes: unknown[] = [];
  for (const attempt of attempts)
    codes.push(
      await inRequest(world, ledger.coordinator, ({ tx }) => sql.raw(attempt).execute(tx)).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
    );
  expect(codes).toEqual(['23514', '23514', '42501', '23514']);
  const forged = inRequest(world, ledger.coordinator, (context) =>
    insertRequest(
      { ...context, actor: { ...context.actor, person: ledger.officer.person } },
      {
        commitment_id: id,
        assessment_id: null,
        about: 'withdrawn',
        shown_to: 'public',
        withdrawn_on: '2026-11-01',
        claim_id: null,
      },
      {
        owner_organisation: ledger.almaty,
        partnership_id: ledger.partnership.id,
        side_id: ledger.home,
        visibility: 'own_side',
        is_demo: false,
      },
    ),
  );
  await expect(forged).rejects.toMatchObject({ code: '42501' });
});

test('a withdrawal that others would see waits for a second person; publishing one that is withdrawn does too', async () => {
  const ledger = await fresh();
  const { id } = await late(ledger);
  const withdraw = (commitment: string, version: number) =>
    world.as(ledger.officer).post(`/commitments/${commitment}/withdrawal`, { version, on: '2026-11-01' });
  expect((await withdraw(id, 2)).json()).toMatchObject({ withdrawnOn: null });
  expect(typeOf(await withdraw(id, 2))).toBe('already-asked');
  const [waiting] = (await read(ledger.coordinator, id)).requests.filter(
    (each: { about: string }) => each.about === 'withdrawn',
  );
  expect(waiting).toMatchObject({ withdrawnOn: '2026-11-01', shownTo: 'public', may: ['approve', 'refuse'] });
  expect((await read(ledger.guest, id)).standing.status).toBe('not_reported');
  expect(typeOf(await decide(ledger.coordinator, waiting.id, 'approve'))).toBe('done');
  expect((await publicly('public_commitment', id))[0]).toMatchObject({ status_after: 'withdrawn' });

  const act = commitmentInput(ledger, { kind: 'act', measure: null, strength: 'agreed' });
  const kept = (await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment: act })).json()
    .commitment;
  expect((await withdraw(kept, 1)).json()).toMatchObject({
    withdrawnOn: '2026-11-01',
    standing: { status: 'withdrawn' },
  });
  const shownTo = (await publish(ledger, { commitments: [kept] })).json();
  expect(shownTo).toMatchObject({ commitments: 0, requests: [expect.any(String)] });
  expect((await read(ledger.guest, kept)).type).toBe('/problems/not-found');
  const other = await world.someone('coordinator', ledger.almaty);
  expect(typeOf(await decide(other, shownTo.requests[0], 'approve'))).toBe('done');
  expect((await read(ledger.guest, kept)).standing.status).toBe('withdrawn');
});

test('a verdict that was kept to the own side is shown later, when somebody says so', async () => {
  const ledger = await fresh();
  const { id } = await late(ledger);
  const verdict = {
    verdict: 'at_risk',
    trueOn: '2026-11-21',
    visibility: 'own_side',
    reasons: because('Қаржы кешігуде'),
  };
  const judged = (await world.as(ledger.officer).post(`/commitments/${id}/assessments`, verdict)).json();
  expect((await read(ledger.guest, id)).assessments).toEqual([]);
  expect((await publish(ledger, { assessments: [judged.id] })).json()).toMatchObject({ assessments: 1, requests: [] });
  expect((await read(ledger.guest, id)).assessments).toMatchObject([{ verdict: 'at_risk' }]);
  expect((await publicly('public_commitment', id))[0]).toMatchObject({ verdict: 'at_risk', status_after: 'at_risk' });
});
