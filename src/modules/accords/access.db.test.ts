import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { contract } from '../../app.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
const secret = 'ҚҰПИЯ';
const text = { kk: { text: `${secret} бастама`, by: 'person' } };

/** One side's own: a commitment with a delivery, a verdict, a quote, a document with its text, and a capacity. */
async function keptToItself(slug: string) {
  const ledger = await openLedger(world, slug);
  const document = await ledger.document(`${secret} құжат`);
  const quote = { quote: `${secret} 2700`, sentence: `${secret} 2700 адам қаралды`, document };
  const [seen, can, spare] = [await ledger.draft(quote), await ledger.draft(quote), await ledger.draft(quote)];
  const of = commitmentInput(ledger, { title: text, place: secret, beneficiaries: text, measure: 'operations' });
  const delivery = deliveryInput('2700', { place: secret });
  const entered = (await enter(ledger.officer, seen, { enter: 'delivery', of, delivery })).json();
  const capacity = { title: text, amount: '800', comparator: 'gt', per: null };
  const able = (await enter(ledger.officer, can, { enter: 'capacity', capacity })).json();
  const verdict = { verdict: 'at_risk', reasons: text, trueOn: '2026-11-20', visibility: 'own_side' };
  const judged = (
    await world.as(ledger.officer).post(`/commitments/${entered.commitment}/assessments`, verdict)
  ).json();
  const file = ledger.partnership.id;
  await world.seeAll(`insert into file values ($1, $2, 'somewhere', 5, 'text/plain', now())`, [file, ledger.almaty]);
  await world.seeAll(
    `insert into document_content (document_id, side_id, owner_organisation, file_id, media_type, encoding, text, blocks, problems)
     values ($1, $2, $3, $4, 'text/plain', 'utf-8', $5, '[]', '[]')`,
    [document, ledger.home, ledger.almaty, file, `${secret} туралы толық мәтін`],
  );
  const ids = {
    commitment: entered.commitment,
    delivery: entered.delivery,
    capacity: able.capacity,
    claim: seen,
    spare,
    document,
    assessment: judged.id,
  };
  return { ...ledger, ids };
}
type Kept = Awaited<ReturnType<typeof keptToItself>>;

