import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';
import { asPerson, type Tx } from '../../platform/database.ts';

/** What the database itself refuses, whatever the application asks for: each statement runs in a person's name. */
const world = await startWorld();
afterAll(() => world.stop());
const [ours, theirs] = await Promise.all([world.organisation(), world.organisation()]);
const officer = await world.someone('coordinator', ours);
const token = /=([^.]+)\./.exec(officer.cookie)?.[1] ?? '';
const inOurName = <T>(work: (tx: Tx) => Promise<T>) => asPerson(world.db, { token, organisation: ours }, work);

const post = { organisation: theirs, title: { kk: 'елші' }, since: null, until: null, seenOn: null };
const registered = await world
  .as(await world.someone('coordinator', theirs))
  .post('/people', { names: { kk: 'Елші' }, post });
const person: string = registered.json().id;
const { sides } = await world.partnership('not-ours', [theirs, ours]);
const friend = await world.organisation();
const drawn = await world.partnership('ours-to-draw', [ours, theirs]);
await world.seeAll(
  `insert into event values (gen_random_uuid(), now(), null, 'test', $1, $2, $3, 'own_side', false, 'commitment',
     gen_random_uuid(), 'record', '{}')`,
  [theirs, drawn.id, drawn.sides[1]],
);

test.each([
  ['change another organisation', sql`update organisation set country = 'XX' where id = ${theirs}`],
  [
    'merge another organisation',
    sql`update organisation set merged_into = ${ours}, merged_at = now() where id = ${theirs}`,
  ],
  ['change a person of others', sql`update person set version = 9 where id = ${person}`],
  ['end a post of others', sql`update post set until = '2020' where person_id = ${person}`],
  ['redraw a side of others', sql`update side set may_publish = '{}' where id = ${sides[0]}`],
])('to %s touches no row', async (_, statement) => {
  const { numAffectedRows } = await inOurName((tx) => statement.execute(tx));
  expect(numAffectedRows).toBe(0n);
});

test.each([
  [
    'merge oneself into another',
    sql`update organisation set merged_into = ${theirs}, merged_at = now() where id = ${ours}`,
    /row-level security/,
  ],
  [
    'give oneself a right over a person by a post',
    sql`insert into post (id, person_id, organisation_id, title, version, changed_at)
        values (gen_random_uuid(), ${person}, ${ours}, '{}', 1, now())`,
    /row-level security/,
  ],
  [
    'sit down in a partnership of others',
    sql`insert into side_organisation select partnership_id, gen_random_uuid(), id from side where id = ${sides[0]}`,
    /row-level security/,
  ],
  [
    'register an organisation as the signpost to another',
    sql`insert into organisation (id, kind, country, names, is_demo, registered_by, version, changed_at, merged_into, merged_at)
        values (gen_random_uuid(), 'ministry', 'KZ', '{}', false, ${ours}, 1, now(), ${theirs}, now())`,
    /row-level security/,
  ],
  [
    'register a person as the signpost to another',
    sql`insert into person (id, names, is_demo, registered_by, version, changed_at, merged_into, merged_at)
        values (gen_random_uuid(), '{}', false, ${ours}, 1, now(), ${person}, now())`,
    /row-level security/,
  ],
  [
    'seat a friend on the side of others that has kept something',
    sql`insert into side_organisation values (${drawn.id}, ${friend}, ${drawn.sides[1]})`,
    /row-level security/,
  ],
  [
    'hand over who registered',
    sql`update organisation set registered_by = ${theirs} where id = ${ours}`,
    /permission denied/,
  ],
  ['make oneself a demonstration', sql`update organisation set is_demo = true where id = ${ours}`, /permission denied/],
  ['forget a post', sql`delete from post`, /permission denied/],
  ['forget an organisation', sql`delete from organisation`, /permission denied/],
])('to %s is refused', async (_, statement, why) => {
  await expect(inOurName((tx) => statement.execute(tx))).rejects.toThrow(why);
});

test('the public site reads no table of the directory', async () => {
  for (const table of ['organisation', 'person', 'post', 'side_organisation'])
    await expect(sql`select from ${sql.table(table)}`.execute(world.publicDb)).rejects.toThrow('permission denied');
});

test('outside a session nothing of the directory is known, not even its history', async () => {
  const seen = await world.db
    .transaction()
    .execute(async (tx) => [
      (await sql`select from organisation`.execute(tx)).rows,
      (await sql`select from person`.execute(tx)).rows,
      (await sql`select from directory_events(${[ours, person]}::uuid[], 10)`.execute(tx)).rows,
    ]);
  expect(seen).toEqual([[], [], []]);
});
