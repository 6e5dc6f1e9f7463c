import { Unzip, UnzipInflate } from 'fflate';
import { takeSlice } from './dicom/take.server.ts';
import type { Copying } from './dicom/copy.server.ts';
import type { TakenSlice } from './dicom/take.server.ts';
import type { FileRefusal } from './study.ts';

export type ToTake = Copying & { bytes: Uint8Array };
/** One file of what was brought. The bytes are those of the file, unpacked. */
export type Brought =
  | { name: string; slice: TakenSlice; original: Uint8Array }
  | { name: string; refused: FileRefusal; detail: string | null };

/** What one file of an archive, and all of them together, may unpack to. */
const mostOfOne = 128_000_000;
const mostOfAll = 4_000_000_000;
const mostFiles = 6000;
const step = 65_536;

const isArchive = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
/** Nothing is ever written under such a name; an archive that has one was made to harm somebody. */
const isUnsafe = (name: string): boolean =>
  name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes('..') || name.includes('\0');
/** What programs put beside pictures: it is passed over. */
const isBeside = (name: string): boolean =>
  name.endsWith('/') || /(?:^|\/)(?:DICOMDIR|__MACOSX\/.*|\.[^/]*|Thumbs\.db)$/i.test(name);

class Ended extends Error {
  readonly why: FileRefusal;
  constructor(why: FileRefusal) {
    super(why);
    this.why = why;
  }
}

/** Takes a DICOM file, or one after the other what an archive holds; of an archive never more than one file is unpacked. */
export async function* takeBrought({ bytes, ...copying }: ToTake): AsyncGenerator<Brought> {
  if (!isArchive(bytes)) {
    yield await takeOne('', bytes, copying);
    return;
  }
  try {
    for (const { name, file } of unpacked(bytes)) yield await takeOne(name, file, copying);
  } catch (error) {
    yield { name: '', refused: error instanceof Ended ? error.why : 'broken', detail: null };
  }
}

async function takeOne(name: string, bytes: Uint8Array, copying: Copying): Promise<Brought> {
  const taken = await takeSlice(bytes, copying);
  return 'refused' in taken ? { name, ...taken } : { name, slice: taken, original: bytes };
}

type Unpacked = { name: string; file: Uint8Array };

/** The files of an archive, counted as they come out and not as it says. @throws Ended */
function* unpacked(bytes: Uint8Array): Generator<Unpacked> {
  const ready: Unpacked[] = [];
  let [files, all] = [0, 0];
  const unzip = new Unzip((entry) => {
    if (isUnsafe(entry.name)) throw new Ended('unsafe-name');
    if (++files > mostFiles) throw new Ended('too-many-files');
    if (isBeside(entry.name)) return;
    const chunks: Uint8Array[] = [];
    let length = 0;
    entry.ondata = (error, chunk, isLast) => {
      if (error) throw error instanceof Ended ? error : new Ended('broken');
      length += chunk.length;
      all += chunk.length;
      if (length > mostOfOne || all > mostOfAll) throw new Ended('too-large');
      chunks.push(chunk);
      if (isLast) ready.push({ name: entry.name.slice(-200), file: Buffer.concat(chunks, length) });
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += step) {
    unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
    while (ready.length > 0) yield ready.shift() as Unpacked;
  }
}
