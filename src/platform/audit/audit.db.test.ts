import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { databaseAt, query } from '../../../test/postgres.ts';
import { asService, openDatabase, type Tx } from '../database.ts';
import { countByFunction, countByHand, sealAll } from './audit.sql.ts';
import type { PublishedHead } from './faults.ts';
import { hashOfColumns, type Part, sealedColumns } from './form.ts';
import { weeklyVerification } from './jobs.ts';
import { verifyAudit } from './verify.ts';

// A database without an application: rows are sealed, whoever wrote them.
const ownerUrl = inject('ownerUrl');
const name = `audit_${randomUUID().replaceAll('-', '')}`;
const own = databaseAt(ownerUrl, name);
await query(ownerUrl, `create database ${name} template template_yntymaq strategy file_copy`);
const owner = openDatabase(own, 4);
const worker = openDatabase(databaseAt(ownerUrl, name, 'yntymaq_worker'), 2);
afterAll(async () => {
  await Promise.all([owner.destroy(), worker.destroy()]);
  await query(ownerUrl, `drop database ${name} with (force)`);
});

const run = (statement: string, values: unknown[] = []) => query(own, statement, values);
const seal = () => asService(worker, { service: 'sealAudit', organisation: null }, sealAll);
/** Transactions of other databases on the server hold the seal back as our own do: waits until those of before are over. */
async function othersEnded(): Promise<void> {
  const [{ now } = {}] = await run('select pg_current_xact_id()::text as now');
  for (;;) {
    const [{ oldest } = {}] = await run('select pg_snapshot_xmin(pg_current_snapshot())::text as oldest');
    if (BigInt(String(oldest)) > BigInt(String(now))) return;
    await delay(20);
  }
}
const verifyIn = (tx: Tx, heads: PublishedHead[] = []) =>
  verifyAudit({ within: (work) => work(tx), counting: countByHand, isOwner: true, heads });
const verify = (heads: PublishedHead[] = []) =>
  verifyAudit({
    within: (work) => owner.transaction().execute(work),
    counting: countByHand,
    isOwner: true,
    heads,
    atOnce: 2,
  });

const newEvent = `insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
  values (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'own_side', false, 'thing', gen_random_uuid(), 'made', '{title,place}')`;
const newAccess = `insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, subject_id, purpose)
  values (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'patients.patient', 'read', 'patient', gen_random_uuid(), 'care')`;

/** Done as the owner of the database, with every constraint out of the way, and taken back afterwards. */
async function afterBreach(breach: (tx: Tx) => Promise<unknown>, heads: PublishedHead[] = []) {
  let found: Awaited<ReturnType<typeof verify>> | undefined;
  await owner
    .transaction()
    .execute(async (tx) => {
      await breach(tx);
      found = await verifyIn(tx, heads);
      throw new Error('taken back');
    })
    .catch((error: unknown) => {
      if ((error as Error).message !== 'taken back') throw error;
    });
  if (!found) throw new Error('nothing was verified');
  return found.faults;
}

type Row = { id: string; position: bigint };
const rows: Record<Part, Row[]> = { event: [], access_record: [] };

beforeAll(async () => {
  // A breach is made by somebody who owns the database: no constraint stops them.
  const constraints = (await run(`select conrelid::regclass::text as "table", conname as name from pg_constraint
    where conrelid in ('event'::regclass, 'access_record'::regclass, 'audit_batch'::regclass) and contype in ('c', 'f', 'p', 'u')
    order by contype = 'p'`)) as { table: string; name: string }[];
  for (const { table, name: constraint } of constraints)
    await run(`alter table ${table} drop constraint "${constraint}"`);
  const columns = (await run(`select attrelid::regclass::text as "table", attname as name from pg_attribute
    where attrelid in ('event'::regclass, 'access_record'::regclass, 'audit_batch'::regclass) and attnum > 0 and attnotnull`)) as {
    table: string;
    name: string;
  }[];
  for (const { table, name: column } of columns) await run(`alter table ${table} alter column ${column} drop not null`);
  for (let batch = 0; batch < 4; batch += 1) {
    for (let n = 0; n < 6; n += 1) await run(`${newEvent}; ${newAccess};`);
    await othersEnded();
    if ((await seal()) !== 1) throw new Error('one batch was to be made');
  }
  for (const table of ['event', 'access_record'] as const)
    rows[table] = (await run(`select id, position::text::bigint as position from ${table} order by position`)) as Row[];
}, 60_000);

