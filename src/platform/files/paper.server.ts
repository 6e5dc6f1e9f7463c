import { getDocumentProxy } from 'unpdf';
import { acceptImage, type Image } from './image.server.ts';

/** A paper that somebody hands in to be read by people of another house: a PDF, or a picture that is drawn anew. */
export type Paper = { bytes: Uint8Array; mediaType: 'application/pdf' | Image['mediaType']; pages: number };
export type PaperRefusal = 'kind-refused' | 'unreadable';

const mostPages = 2000;
// No script, no font, no picture of the file is run, loaded or drawn: it is only counted.
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

/** How many pages a PDF has; null where nobody can read it, it is locked, or it would do something by itself when it is opened. */
async function pagesOf(bytes: Uint8Array): Promise<number | null> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), options).catch(() => null);
  if (!pdf) return null;
  try {
    const [scripts, files, action] = await Promise.all([pdf.getJSActions(), pdf.getAttachments(), pdf.getOpenAction()]);
    const acts: unknown = action && 'action' in action ? action.action : null;
    if (scripts || files || acts !== null) return null;
    return pdf.numPages > 0 && pdf.numPages <= mostPages && (await pdf.getPage(1)) ? pdf.numPages : null;
  } catch {
    return null;
  } finally {
    await pdf.destroy();
  }
}

const isPdf = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';

/** What it is, is told from its content, never from its name. Never throws for anything that is in the file. */
export async function acceptPaper(bytes: Uint8Array): Promise<Paper | { refused: PaperRefusal }> {
  if (isPdf(bytes)) {
    const pages = await pagesOf(bytes);
    return pages === null ? { refused: 'unreadable' } : { bytes, mediaType: 'application/pdf', pages };
  }
  const image = await acceptImage(bytes);
  if ('refused' in image)
    return { refused: image.refused === 'image-kind-unsupported' ? 'kind-refused' : 'unreadable' };
  return { bytes: image.bytes, mediaType: image.mediaType, pages: 1 };
}
