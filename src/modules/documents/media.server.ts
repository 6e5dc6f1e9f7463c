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

/** Whether these bytes are a text or a web page, by what is in them and not by what they are called. */
export async function isText(bytes: Uint8Array): Promise<boolean> {
  const detected = (await fileTypeFromBuffer(bytes))?.mime;
  if (detected === undefined || readable.test(detected)) return shareOfControls(bytes) < 0.1;
  // Two letters can look like the beginning of a picture («BM»): only with control characters is it one.
  return !textual.has(detected) && shareOfControls(bytes) === 0;
}
