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
