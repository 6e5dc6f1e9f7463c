import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CompiledQuery, Kysely, type PostgresDriver, type QueryResult } from 'kysely';
import pg from 'pg';
import type { Database } from '../../src/platform/database.ts';
import { countQuery } from '../../src/platform/measured.ts';
import { openPool } from '../../src/platform/pool.ts';
import { EagerPostgres, eagerClient } from '../../src/platform/transactions.ts';

/** Makes a database believe whatever the application says. */
export async function believeAll(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query(readFileSync(path.join(import.meta.dirname, 'without.sql'), 'utf8'));
  await owner.query('vacuum analyze');
  await owner.end();
}

/** Copies the database of that address under another name; whoever is connected to it is sent away. */
export async function copyDatabase(adminUrl: string, from: string, to: string): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
  await admin.query(`create database ${to} template ${from} strategy file_copy`);
  await admin.query(`alter role yntymaq_auth in database ${to} set search_path = auth`);
  await admin.end();
}

/** Answers the insertion of an event without sending it. */
class WithoutEvents extends EagerPostgres {
  override createDriver(): PostgresDriver {
    const driver = super.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async (options) => {
      const connection = await acquire(options);
      const send = connection.executeQuery.bind(connection);
      connection.executeQuery = <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
        query.sql.startsWith('insert into "event"') ? Promise.resolve({ rows: [] }) : send<Row>(query);
      return connection;
    };
    return driver;
  }
}

/** Twenty connections of the owner, whom no row policy stops. */
export const openWithout = (ownerUrl: string): Database =>
  new Kysely({ dialect: new WithoutEvents({ pool: openPool(ownerUrl, 20, eagerClient) }), log: countQuery });
