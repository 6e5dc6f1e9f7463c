import type { Comparator, Language } from '../claim.ts';
import type { Case } from './numbers.ts';

/** A word behind a number, or behind its noun, that compares; `needs` is the case that must stand before it. */
export interface AfterRule {
  readonly needs: Case | 'any';
  readonly pattern: RegExp;
  readonly comparator: Comparator;
}

const kk: readonly AfterRule[] = [
  { needs: 'ablative', pattern: /^(?:кем|аз) (?:емес|болма[a-zа-ӿ]*)/, comparator: 'ge' },
  { needs: 'ablative', pattern: /^(?:кем|аз|төмен)(?= |$)/, comparator: 'lt' },
  {
    needs: 'ablative',
    pattern: /^(?:аса|артық|артығ[a-zа-ӿ]*|көп|асып|асатын|асқан|асады|асты|жоғары)(?= |$)(?: (?:жығыл|түс)[a-zа-ӿ]*)?/,
    comparator: 'gt',
  },
  { needs: 'ablative', pattern: /^[a-zа-ӿ]+ жығыл[a-zа-ӿ]*/, comparator: 'gt' },
  { needs: 'any', pattern: /^ас?т?та?м(?:ы(?:на|нан|ның|н)?)?(?= |$)/, comparator: 'gt' },
  { needs: 'dative', pattern: /^(?:жуығ?ы?|жуық|тарта|таяу|жақын|жетеқабыл)(?= |$)/, comparator: 'approx' },
  { needs: 'dative', pattern: /^(?:дейін|шейін)(?= |$)/, comparator: 'le' },
  { needs: 'any', pattern: /^(?:шамалы|шақты)(?= |$)/, comparator: 'approx' },
];
const uz: readonly AfterRule[] = [
  { needs: 'any', pattern: /^нафаргача(?= |$)/, comparator: 'le' },
  { needs: 'ablative', pattern: /^кам (?:эмас|бўлма[a-zа-ӿ]*)/, comparator: 'ge' },
  { needs: 'ablative', pattern: /^кам(?:роқ)?(?= |$)/, comparator: 'lt' },
  {
    needs: 'ablative',
    pattern: /^(?:ортиқ|ортик|зиёд|кўп|кўпроқ|ошиқ|ошиб|ошди|ошган|юқори)(?= |$)/,
    comparator: 'gt',
  },
  { needs: 'dative', pattern: /^яқин(?= |$)/, comparator: 'approx' },
  { needs: 'terminative', pattern: /^/, comparator: 'le' },
];
const ru: readonly AfterRule[] = [
  { needs: 'any', pattern: /^(?:с лишним|с небольшим)/, comparator: 'gt' },
  { needs: 'any', pattern: /^(?:и|или) (?:более|больше)(?= |$)/, comparator: 'ge' },
];
const en: readonly AfterRule[] = [
  { needs: 'any', pattern: /^(?:or|and) (?:more|above|over)(?= |$)/, comparator: 'ge' },
  { needs: 'any', pattern: /^or (?:fewer|less)(?= |$)/, comparator: 'le' },
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
  [/(?:≥|> =) $/, 'ge'],
  [/(?:≤|< =) $/, 'le'],
  [/> $/, 'gt'],
  [/< $/, 'lt'],
  [/[~≈±] $/, 'approx'],
];

/** Words in front of a number; the first that fits decides, so longer ones stand first. */
export const comparatorsBefore: Readonly<Record<Language, readonly BeforeRule[]>> = {
  kk: [
    [/(?:^| )(?:кемінде|кем дегенде|ең аз дегенде|ең кемі) $/, 'ge'],
    [/(?:^| )(?:ең көбі|көп дегенде) $/, 'le'],
    [/(?:^| )(?:шамамен|жобамен|жуықтап|шамалап) $/, 'approx'],
    ...signs,
  ],
  'uz-Cyrl': [
    [/(?:^| )(?:камида|энг камида) $/, 'ge'],
    [/(?:^| )(?:кўпи билан) $/, 'le'],
    [/(?:^| )(?:тахминан|қарийб|чамаси|салкам) $/, 'approx'],
    ...signs,
  ],
  ru: [
    [
      /(?:^| )(?:не (?:менее|меньше|ниже)(?: чем)?(?: на| для| у| в)?|как минимум|минимум|по меньшей мере|по крайней мере) $/,
      'ge',
    ],
    [/(?:^| )(?:не (?:более|больше|свыше|выше)(?: чем)?(?: на| для| у| в)?|максимум|вплоть до|до) $/, 'le'],
    [
      /(?:^| )(?:более(?: чем)?(?: на| для| у| в| из)?|свыше|больше(?: чем)?(?: на| для| у)?|превы[a-zа-ӿ]+|превосход[a-zа-ӿ]+) $/,
      'gt',
    ],
    [/(?:^| )(?:менее|меньше)(?: чем)?(?: на| для| у| в)? $/, 'lt'],
    [/(?:^| )(?:около|примерно|порядка|приблизительно|почти|ориентировочно|оценочно) $/, 'approx'],
    ...signs,
  ],
  en: [
    [/(?:^| )(?:at least|(?:no|not) (?:fewer|less) than|a minimum of) $/, 'ge'],
    [/(?:^| )(?:up to|at most|(?:no|not) more than|a maximum of) $/, 'le'],
    [
      /(?:^| )(?:more than|(?<!(?:hand(?:s|ed|ing)?|took|take[sn]?|taking|turn(?:s|ed|ing)?|passed|brought) )over|above|exceed(?:s|ed|ing)?|in excess of|upwards of|greater than|beyond) $/,
      'gt',
    ],
    [/(?:^| )(?:fewer than|less than|under|below) $/, 'lt'],
    [/(?:^| )(?:about|around|approximately|roughly|nearly|almost|some|circa|an estimated) $/, 'approx'],
    ...signs,
  ],
  und: signs,
};
