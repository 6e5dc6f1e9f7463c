import { afterAll, describe, expect, test } from 'vitest';
import { commitmentInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { instrumentStates, mayFollow } from './instrument.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter } = ledgerCalls(world);
let opened = 0;
const fresh = (visibility: 'partnership' | 'public' = 'public') =>
  openLedger(world, `accords-${(opened += 1)}`, visibility);
type Ledger = Awaited<ReturnType<typeof fresh>>;

type Reply = { statusCode: number; json: () => { type?: string } };
const typeOf = (reply: Reply) => reply.json().type?.replace('/problems/', '') ?? 'done';
const words = (text: string, language = 'kk') => ({ [language]: { text, by: 'person' } });

const plan = ({ almaty, seoul }: Pick<Ledger, 'almaty' | 'seoul'>, over: object = {}) => ({
  kind: 'cooperation_plan',
  title: words('2019–2024 жылдарға арналған ынтымақтастық жоспары'),
  parties: [almaty, seoul],
  binding: 'not_stated',
  parent: null,
  languages: ['kk', 'en'],
  covers: '2019/2024',
  signatories: [],
  ...over,
});
const asOf = (knownOn: string, state = 'under_negotiation', over: object = {}) => ({
  state,
  taken: null,
  knownOn,
  manner: null,
  claim: null,
  ...over,
});
const took = (action: string, taken: string | null, over: object = {}) => ({
  action,
  taken,
  knownOn: null,
  manner: null,
  claim: null,
  ...over,
});

const record = (
  ledger: Ledger,
  instrument: object = plan(ledger),
  step: object = asOf('2020-09'),
  who = ledger.officer,
) => world.as(who).post('/instruments', { partnership: ledger.partnership.slug, instrument, step, claims: [] });
const recorded = async (ledger: Ledger, instrument?: object, step?: object): Promise<string> =>
  (await record(ledger, instrument, step)).json().id;
const read = async (who: Someone, id: string) => (await world.as(who).get(`/instruments/${id}`)).json();
const step = (who: Someone, id: string, version: number, next: object) =>
  world.as(who).post(`/instruments/${id}/steps`, { version, step: next });
const publish = (ledger: Ledger, id: string, version: number, visibility = 'partnership') =>
  world.as(ledger.coordinator).post(`/instruments/${id}/publications`, { version, visibility });

describe('what must be sayable', () => {
  test('a plan for 2019/2024 that is a draft in September 2020 is just that, as of then and no later', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const found = await read(ledger.officer, id);
    expect(found).toMatchObject({
      covers: '2019/2024',
      standing: { state: 'under_negotiation', since: null, asOf: '2020-09' },
      actions: ['initial', 'sign', 'enter_into_force', 'restate'],
    });
    expect(found.steps).toHaveLength(1);
  });

  test('a document signed to carry out an intergovernmental agreement, of which only these words are known', async () => {
    const ledger = await fresh();
    const parent = { relation: 'carries_out', id: null, title: words('Үкіметаралық келісім') };
    const signed = { taken: null, knownOn: '2026-01-03', manner: words('Астанада кездесуде'), claim: null };
    const made = plan(ledger, { kind: 'not_stated', parent, covers: null });
    const id = await recorded(ledger, made, { state: 'signed', ...signed });
    expect(await read(ledger.officer, id)).toMatchObject({
      kind: 'not_stated',
      binding: 'not_stated',
      parent: { relation: 'carries_out', id: null, title: words('Үкіметаралық келісім') },
      standing: { state: 'signed', since: null, asOf: '2026-01-03' },
    });
  });

  test('signatories keep the name and the post they had then', async () => {
    const ledger = await fresh();
    const signatory = {
      organisation: ledger.almaty,
      person: null,
      name: { kk: 'Әкім', en: 'Akim' },
      post: words('облыс әкімі'),
      signed: '2018',
    };
    const id = await recorded(ledger, plan(ledger, { signatories: [signatory] }));
    expect((await read(ledger.officer, id)).signatories).toMatchObject([{ ...signatory, personNames: null }]);
  });
});

