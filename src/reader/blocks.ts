import type { Block, Furniture, Span } from './claim.ts';
import { furnitureOf, leadingDate, looksLikeCredit, looksLikeTeaser, opensRelated } from './furniture.ts';
import type { Region } from './claim.ts';
import type { Page } from './page.ts';

/** A block in offsets of the read text. */
export interface ReadBlock extends Span {
  readonly kind: Block['kind'];
  readonly furniture?: Furniture;
}

/**
 * Cuts the read text into blocks, one a line; lines of one sentence («332 рет / көрсетілді», hard-wrapped text, a currency
 * above its rate) are joined. Furniture is labelled and stays in its place.
 */
export function findBlocks(page: Page): ReadBlock[] {
  const spans = joinLines(page.text, lines(page.text)).flatMap((span) => splitLeadingDate(page.text, span));
  const labelled = labelBlocks(page, spans, page.regions);
  const isAllFurniture = labelled.length > 0 && labelled.every((block) => block.kind === 'furniture');
  const kept = page.regions.filter((region) => region.kind !== 'furniture');
  return labelTail(page.text, labelRelated(page.text, isAllFurniture ? labelBlocks(page, spans, kept) : labelled));
}

function labelBlocks(page: Page, spans: readonly Span[], regions: readonly Region[]): ReadBlock[] {
  const furnitureAt = regionFinder(regions, 'furniture');
  const linkAt = regionFinder(regions, 'link');
  const headingAt = regionFinder(regions, 'heading');
  const blocks: ReadBlock[] = [];
  let isBodySeen = false;
  for (const span of spans) {
    const text = page.text.slice(span.start, span.end);
    const furniture =
      furnitureAt(span) > 0.5
        ? (furnitureOf(text) ?? 'menu')
        : furnitureOf(text, { linked: linkAt(span), isFirst: !isBodySeen });
    if (furniture) blocks.push({ ...span, kind: 'furniture', furniture });
    else {
      const isTitle = headingAt(span) > 0.5 || (!isBodySeen && looksLikeTitle(text));
      if (!isTitle) isBodySeen = true;
      blocks.push({ ...span, kind: isTitle ? 'title' : 'paragraph' });
    }
  }
  return blocks;
}

/** Behind «Читайте также:» every teaser up to the next whole sentence belongs to other pages. */
function labelRelated(text: string, blocks: readonly ReadBlock[]): ReadBlock[] {
  let isOpen = false;
  return blocks.map((block) => {
    const words = text.slice(block.start, block.end);
    if (opensRelated(words)) isOpen = true;
    else if (block.kind !== 'furniture' && !looksLikeTeaser(words)) isOpen = false;
    const isOther = isOpen && block.kind !== 'furniture';
    return isOther ? { start: block.start, end: block.end, kind: 'furniture', furniture: 'related' } : block;
  });
}

function lines(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const stop = newline < 0 ? text.length : newline;
    found.push(trimmed(text, { start, end: stop }));
    if (newline < 0) break;
    start = newline + 1;
  }
  return found;
}

/** Without white space and list bullets around it; an empty line stays as an empty span. */
function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /[\s\uFEFF•·▪●◦■►*|]/.test(text[start] ?? '')) start++;
  while (end > start && /[\s\uFEFF|]/.test(text[end - 1] ?? '')) end--;
  return { start, end };
}

const currencyLabel = /^(?:[A-Z]{3}|[$€₽₸¥]|доллар|евро|еуро|рубль)\s?:?$/iu;

function joinLines(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  let isOpen = false;
  for (const span of spans) {
    const previous = joined.at(-1);
    if (span.end === span.start) {
      isOpen = false;
      continue;
    }
    if (previous && isOpen && belongsTogether(text, previous, span))
      joined[joined.length - 1] = { start: previous.start, end: span.end };
    else joined.push(span);
    isOpen = true;
  }
  return joined;
}

function belongsTogether(text: string, previous: Span, next: Span): boolean {
  const head = text.slice(Math.max(previous.start, previous.end - 40), previous.end);
  const tail = text.slice(next.start, Math.min(next.end, next.start + 40));
  if (previous.end - previous.start <= 10 && currencyLabel.test(head) && /^[\d\s.,+-]+$/.test(tail)) return true;
  return !/[.!?…:;»"”]$/.test(head) && /^\p{Ll}/u.test(tail);
}

/** « date 2026-01-03 Еліміздің …»: a labelled date in front of the text is furniture of its own. */
function splitLeadingDate(text: string, span: Span): Span[] {
  const length = leadingDate(text.slice(span.start, Math.min(span.end, span.start + 80)));
  if (length === 0 || span.start + length >= span.end) return [span];
  const rest = trimmed(text, { start: span.start + length, end: span.end });
  return [trimmed(text, { start: span.start, end: span.start + length }), rest].filter((each) => each.end > each.start);
}

/** A function that tells, for spans in ascending order, what share of each lies in regions of the kind. */
function regionFinder(regions: readonly Region[], kind: Region['kind']): (span: Span) => number {
  const own = regions.filter((region) => region.kind === kind).sort((a, b) => a.start - b.start);
  let next = 0;
  return (span) => {
    while (next < own.length && (own[next]?.end ?? 0) <= span.start) next++;
    let covered = 0;
    for (let index = next; index < own.length; index++) {
      const region = own[index];
      if (!region || region.start >= span.end) break;
      covered += Math.max(0, Math.min(region.end, span.end) - Math.max(region.start, span.start));
    }
    return span.end > span.start ? covered / (span.end - span.start) : 0;
  };
}

function looksLikeTitle(text: string): boolean {
  return text.length >= 15 && text.length <= 220 && !/[.!…:;,]$/.test(text) && !/[.!?]\s+\p{Lu}\p{Ll}/u.test(text);
}

/** Behind the last whole sentence of a page: by-lines, photo credits, keywords. */
function labelTail(text: string, blocks: ReadBlock[]): ReadBlock[] {
  for (let index = blocks.length - 1; index > 0; index--) {
    const block = blocks[index];
    if (!block) break;
    if (block.kind === 'furniture') continue;
    const words = text.slice(block.start, block.end);
    if (block.kind === 'title' || !looksLikeCredit(words)) break;
    blocks[index] = {
      start: block.start,
      end: block.end,
      kind: 'furniture',
      furniture: /\p{Lu}{3}/u.test(words) ? 'credit' : 'section',
    };
  }
  return blocks;
}
