/** What can be found, in the order in which it is shown. The names are those of `search_entry`. */
export const kinds = [
  'partnership',
  'organisation',
  'person',
  'instrument',
  'commitment',
  'meeting',
  'mission',
  'document',
] as const;
export type Kind = (typeof kinds)[number];

/** So many of each kind where all kinds are shown, and so many of one kind on a page. */
export const fewOfEach = 5;
export const pageOfOne = 20;

export type Marked = { text: string; marks: { start: number; end: number }[] };

const [opens, closes] = ['\u0002', '\u0003'];

/** A text whose found words stand between U+0002 and U+0003, as a text and places in it. */
export function markedText(written: string): Marked {
  let text = '';
  const marks: Marked['marks'] = [];
  for (const piece of written.split(opens)) {
    const end = piece.indexOf(closes);
    if (end > 0) marks.push({ start: text.length, end: text.length + end });
    text += piece.replaceAll(closes, '');
  }
  return { text, marks };
}
