import { KeyDestroyed, type Vault } from '../crypto/vault.ts';
import type { Job, LongJob } from '../jobs/job.ts';
import type { Mail } from '../mail/mail.ts';
import { readSetting } from '../installation/settings.sql.ts';
import { nextTry, sealedFor, waysOut } from './message.ts';
import { placeOf } from './outbox.sql.ts';
import {
  daysToForget,
  forgetDay,
  giveUpAsking,
  isStillToSend,
  noteMessage,
  type Taken,
  takeMessages,
} from './send.sql.ts';
import { sendLetter, type Sent, type SmsPort } from './senders.server.ts';

const day = 24 * 3_600_000;
const [atOnce, daysWithoutWord] = [20, 3];

/** The ways out there are; none: everything is kept in the mailbox. */
export type Senders = { mail?: Mail | undefined; sms?: SmsPort | undefined };

/**
 * Sends what waits, some at a time, each noted by itself. A crash between sending and noting may repeat that one message,
 * under the same id; nothing else is ever sent twice.
 */
export const sendMessages = (senders: Senders, vault: Vault): LongJob => ({
  name: 'sendMessages',
  when: '* * * * *',
  steps: async ({ within, now, signal }) => {
    const has = waysOut(senders);
    await within((tx) => giveUpAsking(tx, { before: new Date(now().getTime() - daysWithoutWord * day), now: now() }));
    let done = 0;
    while (!signal.aborted) {
      const taken = await within((tx) => takeMessages(tx, { has, now: now(), atMost: atOnce }));
      for (const message of taken) {
        // Somebody may have stopped it since it was taken: it is asked at the last moment.
        if (!(await within((tx) => isStillToSend(tx, message.id)))) continue;
        const outcome = outcomeOf(message, await tryToSend(message, senders, vault), now());
        await within((tx) => noteMessage(tx, outcome));
      }
      done += taken.length;
      if (taken.length < atOnce) break;
    }
    return done;
  },
});

async function tryToSend(message: Taken, { mail, sms }: Senders, vault: Vault): Promise<Sent> {
  const { id, sealed_for, recipient, subject, body, channel } = message;
  const open = (part: Parameters<typeof placeOf>[1], sealed: Buffer) =>
    vault.open(sealedFor(sealed_for), sealed, placeOf(id, part)).toString('utf8');
  try {
    const [to, text] = [open('recipient', recipient), open('body', body)];
    if (channel === 'sms' && sms) return await sms.send({ id, to, text });
    if (channel === 'mail' && mail)
      return await sendLetter(mail, { id, to, text, subject: subject ? open('subject', subject) : '' });
    return { state: 'again', failure: 'no_way_out' };
  } catch (error) {
    const isGone = error instanceof KeyDestroyed;
    return { state: isGone ? 'failed' : 'again', failure: isGone ? 'key_destroyed' : 'cannot_be_opened' };
  }
}

function outcomeOf({ id, tries, try_until }: Taken, sent: Sent, at: Date): Parameters<typeof noteMessage>[1] {
  if (sent.state === 'sent') return { id, at, state: 'sent', next: null, providerId: sent.providerId, failure: null };
  const next = sent.state === 'again' ? nextTry({ tries, now: at, until: try_until }) : null;
  return { id, at, state: next ? 'queued' : 'failed', next, providerId: null, failure: sent.failure };
}

/** Every night: destroys the keys of days long ago, so that what went out then can be read nowhere any more. */
export const forgetMessages = (vault: Vault): Job => ({
  name: 'forgetMessages',
  when: '50 20 * * *',
  work: async (tx, now) => {
    const kept = await readSetting(tx, 'messages_kept_days');
    const before = new Date(now.getTime() - kept * day).toISOString().slice(0, 10);
    let gone = 0;
    for (const past of await daysToForget(tx, before)) {
      vault.destroy(sealedFor(past));
      gone += await forgetDay(tx, { day: past, now });
    }
    return gone;
  },
});
