import { getDocumentProxy } from 'unpdf';
import type { Piece, PlacedPage } from './layout.ts';
import { type Extracted, readLayout } from './paper.ts';

export type PaperRefusal =
  | 'document-broken'
  | 'document-encrypted'
  | 'document-macros'
  | 'document-no-text'
  | 'document-too-long'
  | 'document-unpacks-too-large'
  | 'document-unsafe';
export type Extraction = Extracted | { refused: PaperRefusal };

/** Beyond a book: whoever reviews claims would not either. */
const mostPages = 2000;
/** Units of text: about five hundred pages of print. */
export const mostText = 3_000_000;
/** Fewer letters a page than this, and the page is a picture of a page. */
const fewestLetters = 3;

// No script, no font, no picture of the file is ever run, loaded or drawn.
const options = {
  isEvalSupported: false,
  useSystemFonts: false,
  disableFontFace: true,
  enableXfa: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  stopAtErrors: false,
  maxImageSize: 1,
  verbosity: 0,
} as const;

type Matrix = readonly number[];
/** The place of a run of letters on the page as it is seen: through the page's own turn, y downwards. */
function placed(
  [a, b, c, d, e, f]: Matrix,
  [p, q, r, s, t, u]: Matrix,
): { x: number; y: number; slope: number; size: number } {
  const n = (value: number | undefined): number => value ?? 0;
  const x = n(p) * n(e) + n(r) * n(f) + n(t);
  const y = n(q) * n(e) + n(s) * n(f) + n(u);
  const along = [n(p) * n(a) + n(r) * n(b), n(q) * n(a) + n(s) * n(b)] as const;
  const up = [n(p) * n(c) + n(r) * n(d), n(q) * n(c) + n(s) * n(d)] as const;
  return { x, y, slope: Math.atan2(along[1], along[0]), size: Math.hypot(...up) };
}

type Item = { str: string; transform: number[]; width: number };
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** The letters of a page; what is written across it, such as a stamp, is told apart. */
async function lettersOf(page: Page): Promise<{ page: PlacedPage; across: string[] }> {
  const view = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const pieces: Piece[] = [];
  const across: string[] = [];
  for (const item of items as (Item | object)[]) {
    if (!('str' in item) || item.str === '') continue;
    const { x, y, slope, size } = placed(item.transform, view.transform);
    const isLevel = Math.abs(slope) < 0.1;
    if (!isLevel) across.push(item.str);
    else if (size > 0 && Number.isFinite(x + y)) pieces.push({ text: item.str, x, y, width: item.width, size });
  }
  page.cleanup();
  return {
    page: { width: view.width, height: view.height, pieces },
    across: across.length > 0 ? [across.join(' ')] : [],
  };
}

/** Letters without a place in any alphabet: the font does not say which letters it draws. */
const isUnreadable = (text: string): boolean => {
  const strange = text.match(/[\p{Co}\p{Cn}\uFFFD]/gu)?.length ?? 0;
  return strange > 0.3 * Math.max(1, text.replaceAll(/\s/g, '').length);
};

async function readPages(bytes: Uint8Array): Promise<Extraction> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), options);
  if (pdf.numPages > mostPages) return { refused: 'document-too-long' };
  const pages: PlacedPage[] = [];
  const marks: string[] = [];
  let letters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const { page, across } = await lettersOf(await pdf.getPage(number));
    pages.push(page);
    marks.push(...across);
    letters += page.pieces.reduce((sum, { text }) => sum + text.length, 0);
    if (letters > mostText) return { refused: 'document-too-long' };
  }
  if (letters < fewestLetters * Math.max(1, pages.length)) return { refused: 'document-no-text' };
  const read = readLayout(pages, marks);
  return isUnreadable(read.text) ? { refused: 'document-no-text' } : read;
}

/** The words of a PDF in reading order, or why there are none. Never throws for anything that is in the file. */
export async function readPdf(bytes: Uint8Array): Promise<Extraction> {
  try {
    return await readPages(bytes);
  } catch (error) {
    return { refused: (error as Error).name === 'PasswordException' ? 'document-encrypted' : 'document-broken' };
  }
}
