import type { Comparator, Language } from './claim.ts';
import { comparatorsAfter, comparatorsBefore } from './lexicon/comparators.ts';
import type { Case } from './lexicon/numbers.ts';
import type { NumberRun } from './numbers.ts';
import { after, before, type TokenText, tokenAt } from './tokens.ts';

export interface Compared {
  readonly comparator: Comparator;
  /** Tokens from the first comparing word to the last one, the number included. */
  readonly first: number;
  readonly last: number;
}

/** How a number is compared by the words around it: «2700-ден астам», «более 2700», `up to 30`. */
export function compareNumber(sentence: TokenText, run: NumberRun, language: Language): Compared {
  const behind = compareAfter(sentence, run.last + 1, { language, ending: run.ending });
  if (behind) return { ...behind, first: run.first };
  if (language === 'kk' && /(?:^|[а-ӿ])(?:дай|дей|тай|тей)$/.test(sentence.tokens[run.last]?.fold ?? ''))
    return { comparator: 'approx', first: run.first, last: run.last };
  const text = before(sentence, run.first);
  for (const [pattern, comparator] of comparatorsBefore[language]) {
    const match = pattern.exec(text);
    if (!match) continue;
    const at = (sentence.at[run.first] ?? 0) - match[0].trimStart().length;
    return { comparator, first: tokenAt(sentence, at), last: run.last };
  }
  const plus = sentence.tokens[run.last + 1];
  if (plus?.fold === '+' && !plus.gap) return { comparator: 'ge', first: run.first, last: run.last + 1 };
  return { comparator: run.max === undefined ? 'eq' : 'ge', first: run.first, last: run.last };
}

/** A comparing word at token `index` after something in the case `ending` («адамнан астам»); null where there is none. */
export function compareAfter(
  sentence: TokenText,
  index: number,
  left: { language: Language; ending: Case | 'ordinal' | null },
): Omit<Compared, 'first'> | null {
  const text = after(sentence, index, 60);
  for (const rule of comparatorsAfter[left.language]) {
    if (rule.needs !== 'any' && rule.needs !== left.ending) continue;
    const match = rule.pattern.exec(text);
    if (!match) continue;
    const words = match[0] === '' ? 0 : match[0].trim().split(' ').length;
    return { comparator: rule.comparator, last: index + words - 1 };
  }
  return null;
}

/** The case a noun's ending shows, as far as comparators need it. */
export function nounCase(word: string, language: Language): Case | null {
  if (language === 'kk') {
    if (/(?:нан|нен|дан|ден|тан|тен)$/.test(word)) return 'ablative';
    return /(?:ға|ге|қа|ке|на|не)$/.test(word) ? 'dative' : null;
  }
  if (language !== 'uz-Cyrl') return null;
  if (word.endsWith('гача')) return 'terminative';
  if (word.endsWith('дан')) return 'ablative';
  return /(?:га|ка|қа)$/.test(word) ? 'dative' : null;
}
