import { type Entry, entriesOf, zipped } from './zip.ts';

/** One file to be sent: its name, and how it is packed once it is its turn. */
export type Item = { name: string; pack: () => Entry | Promise<Entry> };
type Why = 'broken' | 'too-large';
export type Unsent = { name: string; why: Why; detail: null };
/** Some files on their way as one archive. */
export type Part = { archive: File; names: readonly string[] };

/** What one file may unpack to; the server counts again. */
const mostOfOne = 128_000_000;
const mostFiles = 6000;
/** What travels at once: soon there over a slow line, and little in anybody's memory. The first files go ahead alone. */
const most = { files: 24, bytes: 6_000_000, first: 4 } as const;

const beside = /(?:\/|(?:^|\/)(?:DICOMDIR|__MACOSX\/.*|\.[^/]*|Thumbs\.db))$/i;
const isArchive = ({ name, type }: File): boolean =>
  /\.zip$/i.test(name) || type === 'application/zip' || type === 'application/x-zip-compressed';

/** Packs a file as gzip does (RFC 1952), and takes away its ten bytes before and eight after: CRC-32 and size. */
async function packed(file: File): Promise<Entry> {
  const gzip = file.stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = await new Response(gzip).blob();
  const sum = new DataView(await bytes.slice(-8).arrayBuffer());
  const name = new TextEncoder().encode(file.name);
  return { name, method: 8, crc: sum.getUint32(0, true), size: file.size, packed: bytes.slice(10, -8) };
}

async function itemsIn(archive: File): Promise<{ items: Item[]; unsent: Unsent[] }> {
  const [items, unsent]: [Item[], Unsent[]] = [[], []];
  const text = new TextDecoder();
  try {
    for await (const entry of entriesOf(archive)) {
      const name = text.decode(entry.name);
      if (beside.test(name)) continue;
      if (entry.size > mostOfOne) unsent.push({ name, why: 'too-large', detail: null });
      else items.push({ name, pack: () => entry });
      if (items.length > mostFiles)
        return { items: [], unsent: [{ name: archive.name, why: 'too-large', detail: null }] };
    }
    return { items, unsent };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { items: [], unsent: [{ name: archive.name, why: 'broken', detail: null }] };
  }
}

function loose(file: File): { items: Item[]; unsent: Unsent[] } {
  const { name, size } = file;
  if (beside.test(name)) return { items: [], unsent: [] };
  if (size > mostOfOne) return { items: [], unsent: [{ name, why: 'too-large', detail: null }] };
  return { items: [{ name, pack: () => packed(file) }], unsent: [] };
}

/** Every file that was chosen, and those of chosen archives, whose directories alone are read; and what cannot be sent. */
export async function itemsOf(chosen: readonly File[]): Promise<{ items: Item[]; unsent: Unsent[] }> {
  const found = await Promise.all(chosen.map(async (file) => (isArchive(file) ? itemsIn(file) : loose(file))));
  return { items: found.flatMap(({ items }) => items), unsent: found.flatMap(({ unsent }) => unsent) };
}

/** Files put together as small archives, each made when it is its turn. What an archive held is not packed again. */
export async function* partsOf(items: readonly Item[]): AsyncGenerator<Part> {
  let [entries, names, bytes, isFirst] = [[] as Entry[], [] as string[], 0, true];
  for (const [at, item] of items.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that little is in memory
    const entry = await item.pack();
    entries.push(entry);
    names.push(item.name);
    bytes += entry.packed.size;
    const isFull = entries.length >= (isFirst ? most.first : most.files) || bytes >= most.bytes;
    if (!isFull && at < items.length - 1) continue;
    yield { archive: new File([zipped(entries)], 'images.zip', { type: 'application/zip' }), names };
    [entries, names, bytes, isFirst] = [[], [], 0, false];
  }
}
