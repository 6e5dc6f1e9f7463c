import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, inject, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { commitmentInput, deliveryInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { now, startWorld, type Someone } from '../../../test/world.ts';
import { asService, openDatabase } from '../../platform/database.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Letter } from '../../platform/mail/mail.ts';
import { sendMessages } from '../../platform/outbox/jobs.ts';
import { mailDigests, weeklyDigest } from './index.ts';

const world = await startWorld();
const [{ name: database } = {}] = await world.seeAll('select current_database() as name');
const worker = openDatabase(databaseAt(inject('ownerUrl'), String(database), 'yntymaq_worker'), 2);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});
const { enter } = ledgerCalls(world);
const run = (job: Job, at = now) =>
  asService(worker, { service: job.name, organisation: null }, (tx) => job.work(tx, at));
const nowFor = async (who: Someone) => (await world.as(who).get('/reminders/now')).json();

/** A delivery that the first side entered for a promise of the other, shown to both. */
async function delivered(slug: string) {
  const ledger = await openLedger(world, slug);
  const of = commitmentInput(ledger);
  const entered = (
    await enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of, delivery: deliveryInput('2700') })
  ).json();
  return { ...ledger, commitment: entered.commitment as string, delivery: entered.delivery as string };
}
const share = ({ coordinator, commitment }: { coordinator: Someone; commitment: string }) =>
  world.as(coordinator).post('/commitments/publications', { commitments: [commitment], visibility: 'partnership' });

test('what one side has confirmed waits for the other side, and there it waits for a confirmation', async () => {
  const ledger = await delivered('waiting');
  await share(ledger);
  expect((await nowFor(ledger.guest)).contents.toConfirm).toEqual({ real: 1, demo: 0, first: [ledger.commitment] });
  await world.as(ledger.officer).post(`/deliveries/${ledger.delivery}/confirmations`, { as: 'receiver' });
  const { contents, commitments } = await nowFor(ledger.officer);
  expect(contents.waitingForOthers).toEqual({ real: 1, demo: 0, first: [ledger.commitment] });
  expect(contents.toConfirm.real).toBe(0);
  expect(commitments[0]).toMatchObject({ id: ledger.commitment, title: { kk: { text: 'Тегін қабылдау' } } });
  await world.as(ledger.guest).post(`/deliveries/${ledger.delivery}/confirmations`, { as: 'giver' });
  expect((await nowFor(ledger.officer)).contents.waitingForOthers.real).toBe(0);
});

test('what a side keeps to itself is in no other side’s digest, and a stranger’s is empty', async () => {
  const ledger = await delivered('kept');
  for (const who of [ledger.guest, ledger.stranger]) {
    const { contents, commitments } = await nowFor(who);
    expect([contents.toConfirm.real, contents.changed.real, commitments]).toEqual([0, 0, []]);
  }
  expect((await nowFor(ledger.officer)).contents.toConfirm.real).toBe(1);
});

test('a week’s digest is made once, on Monday morning or later, and only its own organisation reads it', async () => {
  const ledger = await delivered('weekly');
  const job = weeklyDigest('Asia/Almaty');
  // Monday 23 November, 06:30 in Almaty.
  expect(await run(job, new Date('2026-11-23T01:30:00Z'))).toBe(0);
  expect(await run(job, new Date('2026-11-23T02:30:00Z'))).toBeGreaterThan(0);
  expect(await run(job, new Date('2026-11-24T02:30:00Z'))).toBe(0);
  const read = async (who: Someone) => (await world.as(who).get('/reminders/digests')).json();
  expect((await read(ledger.officer)).items).toMatchObject([
    { week: '2026-W48', monday: '2026-11-23', contents: { toConfirm: { real: 1 } } },
  ]);
  expect((await read(ledger.guest)).items[0].contents.toConfirm.real).toBe(0);
});

test('who wants the digest by mail gets it once; one that fails is tried again', async () => {
  const ledger = await delivered('mailed');
  await world.as(ledger.officer).post('/reminders/choice', { byMail: true, locale: 'en' });
  expect((await world.as(ledger.officer).get('/reminders/choice')).json()).toMatchObject({
    byMail: true,
    locale: 'en',
  });
  expect((await world.as(ledger.colleague).get('/reminders/choice')).json()).toMatchObject({ byMail: false });
  const at = new Date('2026-11-30T03:00:00Z');
  await run(weeklyDigest('Asia/Almaty'), at);
  const job = mailDigests({ vault: world.vault, newId: uuidv7, origin: () => 'https://yntymaq.example' });
  await run(job, at);
  await run(job, at);
  const sent: Letter[] = [];
  let isDown = true;
  const mail = {
    send: (letter: Letter) =>
      isDown ? Promise.reject(new Error('no mail server')) : Promise.resolve(void sent.push(letter)),
    close: () => undefined,
  };
  const send = (moment: Date) => {
    const sender = sendMessages({ mail }, world.vault);
    const actor = { service: sender.name, organisation: null };
    const { signal } = new AbortController();
    return sender.steps({ within: (work) => asService(worker, actor, work), now: () => moment, signal });
  };
  await send(at);
  expect(sent).toEqual([]);
  isDown = false;
  for (const minutes of [2, 30]) await send(new Date(at.getTime() + minutes * 60_000));
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
    [`${ledger.officer.person}@example.org`, 'Yntymaq: weekly digest 2026-W49'],
  ]);
});
