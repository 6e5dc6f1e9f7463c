import { after, before, type TokenText, tokenAt } from './tokens.ts';

const units: readonly (readonly [string, RegExp, RegExp])[] = [
  [
    'P1Y',
    /(?:^| )(?:жылына|жыл сайын|йилига|ҳар йили|(?<!(?:\d|бир|икки|уч|тўрт|беш|олти|етти|саккиз|тўққиз|ўн) )йил давомида|ежегодно|каждый год|в год|за год|annually|each year|every year|yearly)(?: (?!\d)[a-zа-ӿ-]{4,} [a-zа-ӿ-]{4,})?(?: (?:шамамен|кемінде|орта есеппен|тахминан|камида|ўртача|в среднем|about|on average))? $/,
    /^(?:жылына|жыл сайын|йилига|в год|ежегодно|(?:a|per|each|every) year|per annum|annually|yearly)(?= |$)/,
  ],
  [
    'P1M',
    /(?:^| )(?:айына|ай сайын|ойига|ҳар ойда|ежемесячно|в месяц|monthly|every month) $/,
    /^(?:айына|ай сайын|ойига|в месяц|ежемесячно|(?:a|per|each|every) month|monthly)(?= |$)/,
  ],
  [
    'P1W',
    /(?:^| )(?:аптасына|апта сайын|ҳафтасига|еженедельно|в неделю|weekly|every week) $/,
    /^(?:аптасына|ҳафтасига|в неделю|еженедельно|(?:a|per|each|every) week|weekly)(?= |$)/,
  ],
  [
    'P1D',
    /(?:^| )(?:күніне|күн сайын|тәулігіне|кунига|суткада|ежедневно|в день|в сутки|за сутки|за день|daily|every day)(?: (?:шамамен|кемінде|орта есеппен|тахминан|камида|в среднем|about|on average))? $/,
    /^(?:күніне|тәулігіне|кунига|в день|ежедневно|в сутки|(?:a|per|each|every) day|daily)(?= |$)/,
  ],
];

/** «жылына бір рет», «йилига бир марта», «раз в год», `once a year`: exactly once in each such period. */
const once: readonly (readonly [string, RegExp])[] = [
  [
    'P1Y',
    /(?:^| )(?:(?:жылына|жыл сайын) (?:бір|1) рет|(?:йилига|ҳар йили) (?:бир|1) марта|раз в год|once (?:a|per|each|every) year)(?= |$)/,
  ],
  [
    'P1M',
    /(?:^| )(?:(?:айына|ай сайын) (?:бір|1) рет|(?:ойига|ҳар ойда) (?:бир|1) марта|раз в месяц|once (?:a|per|each|every) month)(?= |$)/,
  ],
];
/** «5 раз в год», «несколько раз в год» are not once. */
const several =
  /(?:^| )(?!1 )(?:\d+|пять|шесть|семь|восемь|девять|десять|несколько|много|ещё|еще|more than|at least) $/;

/** How often something is promised, where folded words say once in each period; null where they say otherwise or nothing. */
export function oncePer(folded: string): string | null {
  for (const [duration, said] of once) {
    const match = said.exec(folded);
    const ahead = match && folded.slice(0, match.index + (match[0].startsWith(' ') ? 1 : 0));
    if (ahead !== null && !several.test(ahead)) return duration;
  }
  return null;
}

export interface PerUnit {
  /** ISO 8601 duration. */
  readonly duration: string;
  /** Tokens of the whole phrase with the words that say it. */
  readonly first: number;
  readonly last: number;
}

/** «йилига», «в год», `a year` directly before token `first` or directly after token `last`. */
export function perYear(sentence: TokenText, first: number, last: number): PerUnit | null {
  const text = before(sentence, first, 60);
  const behind = after(sentence, last + 1, 30);
  for (const [duration, ahead, following] of units) {
    const match = ahead.exec(text);
    if (match) {
      const start = (sentence.at[first] ?? sentence.folded.length) - match[0].trimStart().length;
      return { duration, first: tokenAt(sentence, start), last };
    }
    const tail = following.exec(behind);
    if (tail) return { duration, first, last: last + tail[0].split(' ').length };
  }
  return null;
}
