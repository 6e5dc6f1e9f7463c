import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { translatorIn } from '../../platform/i18n/guests.server.ts';
import { defaultLocale, isLocale } from '../../platform/i18n/locales.ts';
import { isPatientLocale, type PatientLocale } from '../../platform/i18n/patientLocales.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { openReach } from './patientSealed.server.ts';
import type { Party } from './referral.ts';
import { type Acted, patientAfter, type PatientNotice, staffAfter } from './told.ts';
import { colleaguesOf, noteNotice, type Reach, reachesOf, stopNotices } from './told.sql.ts';

export type Telling = Pick<Served, 'tx' | 'vault' | 'now' | 'newId' | 'origin'>;
/** What happened to which referral. `number` is the one that everybody knows it by. */
export type Happened = Acted & { referral: string; number: string; isDemo: boolean };

/** The address of the patient's page in a language, where the code is entered. */
export const caseAddress = (origin: string, language: PatientLocale): string => `${origin}/${language}/case`;

/**
 * Tells whose turn it is now, in the transaction of the act: staff by mail where they chose it, the patient by SMS or mail where a page was
 * given out. After a death it tells nobody, and stops what was not yet sent. The number and an address are all that it says.
 */
export async function tellOfAct(telling: Telling, happened: Happened): Promise<void> {
  if (happened.stage === 'died') {
    await stopNotices(telling.tx, { referral: happened.referral, at: telling.now });
    return;
  }
  await tellStaff(telling, happened, staffAfter(happened));
  const notice = patientAfter(happened);
  if (notice !== null) await tellPatient(telling, happened, notice);
}

async function tellStaff(telling: Telling, { referral, number, isDemo }: Happened, sides: readonly Party[]) {
  const colleagues = sides.length === 0 ? [] : await colleaguesOf(telling.tx, referral, sides);
  await inTurn(colleagues, async ({ address, locale }) => {
    const language = isLocale(locale) ? locale : defaultLocale;
    const t = translatorFor(language);
    const text = [
      ...(isDemo ? [t('case.sms.demo')] : []),
      t('referrals.told.turn', { number }),
      `${telling.origin}/app/referrals/${referral}`,
      t('referrals.told.stop'),
    ].join('\n\n');
    const subject = t('referrals.told.subject', { number });
    await queue(telling, referral, { channel: 'mail', to: address, subject, text, locale: language });
  });
}

/** Tells everybody who holds a page of the referral, each in their language. */
export async function tellPatient(
  telling: Telling,
  { referral, number, isDemo }: Pick<Happened, 'referral' | 'number' | 'isDemo'>,
  notice: PatientNotice,
): Promise<void> {
  await inTurn(await reachesOf(telling.tx, referral), (reach) =>
    sendTo(telling, { referral, reach }, (t, language) =>
      [
        ...(isDemo ? [t('case.sms.demo')] : []),
        t(`case.sms.${notice}`, { number }),
        caseAddress(telling.origin, language),
      ].join(' '),
    ),
  );
}

type Words = (t: ReturnType<typeof translatorIn>, language: PatientLocale) => string;

/** Sends a text to one page's holder. Nothing goes where the key is destroyed. */
export async function sendTo(
  telling: Telling,
  { referral, reach, until }: { referral: string; reach: Reach; until?: Date },
  words: Words,
): Promise<void> {
  const to = openReach(telling.vault, reach);
  if (to?.to === undefined || to.to === null) return;
  const language = isPatientLocale(reach.language) ? reach.language : defaultLocale;
  const t = translatorIn(language);
  const text = words(t, language);
  const subject = reach.way === 'mail' ? { subject: t('case.mail.patient') } : {};
  await queue(telling, referral, {
    channel: reach.way,
    to: to.to,
    text,
    locale: language,
    ...subject,
    ...(until && { until }),
  });
}

type Queued = Omit<Parameters<typeof queueMessage>[1], 'purpose'>;

async function queue(telling: Telling, referral: string, message: Queued): Promise<void> {
  const id = await queueMessage(telling, { ...message, purpose: 'referral' });
  await noteNotice(telling.tx, { message: id, referral });
}

/** One after the other: they share one transaction. */
const inTurn = <T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> =>
  things.reduce((before, thing) => before.then(() => work(thing)), Promise.resolve());
