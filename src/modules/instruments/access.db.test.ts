import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';

/** What the database itself refuses, whatever the application asks for: each statement runs in a person's name. */
const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'instruments');
const { officer, coordinator, guest, stranger, away, partnership } = ledger;
const recorded = await world.as(officer).post('/instruments', {
  partnership: partnership.slug,
  instrument: {
    kind: 'memorandum',
    title: { kk: { text: 'ҚҰПИЯ меморандум', by: 'person' } },
    parties: [ledger.almaty, ledger.seoul],
    binding: 'not_stated',
    parent: null,
    languages: ['kk'],
    covers: null,
    signatories: [],
  },
  step: { state: 'proposed', taken: '2018', knownOn: null, manner: null, claim: null },
  claims: [],
});
const id: string = recorded.json().id;
const run = ({ cookie, organisation }: Someone, statement: string) =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, (tx) => sql.raw(statement).execute(tx));
const step = (person: string, state = 'signed') =>
  `insert into instrument_step (id, instrument_id, position, state, taken, person, at)
   values (gen_random_uuid(), '${id}', 2, '${state}', '2019', '${person}', now())`;
const version = (who: Someone, side: string) =>
  `insert into instrument_version (id, instrument_id, owner_organisation, partnership_id, side_id, visibility, is_demo, number,
     language, wording, sha256, person, at)
   values (gen_random_uuid(), '${id}', '${who.organisation}', '${partnership.id}', '${side}', 'own_side', false, 1, 'kk', 'x',
     '${'0'.repeat(64)}', '${who.person}', now())`;

test.each<[string, Someone, string, RegExp]>([
  ['move its state without a step', officer, `update instrument set state = 'in_force'`, /permission denied/],
  ['unwrite a step', officer, `delete from instrument_step`, /permission denied/],
  ['rewrite a step', officer, `update instrument_step set state = 'signed'`, /permission denied/],
  ['tell a step in another person’s name', officer, step(coordinator.person), /row-level security/],
  ['move it where no step leads', officer, step(officer.person, 'suspended'), /no step leads/],
  ['sign what the other side keeps to itself', guest, step(guest.person), /row-level security/],
  ['lay a version under what it cannot see', guest, version(guest, away), /row-level security/],
  ['hand it to the other side', officer, `update instrument set side_id = '${away}'`, /permission denied/],
])('nobody can %s', async (_, who, statement, why) => {
  await expect(run(who, statement)).rejects.toThrow(why);
});

test('what one side keeps to itself nobody else finds in any of its tables, nor shows to all', async () => {
  for (const who of [guest, stranger]) {
    for (const table of ['instrument', 'instrument_step', 'signatory', 'article', 'instrument_version'])
      expect([table, (await run(who, `select from ${table}`)).rows]).toEqual([table, []]);
    const shown = await run(who, `update instrument set visibility = 'public' where id = '${id}'`);
    expect(shown.numAffectedRows).toBe(0n);
  }
  expect((await run(officer, 'select from instrument_step')).rows).toHaveLength(1);
});
