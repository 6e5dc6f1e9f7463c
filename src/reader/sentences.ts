import type { Span } from './claim.ts';

const abbreviations = new Set(
  'г гг ул им обл тыс млн млрд трлн ж жж т б д с см проф акад қ дом пр ст no nr dr mr mrs ms prof st jan feb mar apr jun jul aug sep sept oct nov dec км руб тг долл чел каб тел стр гр респ корп кв сум р кг мл мг пр-т ред т.е etc approx'.split(
    ' ',
  ),
);
const end = /[.!?…]+["'»”’)\]]*\s+(?=["'«“‘([—–-]?\s*[\p{Lu}\d«“])/gu;

/** Longer stretches without an end are cut between words: rules look at one sentence at a time, whatever the page holds. */
const longest = 4000;

/** Sentences of a block of the read text. Initials («А. Алназарова») and abbreviations do not end one. */
export function splitSentences(text: string, block: Span): Span[] {
  const body = text.slice(block.start, block.end);
  const spans: Span[] = [];
  let start = 0;
  for (const match of body.matchAll(end)) {
    if (match[0].startsWith('.') && !match[0].startsWith('..') && isAbbreviation(body, match.index)) continue;
    spans.push({ start, end: match.index + match[0].trimEnd().length });
    start = match.index + match[0].length;
  }
  spans.push({ start, end: body.trimEnd().length });
  return spans
    .flatMap((span) => cut(body, span))
    .filter((span) => span.end > span.start)
    .map((span) => ({ start: span.start + block.start, end: span.end + block.start }));
}

function cut(body: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  while (span.end - start > longest) {
    const space = body.lastIndexOf(' ', start + longest);
    const stop = space > start + longest / 2 ? space : start + longest;
    const isPair = /[\uDC00-\uDFFF]/.test(body[stop] ?? '');
    pieces.push({ start, end: isPair ? stop + 1 : stop });
    start = isPair ? stop + 1 : stop;
  }
  pieces.push({ start, end: span.end });
  return pieces;
}

/** Units of measure and of money: a capitalised word behind them begins a sentence («5 млрд тг. Жоба …»). */
const units = new Set('км руб долл чел тг сум кг мл мг м га'.split(' '));

function isAbbreviation(body: string, dot: number): boolean {
  const word = /[\p{L}\p{M}]{1,6}$/u.exec(body.slice(Math.max(0, dot - 7), dot))?.[0];
  if (!word) return false;
  if (units.has(word) && /^\.\s+\p{Lu}\p{Ll}/u.test(body.slice(dot, dot + 8))) return false;
  return (word.length === 1 && word !== word.toLowerCase()) || abbreviations.has(word.toLowerCase());
}