describe('the lifecycle', () => {
  test('goes from draft to force and to its end, each step with its date, and one event each', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const next = [
      took('initial', '2020-10'),
      took('sign', '2020-11-05', { manner: words('Нұр-Сұлтанда') }),
      took('enter_into_force', '2021'),
      took('suspend', '2022-03-01'),
      took('resume', '2022-05'),
      took('expire', '2024-12-31'),
    ];
    for (const [at, each] of next.entries())
      expect((await step(ledger.officer, id, at + 1, each)).statusCode).toBe(200);
    const found = await read(ledger.officer, id);
    expect(found.steps.map((each: { state: string; taken: string }) => [each.state, each.taken])).toEqual([
      ['under_negotiation', null],
      ['initialled', '2020-10'],
      ['signed', '2020-11-05'],
      ['in_force', '2021'],
      ['suspended', '2022-03-01'],
      ['in_force', '2022-05'],
      ['expired', '2024-12-31'],
    ]);
    expect(found).toMatchObject({ standing: { state: 'expired', since: '2024-12-31' }, actions: [], version: 7 });
    const events = found.events.map(({ action }: { action: string }) => action).toReversed();
    expect(events).toEqual(['record', 'initial', 'sign', 'enterIntoForce', 'suspend', 'resume', 'expire']);
  });

  test.each([
    ['ends a draft', took('complete', '2021'), 'step-not-possible', 409],
    ['has no date', took('sign', null), 'step-undated', 422],
    ['is still to come', took('sign', '2027-01-01'), 'day-in-future', 422],
    ['was before the draft was last seen', took('sign', '2019'), 'step-out-of-order', 422],
    [
      'rests on nothing',
      took('sign', '2021', { claim: '00000000-0000-4000-8000-000000000000' }),
      'claim-not-accepted',
      422,
    ],
    ['has a date that is none', took('sign', '2021-02-30'), 'invalid-input', 400],
    ['is no step', took('burn', '2021'), 'invalid-input', 400],
  ])('a step that %s is refused, and nothing changes', async (_what, next, refused, status) => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const reply = await step(ledger.officer, id, 1, next);
    expect([reply.statusCode, typeOf(reply)]).toEqual([status, refused]);
    expect(await read(ledger.officer, id)).toMatchObject({ version: 1, standing: { state: 'under_negotiation' } });
  });

  test('nothing is known later than its source says it', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const claim = await ledger.draft({ kind: 'instrument', value: { type: 'plan', strength: 'signed' } });
    await enter(ledger.officer, claim, { enter: 'nothing' });
    expect(typeOf(await step(ledger.officer, id, 1, took('sign', '2020-12-24', { claim })))).toBe('later-than-source');
    expect(typeOf(await step(ledger.officer, id, 1, took('sign', '2020-12-23', { claim })))).toBe('done');
    const found = await read(ledger.officer, id);
    expect(found.steps[1]).toMatchObject({ state: 'signed', claim });
    expect(found.grounds).toMatchObject([{ claim, part: 'statement', isOwn: true }]);
  });

  test('of two who record a step at once one succeeds, and the other hears that it is stale', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const replies = await world.meetingAt(`select from instrument where id = '${id}'`, () => [
      step(ledger.officer, id, 1, took('sign', '2021')),
      step(ledger.colleague, id, 1, took('initial', '2021')),
    ]);
    expect(replies.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect((await read(ledger.officer, id)).steps).toHaveLength(2);
  });

  test('the same request sent twice is one step', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const send = () =>
      world
        .as(ledger.officer)
        .post(
          `/instruments/${id}/steps`,
          { version: 1, step: took('sign', '2021') },
          { 'idempotency-key': `twice-${id}` },
        );
    const [first, second] = [await send(), await send()];
    expect([second.statusCode, second.body]).toEqual([200, first.body]);
    expect((await read(ledger.officer, id)).steps).toHaveLength(2);
  });
});

