import type { Comparator, Language } from '../claim.ts';
import type { Case } from './numbers.ts';

/** A word behind a number, or behind its noun, that compares; `needs` is the case that must stand before it. */
export interface AfterRule {
  readonly needs: Case | 'any';
  readonly pattern: RegExp;
  readonly comparator: Comparator;
}

const kk: readonly AfterRule[] = [
  { needs: 'ablative', pattern: /^(?:кем|аз) (?:емес|болма\p{L}*)/u, comparator: 'ge' },
  { needs: 'ablative', pattern: /^(?:кем|аз|төмен)(?= |$)/u, comparator: 'lt' },
  {
    needs: 'ablative',
    pattern: /^(?:аса|артық|артығ\p{L}*|көп|асып|асатын|асқан|асады|асты|жоғары)(?= |$)(?: (?:жығыл|түс)\p{L}*)?/u,
    comparator: 'gt',
  },
  { needs: 'ablative', pattern: /^\p{L}+ жығыл\p{L}*/u, comparator: 'gt' },
  { needs: 'any', pattern: /^ас?т?та?м(?:ы(?:на|нан|ның|н)?)?(?= |$)/u, comparator: 'gt' },
  { needs: 'dative', pattern: /^(?:жуығ?ы?|жуық|тарта|таяу|жақын|жетеқабыл)(?= |$)/u, comparator: 'approx' },
  { needs: 'dative', pattern: /^(?:дейін|шейін)(?= |$)/u, comparator: 'le' },
  { needs: 'any', pattern: /^(?:шамалы|шақты)(?= |$)/u, comparator: 'approx' },
];
const uz: readonly AfterRule[] = [
  { needs: 'ablative', pattern: /^кам (?:эмас|бўлма\p{L}*)/u, comparator: 'ge' },
  { needs: 'ablative', pattern: /^кам(?:роқ)?(?= |$)/u, comparator: 'lt' },
  {
    needs: 'ablative',
    pattern: /^(?:ортиқ|ортик|зиёд|кўп|кўпроқ|ошиқ|ошиб|ошди|ошган|юқори)(?= |$)/u,
    comparator: 'gt',
  },
  { needs: 'dative', pattern: /^яқин(?= |$)/u, comparator: 'approx' },
  { needs: 'terminative', pattern: /^/u, comparator: 'le' },
];
const ru: readonly AfterRule[] = [
  { needs: 'any', pattern: /^(?:с лишним|с небольшим)/u, comparator: 'gt' },
  { needs: 'any', pattern: /^(?:и|или) (?:более|больше)(?= |$)/u, comparator: 'ge' },
];
const en: readonly AfterRule[] = [
  { needs: 'any', pattern: /^(?:or|and) (?:more|above|over)(?= |$)/u, comparator: 'ge' },
  { needs: 'any', pattern: /^or (?:fewer|less)(?= |$)/u, comparator: 'le' },
];

export const comparatorsAfter: Readonly<Record<Language, readonly AfterRule[]>> = {
  kk,
  'uz-Cyrl': uz,
  ru,
  en,
  und: [],
};

type BeforeRule = readonly [RegExp, Comparator];
const signs: readonly BeforeRule[] = [
  [/(?:≥|> =) $/u, 'ge'],
  [/(?:≤|< =) $/u, 'le'],
  [/> $/u, 'gt'],
  [/< $/u, 'lt'],
  [/[~≈±] $/u, 'approx'],
];

/** Words in front of a number; the first that fits decides, so longer ones stand first. */
export const comparatorsBefore: Readonly<Record<Language, readonly BeforeRule[]>> = {
  kk: [
    [/(?:^| )(?:кемінде|кем дегенде|ең аз дегенде|ең кемі) $/u, 'ge'],
    [/(?:^| )(?:ең көбі|көп дегенде) $/u, 'le'],
    [/(?:^| )(?:шамамен|жобамен|жуықтап|шамалап) $/u, 'approx'],
    ...signs,
  ],
  'uz-Cyrl': [
    [/(?:^| )(?:камида|энг камида) $/u, 'ge'],
    [/(?:^| )(?:кўпи билан) $/u, 'le'],
    [/(?:^| )(?:тахминан|қарийб|чамаси|салкам) $/u, 'approx'],
    ...signs,
  ],
  ru: [
    [
      /(?:^| )(?:не (?:менее|меньше|ниже)(?: чем)?(?: на| для| у| в)?|как минимум|минимум|по меньшей мере|по крайней мере) $/u,
      'ge',
    ],
    [/(?:^| )(?:не (?:более|больше|свыше|выше)(?: чем)?(?: на| для| у| в)?|максимум|вплоть до|до) $/u, 'le'],
    [
      /(?:^| )(?:более(?: чем)?(?: на| для| у| в| из)?|свыше|больше(?: чем)?(?: на| для| у)?|превы\p{L}+|превосход\p{L}+) $/u,
      'gt',
    ],
    [/(?:^| )(?:менее|меньше)(?: чем)?(?: на| для| у| в)? $/u, 'lt'],
    [/(?:^| )(?:около|примерно|порядка|приблизительно|почти|ориентировочно|оценочно) $/u, 'approx'],
    ...signs,
  ],
  en: [
    [/(?:^| )(?:at least|(?:no|not) (?:fewer|less) than|a minimum of) $/u, 'ge'],
    [/(?:^| )(?:up to|at most|(?:no|not) more than|a maximum of) $/u, 'le'],
    [/(?:^| )(?:more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards of|greater than|beyond) $/u, 'gt'],
    [/(?:^| )(?:fewer than|less than|under|below) $/u, 'lt'],
    [/(?:^| )(?:about|around|approximately|roughly|nearly|almost|some|circa|an estimated) $/u, 'approx'],
    ...signs,
  ],
  und: signs,
};
