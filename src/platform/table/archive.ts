import { inflateRawSync } from 'node:zlib';

/** What may be in an archive before it is unpacked: a small file can claim, or become, an enormous one. */
export type ArchiveLimits = { inflated: number; entries: number };
type Unpacked = { files: Map<string, Uint8Array> } | { refused: 'damaged' | 'too-large' };
type Entry = { name: string; method: number; packed: number; size: number; offset: number; isLocked: boolean };

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;
const endLength = 22;
const entryLength = 46;
const fileLength = 30;
const longestComment = 65_535;

/** Where the list of entries is told: the last thing in an archive but for its comment. */
function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) if (view.getUint32(at, true) === endMark) return at;
  return null;
}

function entriesOf(bytes: Uint8Array, view: DataView, most: number): Entry[] | null {
  const end = endOf(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  if (count > most) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n += 1) {
    if (view.getUint32(at, true) !== entryMark) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength));
    entries.push({
      name,
      isLocked: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The bytes of one entry, never more than it declares; null where it is not what it says it is. */
function contentOf(
  bytes: Uint8Array,
  view: DataView,
  { method, packed, size, offset, isLocked }: Entry,
): Uint8Array | null {
  if (isLocked || view.getUint32(offset, true) !== fileMark) return null;
  const start = offset + fileLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const stored = bytes.subarray(start, start + packed);
  if (stored.byteLength !== packed || (method !== 0 && method !== 8)) return null;
  if (method === 0) return packed === size ? stored : null;
  if (size === 0) return new Uint8Array(0);
  const inflated = inflateRawSync(stored, { maxOutputLength: size });
  return inflated.byteLength === size ? inflated : null;
}

/**
 * The wanted files of a ZIP archive. What all of them declare together must keep to the limit, and none becomes more than it
 * declares, so unpacking costs no more memory than `limits.inflated`.
 */
export function unpackArchive(bytes: Uint8Array, limits: ArchiveLimits, isWanted: (name: string) => boolean): Unpacked {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = entriesOf(bytes, view, limits.entries)?.filter(({ name }) => isWanted(name));
    if (!entries) return { refused: 'damaged' };
    if (entries.reduce((sum, { size }) => sum + size, 0) > limits.inflated) return { refused: 'too-large' };
    const files = new Map<string, Uint8Array>();
    for (const entry of entries) {
      const content = contentOf(bytes, view, entry);
      if (!content || files.has(entry.name)) return { refused: 'damaged' };
      files.set(entry.name, content);
    }
    return { files };
  } catch {
    // Beyond the end of the bytes, or not what deflate writes.
    return { refused: 'damaged' };
  }
}
