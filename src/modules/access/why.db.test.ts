import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld, type World } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { type Ladder, reasonsFor, type Subject } from './why.ts';
import { seatsOf } from './why.sql.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const laddered = ['commitment', 'delivery', 'capacity', 'claim', 'source_document', 'meeting', 'instrument'] as const;
const entered = <T>(who: Someone, work: Parameters<typeof asPerson<T>>[2]) =>
  asPerson(world.db, { token: /=([^.]+)\./.exec(who.cookie)?.[1] ?? '', organisation: null }, work);
const countSeen = (who: Someone, table: string, id: string) =>
  entered(who, async (tx) => (await sql`select from ${sql.table(table)} where id = ${id}`.execute(tx)).rows.length);
const why = (who: Someone, subject: Subject, id: string) => world.as(who).get(`/access/why/${subject}/${id}`);
type Answer = {
  reasons: { kind: string; partnership: { slug: string } | null; until: string | null }[];
  acts: { permission: string; may: boolean; because: string }[];
};

/** One row of each kind, owned by the first organisation of a partnership. */
async function oneOfEach() {
  const ledger = await openLedger(world, `why-${randomUUID().slice(0, 8)}`, 'partnership');
  const { almaty, home, partnership, draft, document } = ledger;
  const ladder = [almaty, partnership.id, home];
  const ids: Record<(typeof laddered)[number], string> = {
    commitment: randomUUID(),
    delivery: randomUUID(),
    capacity: randomUUID(),
    meeting: randomUUID(),
    instrument: randomUUID(),
    claim: await draft(),
    source_document: await document(),
  };
  const title = { kk: { text: 'Т', by: 'person' } };
  const shared = 'id, owner_organisation, partnership_id, side_id, visibility, is_demo, version, changed_at';
  const insert = (table: string, columns: string, values: unknown[]) =>
    world.seeAll(
      `insert into ${table} (${shared}, ${columns}) values ($1, $2, $3, $4, 'own_side', false, 1, now(), ${values.map((_, at) => `$${at + 5}`).join(', ')})`,
      [ids[table as keyof typeof ids], ...ladder, ...values],
    );
  await insert('commitment', 'kind, title, comparator, strength, debtors, creditors', [
    'act',
    title,
    'eq',
    'promised',
    [almaty],
    [almaty],
  ]);
  await insert('delivery', 'commitment_id, amount, comparator', [ids.commitment, 1, 'eq']);
  await insert('capacity', 'title, amount, comparator', [title, 1, 'eq']);
  await insert('meeting', 'title, state, manner, minutes_state', [title, 'planned', 'online', 'none']);
  await insert('instrument', 'kind, title, parties, binding, languages, state', [
    'memorandum',
    title,
    [almaty],
    'not_stated',
    ['kk'],
    'proposed',
  ]);
  await world.seeAll(`update claim set state = 'accepted', decided_at = now(), decided_by = $1 where id = $1`, [
    ids.claim,
  ]);
  const neighbour = await world.organisation('Сол тарап');
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [partnership.id, neighbour, home]);
  const asking = {
    owner: ledger.officer,
    neighbour: await world.someone('coordinator', neighbour),
    guest: ledger.guest,
    stranger: ledger.stranger,
  };
  return { ids, asking, partnership };
}

