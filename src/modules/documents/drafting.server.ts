import { fold } from '../../reader/fold.ts';
import { type Claim, readDocument, type ReadHints } from '../../reader/index.ts';
import { readPage } from '../../reader/page.ts';
import { splitSentences } from '../../reader/sentences.ts';
import { type PageBlock, type Range, toWords, wordsIn } from './block.ts';
import { sketchOf } from './nearness.ts';
import { type ClaimBody, readBody } from './value.ts';

/** More claims than anybody would review in one page are left out, and it is said. */
const mostClaims = 2000;

export type DraftedClaim = ClaimBody & {
  /** The reader's own, which `figures` and `equivalentOf` refer to. */
  readerId: string;
  quote: string;
  span: Range;
  sentence: string;
  quoteOffset: number;
  language: string;
  stage: string;
  confidence: number;
};
export type DocumentProblem = { code: string; start?: number; end?: number };
/** A page as it was read, with all that is kept of it. */
export type DraftedDocument = {
  encoding: string;
  mediaType: string;
  language: string;
  title: string;
  publishedOn: string | null;
  text: string;
  blocks: PageBlock[];
  problems: DocumentProblem[];
  claims: DraftedClaim[];
  /** Of its own words without furniture, to find the same release again; null where they are too few. */
  sketch: number[] | null;
};

/** Postgres keeps neither U+0000 nor half a letter. The sign in their place is one unit too, so every offset stays right. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** Reads a page and drafts its claims. Pure; hostile, broken or empty bytes end in `problems`, never in an exception. */
export function draftDocument(bytes: Uint8Array, hints: ReadHints): DraftedDocument {
  const reading = readDocument(bytes, hints);
  const page = readPage(reading.text, reading.mediaType);
  const units = { text: storable(page.text), starts: page.starts, ends: page.ends };
  const text = storable(reading.text);
  const blocks = reading.blocks.map(({ kind, furniture, start, end }) => ({
    kind,
    ...(furniture !== undefined && { furniture: isEdge({ start, end }, hints) ? 'page' : furniture }),
    ...wordsIn(units, { start, end }),
  }));
  const problems: DocumentProblem[] = reading.problems.map((problem) => ({ ...problem }));
  if (text !== reading.text && !problems.some(({ code }) => code === 'broken-encoding'))
    problems.push({ code: 'characters-replaced' });
  if (reading.claims.length > mostClaims) problems.push({ code: 'too-many-claims' });
  const claims = reading.claims.slice(0, mostClaims).flatMap((claim) => {
    const drafted = draftedClaim(claim, blocks);
    if (!drafted) problems.push({ code: 'claim-unclear', start: claim.start, end: claim.end });
    return drafted ? [drafted] : [];
  });
  const { encoding, mediaType, language, published: publishedOn } = reading;
  const sketch = sketchOf(foldedWords(blocks));
  return { encoding, mediaType, language, title: titleOf(blocks), publishedOn, text, blocks, problems, claims, sketch };
}

/** What the layout of a paper calls furniture: a page number or a running head, whatever it looks like. */
const isEdge = ({ start, end }: Range, { regions = [] }: ReadHints): boolean =>
  regions.some((region) => region.kind === 'furniture' && region.start < end && start < region.end);

/** The article's own words as they are compared: without case, ё/е and letters of the other alphabet that look alike. */
export const foldedWords = (blocks: readonly Pick<PageBlock, 'kind' | 'words'>[]): string[] =>
  blocks
    .filter(({ kind }) => kind !== 'furniture')
    .flatMap(({ words }) => words.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => fold(word).replaceAll('ё', 'е'));

/** The page's own title, else its first sentence. */
function titleOf(blocks: readonly PageBlock[]): string {
  const title = blocks.find(({ kind }) => kind === 'title')?.words;
  const first = blocks.find(({ kind }) => kind === 'paragraph')?.words ?? '';
  const sentence = splitSentences(first, { start: 0, end: first.length })[0];
  const line = (title ?? first.slice(sentence?.start, sentence?.end)).replaceAll(/\s+/g, ' ').trim();
  return line.length <= 200 ? line : `${line.slice(0, 199).trimEnd().toWellFormed()}…`;
}

function draftedClaim(claim: Claim, blocks: readonly PageBlock[]): DraftedClaim | null {
  const body = readBody(claim.kind, storableValue(claim.value));
  if (!body || claim.end <= claim.start) return null;
  const span = { start: claim.start, end: claim.end };
  const { id: readerId, language, stage, confidence } = claim;
  const quote = storable(claim.quote);
  return { ...body, readerId, span, language, stage, confidence, quote, ...sentenceOf(claim, quote, blocks) };
}

const storableValue = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? storable(each) : each)));

/** The sentence's words, and where in them the quote is. A quote that is not in its sentence stands for itself. */
function sentenceOf(claim: Claim, quote: string, blocks: readonly PageBlock[]) {
  for (const block of blocks) {
    const at = toWords(block, claim);
    const around = at && toWords(block, claim.sentence);
    if (!at || !around) continue;
    const sentence = block.words.slice(around.start, around.end);
    const quoteOffset = at.start - around.start;
    if (quoteOffset >= 0 && sentence.startsWith(quote, quoteOffset)) return { sentence, quoteOffset };
  }
  return { sentence: quote, quoteOffset: 0 };
}
