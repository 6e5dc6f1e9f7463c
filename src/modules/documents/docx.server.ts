import mammoth from 'mammoth';
import { readPage } from '../../reader/page.ts';
import type { Region } from '../../reader/claim.ts';
import type { Extracted } from './paper.ts';
import { type Extraction, mostText } from './pdf.server.ts';
import { packAgain, unpack } from './unpack.server.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The XML of each part; null where one is not UTF-8, which no Word writes and in which anything could hide. */
function textsOf(parts: ReadonlyMap<string, Uint8Array>): Map<string, string> | null {
  try {
    return new Map([...parts].map(([name, bytes]) => [name, decoder.decode(bytes)]));
  } catch {
    return null;
  }
}

const hasMacros = (names: readonly string[], contentTypes: string): boolean =>
  names.some((name) => /(?:^|\/)vba(?:project|data)[^/]*$/i.test(name)) || /macroEnabled/i.test(contentTypes);

/** Word declares no document type; one that is there can only be meant for entities. */
const hasDeclarations = (texts: ReadonlyMap<string, string>): boolean =>
  [...texts.values()].some((text) => /<!(?:DOCTYPE|ENTITY)/i.test(text));

/** Without ways out of the file: no link, picture or template is ever fetched. */
const closed = (text: string): string =>
  text.replaceAll(/<Relationship\b[^>]*\bTargetMode\s*=\s*["']External["'][^>]*>/gi, '');

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');

/** The lines of a header or footer, and what is drawn across its page. */
function edgeLines(xml: string): string[] {
  const paragraphs = xml
    .split(/<\/w:p>/)
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)].map(([, words = '']) => plain(words)).join(''),
    );
  const drawn = [...xml.matchAll(/<v:textpath\b[^>]*\bstring="([^"]*)"/g)].map(([, words = '']) => plain(words));
  return [...paragraphs, ...drawn].map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== '');
}

/** Headers before the text, footers behind it, each line once. */
function edgesOf(texts: ReadonlyMap<string, string>): { before: string[]; after: string[] } {
  const of = (kind: string) => [
    ...new Set([...texts].filter(([name]) => name.startsWith(`word/${kind}`)).flatMap(([, xml]) => edgeLines(xml))),
  ];
  return { before: of('header'), after: of('footer') };
}

type Body = { text: string; regions: readonly Region[] };
function withEdges({ text, regions }: Body, { before, after }: { before: string[]; after: string[] }): Extracted {
  const head = before.map((line) => `${line}\n\n`).join('');
  const foot = after.map((line) => `\n\n${line}`).join('');
  const shifted = regions.map((region) => ({
    ...region,
    start: region.start + head.length,
    end: region.end + head.length,
  }));
  const edges: Region[] = [
    ...(head === '' ? [] : [{ kind: 'furniture' as const, start: 0, end: head.length }]),
    ...(foot === ''
      ? []
      : [
          {
            kind: 'furniture' as const,
            start: head.length + text.length,
            end: head.length + text.length + foot.length,
          },
        ]),
  ];
  const headings = shifted.filter(({ kind }) => kind === 'heading');
  return { text: head + text + foot, regions: [...headings, ...edges], pageStarts: null, marks: [...before, ...after] };
}

async function readParts(
  parts: ReadonlyMap<string, Uint8Array>,
  texts: ReadonlyMap<string, string>,
): Promise<Extraction> {
  const safe = new Map(
    [...parts].map(([name, bytes]) => [
      name,
      name.endsWith('.rels') ? Buffer.from(closed(texts.get(name) ?? '')) : bytes,
    ]),
  );
  const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(packAgain(safe)) },
    { convertImage, externalFileAccess: false },
  );
  if (value.length > 2 * mostText) return { refused: 'document-too-long' };
  const page = readPage(value, 'text/html');
  if (page.text.length > mostText) return { refused: 'document-too-long' };
  if (!/\p{L}/u.test(page.text)) return { refused: 'document-no-text' };
  return withEdges({ text: page.text.trimEnd(), regions: page.regions }, edgesOf(texts));
}

/** The words of a Word file (.docx), or why there are none. Never throws for anything that is in the file. */
export async function readDocx(bytes: Uint8Array): Promise<Extraction> {
  const unpacked = unpack(bytes);
  if ('refused' in unpacked) return unpacked;
  const texts = textsOf(unpacked.parts);
  if (!texts) return { refused: 'document-broken' };
  if (hasMacros(unpacked.names, texts.get('[Content_Types].xml') ?? '')) return { refused: 'document-macros' };
  if (hasDeclarations(texts)) return { refused: 'document-unsafe' };
  try {
    return await readParts(unpacked.parts, texts);
  } catch {
    return { refused: 'document-broken' };
  }
}