type Tried = { name: string; body: string };
const paths = Object.entries(contract).flatMap(([module, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => ({
    name: `${module}.${name}`,
    route: procedure['~orpc'].route,
  })),
);

/** Bodies that would do something with what is kept, if it could be done: every writing endpoint of the ledger has one. */
const bodiesFor = (kept: Kept): Record<string, object[]> => {
  const { ids } = kept;
  const commitment = commitmentInput(kept);
  const claims = [ids.claim];
  return {
    'accords.enterClaim': [
      { claim: ids.spare, version: 1, entry: { enter: 'nothing' } },
      { claim: ids.claim, version: 2, entry: { enter: 'nothing' } },
    ],
    'accords.undoEntry': [{ claim: ids.claim, version: 2 }],
    'accords.recordCommitment': [{ partnership: kept.partnership.slug, commitment, claims }],
    'accords.changeCommitment': [{ version: 1, change: { term: '2027' } }],
    'accords.recordDelivery': [{ delivery: deliveryInput('2700', { place: secret }), claims: [ids.claim] }],
    'accords.retractDelivery': [{ version: 1 }],
    'accords.confirmDelivery': [{ as: 'giver' }, { as: 'receiver' }],
    'accords.takeBackConfirmation': [{ as: 'giver' }],
    'accords.assess': [{ verdict: 'late', reasons: text, trueOn: '2026-11-20', visibility: 'own_side' }],
    'accords.withdraw': [{ version: 1, on: '2026-11-20' }],
    'accords.publish': [
      { commitments: [ids.commitment], visibility: 'public' },
      { capacities: [ids.capacity], visibility: 'public' },
      { document: ids.document, visibility: 'public' },
      { assessments: [ids.assessment], visibility: 'partnership' },
    ],
    'accords.findCondition': [{ version: 1, state: 'met', on: '2026-11-20', reasons: text }],
    'accords.decideRequest': [{ decision: 'approve' }, { decision: 'refuse' }, { decision: 'take_back' }],
    'accords.proposeSettlement': [
      {
        deliveries: [ids.delivery, ids.commitment],
        figure: { amount: { amount: '5', currency: null }, comparator: 'eq' },
        reasons: text,
      },
    ],
    'accords.answerSettlement': [{ answer: 'accept' }, { answer: 'refuse' }, { answer: 'take_back' }],
    'accords.correctDelivery': [{ version: 1, reasons: text }],
    'accords.correctCapacity': [{ version: 1, reasons: text }],
    'accords.dispute': [{ claim: ids.claim, reasons: text, visibility: 'own_side' }],
    'accords.endDispute': [{}],
    'accords.answer': [{ wording: text }],
    // Files: import.db.test.ts and promiseImport.db.test.ts try what a stranger's file can name.
    'accords.previewCommitments': [{}],
    'accords.importCommitments': [{}],
    'accords.previewDeliveries': [{}],
    'accords.importDeliveries': [{}],
  };
};

/** Every endpoint of the router in somebody's name, with every id of what is kept in its path. */
async function tryAll(who: Someone, kept: Kept): Promise<Tried[]> {
  const bodies = bodiesFor(kept);
  const tried: Tried[] = [];
  for (const { name, route } of paths) {
    const path = String(route.path);
    const ids = path.includes('{') ? Object.values(kept.ids) : [kept.ids.commitment];
    const attempts = ids.flatMap((id): { url: string; body?: object }[] => {
      const at = path.replaceAll('{slug}', kept.partnership.slug).replaceAll(/\{\w+\}/g, id);
      if (route.method === 'GET') return [{ url: `${at}?q=${encodeURIComponent(secret)}` }, { url: at }];
      const given = bodies[name] ?? [{ id, claim: id, document: id, version: 1 }];
      return given.map((body) => ({ url: at, body }));
    });
    const replies = await Promise.all(
      attempts.map((each) => (each.body ? world.as(who).post(each.url, each.body) : world.as(who).get(each.url))),
    );
    tried.push(...replies.map((reply) => ({ name: `${name} ${reply.statusCode}`, body: reply.body })));
  }
  return tried;
}

const mentions = (kept: Kept, { body }: { body: string }) =>
  [secret, ...Object.values(kept.ids)].filter((mark) => body.includes(mark));

test('every writing endpoint of the ledger is tried below', async () => {
  const kept = await keptToItself('covered');
  const writing = paths.filter(({ name, route }) => name.startsWith('accords.') && route.method !== 'GET');
  expect(writing.map(({ name }) => name).toSorted()).toEqual(Object.keys(bodiesFor(kept)).toSorted());
});

test('what one side keeps to itself no endpoint shows to the other side or to a stranger, and nothing of it changes', async () => {
  const kept = await keptToItself('kept');
  const before = await world.seeAll(
    'select * from commitment c join delivery d on d.commitment_id = c.id where c.id = $1',
    [kept.ids.commitment],
  );
  for (const who of [kept.guest, kept.stranger]) {
    const tried = await tryAll(who, kept);
    expect(tried.length).toBeGreaterThan(40);
    expect(tried.flatMap((one) => (mentions(kept, one).length > 0 ? [one.name, mentions(kept, one)] : []))).toEqual([]);
  }
  const after = await world.seeAll(
    'select * from commitment c join delivery d on d.commitment_id = c.id where c.id = $1',
    [kept.ids.commitment],
  );
  expect(after).toEqual(before);
  expect((await read(kept.officer, kept.ids.commitment)).title).toEqual(text);
  expect(mentions(kept, { body: JSON.stringify(await tryAll(kept.officer, kept)) })).toContain(secret);
}, 120_000);

const tables = `
  select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p')`;

/** All that plain SQL gets out of every table and view, in somebody's name. */
async function allRowsFor(who: Someone): Promise<Tried[]> {
  const token = who.cookie.split('=')[1]?.split('.')[0] ?? '';
  const names = (await world.seeAll(tables)).map(({ name }) => String(name));
  const rowsOf = (name: string) =>
    world.db.transaction().execute(async (tx) => {
      await sql`select * from enter(${token}, null)`.execute(tx);
      return (
        await sql<{
          body: string;
        }>`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as body from ${sql.table(name)} t`.execute(tx)
      ).rows;
    });
  return Promise.all(
    names.map(async (name) => {
      const rows = await rowsOf(name).catch((error: { code?: string }) => {
        if (error.code === '42501') return [];
        throw error;
      });
      return { name, body: rows[0]?.body ?? '' };
    }),
  );
}

test('nor does plain SQL in the name of the other side, from any table', async () => {
  const kept = await keptToItself('sql');
  const marked = (found: Tried[]) =>
    found
      .filter((one) => mentions(kept, one).length > 0)
      .map(({ name }) => name)
      .toSorted();
  const own = marked(await allRowsFor(kept.officer));
  for (const table of [
    'assessment',
    'capacity',
    'claim',
    'commitment',
    'delivery',
    'document_content',
    'event',
    'ground',
    'standing',
  ])
    expect(own).toContain(table);
  expect(marked(await allRowsFor(kept.guest))).toEqual([]);
  expect(marked(await allRowsFor(kept.stranger))).toEqual([]);
});

test('nor can the other side write under it by plain SQL', async () => {
  const kept = await keptToItself('written');
  const token = kept.guest.cookie.split('=')[1]?.split('.')[0] ?? '';
  const { commitment, delivery, claim } = kept.ids;
  const own = await kept.draft({ by: 'seoul' });
  const attempts = [
    `insert into confirmation values ('${delivery}', '${kept.seoul}', 'giver', '${kept.guest.person}', now())`,
    `insert into ground (claim_id, commitment_id, part) values ('${own}', '${commitment}', 'statement')`,
    `insert into ground (claim_id, commitment_id, part) values ('${claim}', '${commitment}', 'statement')`,
  ];
  for (const attempt of attempts) {
    const tried = world.db.transaction().execute(async (tx) => {
      await sql`select * from enter(${token}, null)`.execute(tx);
      await sql.raw(attempt).execute(tx);
    });
    await expect(tried).rejects.toMatchObject({ code: '42501' });
  }
  const changed = await world.db.transaction().execute(async (tx) => {
    await sql`select * from enter(${token}, null)`.execute(tx);
    return sql.raw(`update commitment set retracted_at = now() where id = '${commitment}'`).execute(tx);
  });
  expect(changed.numAffectedRows).toBe(0n);
});

test('the anonymous role finds none of it', async () => {
  const kept = await keptToItself('anonymous');
  for (const { name } of await world.seeAll(tables)) {
    const rows = await sql<{
      body: string;
    }>`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as body from ${sql.table(String(name))} t`
      .execute(world.publicDb)
      .catch(() => ({ rows: [] }));
    expect([name, mentions(kept, { body: rows.rows[0]?.body ?? '' })]).toEqual([name, []]);
  }
});

const publicly = async (commitment: string) =>
  (await sql<Record<string, unknown>>`select * from public_commitment where id = ${commitment}`.execute(world.publicDb))
    .rows[0];
const publish = (kept: Kept, asked: object) => world.as(kept.coordinator).post('/commitments/publications', asked);

test('publishing shows the figures and their quotes with their source, never the text of the document', async () => {
  const kept = await keptToItself('published');
  const { ids } = kept;
  const reply = await publish(kept, { document: ids.document, visibility: 'public' });
  expect(reply.json()).toEqual({
    commitments: 1,
    deliveries: 1,
    capacities: 1,
    claims: 2,
    assessments: 0,
    requests: [],
  });
  const { rows: claims } = await sql`select quote, title from public_claim`.execute(world.publicDb);
  expect(claims).toContainEqual({ quote: `${secret} 2700`, title: `${secret} құжат` });
  expect(await publicly(ids.commitment)).toMatchObject({ delivered: 2700n });
  for (const who of [kept.guest, kept.stranger])
    expect(JSON.stringify(await tryAll(who, kept)) + JSON.stringify(await allRowsFor(who))).not.toContain(
      'толық мәтін',
    );
  expect((await read(kept.stranger, ids.commitment)).deliveries[0].grounds).toMatchObject([
    { quote: `${secret} 2700` },
  ]);
  expect(await world.seeAll('select state, visibility from claim where id = $1', [ids.spare])).toEqual([
    { state: 'draft', visibility: 'own_side' },
  ]);
}, 120_000);

test('a verdict that was not published stays with its side', async () => {
  const kept = await keptToItself('verdict');
  await publish(kept, { document: kept.ids.document, visibility: 'public' });
  expect((await read(kept.officer, kept.ids.commitment)).assessments).toHaveLength(1);
  expect((await read(kept.guest, kept.ids.commitment)).assessments).toEqual([]);
  expect(await publicly(kept.ids.commitment)).toMatchObject({ verdict: null });
});

test('a delivery that one side keeps to itself moves its own standing, and nobody else’s', async () => {
  const kept = await keptToItself('moved');
  const { commitment, document } = kept.ids;
  await publish(kept, { document, visibility: 'public' });
  const others = async () => [
    await publicly(commitment),
    (await read(kept.guest, commitment)).standing,
    (await read(kept.stranger, commitment)).standing,
  ];
  const before = await others();
  const entry = { enter: 'delivery', of: commitment, delivery: deliveryInput('4000') };
  expect((await enter(kept.officer, await kept.draft(), entry)).statusCode).toBe(200);
  expect((await read(kept.officer, commitment)).standing).toMatchObject({
    delivered: { amount: '6700' },
    deliveries: 2,
  });
  expect(await others()).toEqual(before);
});

test('publishing only widens, only one’s own, and only where the partnership is open to all', async () => {
  const kept = await keptToItself('ladder');
  const { commitment } = kept.ids;
  const name = (reply: { json: () => { type?: string } }) => reply.json().type;
  await publish(kept, { commitments: [commitment], visibility: 'public' });
  expect(name(await publish(kept, { commitments: [commitment], visibility: 'partnership' }))).toBe(
    '/problems/narrows-what-was-shown',
  );
  const asGuest = world
    .as(kept.guest)
    .post('/commitments/publications', { commitments: [commitment], visibility: 'public' });
  expect(name(await asGuest)).toBe('/problems/not-own-side');
  const closed = await openLedger(world, 'closed', 'partnership');
  const claim = await closed.draft();
  const entered = (
    await enter(closed.officer, claim, { enter: 'commitment', commitment: commitmentInput(closed) })
  ).json();
  const asked = { commitments: [entered.commitment], visibility: 'public' };
  expect(name(await world.as(closed.coordinator).post('/commitments/publications', asked))).toBe(
    '/problems/partnership-not-public',
  );
  expect((await read(closed.guest, entered.commitment)).type).toBe('/problems/not-found');
  await world.as(closed.coordinator).post('/commitments/publications', { ...asked, visibility: 'partnership' });
  expect((await read(closed.guest, entered.commitment)).title).toEqual(commitmentInput(closed).title);
  expect((await read(closed.stranger, entered.commitment)).type).toBe('/problems/not-found');
});
