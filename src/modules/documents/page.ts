import type { PageBlock } from './block.ts';

/** Words on one page for the browser: about a hundred printed pages. */
const mostWords = 400_000;

/** The beginning of a very long page; what is left out is still in the original, and its claims are all there. */
export function shownBlocks(blocks: readonly PageBlock[], most = mostWords): { blocks: PageBlock[]; isCut: boolean } {
  const shown: PageBlock[] = [];
  let words = 0;
  for (const block of blocks) {
    words += block.words.length + 20;
    if (words > most) return { blocks: shown, isCut: true };
    shown.push(block);
  }
  return { blocks: shown, isCut: false };
}

/** On which page, counted from 1, the unit `at` of the text stands. */
export function pageAt(pageStarts: readonly number[] | null, at: number): number | null {
  if (!pageStarts) return null;
  let page = 0;
  while (page < pageStarts.length && (pageStarts[page] ?? 0) <= at) page++;
  return Math.max(1, page);
}

const endings: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/pdf': '.pdf',
  'text/csv': '.csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
};

/** A name under which the original can be saved: the title without what file systems refuse. */
export function attachmentName({ title, mediaType }: { title: string; mediaType: string }): string {
  const safe = title.replaceAll(/[\s\p{C}\\/:*?"<>|]+/gu, ' ').trim();
  return `${safe.slice(0, 80).toWellFormed().trim() || 'original'}${endings[mediaType] ?? '.txt'}`;
}