describe('a wrong step', () => {
  const correct = (who: Someone, id: string, version: number, body: object) =>
    world.as(who).post(`/instruments/${id}/corrections`, { version, reason: words('Күні қате жазылған'), ...body });

  test('is put right by a further one, and what was recorded can still be read', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    await step(ledger.officer, id, 1, took('sign', '2021'));
    const wrong = (await read(ledger.officer, id)).steps[1].id;
    const right = asOf('2021-05', 'initialled', { taken: '2021-04' });
    expect(typeOf(await correct(ledger.officer, id, 2, { step: wrong, right }))).toBe('done');
    const found = await read(ledger.officer, id);
    expect(found).toMatchObject({ standing: { state: 'initialled', since: '2021-04', asOf: '2021-05' }, version: 3 });
    expect(found.steps[1]).toMatchObject({
      id: wrong,
      corrected: [{ state: 'signed', taken: '2021', reason: words('Күні қате жазылған'), isVoid: false }],
    });
    const rows = await world.seeAll(
      'select state, corrects from instrument_step where instrument_id = $1 order by position',
      [id],
    );
    expect(rows).toEqual([
      { state: 'under_negotiation', corrects: null },
      { state: 'signed', corrects: null },
      { state: 'initialled', corrects: wrong },
    ]);
  });

  test('that never happened is taken out of the standing, with the reason', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    await step(ledger.officer, id, 1, took('sign', '2021'));
    const wrong = (await read(ledger.officer, id)).steps[1].id;
    expect(typeOf(await correct(ledger.officer, id, 2, { step: wrong, right: null }))).toBe('done');
    const found = await read(ledger.officer, id);
    expect(found).toMatchObject({ standing: { state: 'under_negotiation' }, voided: [{ state: 'signed' }] });
    expect(found.steps).toHaveLength(1);
    expect(typeOf(await step(ledger.officer, id, 3, took('sign', '2022')))).toBe('done');
  });

  test('is not put right by what contradicts the others, nor taken out when it is the only one', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const only = (await read(ledger.officer, id)).steps[0].id;
    expect(typeOf(await correct(ledger.officer, id, 1, { step: only, right: null }))).toBe('step-needed');
    await step(ledger.officer, id, 1, took('sign', '2021'));
    const right = asOf('2025', 'completed');
    expect(typeOf(await correct(ledger.officer, id, 2, { step: only, right }))).toBe('step-not-possible');
    expect(typeOf(await correct(ledger.officer, id, 2, { step: id, right }))).toBe('not-found');
  });
});

describe('the database', () => {
  test('knows the same moves as the rules', async () => {
    const pairs = instrumentStates.flatMap((from) => instrumentStates.map((to) => ({ from, to })));
    const rows = await world.seeAll(
      `select p.f, p.t, instrument_may_move(p.f, p.t) as may from unnest($1::text[], $2::text[]) as p (f, t)`,
      [pairs.map(({ from }) => from), pairs.map(({ to }) => to)],
    );
    expect(rows).toEqual(pairs.map(({ from, to }) => ({ f: from, t: to, may: mayFollow(from, to) })));
  });

  test('lets nobody write the state or unwrite a step, and refuses a step that leads nowhere', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const rights = await world.seeAll(
      `select has_column_privilege('yntymaq_app', 'instrument', 'state', 'update') as update,
              has_column_privilege('yntymaq_app', 'instrument', 'state', 'insert') as insert,
              has_table_privilege('yntymaq_app', 'instrument_step', 'update') as restep,
              has_table_privilege('yntymaq_app', 'instrument_step', 'delete') as unstep`,
    );
    expect(rights).toEqual([{ update: false, insert: false, restep: false, unstep: false }]);
    const forged = world.seeAll(
      `insert into instrument_step (id, instrument_id, position, state, taken, person, at)
       values (gen_random_uuid(), $1, 9, 'expired', '2024', gen_random_uuid(), now())`,
      [id],
    );
    await expect(forged).rejects.toThrow('no step leads from under_negotiation to expired');
  });

  test('lets no two instruments stand above one another, even when both are tied at once', async () => {
    const ledger = await fresh();
    const [one, other] = [await recorded(ledger), await recorded(ledger)];
    const under = (id: string, parent: string) =>
      world.as(ledger.officer).post(`/instruments/${id}/changes`, {
        version: 1,
        change: { parent: { relation: 'belongs_to', id: parent, title: null } },
      });
    await Promise.all([under(one, other), under(other, one)]);
    const tied = await world.seeAll('select id from instrument where id = any ($1::uuid[]) and parent_id is not null', [
      [one, other],
    ]);
    expect(tied).toHaveLength(1);
    const [free, bound] = tied[0]?.['id'] === one ? [other, one] : [one, other];
    expect(typeOf(await under(free, bound))).toBe('instrument-above-itself');
    expect(typeOf(await under(free, free))).toBe('instrument-above-itself');
  });
});

