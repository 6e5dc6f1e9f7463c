import type { Vault } from '../../platform/crypto/vault.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';
import { fieldsAt, todayIn } from '../../platform/time/calendar.ts';
import { makeDigests, mailsDue, markMailed } from './digest.sql.ts';
import { needsSomebody, weekDue } from './digest.ts';
import { digestMail } from './mail.server.ts';

const day = 24 * 3_600_000;
const mailsAtOnce = 20;

/** Makes the week's digests on Monday morning where this installation is, or as soon after as it runs. */
export const weeklyDigest = (zone: string): Job => ({
  name: 'weeklyDigest',
  when: '5 * * * *',
  work: async (tx, now) => {
    const today = todayIn(zone, now);
    const week = weekDue({ today, hour: fieldsAt(now, zone).hour });
    return week === null ? 0 : makeDigests(tx, { week, today, now });
  },
});

/**
 * Queues the digests for those who chose them by mail, once each: what is queued and what is noted as mailed are one
 * transaction. A week in which nobody is needed is not mailed.
 *
 * @param setup.origin the address of this installation, for links
 */
export const mailDigests = ({
  vault,
  newId,
  origin,
}: {
  vault: Vault;
  newId: () => string;
  origin: () => string;
}): Job => ({
  name: 'mailDigests',
  when: '*/10 * * * *',
  work: async (tx, now) => {
    const due = await mailsDue(tx, { since: new Date(now.getTime() - 2 * day), atMost: mailsAtOnce });
    for (const each of due) {
      if (needsSomebody(each.contents)) await queueMessage({ tx, vault, now, newId }, digestMail(each, origin()));
      await markMailed(tx, each, now);
    }
    return due.length;
  },
});
