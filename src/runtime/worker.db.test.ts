import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, inject, test } from 'vitest';
import { databaseAt } from '../../test/postgres.ts';
import { startWorld } from '../../test/world.ts';
import { readConfig } from '../platform/config.ts';
import { asPerson } from '../platform/database.ts';
import { openVault } from '../platform/crypto/vault.ts';
import { readKeyRing } from '../platform/crypto/keyRing.ts';
import { queueMessage } from '../platform/outbox/outbox.sql.ts';
import { startWorker } from '../worker.ts';

const world = await startWorld();
const folder = await mkdtemp(join(tmpdir(), 'yntymaq-worker-'));
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});
const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const loginOf = (role: string) => databaseAt(inject('ownerUrl'), database, `yntymaq_${role}`);

/** The settings of a worker on the database of this test, or what is wrong with them. */
const configWith = (settings: Record<string, string>) => {
  const read = readConfig({ YNTYMAQ_DATA: folder, YNTYMAQ_KEYS: keys, YNTYMAQ_LOG: 'silent', ...settings });
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.config;
};
const external = {
  DATABASE_APP_URL: loginOf('app'),
  DATABASE_PUBLIC_URL: loginOf('public'),
  DATABASE_AUTH_URL: loginOf('auth'),
  DATABASE_WORKER_URL: loginOf('worker'),
  YNTYMAQ_ORIGIN: 'https://yntymaq.example',
};

test('a worker does not start where the database belongs to the program that serves', async () => {
  await expect(startWorker(configWith({ YNTYMAQ_ORIGIN: 'https://yntymaq.example' }), () => undefined)).rejects.toThrow(
    'DATABASE_URL is missing',
  );
});

test('a worker alone takes out what a program that only serves has queued, within seconds, and leaves nothing behind', async () => {
  // The address as the settings want it: with a user before the host.
  const ownerUrl = world.ownerUrl.replace(/^postgres(ql)?:\/\/(?!.*@)/, 'postgres://postgres@');
  const config = configWith({ ...external, DATABASE_URL: ownerUrl });
  const worker = await startWorker(config, () => undefined);
  const ring = readKeyRing(keys);
  if (!ring) throw new Error('the ring of this test');
  const vault = openVault(join(folder, 'vault'), ring);
  try {
    const officer = await world.someone('officer');
    const token = officer.cookie.split('=')[1]?.split('.')[0] ?? '';
    const id = await asPerson(world.db, { token, organisation: officer.organisation }, (tx) =>
      queueMessage(
        { tx, vault, now: new Date(), newId: uuidv7 },
        { channel: 'mail', to: `${randomUUID()}@example.org`, text: 'Сәлем', purpose: 'notice', locale: 'kk' },
      ),
    );
    const stateOf = async () =>
      (await world.seeAll('select state from outbox_message where id = $1', [id]))[0]?.['state'];
    await expect.poll(stateOf, { timeout: 20_000 }).toBe('kept');
    expect(await world.seeAll('select from job_runner')).toHaveLength(1);
  } finally {
    vault.close();
    await worker.stop();
  }
  expect(await world.seeAll('select from job_runner')).toEqual([]);
});