describe('describing', () => {
  test.each([
    ['a party from elsewhere', (ledger: Ledger) => ({ parties: [ledger.stranger.organisation] }), 'party-unknown'],
    ['a party twice', ({ almaty }: Ledger) => ({ parties: [almaty, almaty] }), 'party-twice'],
    [
      'a parent that is not there',
      () => ({ parent: { relation: 'amends', id: '00000000-0000-4000-8000-000000000000', title: null } }),
      'instrument-parent-unknown',
    ],
    [
      'a relation to nothing',
      () => ({ parent: { relation: 'amends', id: null, title: null } }),
      'instrument-parent-incomplete',
    ],
    ['a title without words', () => ({ title: {} }), 'invalid-input'],
    ['years that are none', () => ({ covers: '2024/2019' }), 'invalid-input'],
    ['a language that is none', () => ({ languages: ['klingon'] }), 'invalid-input'],
    ['a NUL in a name', () => ({ title: words('a\u0000b') }), 'invalid-input'],
  ])('%s is refused, and nothing is kept', async (_what, over, refused) => {
    const ledger = await fresh();
    expect(typeOf(await record(ledger, plan(ledger, over(ledger))))).toBe(refused);
    const rows = await world.seeAll('select from instrument where partnership_id = $1', [ledger.partnership.id]);
    expect(rows).toHaveLength(0);
  });

  test('a change is saved with the names of its fields; the rest and the standing stay', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const change = { binding: 'not_binding', covers: '2019/2025' };
    const send = (version: number) =>
      world.as(ledger.colleague).post(`/instruments/${id}/changes`, { version, change });
    expect([typeOf(await send(1)), typeOf(await send(1))]).toEqual(['done', 'stale']);
    expect(await read(ledger.officer, id)).toMatchObject({
      ...change,
      languages: ['kk', 'en'],
      standing: { state: 'under_negotiation' },
    });
    const events = await world.seeAll(`select fields from event where subject_id = $1 and action = 'change'`, [id]);
    expect(events).toEqual([{ fields: ['binding', 'covers', 'coversLast'] }]);
  });

  test('articles keep their ids, and one to which a commitment is tied is not left out', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const article = (number: string, text: string) => ({ number, title: words(text), wording: null });
    const set = (version: number, articles: object[]) =>
      world.as(ledger.officer).post(`/instruments/${id}/articles`, { version, articles });
    expect(typeOf(await set(1, [article('1', 'Мақсаты'), article('2', 'Салалар')]))).toBe('done');
    const [first, second] = (await read(ledger.officer, id)).articles;
    expect(typeOf(await set(2, [article('2', 'Басым салалар')]))).toBe('done');
    expect((await read(ledger.officer, id)).articles).toMatchObject([{ id: second.id, title: words('Басым салалар') }]);
    expect(typeOf(await set(3, [article('2', 'а'), article('2', 'б')]))).toBe('article-twice');
    await world.seeAll(
      `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, comparator,
         debtors, creditors, version, changed_at, instrument_id, article_id, strength)
       values (gen_random_uuid(), $1, $2, $3, 'own_side', false, 'act', $4, 'eq', array[$1::uuid], '{}', 1, now(), $5, $6, 'planned')`,
      [ledger.seoul, ledger.partnership.id, ledger.away, words('Емхана ашу'), id, second.id],
    );
    expect(typeOf(await set(3, []))).toBe('still-needed');
    expect(first.id).not.toBe(second.id);
    expect((await read(ledger.officer, id)).articles).toHaveLength(1);
  });

  test('a document of the partnership is attached and taken away; another one is not', async () => {
    const ledger = await fresh();
    const [id, document, elsewhere] = [
      await recorded(ledger),
      await ledger.document('Мәтін'),
      await (await fresh()).document(),
    ];
    const set = (version: number, of: string, part: string | null) =>
      world.as(ledger.officer).post(`/instruments/${id}/documents`, { version, document: of, part });
    expect(typeOf(await set(1, elsewhere, 'text'))).toBe('document-unknown');
    await set(1, document, 'text');
    await set(2, document, 'annex');
    expect((await read(ledger.officer, id)).documents).toMatchObject([{ id: document, part: 'annex', title: 'Мәтін' }]);
    await set(3, document, null);
    expect((await read(ledger.officer, id)).documents).toEqual([]);
  });
});

