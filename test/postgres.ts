import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/platform/migrate.ts';
import { demandEvents } from './audited.ts';
import { forgetfulSettings, startEmbeddedPostgres } from '../src/platform/postgres/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test server's `postgres` database, as its owner. */
    ownerUrl: string;
  }
}

const password = 'test';

/** The same server, another database, and if given another role (whose password is then `test`). */
export const databaseAt = (url: string, name: string, user?: string): string => {
  const [, scheme, owner = '', host = '', parameters = ''] =
    /^(postgres(?:ql)?:\/\/)(?:([^@/]*)@)?([^/]*)\/[^?]*(\?.*)?$/.exec(url) ?? [];
  return `${scheme}${user ? `${user}:${password}` : owner}@${host}/${name}${parameters}`;
};

export async function query(url: string, statement: string, values: unknown[] = []) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** Keeps a row locked until all `requests` wait for it, so that they truly meet. */
export async function whileLocked<T>(url: string, row: string, requests: () => Promise<T>[]): Promise<T[]> {
  const holder = new pg.Client(url);
  await holder.connect();
  await holder.query('begin');
  await holder.query(`${row} for update`);
  const sent = requests();
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await query(url, waiting)).length < sent.length);
  await holder.end();
  return Promise.all(sent);
}

async function startServer(): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  const external = process.env['TEST_DATABASE_URL'];
  if (external) return { ownerUrl: external, stop: async () => {} };
  const home = join(tmpdir(), `yntymaq-test-${randomUUID()}`);
  const server = await startEmbeddedPostgres(home, { settings: { ...forgetfulSettings, max_connections: '200' } });
  const stop = () => server.stop().then(() => rm(home, { recursive: true, force: true }));
  return { ownerUrl: server.urlFor('postgres', 'postgres'), stop };
}

/** Once per run: a server, and in it a migrated template for each test file to copy. */
export default async function setup(project: TestProject) {
  const { ownerUrl, stop } = await startServer();
  const template = databaseAt(ownerUrl, 'template_yntymaq');
  try {
    await query(ownerUrl, 'drop database if exists template_yntymaq with (force)');
    await query(ownerUrl, 'create database template_yntymaq');
    await migrate(template);
    await demandEvents(template, query);
    for (const role of ['app', 'public', 'auth', 'worker'])
      await query(ownerUrl, `alter role yntymaq_${role} password '${password}'`);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('ownerUrl', ownerUrl);
  return stop;
}
