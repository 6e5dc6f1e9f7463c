import { Unzip, UnzipInflate, zipSync } from 'fflate';

/** What a Word file may unpack to, and in how many parts. */
const mostBytes = 60_000_000;
const mostParts = 5000;
/** Parts that hold words; pictures, fonts, embedded files and scripts stay packed. */
const wordy = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[\w.-]+\.(?:xml|rels))$/;

export type Unpacked = { parts: Map<string, Uint8Array>; names: string[] };
export type UnpackRefusal = 'document-broken' | 'document-unpacks-too-large';

const join = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

class TooLarge extends Error {}

/**
 * Unpacks the parts of a Word file that hold words, counting what comes out rather than believing what the file says
 * about itself.
 */
export function unpack(bytes: Uint8Array): Unpacked | { refused: UnpackRefusal } {
  const parts = new Map<string, Uint8Array>();
  const names: string[] = [];
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    names.push(file.name);
    if (names.length > mostParts) throw new TooLarge();
    if (!wordy.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    let length = 0;
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      length += chunk.length;
      unpacked += chunk.length;
      if (unpacked > mostBytes) throw new TooLarge();
      chunks.push(chunk);
      if (isLast) parts.set(file.name, join(chunks, length));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    const step = 65_536;
    for (let at = 0; at < bytes.length; at += step)
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch (error) {
    return { refused: error instanceof TooLarge ? 'document-unpacks-too-large' : 'document-broken' };
  }
  return parts.has('word/document.xml') ? { parts, names } : { refused: 'document-broken' };
}

/** The same parts in a file of our own, with nothing in it that was not looked at. */
export const packAgain = (parts: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(parts), { level: 0 });