test('the explanation and the row policy agree for every kind of record, every visibility and everybody who asks', async () => {
  const { ids, asking, partnership } = await oneOfEach();
  const table: Record<string, string[]> = {};
  for (const visibility of ['own_side', 'partnership', 'public'])
    for (const subject of laddered) {
      await world.seeAll(`update ${subject} set visibility = $2 where id = $1`, [ids[subject], visibility]);
      const [row] = (await world.seeAll(
        `select owner_organisation as owner, partnership_id as partnership, side_id as side, visibility from ${subject} where id = $1`,
        [ids[subject]],
      )) as Ladder[];
      if (!row) throw new Error('the row is there');
      for (const [name, who] of Object.entries(asking)) {
        const [seen, answer, seats] = [
          await countSeen(who, subject, ids[subject]),
          await why(who, subject, ids[subject]),
          await entered(who, seatsOf),
        ];
        const reasons = reasonsFor(row, seats);
        expect(reasons.length > 0, `${subject} ${visibility} ${name}`).toBe(seen === 1);
        expect(answer.statusCode, `${subject} ${visibility} ${name}`).toBe(seen === 1 ? 200 : 404);
        const told = answer.json<Partial<Answer>>().reasons ?? [];
        expect(told.map(({ kind }) => kind)).toEqual(reasons);
        (table[`${visibility} ${name}`] ??= []).push(reasons.join());
      }
    }
  const each = (reason: string) => laddered.map(() => reason);
  expect(table).toEqual({
    'own_side owner': each('own,own_side'),
    'own_side neighbour': each('own_side'),
    'own_side guest': each(''),
    'own_side stranger': each(''),
    'partnership owner': each('own,partnership'),
    'partnership neighbour': each('partnership'),
    'partnership guest': each('partnership'),
    'partnership stranger': each(''),
    'public owner': each('own,public'),
    'public neighbour': each('public'),
    'public guest': each('public'),
    'public stranger': each('public'),
  });
  const told = (await why(asking.guest, 'meeting', ids.meeting)).json<Answer>();
  expect(told.reasons[0]?.partnership?.slug).toBe(partnership.slug);
});

test('a mission is explained as the row policy opens it: to its side, to who comes, to the partnership, to everybody', async () => {
  const { almaty, home, partnership, officer, guest, stranger } = await openLedger(
    world,
    `why-${randomUUID().slice(0, 8)}`,
    'partnership',
  );
  const coming = await world.organisation('Келуші орталық');
  const visitor = await world.someone('viewer', coming);
  const id = randomUUID();
  await world.seeAll(
    `insert into mission (id, owner_organisation, partnership_id, side_id, visibility, is_demo, slug, title, languages, state, version, changed_at)
     values ($1, $2, $3, $4, 'own_side', false, $5, '{"kk": {"text": "М", "by": "person"}}', '{kk}', 'draft', 1, now())`,
    [id, almaty, partnership.id, home, `why-${id.slice(0, 8)}`],
  );
  await world.seeAll('insert into mission_visitor values ($1, $2)', [id, coming]);
  const told: Record<string, string[]> = {};
  for (const visibility of ['own_side', 'partnership', 'public']) {
    await world.seeAll('update mission set visibility = $2 where id = $1', [id, visibility]);
    for (const [name, who] of Object.entries({ officer, guest, stranger, visitor })) {
      const answer = await why(who, 'mission', id);
      const reasons = answer.statusCode === 200 ? answer.json<Answer>().reasons.map(({ kind }) => kind) : [];
      expect(await countSeen(who, 'mission', id), `${visibility} ${name}`).toBe(answer.statusCode === 200 ? 1 : 0);
      (told[name] ??= []).push(reasons.join());
    }
  }
  expect(told).toEqual({
    officer: ['own,own_side', 'own,partnership', 'own,public'],
    guest: ['', 'partnership', 'public'],
    stranger: ['', '', 'public'],
    visitor: ['visiting', 'visiting', 'public,visiting'],
  });
});

test('what is not there, not visible, or of a kind that one may not read is the same 404', async () => {
  const { ids, asking } = await oneOfEach();
  for (const [who, subject, id] of [
    [asking.stranger, 'commitment', ids.commitment],
    [asking.owner, 'commitment', randomUUID()],
    [asking.owner, 'patient', randomUUID()],
  ] as const) {
    const answer = await why(who, subject, id);
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([404, '/problems/not-found']);
  }
  expect((await world.as(asking.owner).get(`/access/why/membership/${ids.commitment}`)).statusCode).toBe(400);
});

