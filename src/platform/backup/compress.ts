import { Readable } from 'node:stream';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { pipeline } from 'node:stream';

type Source = AsyncIterable<Uint8Array>;

/** A stream through a compressor: an error of either end ends both, and a reader that goes away stops the source. */
function through(source: Source, by: ReturnType<typeof createZstdCompress>): AsyncIterable<Buffer> {
  pipeline(Readable.from(source, { objectMode: false, highWaterMark: 1 << 20 }), by, () => undefined);
  return by;
}

/** Level 1: what is copied is mostly pages of a database, and the machine has other work. */
export const compressed = (source: Source): AsyncIterable<Buffer> =>
  through(source, createZstdCompress({ chunkSize: 1 << 18, params: { [constants.ZSTD_c_compressionLevel]: 1 } }));

export const decompressed = (source: Source): AsyncIterable<Buffer> =>
  through(source, createZstdDecompress({ chunkSize: 1 << 18 }));
