import { Unzip, UnzipInflate } from 'fflate';

/** What one file of an archive may unpack to here; the server counts again. */
const mostOfOne = 128_000_000;
const beside = /(?:\/|(?:^|\/)(?:DICOMDIR|__MACOSX\/.*|\.[^/]*|Thumbs\.db))$/i;

export const isArchive = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.zip$/i.test(name) || type === 'application/zip' || type === 'application/x-zip-compressed';

/**
 * The files of an archive as they come out of it, one after the other, whatever the archive's size: never more than a
 * little of it is in memory.
 */
export async function* unpacked(archive: Blob): AsyncGenerator<File> {
  const ready: File[] = [];
  const unzip = new Unzip((entry) => {
    if (beside.test(entry.name)) return;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    entry.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      length += chunk.length;
      if (length > mostOfOne) throw new RangeError('too large');
      chunks.push(new Uint8Array(chunk));
      if (isLast) ready.push(new File(chunks, entry.name.split('/').at(-1) ?? ''));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const reader = archive.stream().getReader();
  for (let isDone = false; !isDone; ) {
    // oxlint-disable-next-line no-await-in-loop -- a stream comes piece by piece
    const { done, value } = await reader.read();
    isDone = done;
    unzip.push(value ?? new Uint8Array(), done);
    yield* ready.splice(0);
  }
}
