import { type PageBlock, type Range, toSource } from '../block.ts';
import { hitsIn } from './marks.ts';

export type Chosen = Range & { quote: string };

type Place = { block: number; at: number };

/** What of one run is within a range; null where nothing of it is. A range may begin or end at an element as well as in a text. */
function partOf(run: HTMLElement, range: globalThis.Range): { from: Place; to: Place } | null {
  if (!range.intersectsNode(run)) return null;
  const all = (run.textContent ?? '').length;
  const within = (node: Node, offset: number): number =>
    node.nodeType === Node.TEXT_NODE ? offset : offset > 0 ? all : 0;
  const from = run.contains(range.startContainer) ? within(range.startContainer, range.startOffset) : 0;
  const to = run.contains(range.endContainer) ? within(range.endContainer, range.endOffset) : all;
  if (to <= from) return null;
  // Each run is drawn in an element that says which block it is from, and at which of its words it begins.
  const [block, at] = [Number(run.dataset['block']), Number(run.dataset['at'])];
  return { from: { block, at: at + from }, to: { block, at: at + to } };
}

/** Blank space around a choice belongs to nobody. */
function chosenFrom(blocks: readonly PageBlock[], from: Place, to: Place): Chosen | null {
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
  if (!page.contains(range.startContainer)) return null;
  const parts = [...page.querySelectorAll<HTMLElement>('[data-at]')].flatMap((run) => partOf(run, range) ?? []);
  const [first, last] = [parts[0], parts.at(-1)];
  return first && last ? chosenFrom(blocks, first.from, last.to) : null;
}

/** The first place where these words stand in the page: for whoever chooses them by typing. */
export function chosenByWords(blocks: readonly PageBlock[], words: string): Chosen | null {
  for (const block of blocks) {
    const [hit] = hitsIn(block.words, words);
    if (hit) return { ...toSource(block, hit), quote: block.words.slice(hit.start, hit.end) };
  }
  return null;
}