describe('claims', () => {
  const value = { type: 'plan', strength: null, draft: true };
  const drafted = (ledger: Ledger) =>
    ledger.draft({ kind: 'instrument', value, quote: 'жоспардың жобасы келісіліп жатыр' });
  const post = (who: Someone, claim: string, entry: object, version = 1) =>
    world.as(who).post('/instruments/entries', { claim, version, entry });
  const undo = (who: Someone, claim: string, version = 2) =>
    world.as(who).post('/instruments/entries/undo', { claim, version });
  const first = (ledger: Ledger) => {
    const { claim: _claim, ...said } = asOf('2020-12-23');
    return { enter: 'instrument', instrument: plan(ledger), step: said };
  };

  test('a claim is accepted and becomes an instrument with its proof, and both are taken back', async () => {
    const ledger = await fresh();
    const claim = await drafted(ledger);
    const entered = (await post(ledger.officer, claim, first(ledger))).json();
    expect(entered).toMatchObject({ claim, version: 2 });
    const found = await read(ledger.officer, entered.instrument);
    expect(found.steps).toMatchObject([{ state: 'under_negotiation', claim }]);
    expect(found.grounds).toMatchObject([{ claim, quote: 'жоспардың жобасы келісіліп жатыр' }]);
    expect((await undo(ledger.colleague, claim)).json()).toMatchObject({ version: 3, retracted: [entered.instrument] });
    expect((await world.as(ledger.officer).get(`/instruments/${entered.instrument}`)).statusCode).toBe(404);
    const left = await world.seeAll('select from ground where claim_id = $1', [claim]);
    expect(left).toHaveLength(0);
  });

  test('a claim that tells of a later step is taken back with its step, by a correction', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const claim = await drafted(ledger);
    const { claim: _claim, ...told } = took('sign', '2020-12-20');
    const entry = { enter: 'step', of: id, instrumentVersion: 1, step: told };
    expect(typeOf(await post(ledger.officer, claim, entry))).toBe('done');
    expect(await read(ledger.officer, id)).toMatchObject({ standing: { state: 'signed' }, version: 2 });
    expect(typeOf(await undo(ledger.officer, claim))).toBe('done');
    const found = await read(ledger.officer, id);
    expect(found).toMatchObject({
      standing: { state: 'under_negotiation' },
      voided: [{ state: 'signed' }],
      grounds: [],
    });
    expect(found.voided[0].reason.en.text).toContain('taken back');
  });

  test('a refused entry leaves the claim a draft', async () => {
    const ledger = await fresh();
    const claim = await drafted(ledger);
    const late = { ...first(ledger), step: { ...first(ledger).step, knownOn: '2021' } };
    expect(typeOf(await post(ledger.officer, claim, late))).toBe('later-than-source');
    const rows = await world.seeAll('select state, version from claim where id = $1', [claim]);
    expect(rows).toEqual([{ state: 'draft', version: 1 }]);
  });

  test('two who accept one claim at once make one instrument', async () => {
    const ledger = await fresh();
    const claim = await drafted(ledger);
    const replies = await world.meetingAt(`select from claim where id = '${claim}'`, () => [
      post(ledger.officer, claim, first(ledger)),
      post(ledger.colleague, claim, first(ledger)),
    ]);
    expect(replies.map(typeOf).toSorted()).toEqual(['already-decided', 'done']);
    const made = await world.seeAll('select from instrument where partnership_id = $1', [ledger.partnership.id]);
    expect(made).toHaveLength(1);
  });

  test('a claim that something else in the ledger rests on is not taken back here, nor one that proves a step taken up', async () => {
    const ledger = await fresh();
    const claim = await drafted(ledger);
    const { instrument } = (await post(ledger.officer, claim, first(ledger))).json();
    const lift = await world
      .as(ledger.officer)
      .post(`/instruments/${instrument}/grounds`, { version: 1, claim, isLaid: false });
    expect(typeOf(lift)).toBe('still-needed');
    const other = await ledger.draft();
    await enter(ledger.officer, other, {
      enter: 'capacity',
      capacity: { title: words('Орталық'), amount: '800', comparator: 'gt', per: null },
    });
    const lay = await world
      .as(ledger.officer)
      .post(`/instruments/${instrument}/grounds`, { version: 1, claim: other, isLaid: true });
    expect(typeOf(lay)).toBe('done');
    expect(typeOf(await undo(ledger.officer, other))).toBe('still-needed');
    expect(typeOf(await undo(ledger.guest, claim))).toBe('not-found');
  });
});