test('a chain that nobody touched has no fault, on a running system too', async () => {
  const busy = Promise.all(Array.from({ length: 20 }, () => run(newEvent)));
  const { faults, batches, rows: counted } = await verify();
  await busy;
  expect(faults).toEqual([]);
  expect([batches, counted]).toEqual([4, 48]);
});

test('the columns that are sealed are all the columns there are', async () => {
  for (const [table, sealed] of Object.entries(sealedColumns)) {
    const found = await run(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    );
    expect(new Set(found.map((column) => column['name']))).toEqual(new Set(sealed));
    expect(found).toHaveLength(sealed.length);
  }
});

/** What a column may be changed into: another value of its kind, or nothing. */
const changes: Record<string, readonly string[]> = {
  uuid: ['gen_random_uuid()', 'null'],
  'timestamp with time zone': [`$ + interval '1 microsecond'`, `$ - interval '3 hours'`, 'null'],
  text: [`coalesce($, '') || ' '`, `coalesce($, '') || 'x'`, 'nullif($, $)', `''`],
  boolean: ['not $', 'null'],
  'text[]': [`array_append($, 'x')`, `array_remove($, 'place')`, `array[array_to_string($, ',')]`, `'{}'`, 'null'],
  bigint: ['$ + 1', '$ - 1', '-$', '0', 'null'],
  integer: ['$ + 1', '$ - 1', '0', 'null'],
  smallint: ['($ + 1)::smallint', 'null'],
  bytea: [`$ || '\\x00'::bytea`, `substr($, 2)`, `set_byte($, 0, 255 - get_byte($, 0))`, 'null'],
};
const typesOf = async (table: string) =>
  new Map(
    (
      await run(
        `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [table],
      )
    ).map((column) => [String(column['name']), String(column['type'])]),
  );

async function changeOf(table: string, column: string, pick: number): Promise<string> {
  const type = (await typesOf(table)).get(column) ?? '';
  const ways = changes[type];
  if (!ways) throw new Error(`no way to change a ${type}`);
  return (ways[pick % ways.length] ?? '').replaceAll('$', `"${column}"`);
}

const anyPart = fc.constantFrom('event', 'access_record');

test('a single change of any column of any sealed row is found, and the row is named', async () => {
  await fc.assert(
    fc.asyncProperty(anyPart, fc.nat(23), fc.nat(), fc.nat(), async (table, which, column, way) => {
      const { id } = rows[table][which] ?? { id: '' };
      const changed = sealedColumns[table][column % sealedColumns[table].length] ?? '';
      const value = await changeOf(table, changed, way);
      let isChanged = false;
      const faults = await afterBreach(async (tx) => {
        const { numAffectedRows = 0n } = await sql
          .raw(
            `update ${table} set "${changed}" = ${value} where id = '${id}' and "${changed}" is distinct from ${value}`,
          )
          .execute(tx);
        isChanged = numAffectedRows === 1n;
      });
      // Nothing was changed where the value was so before.
      const named = faults.filter((fault) => 'id' in fault && fault.id === id && fault.table === table);
      expect(named.length > 0).toBe(isChanged);
      expect(faults.length > 0).toBe(isChanged);
    }),
    { numRuns: 250 },
  );
}, 120_000);

test('any sealed row that is removed is found and named', async () => {
  await fc.assert(
    fc.asyncProperty(anyPart, fc.nat(23), async (table, which) => {
      const { id } = rows[table][which] ?? { id: '' };
      const faults = await afterBreach((tx) => sql.raw(`delete from ${table} where id = '${id}'`).execute(tx));
      expect(faults).toMatchObject([{ kind: 'removed', table, id }]);
    }),
    { numRuns: 40 },
  );
});

test('any row that is put into a sealed range is found and named, even one that repeats another word for word', async () => {
  await fc.assert(
    fc.asyncProperty(anyPart, fc.nat(23), fc.boolean(), async (table, which, isCopy) => {
      const { id, position } = rows[table][which] ?? { id: '', position: 0n };
      const faults = await afterBreach((tx) =>
        sql
          .raw(
            isCopy
              ? `insert into ${table} select * from ${table} where id = '${id}'`
              : `${table === 'event' ? newEvent : newAccess}; update ${table} set position = ${position} where position = audit_position()`,
          )
          .execute(tx),
      );
      expect(faults).toMatchObject([{ kind: 'inserted', table }]);
    }),
    { numRuns: 40 },
  );
});

test('any change in the chain itself is found', async () => {
  const columns = [...(await typesOf('audit_batch')).keys()];
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.nat(), fc.nat(), async (number, column, way) => {
      const changed = columns[column % columns.length] ?? '';
      const value = await changeOf('audit_batch', changed, way);
      let isChanged = false;
      const faults = await afterBreach(async (tx) => {
        const { numAffectedRows = 0n } = await sql
          .raw(
            `update audit_batch set "${changed}" = ${value} where number = ${number} and "${changed}" is distinct from ${value}`,
          )
          .execute(tx);
        isChanged = numAffectedRows === 1n;
      });
      expect(faults.length > 0).toBe(isChanged);
    }),
    { numRuns: 120 },
  );
}, 120_000);

test.each([1, 2, 3])('batch %i that is taken out of the chain is missed', async (number) => {
  const faults = await afterBreach((tx) => sql.raw(`delete from audit_batch where number = ${number}`).execute(tx));
  expect(faults).toContainEqual(expect.objectContaining({ kind: 'chain-broken' }));
});

test('a chain that was made anew over changed rows is whole, and a published head finds it', async () => {
  const [head] = await run(
    `select number::text, encode(head, 'hex') as head from audit_batch order by number desc limit 1`,
  );
  const published = { number: BigInt(String(head?.['number'])), head: String(head?.['head']) };
  expect((await verify([published])).faults).toEqual([]);
  const anew = `delete from audit_batch; delete from event where id = '${rows.event[3]?.id}'; select seal_audit(12)`;
  expect(await afterBreach((tx) => sql.raw(anew).execute(tx))).toEqual([]);
  expect(await afterBreach((tx) => sql.raw(anew).execute(tx), [published])).toEqual([
    { kind: 'head-missing', batch: published.number, head: published.head },
  ]);
});

test('a row that says it was written by a transaction of the future is found', async () => {
  const faults = await afterBreach(async (tx) => {
    await sql.raw(newEvent).execute(tx);
    await sql.raw('update event set position = position + 1000000 where position = audit_position()').execute(tx);
  });
  expect(faults).toMatchObject([{ kind: 'misplaced', table: 'event' }]);
});

test('a function of the database that lies about the rows deceives background work, and not the command', async () => {
  const id = rows.event[0]?.id ?? '';
  const faults = await afterBreach(async (tx) => {
    await sql
      .raw(
        `create or replace function audit_hash(variadic columns text[]) returns bytea stable language sql return sha256('')`,
      )
      .execute(tx);
    await sql.raw(`update event set action = 'other' where id = '${id}'`).execute(tx);
  });
  expect(faults).toMatchObject([{ kind: 'changed', table: 'event', id }]);
});

test('another program finds the same hashes from the documented form', async () => {
  const columns = sealedColumns.event.map((column) => `"${column}"::text as "${column}"`).join(', ');
  const client = new pg.Client({ connectionString: own, options: '-c timezone=UTC -c datestyle=ISO' });
  await client.connect();
  try {
    const { rows: found } = await client.query<Record<string, string | null>>(
      `select ${columns} from event where id = $1`,
      [rows.event[0]?.id],
    );
    const { rows: kept } = await client.query<{ leaves: Buffer; accesses: number }>(
      'select leaves, accesses from audit_batch where number = 1',
    );
    const hash = hashOfColumns(['event', ...sealedColumns.event.map((column) => found[0]?.[column] ?? null)]);
    const { leaves = Buffer.alloc(0), accesses = 0 } = kept[0] ?? {};
    expect(leaves.subarray(accesses * 48 + 16, accesses * 48 + 48).toString('hex')).toBe(hash);
  } finally {
    await client.end();
  }
});

test('what is written while a batch is sealed comes into the next, and nobody waits for the seal', async () => {
  const slow = new pg.Client(own);
  const quick = new pg.Client(own);
  await Promise.all([slow.connect(), quick.connect()]);
  try {
    await slow.query('begin');
    await slow.query(newEvent);
    await quick.query(newEvent);
    // The slow one began before: nothing behind it may be sealed yet.
    const [{ number: before }] = (await run('select count(*)::int as number from audit_batch')) as [{ number: number }];
    await seal();
    await slow.query('commit');
    await othersEnded();
    expect(await seal()).toBe(1);
    expect((await verify()).faults).toEqual([]);
    const [last] = await run('select events from audit_batch order by number desc limit 1');
    expect(Number(last?.['events'])).toBeGreaterThanOrEqual(2);
    expect((await run('select from audit_batch')).length).toBeGreaterThan(before);
  } finally {
    await Promise.all([slow.end(), quick.end()]);
  }
});

test('two that seal at once make no batch twice', async () => {
  await run(newEvent);
  await othersEnded();
  const made = await Promise.all([seal(), seal()]);
  expect(made.toSorted((one, other) => one - other)).toEqual([0, 1]);
  expect((await verify()).faults).toEqual([]);
});

test('rows that wait for their seal are counted with the oldest of them', async () => {
  await run(newAccess);
  const { unsealed } = await verify();
  expect(unsealed.rows).toBe(1);
  expect(unsealed.oldest).toBeInstanceOf(Date);
  await othersEnded();
  await seal();
  expect((await verify()).unsealed).toEqual({ rows: 0, oldest: null });
});

test('a row that was sealed late is reported and is no fault', async () => {
  await owner.transaction().execute(async (tx) => {
    await sql.raw(newEvent).execute(tx);
    await sql
      .raw(`update event set recorded_at = recorded_at - interval '1 hour' where position = audit_position()`)
      .execute(tx);
  });
  await othersEnded();
  await seal();
  const { late, faults } = await verify();
  expect(late).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('in a copy that was loaded into another server, positions go on behind the sealed ones', async () => {
  // As in a younger server: its transactions count from further back than the chain.
  await run('update audit_clock set shift = shift - 1000000');
  expect(Number((await run('select settle_audit_clock()::int as moved'))[0]?.['moved'])).toBeGreaterThan(900_000);
  expect((await run('select settle_audit_clock()::int as moved'))[0]?.['moved']).toBe(0);
  await run(newEvent);
  await othersEnded();
  expect(await seal()).toBe(1);
  expect((await verify()).faults).toEqual([]);
});

test('the weekly verification keeps what it found, counted by the database’s own function', async () => {
  const job = () =>
    asService(worker, { service: weeklyVerification.name, organisation: null }, (tx) =>
      weeklyVerification.work(tx, new Date()),
    );
  await job();
  const [whole] = await run('select * from audit_verification order by at desc limit 1');
  expect(whole).toMatchObject({ faults: [] });
  expect(Number(whole?.['rows'])).toBeGreaterThan(48);
  await run(`update event set action = 'other' where id = '${rows.event[1]?.id}'`);
  await job();
  const [broken] = await run('select * from audit_verification order by at desc limit 1');
  expect(broken?.['faults']).toMatchObject([{ kind: 'changed', table: 'event', id: rows.event[1]?.id }]);
  const byFunction = await verifyAudit({
    within: (work) => owner.transaction().execute(work),
    counting: countByFunction,
    isOwner: false,
  });
  expect(byFunction.faults).toEqual((await verify()).faults);
});
