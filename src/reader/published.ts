import type { ReadBlock } from './blocks.ts';
import type { EdtfDate, Span } from './claim.ts';
import { findCalendar } from './date-patterns.ts';
import type { Page } from './page.ts';
import { spanOf, tokenize } from './tokens.ts';

/** The day a page was published, with its place in the read text where it stands in the page's furniture. */
export interface Published {
  readonly edtf: EdtfDate;
  readonly span: Span | null;
}

/** From a date line of the page; failing that, from its metadata. Never from the article's own words. */
export function publicationDate(page: Page, blocks: readonly ReadBlock[]): Published | null {
  for (const block of blocks) {
    if (block.furniture !== 'date' && block.furniture !== 'counter' && block.furniture !== 'section') continue;
    const sentence = tokenize(page.text, block);
    const found = findCalendar(sentence.folded).find(
      (each) => each.precision === 'day' && !each.dates[0].startsWith('XXXX'),
    );
    if (found) return { edtf: found.dates[0], span: spanOf(sentence, found.from, found.to) };
  }
  const meta = /^\s*(\d{4}-\d\d-\d\d)/.exec(page.metaDate ?? '')?.[1];
  return meta ? { edtf: meta, span: null } : null;
}