describe('commitments under an instrument', () => {
  const tie = (who: Someone, id: string, body: object) => world.as(who).post(`/instruments/${id}/commitments`, body);
  const under = async (who: Someone, id: string) =>
    (await world.as(who).get(`/commitments?instrument=${id}`)).json().items.map((row: { id: string }) => row.id);

  test('one of the own side is tied to an article, found under it, and untied', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    await world.as(ledger.officer).post(`/instruments/${id}/articles`, {
      version: 1,
      articles: [{ number: '4', title: null, wording: null }],
    });
    const [article] = (await read(ledger.officer, id)).articles;
    const claim = await ledger.draft();
    const of = commitmentInput(ledger, { kind: 'act', measure: null, strength: 'planned' });
    const commitment = (await enter(ledger.officer, claim, { enter: 'commitment', commitment: of })).json().commitment;
    const tied = (await tie(ledger.officer, id, { commitment, version: 1, isTied: true, article: article.id })).json();
    expect(tied).toMatchObject({ commitment, version: 2 });
    expect(await under(ledger.officer, id)).toEqual([commitment]);
    expect((await world.as(ledger.officer).get(`/commitments/${commitment}`)).json()).toMatchObject({
      instrument: id,
      article: article.id,
    });
    const other = await recorded(ledger);
    const wrong = { commitment, version: 2, isTied: true, article: null };
    expect(typeOf(await tie(ledger.officer, other, wrong))).toBe('tied-elsewhere');
    expect(typeOf(await tie(ledger.officer, id, { ...wrong, version: 1 }))).toBe('stale');
    expect(typeOf(await tie(ledger.guest, id, wrong))).toBe('not-found');
    expect(typeOf(await tie(ledger.officer, other, { ...wrong, isTied: false }))).toBe('not-found');
    const kept = await world.as(ledger.officer).post(`/instruments/${id}/retraction`, { version: 2 });
    expect(typeOf(kept)).toBe('still-needed');
    expect(typeOf(await tie(ledger.officer, id, { ...wrong, isTied: false }))).toBe('done');
    expect(await under(ledger.officer, id)).toEqual([]);
  });

  test('the ledger does not take back a claim that proves a step', async () => {
    const ledger = await fresh();
    const claim = await ledger.draft({ kind: 'instrument', value: { type: 'plan', strength: null, draft: true } });
    const { claim: _claim, ...told } = asOf('2020-12-23');
    const entry = { enter: 'instrument', instrument: plan(ledger), step: told };
    await world.as(ledger.officer).post('/instruments/entries', { claim, version: 1, entry });
    expect(typeOf(await ledgerCalls(world).undo(ledger.officer, claim))).toBe('still-needed');
  });
});

describe('versions of a draft', () => {
  const lay = (who: Someone, id: string, text: string, language = 'kk') =>
    world.as(who).post(`/instruments/${id}/versions`, { language, text });
  const share = (who: Someone, version: string) => world.as(who).post(`/instruments/versions/${version}/sharing`, {});
  const numbers = async (who: Someone, id: string) =>
    (await read(who, id)).versions.map((each: { number: number | null; ownNumber: number | null }) => [
      each.number,
      each.ownNumber,
    ]);

  test('one side’s own stay its own, and leave no gap in what the other side counts', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const laid: string[] = [];
    for (const text of ['бірінші', 'екінші', 'үшінші']) laid.push((await lay(ledger.officer, id, text)).json().id);
    expect(typeOf(await share(ledger.officer, laid[1] ?? ''))).toBe('wider-than-instrument');
    await publish(ledger, id, 1);
    expect((await share(ledger.officer, laid[1] ?? '')).json()).toMatchObject({ number: 1 });
    const theirs = (await lay(ledger.guest, id, 'төртінші')).json();
    expect(theirs).toMatchObject({ ownNumber: 1 });
    expect((await share(ledger.guest, theirs.id)).json()).toMatchObject({ number: 2 });
    expect((await share(ledger.officer, laid[2] ?? '')).json()).toMatchObject({ number: 3 });
    expect((await share(ledger.officer, laid[2] ?? '')).json()).toMatchObject({ number: 3 });
    expect(await numbers(ledger.officer, id)).toEqual([
      [1, 2],
      [2, null],
      [3, 3],
      [null, 1],
    ]);
    expect(await numbers(ledger.guest, id)).toEqual([
      [1, null],
      [2, 1],
      [3, null],
    ]);
    expect((await world.as(ledger.guest).get(`/instruments/versions/${laid[0]}`)).statusCode).toBe(404);
    expect((await world.as(ledger.guest).get(`/instruments/versions/${laid[1]}`)).json()).toMatchObject({
      wording: 'екінші',
      ownNumber: null,
    });
    const told = JSON.stringify((await read(ledger.guest, id)).events);
    expect(told).not.toContain(laid[0]);
    expect(typeOf(await share(ledger.guest, laid[0] ?? ''))).toBe('not-found');
    expect(typeOf(await share(ledger.guest, laid[1] ?? ''))).toBe('not-own-side');
  });

  test('two laid down at once get two numbers, and two shared at once as well', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    await publish(ledger, id, 1);
    const [one, other] = await Promise.all([lay(ledger.officer, id, 'а'), lay(ledger.colleague, id, 'ә')]);
    expect([one.json().ownNumber, other.json().ownNumber].toSorted((a, b) => a - b)).toEqual([1, 2]);
    const shared = await Promise.all([share(ledger.officer, one.json().id), share(ledger.colleague, other.json().id)]);
    expect(shared.map((reply) => reply.json().number).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  test('the same words again are the version that is there, and nothing is none', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const version = (await lay(ledger.officer, id, 'Бір сөз\r\n')).json();
    expect((await lay(ledger.officer, id, 'Бір сөз')).json()).toEqual({ ...version, isKnown: true });
    expect(typeOf(await lay(ledger.officer, id, ' \n '))).toBe('version-empty');
    expect(typeOf(await lay(ledger.officer, id, 'а\u0000б'))).toBe('invalid-input');
    expect(typeOf(await lay(ledger.stranger, id, 'сөз'))).toBe('not-found');
  });
});

