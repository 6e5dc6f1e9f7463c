import { Decoder } from 'jpeg-lossless-decoder-js';
import sharp from 'sharp';
import { unpackRle } from './rle.ts';
import { sizeOf } from './size.ts';
import type { Packing } from './syntax.ts';

type Wanted = { rows: number; columns: number; samples: number; bits: 8 | 16 };
/** What the codecs of wasm give: a decoder with memory of its own. */
type WasmDecoder = {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
  delete(): void;
};
type Wasm = Readonly<Record<string, new () => WasmDecoder>>;

/** What they would write to the terminal of who runs the program. */
const silent = { print: () => undefined, printErr: () => undefined };
const codecs = new Map<string, Promise<Wasm>>();
/** Each codec is loaded when the first picture needs it. */
function codecOf(name: 'J2KDecoder' | 'JpegLSDecoder'): Promise<Wasm> {
  const loading =
    codecs.get(name) ??
    (name === 'J2KDecoder'
      ? import('@cornerstonejs/codec-openjpeg/decodewasmjs')
      : import('@cornerstonejs/codec-charls/decodewasmjs')
    ).then((loaded) => loaded.default(silent));
  codecs.set(name, loading);
  return loading;
}

async function byWasm(name: 'J2KDecoder' | 'JpegLSDecoder', packed: Uint8Array, wanted: Wanted) {
  const codec = (await codecOf(name))[name];
  if (!codec) throw new Error(`${name} is not there`);
  const decoder = new codec();
  try {
    decoder.getEncodedBuffer(packed.length).set(packed);
    decoder.decode();
    const { bitsPerSample } = decoder.getFrameInfo();
    // It lies in the codec's own memory, which the next picture uses again.
    const samples = new Uint8Array(decoder.getDecodedBuffer());
    return bitsPerSample > 8 === wanted.bits > 8 ? samples : undefined;
  } finally {
    decoder.delete();
  }
}

async function bySharp(packed: Uint8Array, { samples }: Wanted): Promise<Uint8Array> {
  const drawn = sharp(packed, { failOn: 'error' }).toColourspace(samples === 1 ? 'b-w' : 'srgb');
  return new Uint8Array(await drawn.raw().toBuffer());
}

function byLossless(packed: Uint8Array, { bits }: Wanted): Uint8Array {
  const whole = packed.slice().buffer;
  const decoded = new Decoder().decode(whole, 0, whole.byteLength, bits / 8);
  return new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
}

/**
 * Unpacks one compressed picture into samples, little-endian and interleaved; undefined where it is not what the file says.
 */
export async function unpackPicture(
  packing: Packing,
  packed: Uint8Array,
  wanted: Wanted,
): Promise<Uint8Array | undefined> {
  const { rows, columns, samples, bits } = wanted;
  if (packing === 'rle') return unpackRle(packed, rows * columns, { samples, bytesEach: bits / 8 });
  const size = sizeOf(packing, packed);
  if (size?.rows !== rows || size.columns !== columns || size.samples !== samples) return undefined;
  const unpacked = await unpackAs(packing, packed, wanted);
  return unpacked?.length === rows * columns * samples * (bits / 8) ? unpacked : undefined;
}

const unpackAs = async (packing: Packing, packed: Uint8Array, wanted: Wanted): Promise<Uint8Array | undefined> => {
  if (packing === 'jpeg-2000') return byWasm('J2KDecoder', packed, wanted);
  if (packing === 'jpeg-ls') return byWasm('JpegLSDecoder', packed, wanted);
  return packing === 'jpeg' ? bySharp(packed, wanted) : byLossless(packed, wanted);
};
