import { type PageBlock, type Range, toSource } from '../block.ts';
import { hitsIn } from './marks.ts';

export type Chosen = Range & { quote: string };

/** Each run of words is drawn in an element that says which block it is from, and at which of its words it begins. */
function placeOf(node: Node, offset: number): { block: number; at: number } | null {
  const element = node instanceof Element ? node : node.parentElement;
  const run = element?.closest<HTMLElement>('[data-at]');
  if (!run) return null;
  return {
    block: Number(run.dataset['block']),
    at: Number(run.dataset['at']) + (node.nodeType === Node.TEXT_NODE ? offset : 0),
  };
}

/** Blank space around a choice belongs to nobody. */
function chosenFrom(
  blocks: readonly PageBlock[],
  from: { block: number; at: number },
  to: { block: number; at: number },
): Chosen | null {
  const [first, last] = [blocks[from.block], blocks[to.block]];
  if (!first || !last) return null;
  const pieces = blocks.slice(from.block, to.block + 1).map(({ words }, index, all) => {
    const end = index === all.length - 1 ? to.at : words.length;
    return words.slice(index === 0 ? from.at : 0, end);
  });
  const quote = pieces.join('\n');
  if (quote.trim() === '') return null;
  const lead = (pieces[0] ?? '').length - (pieces[0] ?? '').trimStart().length;
  const trail = (pieces.at(-1) ?? '').length - (pieces.at(-1) ?? '').trimEnd().length;
  const start = toSource(first, { start: from.at + lead, end: from.at + lead + 1 }).start;
  const end = toSource(last, { start: Math.max(0, to.at - trail - 1), end: to.at - trail }).end;
  return end > start ? { start, end, quote: quote.trim() } : null;
}

/** What a person has selected in the page, as a range of the source; null where it is nothing of the page. */
export function chosenIn(page: Element, blocks: readonly PageBlock[]): Chosen | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!page.contains(range.commonAncestorContainer)) return null;
  const from = placeOf(range.startContainer, range.startOffset);
  const to = placeOf(range.endContainer, range.endOffset);
  return from && to ? chosenFrom(blocks, from, to) : null;
}

/** The first place where these words stand in the page: for whoever chooses them by typing. */
export function chosenByWords(blocks: readonly PageBlock[], words: string): Chosen | null {
  for (const block of blocks) {
    const [hit] = hitsIn(block.words, words);
    if (hit) return { ...toSource(block, hit), quote: block.words.slice(hit.start, hit.end) };
  }
  return null;
}