describe('who sees it', () => {
  test('only the own side, until a coordinator shows it; then its quotes too, and never less', async () => {
    const ledger = await fresh();
    const claim = await ledger.draft({ kind: 'instrument', value: { type: 'plan', strength: null, draft: true } });
    const { claim: _claim, ...told } = asOf('2020-12-23');
    const entry = { enter: 'instrument', instrument: plan(ledger), step: told };
    const { instrument: id } = (
      await world.as(ledger.officer).post('/instruments/entries', { claim, version: 1, entry })
    ).json();
    for (const who of [ledger.guest, ledger.stranger])
      expect((await world.as(who).get(`/instruments/${id}`)).statusCode).toBe(404);
    const send = (who: Someone, visibility: string, version: number) =>
      world.as(who).post(`/instruments/${id}/publications`, { visibility, version });
    expect((await send(ledger.officer, 'public', 1)).statusCode).toBe(403);
    expect((await send(ledger.coordinator, 'public', 1)).json()).toMatchObject({ claims: 1, version: 2 });
    expect(await read(ledger.stranger, id)).toMatchObject({
      isOwn: false,
      actions: [],
      grounds: [{ claim, isOwn: false }],
    });
    expect(typeOf(await send(ledger.coordinator, 'partnership', 2))).toBe('narrows-what-was-shown');
    expect(typeOf(await send(ledger.guest, 'public', 2))).toBe('not-own-side');
    expect(typeOf(await world.as(ledger.officer).post(`/instruments/${id}/retraction`, { version: 2 }))).toBe(
      'already-published',
    );
    const rows = await world.seeAll('select state, known_on from public_instrument_step where instrument_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ state: 'under_negotiation', known_on: '2020-12-23' }]);
  });

  test('in a partnership that is not public nothing becomes public', async () => {
    const ledger = await fresh('partnership');
    const id = await recorded(ledger);
    expect(typeOf(await publish(ledger, id, 1, 'public'))).toBe('partnership-not-public');
  });

  test('another side reads what was shown and changes nothing of it', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    await publish(ledger, id, 1);
    expect(await read(ledger.guest, id)).toMatchObject({ isOwn: false, isParty: true });
    const tries = [
      step(ledger.guest, id, 2, took('sign', '2021')),
      world.as(ledger.guest).post(`/instruments/${id}/changes`, { version: 2, change: { binding: 'binding' } }),
      world.as(ledger.guest).post(`/instruments/${id}/articles`, { version: 2, articles: [] }),
      world.as(ledger.guest).post(`/instruments/${id}/retraction`, { version: 2 }),
    ];
    for (const reply of await Promise.all(tries))
      expect([reply.statusCode, typeOf(reply)]).toEqual([403, 'not-own-side']);
  });

  test('a parent that the reader may not see is not told', async () => {
    const ledger = await fresh();
    const parent = await recorded(ledger, plan(ledger, { title: words('ҚҰПИЯ') }));
    const child = await recorded(
      ledger,
      plan(ledger, { parent: { relation: 'carries_out', id: parent, title: null } }),
    );
    await publish(ledger, child, 1, 'public');
    expect(await read(ledger.officer, child)).toMatchObject({ parent: { id: parent, title: words('ҚҰПИЯ') } });
    const seen = await read(ledger.guest, child);
    expect(seen.parent).toBeNull();
    expect(JSON.stringify(seen)).not.toContain('ҚҰПИЯ');
    expect((await read(ledger.officer, parent)).children).toMatchObject([{ id: child, relation: 'carries_out' }]);
  });

  test('to the public a corrected step stands as it was put right, with the correction beside it', async () => {
    const ledger = await fresh();
    const id = await recorded(ledger);
    const [{ id: wrong }] = (await read(ledger.officer, id)).steps;
    await world.as(ledger.officer).post(`/instruments/${id}/corrections`, {
      version: 1,
      step: wrong,
      reason: words('Күні қате'),
      right: asOf('2020-08'),
    });
    await publish(ledger, id, 2, 'public');
    const steps = await world.seeAll('select id, known_on from public_instrument_step where instrument_id = $1', [id]);
    expect(steps).toEqual([{ id: wrong, known_on: '2020-08' }]);
    const corrections = await world.seeAll(
      'select step_id, reason from public_instrument_correction where instrument_id = $1',
      [id],
    );
    expect(corrections).toEqual([{ step_id: wrong, reason: words('Күні қате') }]);
  });
});

