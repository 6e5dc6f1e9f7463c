/** Half-open range of UTF-16 units. */
export type Range = { start: number; end: number };
/**
 * From unit `at` of the words on, they stand in the source from `start` to `end`: one unit each where the lengths agree,
 * otherwise all of them for one thing, such as `&amp;` for `&`.
 */
export type Run = [at: number, start: number, end: number];

/** A piece of a page in reading order: its words, and where they stand in the source. */
export type PageBlock = {
  kind: 'title' | 'paragraph' | 'furniture';
  furniture?: string;
  words: string;
  runs: Run[];
};

type Units = { text: string; starts: Int32Array | null; ends: Int32Array | null };

/** First index in `[0, length)` for which `isPast` holds; `length` where it never does. */
function firstWhere(length: number, isPast: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The words of a range of the source, with their way back. `page` is the read text of the whole source. */
export function wordsIn({ text, starts, ends }: Units, { start, end }: Range): Pick<PageBlock, 'words' | 'runs'> {
  if (!starts || !ends) return { words: text.slice(start, end), runs: [[0, start, end]] };
  const first = firstWhere(text.length, (index) => (ends[index] ?? 0) > start);
  const last = firstWhere(text.length, (index) => (starts[index] ?? 0) >= end);
  const runs: Run[] = [];
  let isOneEach = false;
  for (let index = first; index < last; index++) {
    const [from, until] = [starts[index] ?? 0, ends[index] ?? 0];
    const run = runs.at(-1);
    if (run && run[1] === from && run[2] === until) continue;
    if (run && isOneEach && run[2] === from && until === from + 1) run[2] = until;
    else runs.push([index - first, from, until]);
    isOneEach = until === from + 1;
  }
  return { words: text.slice(first, last), runs };
}

const lengthOf = ({ words, runs }: PageBlock, index: number): number =>
  (runs[index + 1]?.[0] ?? words.length) - (runs[index]?.[0] ?? 0);

/** Where a range of a block's words stands in the source. */
export function toSource(block: PageBlock, { start, end }: Range): Range {
  const placeOf = (unit: number): Range => {
    const index = Math.max(0, firstWhere(block.runs.length, (each) => (block.runs[each]?.[0] ?? 0) > unit) - 1);
    const [at, from, until] = block.runs[index] ?? [0, 0, 0];
    if (lengthOf(block, index) !== until - from) return { start: from, end: until };
    return { start: from + unit - at, end: from + unit - at + 1 };
  };
  return { start: placeOf(start).start, end: placeOf(Math.max(start, end - 1)).end };
}

/** Which of a block's words stand in a range of the source; null where none do. */
export function toWords(block: PageBlock, { start, end }: Range): Range | null {
  if ((block.runs[0]?.[1] ?? end) >= end || (block.runs.at(-1)?.[2] ?? 0) <= start) return null;
  let [from, until] = [-1, -1];
  for (const [index, [at, runStart, runEnd]] of block.runs.entries()) {
    if (runEnd <= start || runStart >= end) continue;
    const length = lengthOf(block, index);
    const isOneEach = length === runEnd - runStart;
    if (from < 0) from = isOneEach ? at + Math.max(0, start - runStart) : at;
    until = isOneEach ? at + Math.min(length, end - runStart) : at + length;
  }
  return from >= 0 && until > from ? { start: from, end: until } : null;
}

/** Whether a cut at this unit would part a letter that is written with two. */
const splitsLetter = (words: string, at: number): boolean =>
  at > 0 && (words.codePointAt(at - 1) ?? 0) > 0xffff && at < words.length;

export type Passage = { quote: string; sentence: string; quoteOffset: number };

/**
 * The words of a range of the source with the sentence around them; a range over several blocks is its own sentence.
 * Null where there are no words, where the range leaves the words of the page, or where it parts a letter.
 * `sentencesOf` cuts words into sentences.
 */
export function passageAt(
  blocks: readonly PageBlock[],
  span: Range,
  sentencesOf: (words: string) => readonly Range[],
): Passage | null {
  // A telephone number is marked inside the block that says it, whose words it would repeat.
  const pieces = blocks.flatMap((block) => {
    const range = block.furniture === 'phone' ? null : toWords(block, span);
    return range ? [{ block, range }] : [];
  });
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  const isWhole =
    toSource(first.block, first.range).start === span.start && toSource(last.block, last.range).end === span.end;
  if (!isWhole) return null;
  if (splitsLetter(first.block.words, first.range.start) || splitsLetter(last.block.words, last.range.end)) return null;
  const quote = pieces.map(({ block, range }) => block.words.slice(range.start, range.end)).join('\n');
  if (quote.trim() === '') return null;
  if (pieces.length > 1) return { quote, sentence: quote, quoteOffset: 0 };
  const touched = sentencesOf(first.block.words).filter(
    (sentence) => sentence.start < first.range.end && sentence.end > first.range.start,
  );
  const start = Math.min(first.range.start, ...touched.map((sentence) => sentence.start));
  const end = Math.max(first.range.end, ...touched.map((sentence) => sentence.end));
  return { quote, sentence: first.block.words.slice(start, end), quoteOffset: first.range.start - start };
}
