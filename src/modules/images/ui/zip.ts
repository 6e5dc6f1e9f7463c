/** A file in an archive (zip, APPNOTE 6.3): how it is packed there, and its packed bytes, which stay where they are. */
export type Entry = {
  /** Its name, as bytes. */
  name: Uint8Array<ArrayBuffer>;
  /** 0: as it is. 8: deflated. */
  method: number;
  crc: number;
  /** Bytes once it is unpacked, by the archive's own word. */
  size: number;
  packed: Blob;
};

const marks = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const full = 0xffff_ffff;
const endBytes = 22;
/** A remark may stand behind the end, so long. */
const mostRemark = 65_535;
const mostDirectory = 16_000_000;

const viewOf = async (blob: Blob): Promise<DataView> => new DataView(await blob.arrayBuffer());
const broken = (): RangeError => new RangeError('no archive');
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

type Directory = { start: number; length: number };

/** Where the directory of an archive stands: it is written behind all files. @throws RangeError where there is none */
async function directoryOf(archive: Blob): Promise<Directory> {
  const from = Math.max(0, archive.size - endBytes - mostRemark);
  const tail = await viewOf(archive.slice(from));
  let at = tail.byteLength - endBytes;
  while (at >= 0 && tail.getUint32(at, true) !== marks.end) at--;
  if (at < 0) throw broken();
  const [length, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (start !== full && length !== full) return { start, length };
  if (at < 20 || tail.getUint32(at - 20, true) !== marks.locator64) throw broken();
  const place = long(tail, at - 12);
  const end = await viewOf(archive.slice(place, place + 56));
  if (end.byteLength < 56 || end.getUint32(0, true) !== marks.end64) throw broken();
  return { start: long(end, 48), length: long(end, 40) };
}

/** What a directory says of one file. */
type Said = Omit<Entry, 'packed'> & { length: number; start: number; isLocked: boolean; next: number };

function saidAt(view: DataView, at: number): Said {
  if (view.getUint32(at, true) !== marks.central) throw broken();
  const [names, extras, remark] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
    number,
    number,
    number,
  ];
  const name = new Uint8Array(view.buffer.slice(at + 46, at + 46 + names) as ArrayBuffer);
  const numbers = [24, 20, 42].map((place) => view.getUint32(at + place, true));
  const [size = 0, length = 0, start = 0] = widened(view, numbers, {
    from: at + 46 + names,
    to: at + 46 + names + extras,
  });
  return {
    name,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    isLocked: (view.getUint16(at + 8, true) & 1) === 1,
    size,
    length,
    start,
    next: at + 46 + names + extras + remark,
  };
}

/** Numbers that have no room in 32 bits stand in a field of their own, in their order (zip64). */
function widened(view: DataView, numbers: readonly number[], { from, to }: { from: number; to: number }): number[] {
  if (!numbers.includes(full)) return [...numbers];
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    return numbers.map((number) => {
      if (number !== full) return number;
      place += 8;
      return long(view, place - 8);
    });
  }
  throw broken();
}

/**
 * The files of an archive, whatever its size: its directory alone is read, and nothing is unpacked.
 *
 * @throws RangeError where it is no archive, is cut short, or is locked
 */
export async function* entriesOf(archive: Blob): AsyncGenerator<Entry> {
  const { start, length } = await directoryOf(archive);
  if (length > mostDirectory || start + length > archive.size) throw broken();
  const view = await viewOf(archive.slice(start, start + length));
  for (let at = 0; at + 46 <= view.byteLength; ) {
    const said = saidAt(view, at);
    at = said.next;
    if (said.isLocked || (said.method !== 0 && said.method !== 8)) throw broken();
    // oxlint-disable-next-line no-await-in-loop -- a few bytes of each, as they are wanted
    const head = await viewOf(archive.slice(said.start, said.start + 30));
    if (head.byteLength < 30 || head.getUint32(0, true) !== marks.local) throw broken();
    const from = said.start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (from + said.length > start) throw broken();
    const { name, method, crc, size } = said;
    yield { name, method, crc, size, packed: archive.slice(from, from + said.length) };
  }
}

/** What stands before a file, and of it in the directory: version, names in UTF-8, how it is packed, no time, sizes. */
function headOf({ method, crc, size, packed, name }: Entry): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, 20, true);
  view.setUint16(2, 0x0800, true);
  view.setUint16(4, method, true);
  // The first day that an archive can name.
  view.setUint16(8, 0x21, true);
  view.setUint32(10, crc, true);
  view.setUint32(14, packed.size, true);
  view.setUint32(18, size, true);
  view.setUint16(22, name.length, true);
  return new Uint8Array(view.buffer);
}

const words = (...values: readonly number[]): Uint32Array<ArrayBuffer> => Uint32Array.from(values);

/** An archive of files that are packed already: their bytes are not touched. */
export function zipped(entries: readonly Entry[]): Blob {
  const files: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let [at, length] = [0, 0];
  for (const entry of entries) {
    const head = headOf(entry);
    files.push(words(marks.local), head, entry.name, entry.packed);
    const inner = new Uint8Array(14);
    new DataView(inner.buffer).setUint32(10, at, true);
    directory.push(words(marks.central), new Uint8Array([20, 0]), head, inner, entry.name);
    at += 30 + entry.name.length + entry.packed.size;
    length += 46 + entry.name.length;
  }
  const end = new DataView(new ArrayBuffer(endBytes));
  end.setUint32(0, marks.end, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, length, true);
  end.setUint32(16, at, true);
  return new Blob([...files, ...directory, end.buffer], { type: 'application/zip' });
}
