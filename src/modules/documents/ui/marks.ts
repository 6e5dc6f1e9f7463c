import { type PageBlock, type Range, toWords } from '../block.ts';

/** A stretch of a block's words under the same claims, or matched by a search. */
export type Segment = {
  start: number;
  text: string;
  /** The claims whose words these are, the narrowest first. */
  claims: string[];
  /** The claims whose words end here. */
  ending: string[];
  isHit: boolean;
};
type Marked = { id: string; span: Range };

const rangesIn = (block: PageBlock, claims: readonly Marked[]) =>
  claims.flatMap(({ id, span }) => {
    const range = toWords(block, span);
    return range ? [{ id, ...range }] : [];
  });

/** Where a text occurs in words, whatever its case. */
export function hitsIn(words: string, sought: string): Range[] {
  const [text, wanted] = [words.toLowerCase(), sought.trim().toLowerCase()];
  const hits: Range[] = [];
  if (wanted.length < 2 || text.length !== words.length) return hits;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    hits.push({ start: at, end: at + wanted.length });
  return hits;
}

/** Cuts a block's words wherever a claim or a hit begins or ends. */
export function segmentsOf(block: PageBlock, claims: readonly Marked[], sought = ''): Segment[] {
  const { words } = block;
  const ranges = rangesIn(block, claims);
  const hits = hitsIn(words, sought);
  const cuts = new Set([0, words.length, ...[...ranges, ...hits].flatMap(({ start, end }) => [start, end])]);
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((start, index) => {
    const end = ordered[index + 1] ?? words.length;
    const covering = (range: Range) => range.start <= start && range.end >= end;
    return {
      start,
      text: words.slice(start, end),
      claims: ranges
        .filter(covering)
        .sort((a, b) => a.end - a.start - (b.end - b.start))
        .map(({ id }) => id),
      ending: ranges.filter((range) => range.end === end).map(({ id }) => id),
      isHit: hits.some(covering),
    };
  });
}
