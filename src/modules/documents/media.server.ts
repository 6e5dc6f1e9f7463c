import { fileTypeFromBuffer } from 'file-type';

/** Formats whose beginning is text, so that control characters do not give them away. */
const textual = new Set(['application/pdf', 'application/rtf', 'application/postscript', 'application/eps']);
const readable = /^(?:text\/|application\/(?:xml|xhtml\+xml)$)/;
const sampleBytes = 8192;

/** Control characters that no page has. UTF-16 has 0 (Latin) or 4 (Cyrillic) in every second place, which tells it apart. */
function shareOfControls(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, sampleBytes);
  const zeros = [0, 0];
  let controls = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte === 0 || byte === 4) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) controls++;
  }
  const [even = 0, odd = 0] = zeros;
  const isWide = isMarkedWide(sample) || (Math.max(even, odd) > 8 && Math.max(even, odd) > 20 * Math.min(even, odd));
  return isWide ? 0 : controls / Math.max(1, sample.length);
}

const isMarkedWide = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Whether these bytes are a text or a web page. */
function isText(bytes: Uint8Array, detected: string | undefined): boolean {
  if (detected === undefined || readable.test(detected)) return shareOfControls(bytes) < 0.1;
  // Two letters can look like the beginning of a picture («BM»): only with control characters is it one.
  return !textual.has(detected) && shareOfControls(bytes) === 0;
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
/** How a document can be read, by what is in it and not by what it is called. */
export type MediaKind = 'text' | 'pdf' | 'docx';
export type MediaRefusal = 'document-kind-unsupported' | 'document-encrypted' | 'document-macros';

const has = (bytes: Uint8Array, words: string, encoding: BufferEncoding): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(words, encoding));

/** Which of the formats we read this is. */
export async function kindOf(bytes: Uint8Array): Promise<MediaKind | { refused: MediaRefusal }> {
  const detected = await fileTypeFromBuffer(bytes).then(
    (type): string | undefined => type?.mime,
    () => 'application/octet-stream',
  );
  if (detected === 'application/pdf' || has(bytes.subarray(0, 1024), '%PDF-', 'latin1')) return 'pdf';
  if (detected?.startsWith(word)) return 'docx';
  if (detected?.startsWith('application/vnd.ms-word.') && /macroenabled/i.test(detected))
    return { refused: 'document-macros' };
  if (detected === 'application/zip' && has(bytes, 'word/document.xml', 'latin1')) return 'docx';
  // An encrypted Word file is another container with the encrypted file in it.
  if (detected === 'application/x-cfb' && has(bytes, 'EncryptedPackage', 'utf16le'))
    return { refused: 'document-encrypted' };
  return isText(bytes, detected) ? 'text' : { refused: 'document-kind-unsupported' };
}
