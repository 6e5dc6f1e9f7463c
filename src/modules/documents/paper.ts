import type { Region } from '../../reader/claim.ts';
import { type Line, markFurniture, type PlacedPage, paragraphsOf } from './layout.ts';

/** What was taken out of a paper: its words in reading order, and what its layout says about them. */
export type Extracted = {
  text: string;
  /** Headings, and page numbers and running heads as furniture, in units of `text`. */
  regions: Region[];
  /** Where each page begins in `text`; null where the paper has no pages of its own. */
  pageStarts: number[] | null;
  /** Lines that a person would see as a mark on the paper: its edges, and what is written across it. */
  marks: string[];
};

const softHyphen = '\u{AD}';

/**
 * Two lines of one paragraph. A word that was divided becomes whole, unless it is written with its hyphen elsewhere
 * (`isWritten`); the hyphen behind a number («2700-ден») stays.
 */
export function joinLines(before: string, after: string, isWritten: (word: string) => boolean): string {
  if (before.endsWith(softHyphen)) return before.slice(0, -1) + after;
  const [, start = ''] = /([\p{L}\p{N}]+)-$/u.exec(before) ?? [];
  const [end = ''] = /^[\p{L}\p{N}]+/u.exec(after) ?? [];
  if (start === '' || end === '') return `${before} ${after}`;
  const isDivided = /\p{L}$/u.test(start) && /^\p{Ll}/u.test(end) && !isWritten(`${start}-${end}`.toLowerCase());
  return (isDivided ? before.slice(0, -1) : before) + after;
}

/** Words that a paper writes with a hyphen inside a line. */
function hyphenated(lines: readonly string[]): (word: string) => boolean {
  const found = new Set(
    lines.flatMap((line) => [...line.matchAll(/[\p{L}\p{N}]+-[\p{L}\p{N}]+/gu)].map(([word]) => word.toLowerCase())),
  );
  return (word) => found.has(word);
}

type Paragraph = { text: string; kind: 'heading' | 'paragraph' | 'furniture'; page: number; size: number };

/** A sentence that stops at the foot of a page and goes on at the head of the next. */
const goesOn = (before: Paragraph | undefined, after: Paragraph): before is Paragraph =>
  before?.kind === 'paragraph' &&
  after.kind === 'paragraph' &&
  Math.abs(before.size - after.size) <= 0.1 * before.size &&
  !/[.!?…:;]["»”)]?$/.test(before.text) &&
  /^\p{Ll}/u.test(after.text);

function byColumn(lines: readonly Line[]): Line[][] {
  const columns = new Map<number, Line[]>();
  for (const line of lines) columns.set(line.column, [...(columns.get(line.column) ?? []), line]);
  return [...columns.values()];
}

/** The size in which most of the paper is set. */
function bodySize(lines: readonly Line[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

type Laid = ReturnType<typeof markFurniture>[number];

function paragraphsOn(laid: Laid, page: number, { body, isWritten }: Setting): Paragraph[] {
  const own = laid.filter(({ isFurniture }) => !isFurniture).map(({ line }) => line);
  return byColumn(own)
    .flatMap((lines) => paragraphsOf(lines))
    .map((lines) => {
      const text = lines.map((line) => line.text).reduce((before, after) => joinLines(before, after, isWritten));
      const size = lines[0]?.size ?? body;
      const kind = size > 1.15 * body && text.length <= 250 ? 'heading' : 'paragraph';
      return { text, kind, page, size };
    });
}

type Setting = { body: number; isWritten: (word: string) => boolean };

/** Reads placed letters as a person would: columns, paragraphs over the end of a page, furniture out of their way. */
export function readLayout(pages: readonly PlacedPage[], marks: readonly string[] = []): Extracted {
  const laid = markFurniture(pages);
  const lines = laid.flat().map(({ line }) => line);
  const isWritten = hyphenated(lines.map(({ text }) => text));
  const setting = { body: bodySize(lines), isWritten };
  const writer = paperWriter(isWritten);
  for (const [page, each] of laid.entries()) {
    writer.open();
    const middle = (pages[page]?.height ?? 0) / 2;
    const furniture = each.filter(({ isFurniture }) => isFurniture).map(({ line }) => line);
    const putAside = (isHere: (line: Line) => boolean) => {
      for (const { text, size } of furniture.filter(isHere)) writer.later({ text, size, kind: 'furniture', page });
    };
    putAside(({ y }) => y < middle);
    for (const paragraph of paragraphsOn(each, page, setting)) writer.put(paragraph);
    putAside(({ y }) => y >= middle);
  }
  const edges = laid.flatMap((each) => {
    const texts = each.map(({ line }) => line.text);
    return [...texts.slice(0, 4), ...texts.slice(-3)];
  });
  return { ...writer.end(), marks: [...edges, ...marks] };
}

/** Furniture waits until it is clear whether a sentence goes on across it. */
function paperWriter(isWritten: (word: string) => boolean) {
  const written: Paragraph[] = [];
  /** For each page: the paragraph in which it begins, and the unit in it. */
  const begins: { paragraph: number; at: number }[] = [];
  let waiting: Paragraph[] = [];
  let isFresh = false;
  const flush = () => {
    written.push(...waiting);
    waiting = [];
  };
  const put = (paragraph: Paragraph) => {
    const last = written.at(-1);
    if (goesOn(last, paragraph)) {
      const whole = joinLines(last.text, paragraph.text, isWritten);
      const at = whole.length - paragraph.text.length;
      if (isFresh) begins[begins.length - 1] = { paragraph: written.length - 1, at };
      written[written.length - 1] = { ...last, text: whole };
      flush();
    } else {
      flush();
      if (isFresh) begins[begins.length - 1] = { paragraph: written.length, at: 0 };
      written.push(paragraph);
    }
    isFresh = false;
  };
  return {
    open: () => {
      begins.push({ paragraph: written.length + waiting.length, at: 0 });
      isFresh = true;
    },
    later: (paragraph: Paragraph) => void waiting.push(paragraph),
    put,
    end: () => {
      flush();
      return joined(written, begins);
    },
  };
}

function joined(
  written: readonly Paragraph[],
  begins: readonly { paragraph: number; at: number }[],
): Omit<Extracted, 'marks'> {
  const starts: number[] = [];
  const regions: Region[] = [];
  let length = 0;
  for (const { text, kind } of written) {
    starts.push(length);
    if (kind !== 'paragraph') regions.push({ kind, start: length, end: length + text.length });
    length += text.length + 2;
  }
  const end = Math.max(0, length - 2);
  const pageStarts = begins.map(({ paragraph, at }) => (starts[paragraph] ?? end) + at);
  return { text: written.map(({ text }) => text).join('\n\n'), regions, pageStarts };
}
