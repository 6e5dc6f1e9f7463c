import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const administrator = await world.someone('administrator');

/** Looks into the audit: an endpoint whose answer may not leave before it is on record. */
const look = async (record: string) => (await world.as(administrator).get(`/audit?record=${record}`)).statusCode;
const recorded = async (records: readonly string[]) =>
  new Set(
    (await world.seeAll('select subject_id from access_record where subject_id = any ($1::uuid[])', [records])).map(
      (row) => String(row['subject_id']),
    ),
  );
/** Ends the connections that write records and waits until they are gone: a later test must not meet one that is dying. */
const endWriters = () =>
  world.seeAll(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and query like '%record_accesses%'
       and usename = 'yntymaq_app'`,
  );

/** While the table can be read and not be written. */
async function whileUnwritable<T>(work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client(world.ownerUrl);
  await holder.connect();
  await holder.query('begin; lock table access_record in exclusive mode');
  try {
    return await work();
  } finally {
    await holder.end();
  }
}
const isWaiting = async () =>
  (
    await world.seeAll(
      `select from pg_stat_activity where datname = current_database() and query like '%record_accesses%' and wait_event_type = 'Lock'`,
    )
  ).length > 0;

test('an answer does not leave before what it opened is on record', async () => {
  const record = randomUUID();
  let isAnswered = false;
  const answer = look(record).then((status) => {
    isAnswered = true;
    return status;
  });
  await answer;
  expect(isAnswered).toBe(true);
  expect(await recorded([record])).toEqual(new Set([record]));

  const other = randomUUID();
  const waiting = await whileUnwritable(async () => {
    const asked = look(other);
    let isEarly = false;
    void asked.then(() => (isEarly = true));
    while (!(await isWaiting()));
    expect(isEarly).toBe(false);
    return { asked };
  });
  expect(await waiting.asked).toBe(200);
  expect(await recorded([other])).toEqual(new Set([other]));
});

test('what cannot be recorded in time is not answered: 503 and no data', async () => {
  const reply = await whileUnwritable(() => world.as(administrator).get(`/audit?record=${randomUUID()}`));
  expect([reply.statusCode, reply.json().type]).toEqual([503, '/problems/unavailable']);
  expect(reply.json()).not.toHaveProperty('items');
}, 20_000);

test('when the database breaks off while it records, there is no answer, and afterwards it goes on', async () => {
  const record = randomUUID();
  const status = await whileUnwritable(async () => {
    const asked = look(record);
    while (!(await isWaiting()));
    await endWriters();
    return asked;
  });
  expect(status).toBe(503);
  expect(await recorded([record])).toEqual(new Set());
  expect(await look(record)).toBe(200);
});

test('whatever breaks off meanwhile, every answer that left is on record', async () => {
  const records = Array.from({ length: 300 }, () => randomUUID());
  const queue = records.values();
  const answered: string[] = [];
  const refused: number[] = [];
  let isOver = false;
  const breakOff = async () => {
    for await (const _ of setInterval(25)) {
      if (isOver) return;
      await endWriters();
    }
  };
  const work = async () => {
    for (const record of queue) {
      const status = await look(record);
      if (status === 200) answered.push(record);
      else refused.push(status);
    }
  };
  const breaking = breakOff();
  await Promise.all(Array.from({ length: 20 }, work));
  isOver = true;
  await breaking;
  expect(answered.length).toBeGreaterThan(0);
  const found = await recorded(answered);
  expect(answered.filter((record) => !found.has(record))).toEqual([]);
  expect(refused.filter((status) => status !== 503)).toEqual([]);
  await expect.poll(() => look(randomUUID())).toBe(200);
}, 60_000);

test('many who open at once are written in few transactions', async () => {
  const records = Array.from({ length: 100 }, () => randomUUID());
  expect(new Set(await Promise.all(records.map(look)))).toEqual(new Set([200]));
  const [counted] = await world.seeAll(
    'select count(*)::int as rows, count(distinct position)::int as transactions from access_record where subject_id = any ($1::uuid[])',
    [records],
  );
  expect(counted?.['rows']).toBe(100);
  expect(Number(counted?.['transactions'])).toBeLessThan(50);
});

test('a read that opens data writes nothing in its own transaction', async () => {
  // How many transaction numbers were used from the start of the read to its record: one, that of the group which was written.
  // Whoever else writes on this server meanwhile can only add to it, so one undisturbed read shows it.
  const numbersUsed = async (): Promise<number> => {
    const [before] = await world.seeAll('select pg_current_xact_id()::text::bigint as at');
    const record = randomUUID();
    await look(record);
    const [row] = await world.seeAll('select position from access_record where subject_id = $1', [record]);
    return Number(row?.['position']) - Number(before?.['at']);
  };
  const seen: number[] = [];
  while (!seen.includes(1) && seen.length < 50) seen.push(await numbersUsed());
  expect(Math.min(...seen)).toBe(1);
});
