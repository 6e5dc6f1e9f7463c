import type { ReadHints } from '../../reader/index.ts';
import { type DraftedDocument, draftDocument, storable } from './drafting.server.ts';
import type { MediaKind } from './media.server.ts';
import { isForOfficialUse } from './officialUse.ts';
import type { PaperRefusal } from './pdf.server.ts';

export type ReadRefusal = PaperRefusal | 'document-empty' | 'document-official-use';
export type ToRead = { bytes: Uint8Array; kind: MediaKind; hints: Pick<ReadHints, 'mediaType' | 'encoding' | 'today'> };
/** `pageStarts` says where each page of a paged document begins in `text`. */
export type ReadPaper = DraftedDocument & { pageStarts: number[] | null };

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** Menus come before the paper in a web page and are no part of it. */
const around = new Set(['menu', 'rates', 'weather', 'share', 'related']);
const ownLines = ({ blocks }: DraftedDocument): string =>
  blocks
    .filter(({ furniture }) => furniture === undefined || !around.has(furniture))
    .map(({ words }) => words)
    .join('\n');

const hasWords = ({ blocks }: DraftedDocument): boolean => blocks.some(({ words }) => words.trim() !== '');

async function readMarked({
  bytes,
  kind,
  hints,
}: ToRead): Promise<{ read: ReadPaper; marks: string[] } | { refused: ReadRefusal }> {
  if (kind === 'text') return { read: { ...draftDocument(bytes, hints), pageStarts: null }, marks: [] };
  const extracted =
    kind === 'pdf'
      ? await (await import('./pdf.server.ts')).readPdf(bytes)
      : await (await import('./docx.server.ts')).readDocx(bytes);
  if ('refused' in extracted) return extracted;
  const { regions, pageStarts, marks } = extracted;
  const text = new TextEncoder().encode(storable(extracted.text).replaceAll('\uFEFF', ' '));
  const read = draftDocument(text, { ...hints, mediaType: 'text/plain', regions });
  return { read: { ...read, mediaType: mediaTypes[kind], pageStarts }, marks };
}

/** Reads what was brought, whatever its format, or says why it is not taken in. Of what is refused nothing is given back. */
export async function readBrought(brought: ToRead): Promise<ReadPaper | { refused: ReadRefusal }> {
  const found = await readMarked(brought);
  if ('refused' in found) return found;
  const { read, marks } = found;
  if (!hasWords(read)) return { refused: 'document-empty' };
  return isForOfficialUse(ownLines(read), marks) ? { refused: 'document-official-use' } : read;
}
