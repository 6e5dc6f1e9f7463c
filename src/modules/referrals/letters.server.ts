import { organisationsOf } from '../directory/index.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { nameIn } from '../../platform/i18n/shown.ts';
import { translatorIn } from '../../platform/i18n/guests.server.ts';
import type { PatientLocale } from '../../platform/i18n/patientLocales.ts';
import type { Served } from '../../platform/serve.ts';
import { writersOf } from './case.ts';
import { addDocument, type BringRefusal } from './caseDocument.server.ts';
import { languagesOf } from './caseRead.server.ts';
import { openCase } from './caseSealed.server.ts';
import { documentsOf, partOf } from './case.sql.ts';
import { writableCase } from './caseWrite.server.ts';
import { type LetterContent, type LetterKind, letterPages, type Speak } from './letterPages.server.ts';
import type { Found } from './referral.sql.ts';

/** In a language as its readers write it; days are written out, so that no month is taken for a day. */
export const speakIn: Speak = (language) => {
  const days = new Intl.DateTimeFormat(localeTable[language].intl, { dateStyle: 'long', timeZone: 'UTC' });
  return { t: translatorIn(language), language, day: (day) => days.format(new Date(`${day}T00:00:00Z`)) };
};

/** What the two houses are called in a language. */
async function namesOf({ tx }: Pick<Served, 'tx'>, { referral }: Found) {
  const { owner_organisation: sender, receiver_organisation: receiver } = referral;
  const organisations = await organisationsOf(tx, [sender, receiver]);
  const named = (id: string) => (language: PatientLocale) =>
    nameIn(language, organisations.find((each) => each.id === id)?.names ?? {});
  return { sender: named(sender), receiver: named(receiver) };
}

/** Makes the pages of a letter from what its party wrote; they become a document of the case, in place of the one before. */
export async function issueLetter(
  context: Served,
  { id, kind }: { id: string; kind: LetterKind },
): Promise<{ id: string } | { refused: BringRefusal | 'letter-unwritten' }> {
  const { tx, vault, now, today } = context;
  const opened = await writableCase(context, id);
  if ('refused' in opened) return opened;
  const { found } = opened;
  const party = writersOf[kind].find((each) => found.parties.includes(each));
  if (!party) return { refused: 'not-own-part' };
  const row = await partOf(tx, { referral: id, kind, party });
  const content = openCase<LetterContent>(
    vault,
    { patient: found.referral.patient_id, place: 'part' },
    row?.content ?? null,
  );
  if (!content) return { refused: 'letter-unwritten' };
  const { sender, receiver } = await namesOf(context, found);
  const houses = party === 'sender' ? { from: sender, to: receiver } : { from: receiver, to: sender };
  const { number, is_demo: isDemo } = found.referral;
  const languages = await languagesOf(context, found);
  const letter = { number, ...houses, content, languages, isDemo, madeAt: now, today };
  // The typesetter is large: it is loaded when the first letter is made.
  const { pdfOf } = await import('../../platform/pdf/pdf.ts');
  const bytes = await pdfOf(letterPages(letter, speakIn));
  const documents = await documentsOf(tx, id);
  const last = documents.findLast((each) => each.paper === kind && each.party === party && each.taken_back_at === null);
  const isFree = last && !documents.some(({ replaces }) => replaces === last.id);
  const title = speakIn('kk').t(
    kind === 'invitation-letter' ? 'referrals.letters.invitation' : 'referrals.letters.travel',
  );
  const replaces = isFree ? { replaces: last.id } : {};
  return addDocument(context, { id, bytes, paper: kind, title, dated: today, ...replaces });
}