describe('the list', () => {
  const list = async (who: Someone, query = '') => (await world.as(who).get(`/instruments${query}`)).json();
  const titles = (answer: { items: { title: Record<string, { text: string }> }[] }) =>
    answer.items.map(({ title }) => title['kk']?.text);
  async function three() {
    const ledger = await fresh();
    await recorded(ledger, plan(ledger, { title: words('Бірінші жоспар'), binding: 'binding' }));
    const memorandum = { kind: 'memorandum', covers: null, title: words('Меморандум'), parties: [ledger.seoul] };
    await recorded(ledger, plan(ledger, memorandum), asOf('2020-12', 'signed', { taken: '2018' }));
    await recorded(
      ledger,
      plan(ledger, { title: words('Екінші жоспар'), covers: '2025/2027' }),
      asOf('2025', 'in_force'),
    );
    return ledger;
  }

  test.each([
    ['state=signed', ['Меморандум']],
    ['kind=memorandum', ['Меморандум']],
    ['binding=binding', ['Бірінші жоспар']],
    ['period=2024/2025', ['Бірінші жоспар', 'Екінші жоспар']],
    ['period=2028', []],
    ['q=екінші', ['Екінші жоспар']],
    ['state[]=signed&state[]=in_force', ['Екінші жоспар', 'Меморандум']],
    ['partnership=nowhere', []],
  ])('filtered by %s gives what fits', async (query, found) => {
    const ledger = await three();
    expect(new Set(titles(await list(ledger.officer, `?${query}&sort=title`)))).toEqual(new Set(found));
    expect(titles(await list(ledger.guest, `?${query}`))).toEqual([]);
  });

  test.each(['title', '-title', 'state', 'covers', '-changed'])(
    'sorted by %s it is read page by page without a gap',
    async (sort) => {
      const ledger = await three();
      const whole = titles(await list(ledger.officer, `?sort=${sort}`));
      expect(whole).toHaveLength(3);
      const paged: (string | undefined)[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await list(ledger.officer, `?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
        paged.push(...titles(page));
        cursor = page.next;
      }
      expect(paged).toEqual(whole);
    },
  );

  test('hostile words, parties and cursors are refused or find nothing', async () => {
    const ledger = await three();
    for (const q of [`';drop table instrument;--`, '%', '\\', '()|&!:*'])
      expect(
        titles(await list(ledger.officer, `?q=${encodeURIComponent(q)}&party=${ledger.almaty}`)).length,
      ).toBeLessThan(4);
    expect((await list(ledger.officer, '?cursor=zzz')).type).toBe('/problems/cursor-invalid');
    expect((await list(ledger.officer, '?party=me')).type).toBe('/problems/invalid-input');
    expect((await list(ledger.officer, '?state=burnt')).type).toBe('/problems/invalid-input');
  });

  test('is counted by state, and goes out as CSV and XLSX with the same rows', async () => {
    const ledger = await three();
    const counts = (await world.as(ledger.officer).get('/instruments/counts')).json();
    expect(counts.real).toEqual({ under_negotiation: 1, signed: 1, in_force: 1 });
    const csv = (await world.as(ledger.officer).get('/instruments/file?format=csv&locale=kk&sort=title')).body;
    const lines = csv.trim().split(/\r?\n/);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('Қай күнгі мәлімет');
    expect(csv).toContain('2019/2024');
    const xlsx = await world.as(ledger.officer).get('/instruments/file?format=xlsx');
    expect([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });
});
