import { lastWordOf, endingOf } from './kazakh.ts';
import type { Locale } from './locales.ts';

/** How a stated figure bounds the true one: equal, more than, at least, less than, at most, about. */
export type Comparator = 'eq' | 'gt' | 'ge' | 'lt' | 'le' | 'approx';

/** A figure: `shown` in the digits of the language, `plain` ungrouped; `whole` puts a figure beside its currency. */
export type Figure = { shown: string; plain: string; whole: (figure: string) => string };

type Sentence = (figure: Figure) => string;
const before =
  (words: string): Sentence =>
  ({ shown, whole }) =>
    `${words} ${whole(shown)}`;

/** Kazakh compares with the ablative, whose ending follows how the figure is read aloud: 2 700-ден, 60-тан, 10-нан. */
const fromFigure =
  (words: string): Sentence =>
  ({ shown, plain, whole }) =>
    whole(`${shown}-${endingOf(lastWordOf(plain), 'ablative')} ${words}`);

const equal: Sentence = ({ shown, whole }) => whole(shown);

const sentences: Record<Locale, Record<Comparator, Sentence>> = {
  kk: {
    eq: equal,
    gt: fromFigure('астам'),
    ge: before('кемінде'),
    lt: fromFigure('аз'),
    le: before('ең көбі'),
    approx: before('шамамен'),
  },
  ru: {
    eq: equal,
    gt: before('более'),
    ge: before('не менее'),
    lt: before('менее'),
    le: before('не более'),
    approx: before('около'),
  },
  en: {
    eq: equal,
    gt: before('more than'),
    ge: before('at least'),
    lt: before('less than'),
    le: before('at most'),
    approx: before('about'),
  },
};

export const comparedText = (locale: Locale, comparator: Comparator, figure: Figure): string =>
  sentences[locale][comparator](figure);
