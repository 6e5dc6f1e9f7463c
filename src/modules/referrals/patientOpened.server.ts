import { isPatientLocale } from '../../platform/i18n/patientLocales.ts';
import { translatorIn } from '../../platform/i18n/guests.server.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, isLocale } from '../../platform/i18n/locales.ts';
import type { Tx } from '../../platform/database.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';
import type { PatientHouse } from './patientDoor.server.ts';
import { keyOfSession } from './patientKeys.server.ts';
import { type Ask, idleCloses, longestMessage, longestOpen, messagesADay, type WriteRefusal } from './patientPage.ts';
import {
  accessesShown,
  type CaseRow,
  caseShown,
  consentsShown,
  insertMessage,
  leavePage,
  type MessageRow,
  messagesOf,
  onPage,
  pageFacts,
  readByPatient,
  withdrawFromPage,
} from './patientPage.sql.ts';
import { openMessage, sealMessage } from './patientSealed.server.ts';
import { accessPurposes, accessRoles, type CaseShown, consentPurposes, shownCase, type Where } from './patientShown.ts';
import { isEnded } from './referral.ts';
import { colleaguesOf, noteNotice } from './told.sql.ts';

/** What somebody does on the page that they have opened. Every answer is undefined where the session is none, or is over. */

const mostAccesses = 30;
const day = 24 * 3_600_000;

function opened<T>(
  house: PatientHouse,
  token: string,
  work: (tx: Tx, now: Date) => Promise<T>,
): Promise<T | undefined> {
  const now = house.clock.now();
  const session = { key: keyOfSession(house.vault, token), at: now, idle: idleCloses, longest: longestOpen };
  return onPage(house.db, session, (tx) => work(tx, now));
}

const whereOf = ({ names, place, country }: CaseRow['sender']): Where => ({ names, place, country });
/** A word that these pages know, or the most general of them. */
const wordIn = <T extends string>(known: readonly T[], text: string | null, other: T): T =>
  known.find((each) => each === text) ?? other;

async function accessesOf(tx: Tx): Promise<CaseShown['seen']> {
  const rows = await accessesShown(tx, mostAccesses);
  return rows.map(({ at, names, role, purpose, times }) => ({
    at: new Date(at),
    names,
    role: wordIn(accessRoles, role, 'viewer'),
    why: wordIn(accessPurposes, purpose, 'administration'),
    times: Number(times),
  }));
}

async function consentsOf(tx: Tx): Promise<CaseShown['consents']> {
  const rows = await consentsShown(tx);
  return rows.map(({ id, purpose, country, names, stands_until: until }) => ({
    id,
    purpose: wordIn(consentPurposes, purpose, 'treatment'),
    to: names,
    country,
    until: until && new Date(until),
  }));
}

const messageOf = (
  house: PatientHouse,
  row: MessageRow,
  { sender, receiver }: CaseRow,
): CaseShown['messages'][number] => ({
  id: row.id,
  at: row.at,
  isOwn: row.page_id !== null,
  from: [sender, receiver].find(({ id }) => id === row.organisation_id)?.names ?? null,
  about: row.about,
  text: openMessage(house.vault, row),
  isRead: row.read_at !== null,
});

/** The page as it stands; that the hospitals' messages were read is noted. */
export const lookAtCase = (house: PatientHouse, token: string): Promise<CaseShown | undefined> =>
  opened(house, token, async (tx, now) => {
    const found = await caseShown(tx);
    const { stage } = found;
    if (stage === 'died') return undefined;
    const { referral } = await pageFacts(tx);
    const messages = await messagesOf(tx, referral);
    const [consents, seen] = [await consentsOf(tx), await accessesOf(tx)];
    await readByPatient(tx, now);
    const { sender, receiver, since, due, ...rest } = found;
    const known = {
      ...rest,
      stage,
      sender: whereOf(sender),
      receiver: whereOf(receiver),
      since: new Date(since),
      due: due === null ? null : new Date(due),
      consents,
      seen,
      messages: messages.map((row) => messageOf(house, row, found)),
    };
    return shownCase(known, now);
  });

