import { assemble } from './assemble.ts';
import { findBlocks, type ReadBlock } from './blocks.ts';
import type { ReadHints, Reading, ReadProblem } from './claim.ts';
import { decode } from './decode.ts';
import { languageOf } from './language.ts';
import { type Page, readPage, sniffMediaType } from './page.ts';
import { publicationDate } from './published.ts';
import { readSentences } from './read-sentences.ts';

export type * from './claim.ts';
export { strengths } from './claim.ts';

/**
 * Reads one page and drafts its claims. Pure: the same bytes and hints give the same reading; no clock, no network.
 * Never throws on any bytes; what could not be read is in `problems`. Time is linear in the length of the page.
 */
export function readDocument(bytes: Uint8Array, hints: ReadHints = {}): Reading {
  const { text, encoding, problems } = decode(bytes, hints);
  const mediaType = hints.mediaType ?? sniffMediaType(text);
  const page = readPage(text, mediaType, hints.regions);
  const blocks = findBlocks(page);
  const language = languageOf(articleText(page, blocks));
  const published = publicationDate(page, blocks);
  const anchor = { reference: published?.edtf ?? hints.today ?? null, language };
  const found = readSentences(page, blocks, { ...anchor, published });
  const own: ReadProblem[] = [];
  if (page.text.trim() === '') own.push({ code: 'empty' });
  else if (language === 'und') own.push({ code: 'language-unknown' });
  return {
    encoding,
    mediaType,
    language,
    text,
    ...assemble(page, blocks, found),
    published: published?.edtf ?? null,
    problems: [...problems, ...own, ...found.problems],
  };
}

/** The words that tell the page's language: titles and paragraphs, or all there is. */
function articleText(page: Page, blocks: readonly ReadBlock[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const block of blocks) {
    if (block.kind === 'furniture' || length > 3000) continue;
    parts.push(page.text.slice(block.start, Math.min(block.end, block.start + 3000)));
    length += block.end - block.start;
  }
  return parts.join('\n') || page.text.slice(0, 3000);
}
