import type { ReadBlock } from './blocks.ts';
import type { Block, Claim } from './claim.ts';
import { type Page, toSource } from './page.ts';
import type { SentencesRead } from './read-sentences.ts';

/** Brings blocks and drafts back to the source's offsets, in the order of the text. */
export function assemble(
  page: Page,
  blocks: readonly ReadBlock[],
  found: SentencesRead,
): { blocks: Block[]; claims: Claim[] } {
  const phones: ReadBlock[] = found.phones.map((span) => ({ ...span, kind: 'furniture', furniture: 'phone' }));
  const claims = found.drafts.map(({ draft, sentence, language }): Claim => {
    const quote = page.text.slice(draft.start, draft.end);
    return { ...draft, ...toSource(page, draft), quote, sentence: toSource(page, sentence), language };
  });
  const all = [...blocks, ...phones].map((block): Block => {
    const text = page.text.slice(block.start, block.end);
    return {
      ...toSource(page, block),
      kind: block.kind,
      ...(block.furniture ? { furniture: block.furniture } : {}),
      text,
    };
  });
  return {
    blocks: all.sort((a, b) => a.start - b.start || b.end - a.end),
    claims: claims.sort((a, b) => a.start - b.start || b.end - a.end),
  };
}
