import type { Span } from './claim.ts';

const dialled = /(?<![\d.,])(?:\+\d{1,3}|8)[ (-]{1,2}\d{3,4}[ )-]{1,2}\d{2,3}[ -]?\d{2}[ -]?\d{2}(?!\d)/g;
const short =
  /(?<![\d.,+-])(\d{3,5})(?:\s*-?\s*(?:нөмір|қысқа нөмір|номер|рақам)\p{L}*| (?:бірыңғай |ягона |единый |единого )?(?:байланыс орталы|call[- ]?cent|контакт[- ]?(?:центр|орталы)|contact cent|колл?[- ]?(?:центр|орталы)|алоқа марказ|ишонч телефон)\p{L}*)/giu;
const shortBehind =
  /(?:телефон\p{L}*|номер\p{L}*|нөмір\p{L}*|рақам\p{L}*|hotline|phone|(?:call|dial|short number)|қоңырау шал\p{L}*)\s*[:№]?\s*(\d{3,5})(?![\d.,%])/giu;

/** Telephone and short numbers of a text: no count, wherever the same number stands again. */
export function findPhones(text: string): Span[] {
  const spans: Span[] = [...text.matchAll(dialled)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const numbers = new Set<string>();
  for (const match of text.matchAll(short)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
    numbers.add(match[1] ?? '');
  }
  for (const match of text.matchAll(shortBehind)) numbers.add(match[1] ?? '');
  if (numbers.size > 0 && numbers.size < 50) spans.push(...repeats(text, numbers, spans));
  return spans.sort((a, b) => a.start - b.start);
}

function repeats(text: string, numbers: ReadonlySet<string>, known: readonly Span[]): Span[] {
  const starts = new Set(known.map((span) => span.start));
  const again = new RegExp(String.raw`(?<![\d.,])(?:${[...numbers].join('|')})(?![\d.,%]\d|\d)`, 'g');
  return [...text.matchAll(again)]
    .filter((match) => !starts.has(match.index))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
