import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type pg from 'pg';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { reserveSeat } from '../../src/modules/quotas/index.ts';
import { asPerson, type Database, openDatabase, type Tx } from '../../src/platform/database.ts';
import { openEmpty } from '../ledger/world.ts';

const now = new Date();
const seats = 1_000_000;

type Parties = Record<'giver' | 'taker' | 'centre' | 'partnership' | 'side' | 'instrument', string | undefined>;

async function fillQuotas(owner: pg.Client, count: number, parties: Parties): Promise<string[]> {
  const { giver, taker, centre, partnership, side, instrument } = parties;
  const ids = Array.from({ length: count }, () => uuidv7());
  await owner.query(
    `insert into quota (id, owner_organisation, partnership_id, side_id, visibility, is_demo, instrument_id, disease_group, centre,
       beneficiary, year, unit, amount, state, priority_rule, version, changed_at)
     select id, $2, $3, $4, 'partnership', false, $5, 'proton_therapy', $6, $7, 2026, 'seat', $8, 'open', '{}', 1, now() from unnest($1::uuid[]) as id`,
    [ids, giver, partnership, side, instrument, centre, taker, seats],
  );
  await owner.query(
    `with granted as (insert into quota_transaction (id, quota_id, kind, organisation_id, service, at)
       select gen_random_uuid(), id, 'grant', $2, 'bench', now() from unnest($1::uuid[]) as id returning id, quota_id)
     insert into quota_entry select g.id, g.quota_id, e.account, e.amount from granted g
       cross join (values ('granted', -$3::bigint), ('free', $3::bigint)) as e (account, amount)`,
    [ids, giver, seats],
  );
  return ids;
}

async function fillPerson(
  owner: pg.Client,
  { person, token, centre }: Record<'person' | 'token' | 'centre', string | undefined>,
) {
  await owner.query(`insert into auth."user" values ($1, 'Somebody', $2, true)`, [person, `${person}@example.org`]);
  await owner.query(
    `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '9 hours', $2, now(), $3)`,
    [uuidv7(), token, person],
  );
  await owner.query(
    `insert into membership (person, organisation_id, role, is_clinical) values ($1, $2, 'coordinator', true)`,
    [person, centre],
  );
}

/** Two ministries, a centre, somebody clinical there, and so many open quotas of a million seats each. */
async function fill(owner: pg.Client, count: number) {
  const [giver, taker, centre, partnership, side, other] = Array.from({ length: 6 }, () => uuidv7());
  const [person, token, instrument] = [uuidv7(), `t${randomUUID()}`, uuidv7()];
  const text = JSON.stringify({ kk: { text: 'сөз', by: 'person' } });
  for (const [id, kind] of [
    [giver, 'ministry'],
    [taker, 'ministry'],
    [centre, 'hospital'],
  ])
    await owner.query(`insert into organisation values ($1, $2, 'KZ', null, '{"kk": "Ұйым"}', false, null, 1, now())`, [
      id,
      kind,
    ]);
  await owner.query(
    `insert into partnership values ($1, 'bench', '{"kk": "Сынақ"}', $2, $3, 'partnership', false, 1, now())`,
    [partnership, text, giver],
  );
  for (const [id, position] of [
    [side, 0],
    [other, 1],
  ])
    await owner.query(`insert into side values ($1, $2, $3, '{"kk": "Тарап"}')`, [id, partnership, position]);
  for (const [organisation, at] of [
    [giver, side],
    [centre, side],
    [taker, other],
  ])
    await owner.query('insert into side_organisation values ($1, $2, $3)', [partnership, organisation, at]);
  await fillPerson(owner, { person, token, centre });
  await owner.query(
    `insert into instrument (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, parties, binding,
       languages, version, changed_at) values ($1, $2, $3, $4, 'partnership', false, 'memorandum', $5, array[$2]::uuid[], 'not_stated', '{kk}', 1, now())`,
    [instrument, giver, partnership, side, text],
  );
  const ids = await fillQuotas(owner, count, { giver, taker, centre, partnership, side, instrument });
  return { ids, token, centre: centre ?? '' };
}

export type Place = Awaited<ReturnType<typeof openPlace>>;

/** The database with its quotas, and one reservation of each kind to measure. */
export async function openPlace(quotas: number, connections: number) {
  const { folder, postgres, urlFor, owner } = await openEmpty();
  const { ids, token, centre } = await fill(owner, quotas);
  const db = openDatabase(urlFor('yntymaq_app'), connections);
  const bare = openDatabase(urlFor('postgres'), 10);
  const inName = (work: (tx: Tx) => Promise<unknown>) =>
    asPerson(db, { token, organisation: centre }, async (tx, entry) => {
      if ('refused' in entry) throw new Error(entry.refused);
      await work(tx);
    });
  const reserve = async (tx: Tx, quota: string) => {
    const done = await reserveSeat({ tx, now, newId: uuidv7 }, { quota, referral: uuidv7(), parties: [centre] });
    if ('refused' in done) throw new Error(done.refused);
  };
  const stop = async () => {
    await Promise.all([db.destroy(), bare.destroy(), owner.end()]);
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ids, inName, reserve, bare, owner, centre, stop };
}

/** The rows of a reservation without anything that makes it one: no actor, no policies, no lock, no balance. */
export async function insertBare(bare: Database, quota: string, centre: string): Promise<void> {
  const [id, referral] = [uuidv7(), uuidv7()];
  await sql`
    with seat as (insert into quota_seat (id, quota_id, referral_id, state, amount, reserved_at, expires_at, parties)
        values (${id}, ${quota}, ${referral}, 'reserved', 1, ${now}, ${now}, array[${centre}]::uuid[])),
      happened as (insert into event (id, at, service, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
        values (${uuidv7()}, ${now}, 'bench', ${centre}, 'own_side', false, 'quota', ${quota}, 'reserveSeat', '{seat}')),
      written as (insert into quota_transaction (id, quota_id, kind, referral_id, seat_id, organisation_id, service, at)
        values (${id}, ${quota}, 'reserve', ${referral}, ${id}, ${centre}, 'bench', ${now}))
    insert into quota_entry values (${id}, ${quota}, 'free', -1), (${id}, ${quota}, 'reserved', 1)`.execute(bare);
}

/** What a referral's act writes before it takes the seat: six rows of about half a kilobyte. */
export async function writeAct(tx: Tx, centre: string): Promise<void> {
  const write = () =>
    sql`insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
      values (${uuidv7()}, ${now}, actor_person(), ${centre}, 'own_side', false, 'referral', ${uuidv7()}, 'accept',
        ${Array.from({ length: 40 }, () => 'fieldOfAct')})`.execute(tx);
  for (let row = 0; row < 6; row += 1) await write();
}
