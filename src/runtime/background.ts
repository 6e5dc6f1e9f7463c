import { v7 as uuidv7 } from 'uuid';
import { tellSystems } from '../interfaces/fhir/tell.server.ts';
import { exchangeReferrals } from '../modules/exchange/index.ts';
import { countMissions, letGoBookings, tendBookings } from '../modules/missions/index.ts';
import { applyRetention, ownRetention } from '../modules/protection/index.ts';
import { expireSeats } from '../modules/quotas/index.ts';
import { countReferrals } from '../modules/referrals/index.ts';
import { mailDigests, weeklyDigest } from '../modules/reminders/index.ts';
import { sealAudit, weeklyVerification } from '../platform/audit/jobs.ts';
import { askForBackup, askForDrill } from '../platform/backup/jobs.ts';
import type { Config } from '../platform/config.ts';
import { forgetDays } from '../platform/crypto/days.ts';
import type { Vault } from '../platform/crypto/vault.ts';
import type { Database } from '../platform/database.ts';
import type { Files } from '../platform/files/files.ts';
import { tendFiles } from '../platform/files/jobs.ts';
import { forgetAnswers } from '../platform/jobs/forgetAnswers.ts';
import { forgetJobRuns } from '../platform/jobs/forgetRuns.ts';
import { type Job, type LongJob, startJobs } from '../platform/jobs/jobs.ts';
import type { Logger } from '../platform/log.ts';
import { openMail } from '../platform/mail/mail.ts';
import { forgetMessages, type Senders, sendMessages } from '../platform/outbox/jobs.ts';
import { openGateway } from '../platform/outbox/senders.server.ts';
import { type Ask, openOutgoing } from '../platform/outgoing/outgoing.server.ts';
import { version } from './version.ts';

/** What leaves the house: a way out for mail and one for SMS, as far as they are set. */
export function openSenders(config: Config): Senders & { close: () => void } {
  const mail = config.mail && openMail(config.mail);
  return { mail, sms: config.sms && openGateway(config.sms), close: () => mail?.close() };
}

type Needed = { senders: Senders; ask: Ask; vault: Vault; files: Files; origin: () => string };

/** Everything that runs by itself. */
export const jobsOf = (config: Config, { senders, ask, vault, files, origin }: Needed): (Job | LongJob)[] => [
  forgetAnswers,
  forgetDays(vault),
  tendFiles(files),
  forgetJobRuns,
  sendMessages(senders, vault),
  forgetMessages(vault),
  sealAudit(config.auditHeads),
  weeklyVerification,
  applyRetention({ ...ownRetention, bookings: letGoBookings(vault) }),
  weeklyDigest(config.zone),
  mailDigests({ vault, newId: uuidv7, origin }),
  tendBookings({ vault, newId: uuidv7, zone: config.zone }),
  countMissions({ vault, newId: uuidv7, zone: config.zone }),
  countReferrals({ vault, newId: uuidv7, zone: config.zone }),
  expireSeats,
  tellSystems({ ask, vault, newId: uuidv7, origin }),
  exchangeReferrals({ vault, ask, origin }),
  ...(config.backup.folder ? [askForBackup(config.backup), askForDrill(config.backup)] : []),
];

type Setup = {
  ownerUrl: string;
  workerDb: Database;
  vault: Vault;
  files: Files;
  log: Logger;
  now: () => Date;
  origin: () => string;
};

/** Starts what runs by itself. @returns how to stop it */
export async function startBackground(config: Config, setup: Setup): Promise<() => Promise<void>> {
  const { ownerUrl, workerDb: db, vault, files, log, now, origin } = setup;
  const senders = openSenders(config);
  const running = await startJobs({
    ownerUrl,
    db,
    jobs: jobsOf(config, { senders, ask: openOutgoing(config.isOutgoingNear), vault, files, origin }),
    log,
    now,
    version,
  });
  return async () => {
    await running.stop();
    senders.close();
  };
}