type Written = { text: string; about: Ask };

async function keep(house: PatientHouse, tx: Tx, { text, about, now }: Written & { now: Date }): Promise<void> {
  const { vault, clock } = house;
  const [facts, found] = [await pageFacts(tx), await caseShown(tx)];
  await insertMessage(tx, {
    id: clock.newId(),
    referral_id: facts.referral,
    patient_id: facts.patient,
    is_demo: found.isDemo,
    page_id: facts.page,
    holder: found.holder,
    organisation_id: null,
    person: null,
    about,
    body: sealMessage(vault, facts.patient, text),
    at: now,
  });
}

/** Tells those of the staff who asked for it that the patient wrote: which referral, and nothing of what it says. */
async function tellStaff(house: PatientHouse, tx: Tx, { origin, now }: { origin: string; now: Date }): Promise<void> {
  const [{ referral }, { number, isDemo }] = [await pageFacts(tx), await caseShown(tx)];
  for (const { address, locale } of await colleaguesOf(tx, referral, ['sender', 'receiver'])) {
    const language = isLocale(locale) ? locale : defaultLocale;
    const t = translatorFor(language);
    const said = [
      t('referrals.told.wrote', { number }),
      `${origin}/app/referrals/${referral}`,
      t('referrals.told.stop'),
    ];
    const text = [...(isDemo ? [t('case.sms.demo')] : []), ...said].join('\n\n');
    const message = { channel: 'mail', to: address, subject: t('referrals.told.subject', { number }), text } as const;
    const { vault, clock } = house;
    const id = await queueMessage(
      { tx, vault, now, newId: clock.newId },
      { ...message, purpose: 'referral', locale: language },
    );
    await noteNotice(tx, { message: id, referral });
  }
}

/** Writes to the hospitals. */
export const writeFromPage = (house: PatientHouse, token: string, { origin, ...asked }: Written & { origin: string }) =>
  opened(house, token, async (tx, now): Promise<WriteRefusal | 'written'> => {
    const text = asked.text.trim();
    if (text === '') return 'empty';
    if (text.length > longestMessage) return 'long';
    const { referral } = await pageFacts(tx);
    const own = (await messagesOf(tx, referral)).filter(
      ({ page_id, at }) => page_id !== null && at.getTime() > now.getTime() - day,
    );
    if (own.length >= messagesADay) return 'many';
    await keep(house, tx, { text, about: asked.about, now });
    await tellStaff(house, tx, { origin, now });
    return 'written';
  });

/** Withdraws a consent, at once, and says so to the hospitals. */
export const withdrawOnPage = (
  house: PatientHouse,
  token: string,
  { consent, language, origin }: { consent: string; language: string; origin: string },
) =>
  opened(house, token, async (tx, now): Promise<'withdrawn' | 'over'> => {
    const found = (await consentsOf(tx)).find(({ id }) => id === consent);
    if (!found || !(await withdrawFromPage(tx, { consent, event: house.clock.newId(), at: now }))) return 'over';
    const t = translatorIn(isPatientLocale(language) ? language : defaultLocale);
    const text = `${t('case.ask.withdraw')}: ${t(`case.purpose.${found.purpose}`)}, ${found.country}`;
    await keep(house, tx, { text, about: 'withdraw', now });
    await tellStaff(house, tx, { origin, now });
    return 'withdrawn';
  });

export const leaveCase = (house: PatientHouse, token: string): Promise<true | undefined> =>
  opened(house, token, async (tx, now) => {
    await leavePage(tx, now);
    return true as const;
  });

/** Whether somebody could still write: a referral that is over is read, and asked about, but not gone on with. */
export const isWritable = ({ stage }: Pick<CaseShown, 'stage'>): boolean => !isEnded(stage) || stage === 'completed';
