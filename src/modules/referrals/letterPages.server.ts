import type { PatientLocale } from '../../platform/i18n/patientLocales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { PdfBlock, PdfDocument, PdfText, PdfTexts } from '../../platform/pdf/document.ts';
import type { PartOf } from './schemas.case.ts';

/** Letters for a journey: what an invitation and a travel letter say, in the languages of both countries. Pure. */
export const letterKinds = ['invitation-letter', 'travel-letter'] as const;
export type LetterKind = (typeof letterKinds)[number];

const spoken: Readonly<Record<string, readonly PatientLocale[]>> = {
  KZ: ['kk', 'ru'],
  KG: ['ky', 'ru'],
  UZ: ['uz-Cyrl', 'ru'],
  RU: ['ru'],
  KR: ['ko', 'en'],
  JP: ['ja', 'en'],
  IL: ['he', 'en'],
};
const otherwise: readonly PatientLocale[] = ['en'];

/** The languages in which a letter between two countries (ISO 3166-1) is written, those of the first before. */
export const letterLanguages = (sender: string, receiver: string): PatientLocale[] => [
  ...new Set([...(spoken[sender] ?? otherwise), ...(spoken[receiver] ?? otherwise)]),
];

export type LetterContent = PartOf<'invitation-letter'> | PartOf<'travel-letter'>;
export type Letter = {
  number: string;
  /** Whose letter it is, by language. */
  from: (language: PatientLocale) => string;
  to: (language: PatientLocale) => string;
  content: LetterContent;
  languages: readonly PatientLocale[];
  isDemo: boolean;
  madeAt: Date;
  /** `YYYY-MM-DD`: of when the letter is. */
  today: string;
};
type Speech = { t: Translator; language: PatientLocale; day: (day: string) => string };
export type Speak = (language: PatientLocale) => Speech;

const said = ({ language }: Speech, text: string): PdfText => ({ text, language });
const one = (speech: Speech, text: string): PdfTexts => [said(speech, text)];

function factsOf(speech: Speech, { content, number }: Letter): [string, string][] {
  const { t, day } = speech;
  const companions = content.companions.map(({ name, relation, passport }) =>
    [name, relation, passport].filter((each) => each !== undefined).join(', '),
  );
  return [
    [t('referrals.letters.patient'), content.patientName],
    [t('referrals.letters.birth'), day(content.birthDate)],
    [t('referrals.letters.passport'), content.passport],
    [t('referrals.letters.stay'), `${day(content.from)} – ${day(content.until)}`],
    ...companions.map((line): [string, string] => [t('referrals.letters.companion'), line]),
    ...(content.kind === 'invitation-letter'
      ? [[t('referrals.letters.address'), content.address] as [string, string]]
      : []),
    ...(content.kind === 'travel-letter' && content.needs.length > 0
      ? [
          [
            t('referrals.letters.needs'),
            content.needs.map((need) => t(`referrals.letters.need.${need}`)).join(', '),
          ] as [string, string],
        ]
      : []),
    [t('referrals.letters.contact'), content.contact],
    [t('referrals.letters.number'), number],
  ];
}

/** One letter in one language; what is wrong with the patient is not in it: it is shown at borders. */
function inLanguage(speech: Speech, letter: Letter): PdfBlock[] {
  const { t, language, day } = speech;
  const { content, today } = letter;
  const houses = { from: letter.from(language), to: letter.to(language) };
  const body =
    content.kind === 'invitation-letter'
      ? t('referrals.letters.invitation.body', houses)
      : t('referrals.letters.travel.body', houses);
  const title =
    content.kind === 'invitation-letter' ? t('referrals.letters.invitation') : t('referrals.letters.travel');
  const asked =
    content.kind === 'invitation-letter' ? t('referrals.letters.invitation.ask') : t('referrals.letters.travel.ask');
  return [
    { is: 'title', texts: one(speech, title) },
    { is: 'paragraph', texts: one(speech, `${houses.from}, ${day(today)}`), isQuiet: true },
    { is: 'paragraph', texts: one(speech, body) },
    {
      is: 'facts',
      facts: factsOf(speech, letter).map(([label, value]) => ({
        label: one(speech, label),
        value: one(speech, value),
      })),
    },
    { is: 'paragraph', texts: one(speech, asked) },
    {
      is: 'facts',
      facts: [{ label: one(speech, content.post), value: one(speech, `____________________  ${content.signedBy}`) }],
    },
  ];
}

/** A letter as pages: the same in each of its languages, one after the other. */
export function letterPages(letter: Letter, speak: Speak): PdfDocument {
  const speeches = letter.languages.map(speak);
  const [first] = speeches;
  if (!first) throw new Error('a letter without a language');
  return {
    title: letter.number,
    language: first.language,
    mark: letter.isDemo ? speeches.map((speech) => said(speech, speech.t('referrals.letters.demo'))) : null,
    foot: one(first, `Yntymaq · ${letter.number}`),
    madeAt: letter.madeAt,
    blocks: speeches.flatMap((speech) => inLanguage(speech, letter)),
  };
}
