import type { Span } from './claim.ts';
import { fold } from './fold.ts';

export interface Token extends Span {
  readonly kind: 'word' | 'number' | 'mark';
  readonly fold: string;
  /** White space stands before it. */
  readonly gap: boolean;
}

/**
 * A sentence as its tokens, and as `folded`: the folded tokens joined by single spaces, on which the rules' patterns run.
 * `at[i]` is where token `i` begins in `folded`.
 */
export interface TokenText extends Span {
  readonly tokens: readonly Token[];
  readonly folded: string;
  readonly at: readonly number[];
}

const tokenPattern =
  /(\p{L}[\p{L}\p{M}]*(?:['’ʻʼ‘-]\p{L}[\p{L}\p{M}]*)*)|(\d{1,3}(?:[\u0020\u00a0\u202f\u2009]\d{3})+(?![\d.]\d|\d)|\d+(?:[.,]\d+)*)|(\S)/gu;

/** Cuts a range of the read text into words, numbers (thousands separators inside) and single marks. */
export function tokenize(text: string, span: Span): TokenText {
  const tokens: Token[] = [];
  const at: number[] = [];
  let folded = '';
  let previousEnd = span.start;
  for (const match of text.slice(span.start, span.end).matchAll(tokenPattern)) {
    const start = span.start + match.index;
    const end = start + match[0].length;
    const kind = match[1] ? 'word' : match[2] ? 'number' : 'mark';
    const token: Token = {
      kind,
      start,
      end,
      fold: kind === 'word' ? fold(match[0]) : dash(match[0]),
      gap: start > previousEnd,
    };
    if (folded) folded += ' ';
    at.push(folded.length);
    folded += token.fold;
    tokens.push(token);
    previousEnd = end;
  }
  return { start: span.start, end: span.end, tokens, folded, at };
}

function dash(mark: string): string {
  if (mark.length === 1) return '–—−‑'.includes(mark) ? '-' : mark;
  return mark.replaceAll(/\s/g, ' ');
}

/** Index of the token that covers position `position` of `folded`. */
export function tokenAt(sentence: TokenText, position: number): number {
  let low = 0;
  let high = sentence.at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sentence.at[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where in the read text the tokens under `folded.slice(from, to)` stand. */
export function spanOf(sentence: TokenText, from: number, to: number): Span {
  const first = sentence.tokens[tokenAt(sentence, from)];
  const last = sentence.tokens[tokenAt(sentence, Math.max(from, to - 1))];
  return { start: first?.start ?? sentence.start, end: last?.end ?? sentence.end };
}

/** `folded` up to token `index` (not included), at most `limit` units of it. */
export function before(sentence: TokenText, index: number, limit = 80): string {
  const stop = sentence.at[index] ?? sentence.folded.length;
  return sentence.folded.slice(Math.max(0, stop - limit), stop);
}

/** `folded` from token `index` on, at most `limit` units of it. */
export function after(sentence: TokenText, index: number, limit = 120): string {
  const start = sentence.at[index] ?? sentence.folded.length;
  return sentence.folded.slice(start, start + limit);
}