test('it says what one may do with the record, and what is missing for the rest', async () => {
  const { ids } = await oneOfEach();
  const [row] = await world.seeAll('select owner_organisation from commitment where id = $1', [ids.commitment]);
  const viewer = await world.someone('viewer', String(row?.['owner_organisation']));
  const { acts } = (await why(viewer, 'commitment', ids.commitment)).json<Answer>();
  expect(acts).toEqual([
    { permission: 'accords.read', may: true, because: 'ok' },
    { permission: 'accords.write', may: false, because: 'role' },
    { permission: 'accords.confirm', may: false, because: 'role' },
    { permission: 'accords.publish', may: false, because: 'role' },
  ]);
});

test('a role for some days says until when everything is seen', async () => {
  const { ids, asking } = await oneOfEach();
  await world.seeAll(`update membership set ends_at = now() + interval '2 days' where person = $1`, [
    asking.guest.person,
  ]);
  await world.seeAll(`update meeting set visibility = 'partnership' where id = $1`, [ids.meeting]);
  const answer = (await why(asking.guest, 'meeting', ids.meeting)).json<{ roleEndsAt: string }>();
  expect(Date.parse(answer.roleEndsAt)).toBeGreaterThan(Date.now());
});

test('a partnership, an organisation and an office holder say why they are known', async () => {
  const { asking, partnership } = await oneOfEach();
  expect(
    (await why(asking.owner, 'partnership', partnership.id)).json<Answer>().reasons.map(({ kind }) => kind),
  ).toEqual(['own', 'seated']);
  expect(
    (await why(asking.guest, 'partnership', partnership.id)).json<Answer>().reasons.map(({ kind }) => kind),
  ).toEqual(['seated']);
  expect((await why(asking.stranger, 'partnership', partnership.id)).statusCode).toBe(404);
  expect((await why(asking.stranger, 'organisation', asking.owner.organisation)).json<Answer>().reasons).toMatchObject([
    { kind: 'known_to_all' },
  ]);
});

test('a patient is explained by the part in their care, to a clinical person alone, and for no longer than it lasts', async () => {
  const doctor = await world.someone('officer', undefined, { isClinical: true });
  const desk = await world.someone('administrator', doctor.organisation);
  const visiting = await world.someone('officer', undefined, { isClinical: true });
  const id = randomUUID();
  await world.seeAll(
    `insert into patient (id, custodian, is_demo, identity, registered_by, registered_at, version, changed_at)
     values ($1, $2, false, '\\x00', $3, now(), 1, now())`,
    [id, doctor.organisation, doctor.person],
  );
  await world.seeAll(
    `insert into care_part (id, patient_id, organisation_id, ground, since, granted_by) values ($1, $2, $3, 'custodian', now(), $4)`,
    [randomUUID(), id, doctor.organisation, doctor.person],
  );
  expect((await why(doctor, 'patient', id)).json<Answer>().reasons).toMatchObject([{ kind: 'custodian', until: null }]);
  expect((await why(desk, 'patient', id)).statusCode).toBe(404);
  expect((await why(visiting, 'patient', id)).statusCode).toBe(404);
  await world.seeAll(
    `insert into broken_glass (id, patient_id, person, organisation_id, reason) values ($1, $2, $3, $4, 'unconscious at the door')`,
    [randomUUID(), id, visiting.person, visiting.organisation],
  );
  const [glass] = (await why(visiting, 'patient', id)).json<Answer>().reasons;
  expect(glass?.kind).toBe('glass');
  expect(Date.parse(glass?.until ?? '')).toBeLessThanOrEqual(Date.now() + 4 * 3_600_000);
  await world.seeAll(`update broken_glass set until = now() where patient_id = $1`, [id]);
  expect((await why(visiting, 'patient', id)).statusCode).toBe(404);
});
