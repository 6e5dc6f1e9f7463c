import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson, type Tx } from '../../src/platform/database.ts';
import { databaseAt } from '../postgres.ts';
import { type Someone, startWorld, type World } from '../world.ts';

/** SQL in the name of those who serve requests: what somebody could do who found a way to send it. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const tokenOf = ({ cookie }: Someone): string => /=(.*)\.signature$/.exec(cookie)?.[1] ?? '';
const inNameOf = <T>(who: Someone, work: (tx: Tx) => Promise<T>, organisation = who.organisation): Promise<T> =>
  asPerson(world.db, { token: tokenOf(who), organisation }, (tx) => work(tx));
const rowsOf = async (tx: Tx, statement: string) =>
  (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows;

/** A connection of its own, whose functions have not been set up yet. */
async function connected<T>(role: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const name = /\/(test_[0-9a-f]+)/.exec(world.ownerUrl)?.[1] ?? '';
  const client = new pg.Client(databaseAt(world.ownerUrl, name, role));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const run = async (client: pg.Client, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await client.query(statement);
};

const facts = ['facts', 'person', 'organisation', 'sides', 'partnerships'];
const keep = (tx: Tx) =>
  rowsOf(
    tx,
    `select ${facts.map((it) => `current_setting('app.${it}') as ${it}, current_setting('app.${it}_seal') as ${it}_seal`).join(', ')},
    current_setting('app.entry', true) as entry`,
  );
/** Writes settings as they were sealed elsewhere. */
async function putBack(tx: Tx, kept: Record<string, unknown>, names: readonly string[]): Promise<void> {
  for (const name of names) await sql`select set_config(${`app.${name}`}, ${kept[name]}, true)`.execute(tx);
}

/** Somebody who administers one organisation and only reads in another. */
async function inTwo() {
  const someone = await world.someone('administrator');
  const elsewhere = await world.organisation();
  await world.seeAll(`insert into membership (person, organisation_id, role) values ($1, $2, 'viewer')`, [
    someone.person,
    elsewhere,
  ]);
  return { someone, elsewhere };
}

test('what was sealed of an actor in one organisation is worth nothing in another', async () => {
  const { someone, elsewhere } = await inTwo();
  const [kept = {}] = await inNameOf(someone, keep);
  const rows = await inNameOf(
    someone,
    async (tx) => {
      await putBack(tx, kept, ['facts', 'facts_seal']);
      return rowsOf(tx, `select actor_fact('role') as role, actor_organisation() as organisation`);
    },
    elsewhere,
  );
  expect(rows).toEqual([{ role: null, organisation: elsewhere }]);
});

test('what was sealed of an actor is worth nothing in another entry of the same transaction', async () => {
  const { someone, elsewhere } = await inTwo();
  const rows = await inNameOf(someone, async (tx) => {
    const [kept = {}] = await keep(tx);
    await sql`select enter(${tokenOf(someone)}, ${elsewhere}, null)`.execute(tx);
    await putBack(tx, kept, ['facts', 'facts_seal']);
    return rowsOf(tx, `select actor_fact('role') as role, actor_organisation() as organisation`);
  });
  expect(rows).toEqual([{ role: null, organisation: elsewhere }]);
});

test('an actor kept whole from an earlier transaction is nobody in the next, also when their session has ended', async () => {
  const someone = await world.someone('administrator');
  const [kept = {}] = await inNameOf(someone, keep);
  await world.seeAll('delete from auth.session where "userId" = $1', [someone.person]);
  const rows = await world.db.transaction().execute(async (tx) => {
    await putBack(tx, kept, [...facts, ...facts.map((it) => `${it}_seal`), 'entry']);
    return rowsOf(tx, 'select actor_person() as person, actor_organisation() as organisation');
  });
  expect(rows).toEqual([{ person: null, organisation: null }]);
});

test('a type that a request makes runs nothing in the name of the owner', async () => {
  const found = await connected('yntymaq_app', async (client) => {
    await run(client, [
      `create function pg_temp.told(it pg_catalog.text) returns pg_catalog.bool language plpgsql as
         $f$ begin perform pg_catalog.set_config('told.by', current_user, false); return true; end $f$`,
      `create domain pg_temp.text as pg_catalog.text check (pg_temp.told(value))`,
      'set search_path = pg_temp, pg_catalog, public',
      `select pg_catalog.set_config('app.person', 'x', false), pg_catalog.set_config('app.entry', repeat('x', 36), false)`,
      `select public.sealed('person')`,
    ]);
    return (await client.query<{ by: string | null }>(`select pg_catalog.current_setting('told.by', true) as by`)).rows;
  });
  expect(found).toEqual([{ by: null }]);
});

test('a type that a request makes changes nobody into somebody else', async () => {
  const someone = await world.someone('viewer');
  const other = await world.someone('administrator');
  const found = await connected('yntymaq_app', async (client) => {
    await run(client, [
      `create type pg_temp.jsonb as (it pg_catalog.text)`,
      `create function pg_temp.forged(pg_catalog.text) returns pg_temp.jsonb language sql as
         $f$ select row('x')::pg_temp.jsonb $f$`,
      `create cast (pg_catalog.text as pg_temp.jsonb) with function pg_temp.forged(pg_catalog.text)`,
      `create domain pg_temp.uuid as pg_catalog.uuid check (value = '${other.organisation}')`,
      'set search_path = pg_temp, pg_catalog, public',
      'begin',
      `select public.enter('${tokenOf(someone)}', '${someone.organisation}', null)`,
    ]);
    return (await client.query(`select public.actor_organisation() as organisation, public.actor_fact('role') as role`))
      .rows;
  });
  expect(found).toEqual([{ organisation: someone.organisation, role: 'viewer' }]);
});

test('no function that acts for the owner looks up a type or a table where a request can put one', async () => {
  const found = await world.seeAll(`
    select p.proname from pg_proc p where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace)
      and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
      and (p.prosrc ~ '(?<![._])\\m(text|uuid|jsonb|record|bytea)\\M *(:=|;|\\[)' or p.prosrc ~ '::(?!pg_catalog)')`);
  expect(found).toEqual([]);
});

test('a trigger that acts for the owner cannot be put on a table of a request', async () => {
  for (const name of ['was_seen', 'note_outbox_step', 'one_step_to_the_kept'])
    for (const role of ['yntymaq_app', 'yntymaq_auth', 'yntymaq_worker', 'yntymaq_public'])
      await expect(
        connected(role, (client) =>
          run(client, [
            'create temp table own (id uuid)',
            `create trigger t after insert on own for each row execute function public.${name}()`,
          ]),
        ),
      ).rejects.toThrow(/permission denied/);
});

async function protectedHouse() {
  const someone = await world.someone('administrator');
  const { organisation, person } = someone;
  await world.seeAll(
    `insert into transfer (id, organisation_id, people, categories, to_name, to_country, ground, reference, sent_at,
       recorded_at, recorded_by, is_demo)
     values (gen_random_uuid(), $1, 3, '{clinical}', 'Клиника', 'CN', 'law', 'Order 7', now(), now(), $2, false)`,
    [organisation, person],
  );
  await world.seeAll(
    `insert into incident (id, organisation_id, kind, title, what_happened, found_at, countries, risk, state, is_demo,
       version, opened_by, opened_at)
     values (gen_random_uuid(), $1, 'other', 'x', 'y', now(), '{KZ}', 'none', 'open', false, 1, $2, now())`,
    [organisation, person],
  );
  return someone;
}
const countBoth = `select (select count(*)::int from transfer) as transfers, (select count(*)::int from incident) as incidents`;

test('the token of another system reads no register of transfers, and writes none', async () => {
  const { organisation, person } = await protectedHouse();
  const hash = randomUUID();
  await world.seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values (gen_random_uuid(), $1, 'Figures', '{accords.read}', $2, 'h', 60, $3, now(), now() + interval '1 day')`,
    [organisation, hash, person],
  );
  const asToken = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asPerson(world.db, { apiToken: hash }, work);
  expect(await asToken((tx) => rowsOf(tx, countBoth))).toEqual([{ transfers: 0, incidents: 0 }]);
  const forged = `insert into transfer (id, organisation_id, people, categories, to_name, to_country, ground, reference, sent_at,
      recorded_at, recorded_by, is_demo)
    values (gen_random_uuid(), actor_organisation(), 1, '{images}', 'Nobody', 'CN', 'law', 'none', now(), now(), actor_person(), false)`;
  await expect(asToken((tx) => rowsOf(tx, forged))).rejects.toThrow('row-level security');
});

test('the address of a calendar opens meetings, and neither transfers nor incidents', async () => {
  const { organisation, person } = await protectedHouse();
  await world.seeAll(
    `insert into calendar_feed (id, person, organisation_id, secret_hash, made_at, label)
     values (gen_random_uuid(), $1, $2, repeat('c', 64), now(), 'Mine')`,
    [person, organisation],
  );
  await world.seeAll(`update calendar_feed set read_on = current_date where secret_hash = repeat('c', 64)`);
  const found = await world.db.transaction().execute(async (tx) => {
    await sql`select enter_by_calendar(repeat('c', 64))`.execute(tx);
    return rowsOf(tx, `${countBoth}, actor_organisation() as organisation`);
  });
  expect(found).toEqual([{ transfers: 0, incidents: 0, organisation }]);
});

test('an incident is opened in the name of who opens it', async () => {
  const { someone } = await inTwo();
  const forged = (
    by: string,
  ) => `insert into incident (id, organisation_id, kind, title, what_happened, found_at, countries, risk,
      state, is_demo, version, opened_by, opened_at)
    values (gen_random_uuid(), actor_organisation(), 'other', 'x', 'y', now(), '{KZ}', 'none', 'open', false, 1, ${by}, now())`;
  await expect(inNameOf(someone, (tx) => rowsOf(tx, forged('gen_random_uuid()')))).rejects.toThrow(
    'opened_in_ones_own_name',
  );
});

test('the public site reads what is set, and not who set it; nor does anybody but who looks after the installation', async () => {
  const person = await world.someone('administrator');
  const asked = 'select changed_by from installation_setting';
  await expect(connected('yntymaq_public', (client) => client.query(asked))).rejects.toThrow('permission denied');
  await expect(connected('yntymaq_worker', (client) => client.query(asked))).rejects.toThrow('permission denied');
  await expect(inNameOf(person, (tx) => rowsOf(tx, asked))).rejects.toThrow('permission denied');
  const shown = await connected('yntymaq_public', (client) =>
    client.query('select key, id, value from installation_setting'),
  );
  expect(shown.rows).toEqual([]);
});

test('a merge of patients says who made it, and a consent takes the place of one of the same patient alone', async () => {
  const officer = await world.someone('officer', undefined, { isClinical: true });
  const [first, second] = [randomUUID(), randomUUID()];
  for (const id of [first, second])
    await world.seeAll(
      `insert into patient (id, custodian, is_demo, identity, registered_by, registered_at, version, changed_at)
       values ($1, $2, false, '\\x00', $3, now(), 1, now())`,
      [id, officer.organisation, officer.person],
    );
  const [text, consent] = [randomUUID(), randomUUID()];
  await world.seeAll(
    `insert into consent_text values ($1, $2, false, 'treatment', 'kk', 1, 'Келісім', 'Емделуге келісемін, келісемін.', $3, now())`,
    [text, officer.organisation, officer.person],
  );
  const given = (
    id: string,
    patient: string,
    supersedes: string,
  ) => `insert into consent (id, patient_id, owner_organisation, is_demo,
      purpose, receiving_country, text_id, given_by, given_how, given_on, details, supersedes, recorded_by, recorded_at)
    values ('${id}', '${patient}', '${officer.organisation}', false, 'treatment', 'KR', '${text}', 'patient', 'paper', current_date,
      '\\x00', ${supersedes}, '${officer.person}', now())`;
  await world.seeAll(given(consent, first, 'null'));
  await expect(inNameOf(officer, (tx) => rowsOf(tx, given(randomUUID(), second, `'${consent}'`)))).rejects.toThrow(
    'supersedes_the_same_patient_s',
  );
  await inNameOf(officer, async (tx) => {
    await rowsOf(tx, `select from patient where id = '${first}'`);
  });
  await world.seeAll(
    `insert into care_part (id, patient_id, organisation_id, ground, since, granted_by)
     select gen_random_uuid(), p.id, p.custodian, 'custodian', now(), p.registered_by from patient p`,
  );
  await expect(
    inNameOf(officer, (tx) =>
      rowsOf(
        tx,
        `update patient set merged_into = '${second}', merged_at = now(), merged_by = gen_random_uuid() where id = '${first}'`,
      ),
    ),
  ).rejects.toThrow('merged in one');
});

test('a record of what was opened of a patient says of whom', async () => {
  const { person, organisation } = await world.someone('viewer');
  await expect(
    world.seeAll(
      `insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, purpose)
       values (gen_random_uuid(), now(), $1, $2, 'x', 'read', 'patient', 'care')`,
      [person, organisation],
    ),
  ).rejects.toThrow('check constraint');
});

test('nobody writes into what a partnership sees happen where they have no seat', async () => {
  const [stranger, member] = [await world.someone('officer'), await world.someone('officer')];
  const { id } = await world.partnership(`seats-${randomUUID()}`, [member.organisation, await world.organisation()]);
  const told = (
    visibility: string,
  ) => `insert into event (id, at, person, owner_organisation, partnership_id, visibility, is_demo,
      subject, subject_id, action, fields)
    values (gen_random_uuid(), now(), actor_person(), actor_organisation(), '${id}', '${visibility}', false, 'commitment',
      gen_random_uuid(), 'publish', '{}')`;
  for (const visibility of ['partnership', 'public']) {
    await expect(inNameOf(stranger, (tx) => rowsOf(tx, told(visibility)))).rejects.toThrow('written_where_one_sits');
    expect(await inNameOf(member, (tx) => rowsOf(tx, told(visibility)))).toEqual([]);
  }
});

test('an invitation carries no link of whoever writes it', async () => {
  const administrator = await world.someone('administrator');
  for (const name of [
    'Айгүл https://evil.example/enter',
    'See WWW.evil.example',
    'Айгүл\r\nBcc: a',
    'a@evil.example',
  ]) {
    const reply = await world.as(administrator).post('/access/invitations', {
      address: 'aigul@example.org',
      name,
      role: 'viewer',
      isClinical: false,
      reason: 'A new colleague',
    });
    expect([name, reply.statusCode]).toEqual([name, 400]);
  }
  expect(await world.seeAll('select from invitation')).toEqual([]);
});
