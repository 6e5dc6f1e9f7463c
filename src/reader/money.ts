import type { Language, MoneyValue } from './claim.ts';
import { compareAfter, compareNumber, nounCase } from './comparators.ts';
import { type DraftOf, isTaken, type SentenceView, take, tokenSpan } from './draft.ts';
import { currencyAt, currencyBefore } from './lexicon/currencies.ts';
import type { NumberRun } from './numbers.ts';
import { after, before, type TokenText } from './tokens.ts';

const equivalentMarks =
  /(?:шаққанда|баламасы|эквивалент|в пересчете|в пересчёте|что составляет|equivalent|equal to|or about|or some|or nearly|ҳисобида|ҳисоблаганда)/;
const roles: readonly (readonly [RegExp, NonNullable<MoneyValue['role']>])[] = [
  [/(?:^| )(?:грант|grant)/, 'grant'],
  [/(?:^| )(?:несие|қарыз|кредит|займ|қарз|loan|credit)/, 'loan'],
  [/(?:^| )(?:инвестиция|инвестици|сармоя|invest)/, 'investment'],
  [/(?:^| )(?:құны|бағасы|стоимость|обойд|қиймати|cost|worth)/, 'cost'],
];

/**
 * Amounts of money of a sentence, with comparator; an amount that restates another is its equivalent, never a rate.
 * `earlier`: the last amount of the sentence in front of this one («… 3 млн евро. Это около 1,7 млрд тенге»).
 */
export function findMoney(view: SentenceView, earlier?: DraftOf<'money'>): DraftOf<'money'>[] {
  const found: DraftOf<'money'>[] = [];
  for (const run of view.runs) {
    if (isTaken(view, run) || run.ending === 'ordinal') continue;
    const draft = readAmount(view, run, found.at(-1) ?? earlier);
    if (draft) found.push(draft);
  }
  return found;
}

interface Currency {
  readonly currency: string;
  readonly first: number;
  readonly last: number;
}

function readAmount(
  view: SentenceView,
  run: NumberRun,
  previous: DraftOf<'money'> | undefined,
): DraftOf<'money'> | null {
  const currency = findCurrency(view.sentence, run, view.language);
  if (!currency) return null;
  const around = compareNumber(view.sentence, { ...run, first: Math.min(run.first, currency.first) }, view.language);
  const word = view.sentence.tokens[currency.last]?.fold ?? '';
  const behind = compareAfter(view.sentence, currency.last + 1, {
    language: view.language,
    ending: nounCase(word, view.language),
  });
  const first = Math.min(around.first, currency.first);
  const last = Math.max(around.last, currency.last, behind?.last ?? 0);
  const role = roleOf(view, { ...currency, first }, previous);
  const value: MoneyValue = {
    amount: plainDecimal(run.value),
    currency: currency.currency,
    comparator: behind?.comparator ?? around.comparator,
    ...(role ? { role } : {}),
    ...(role === 'equivalent' && previous ? { equivalentOf: previous.value.equivalentOf ?? previous.id } : {}),
  };
  take(view, first, last);
  const exact = currency.currency.length === 3;
  return {
    ...tokenSpan(view.sentence, first, last),
    id: view.ids.next('money'),
    kind: 'money',
    value,
    stage: 'money/currency-word',
    confidence: exact ? 0.95 : 0.6,
  };
}

function findCurrency(sentence: TokenText, run: NumberRun, language: Language): Currency | null {
  const ahead = currencyBefore(before(sentence, run.first, 12));
  if (ahead) {
    const words = ahead.currency === 'USD' && ahead.length === 5 ? 2 : 1;
    return { currency: ahead.currency, first: run.first - words, last: run.last };
  }
  // «Т8,5 млрд»: how news agencies of Kazakhstan write tenge.
  const letter = sentence.tokens[run.first - 1]?.fold ?? '';
  if (/^[тt]$/.test(letter) && sentence.tokens[run.first]?.gap === false && run.value >= 1000)
    return { currency: 'KZT', first: run.first - 1, last: run.last };
  // «2 миллионнан астам теңге»: a comparing word may stand between the number and its currency.
  const start = Math.max(run.last, compareNumber(sentence, run, language).last) + 1;
  const next = currencyAt(after(sentence, start, 60));
  if (!next) return null;
  const words = after(sentence, start, 60).slice(0, next.length).trim().split(' ').length;
  return { currency: next.currency, first: run.first, last: start + words - 1 };
}

/** «…, это», «, или», «, яғни» and so on in front of a second amount, with what compares it. */
const restating =
  /(?:^|[,;(-] ?|^(?:\S+ ){1,6})(?:бұл|бу|яғни|яъни|немесе|ёки|или|или же|это|что|то есть|т \. ?е \.|or|that is|which is|this is|it is|i \. ?e \.|=)(?: [^\d\s,.;]+){0,4}$/;

function roleOf(view: SentenceView, read: Currency, previous: DraftOf<'money'> | undefined): MoneyValue['role'] {
  const { sentence } = view;
  if (previous && previous.value.currency !== read.currency) {
    const from = sentence.tokens.findIndex((token) => token.start >= previous.end);
    const gap = sentence.tokens.slice(Math.max(from, 0), read.first);
    const between = gap.map((token) => token.fold).join(' ');
    const bracketed = /^(?:[^()]{0,40} )?\((?: \S+){0,3}$/.test(between);
    if (gap.length <= 10 && restating.test(between)) return 'equivalent';
    if (gap.length <= 6 && /(?:^|, )worth(?: |$)/.test(between) && !/ and /.test(between)) return 'equivalent';
    if (gap.length <= 8 && (equivalentMarks.test(between) || bracketed)) return 'equivalent';
  }
  return roles.find(([pattern]) => pattern.test(sentence.folded))?.[1];
}

/** A number as digits without exponent. */
export function plainDecimal(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(6).replace(/0+$/, '').replace(/\.$/, '');
}
