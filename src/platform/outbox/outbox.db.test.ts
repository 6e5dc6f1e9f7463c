import { afterAll, expect, test } from 'vitest';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { databaseAt } from '../../../test/postgres.ts';
import { now, startWorld } from '../../../test/world.ts';
import { asPerson, type Tx } from '../database.ts';
import { sealedFor } from './message.ts';
import { placeOf, queueLetter, queueMessage } from './outbox.sql.ts';

const world = await startWorld();
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const authPool = new pg.Pool({ connectionString: databaseAt(world.ownerUrl, database, 'yntymaq_auth'), max: 1 });
afterAll(async () => {
  await authPool.end();
  await world.stop();
});
const officer = await world.someone('officer');
const tokenOf = (cookie: string) => /=(\w.*)\.signature/.exec(cookie)?.[1] ?? '';
const inTheNameOf = <T>(who: { cookie: string; organisation: string }, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: tokenOf(who.cookie), organisation: who.organisation }, work);
const sealing = { vault: world.vault, now, newId: uuidv7 };
const letter = {
  channel: 'mail',
  to: 'aigul@example.org',
  subject: 'An invitation',
  text: 'Open https://yntymaq.example/invitation/very-secret',
  purpose: 'invitation',
  locale: 'kk',
} as const;
const bytesOf = async (id: string) =>
  String(
    (await world.seeAll('select outbox_message::text as row from outbox_message where id = $1', [id]))[0]?.['row'],
  );

test('a message is queued in the transaction that says it: undone, it was never there', async () => {
  let id = '';
  await expect(
    inTheNameOf(officer, async (tx) => {
      id = await queueMessage({ tx, ...sealing }, letter);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await world.seeAll('select from outbox_message where id = $1', [id])).toEqual([]);
  const kept = await inTheNameOf(officer, (tx) => queueMessage({ tx, ...sealing }, letter));
  expect(await world.seeAll('select state, queued_by, purpose from outbox_message where id = $1', [kept])).toEqual([
    { state: 'queued', queued_by: officer.person, purpose: 'invitation' },
  ]);
});

test('neither the address nor a word of a message can be read in the database, and the key of its day opens it', async () => {
  const id = await inTheNameOf(officer, (tx) => queueMessage({ tx, ...sealing }, letter));
  const row = await bytesOf(id);
  for (const word of ['aigul', 'example.org', 'invitation/very-secret', 'An invitation']) {
    expect(row).not.toContain(word);
    expect(row).not.toContain(Buffer.from(word).toString('hex'));
  }
  const [sealed] = await world.seeAll('select recipient from outbox_message where id = $1', [id]);
  expect(
    world.vault.open(sealedFor('2026-11-21'), sealed?.['recipient'] as Buffer, placeOf(id, 'recipient')).toString(),
  ).toBe('aigul@example.org');
});

test('sign-in can queue a letter with a link to set a password, and a letter about nothing else', async () => {
  const id = await queueLetter(authPool, sealing, { ...letter, purpose: 'password_link' });
  expect(await world.seeAll('select queued_by_service from outbox_message where id = $1', [id])).toEqual([
    { queued_by_service: 'signIn' },
  ]);
  await expect(queueLetter(authPool, sealing, letter)).rejects.toThrow('sign-in has nothing to say');
});

test('nothing is queued to what is no address and no number', async () => {
  for (const to of ['aigul', 'a@b@c', 'a@b.org\r\nBcc: x@y.org', '', 'a b@c.org'])
    await expect(inTheNameOf(officer, (tx) => queueMessage({ tx, ...sealing }, { ...letter, to }))).rejects.toThrow(
      'nothing can be sent there',
    );
  await expect(
    inTheNameOf(officer, (tx) => queueMessage({ tx, ...sealing }, { ...letter, channel: 'sms', to: '8 701' })),
  ).rejects.toThrow('nothing can be sent there');
});
