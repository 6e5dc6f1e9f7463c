import parser, { type DataSet } from 'dicom-parser';
import type { Dicom, Refused } from './read.server.ts';
import { syntaxes } from './syntax.ts';
import { unpackPicture } from './unpack.server.ts';

/** The pixels of one slice: samples little-endian, interleaved, with nothing in the bits that are not theirs. */
export type Pixels = {
  rows: number;
  columns: number;
  kind: 'grey' | 'rgb';
  bits: 8 | 16;
  bitsStored: number;
  isSigned: boolean;
  isInverted: boolean;
  isLossy: boolean;
  samples: Uint8Array;
};
export type PixelRefusal =
  | 'no-picture'
  | 'many-frames'
  | 'colours-unsupported'
  | 'syntax-unsupported'
  | 'picture-broken'
  | 'too-large';

/** As many as a mammogram has, and as many again. */
const mostPixels = 30_000_000;
const greys = ['MONOCHROME1', 'MONOCHROME2'];
const colours = ['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT'];

type Layout = Omit<Pixels, 'samples' | 'isLossy'> & {
  count: number;
  highBit: number;
  isPlanar: boolean;
  photometric: string;
};

/** What the tags say of the pixels. */
function layoutOf(data: DataSet): Layout | Refused<PixelRefusal> {
  const number = (tag: string): number => data.uint16(`x${tag}`) ?? 0;
  const pixels = data.elements['x7fe00010'];
  const [rows, columns] = [number('00280010'), number('00280011')];
  if (!pixels || rows === 0 || columns === 0)
    return { refused: 'no-picture', detail: plainWord(data.string('x00080060')) };
  if (rows * columns > mostPixels) return { refused: 'too-large' };
  if ((data.intString('x00280008') ?? 1) > 1) return { refused: 'many-frames' };
  const photometric = (data.string('x00280004') ?? '').trim();
  const isGrey = greys.includes(photometric);
  const [bits, samples] = [number('00280100'), data.uint16('x00280002') ?? 1];
  if (samples !== (isGrey ? 1 : 3) || !(isGrey || colours.includes(photometric)) || (!isGrey && bits !== 8))
    return { refused: 'colours-unsupported', detail: plainWord(photometric) };
  if (bits !== 8 && bits !== 16) return { refused: 'picture-broken' };
  const bitsStored = Math.min(bits, number('00280101') || bits);
  const highBit = data.uint16('x00280102') ?? bitsStored - 1;
  if (highBit >= bits || highBit + 1 < bitsStored) return { refused: 'picture-broken' };
  return {
    rows,
    columns,
    bits,
    bitsStored,
    highBit,
    photometric,
    count: rows * columns * samples,
    kind: isGrey ? 'grey' : 'rgb',
    isSigned: isGrey && number('00280103') === 1,
    isInverted: photometric === 'MONOCHROME1',
    isPlanar: number('00280006') === 1,
  };
}

const plainWord = (word: string | undefined): string => (word ?? '').replace(/[^\w .-]/g, '').slice(0, 32);

/** The one picture of a compressed file: all its fragments, one after the other. */
function packedOf(data: DataSet): Uint8Array {
  const pixels = data.elements['x7fe00010'];
  const fragments = pixels?.fragments;
  if (!pixels || !fragments?.length) throw new Error('no fragments');
  return Uint8Array.from(parser.readEncapsulatedPixelDataFromFragments(data, pixels, 0, fragments.length, fragments));
}

function nativeOf(data: DataSet, length: number): Uint8Array | undefined {
  const pixels = data.elements['x7fe00010'];
  if (!pixels || pixels.fragments || pixels.length < length) return undefined;
  return new Uint8Array(data.byteArray.subarray(pixels.dataOffset, pixels.dataOffset + length));
}

/** Reads and unpacks the pixels of a file; what is compressed leaves nothing of its own heads and comments behind. */
export async function pixelsOf({ data, syntax }: Dicom): Promise<Pixels | Refused<PixelRefusal>> {
  const layout = layoutOf(data);
  if ('refused' in layout) return layout;
  const { packing = 'native', isLossy = false } = syntaxes[syntax] ?? {};
  const { rows, columns, count, bits, kind } = layout;
  const unpacked =
    packing === 'native'
      ? nativeOf(data, count * (bits / 8))
      : await unpackPicture(packing, packedOf(data), { rows, columns, bits, samples: kind === 'grey' ? 1 : 3 });
  if (!unpacked) return { refused: 'picture-broken' };
  const samples = kind === 'grey' ? greyOf(unpacked, layout) : colourOf(unpacked, layout, packing);
  const { bitsStored, isSigned, isInverted } = layout;
  return { rows, columns, kind, bits, bitsStored, isSigned, isInverted, isLossy, samples };
}

/** Only the bits that are the picture's: in those above, older files carry drawings. */
function greyOf(bytes: Uint8Array, { bits, bitsStored, highBit, isSigned }: Layout): Uint8Array {
  if (bits === bitsStored) return bytes;
  const values = bits === 16 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes;
  const [shift, mask, sign] = [highBit + 1 - bitsStored, 2 ** bitsStored - 1, 2 ** (bitsStored - 1)];
  for (let at = 0; at < values.length; at++) {
    const value = ((values[at] ?? 0) >> shift) & mask;
    values[at] = isSigned && value >= sign ? value - 2 * sign : value;
  }
  return bytes;
}

/** Three bytes for each pixel, red first. */
function colourOf(bytes: Uint8Array, { rows, columns, isPlanar, photometric }: Layout, packing: string): Uint8Array {
  const count = rows * columns;
  // RLE keeps planes apart and says so or not; here they come interleaved from it.
  const together = isPlanar && packing === 'native' ? interleaved(bytes, count) : bytes;
  const isDrawn = packing === 'jpeg' || packing === 'jpeg-2000';
  return photometric === 'YBR_FULL' && !isDrawn ? rgbOf(together) : together;
}

function interleaved(bytes: Uint8Array, count: number): Uint8Array {
  const out = new Uint8Array(count * 3);
  for (let at = 0; at < count; at++) {
    out[at * 3] = bytes[at] ?? 0;
    out[at * 3 + 1] = bytes[count + at] ?? 0;
    out[at * 3 + 2] = bytes[2 * count + at] ?? 0;
  }
  return out;
}

/** PS3.3, C.7.6.3.1.2. */
function rgbOf(bytes: Uint8Array): Uint8Array {
  const out = new Uint8ClampedArray(bytes.length);
  for (let at = 0; at + 2 < bytes.length; at += 3) {
    const [y, b, r] = [bytes[at] ?? 0, (bytes[at + 1] ?? 0) - 128, (bytes[at + 2] ?? 0) - 128];
    out[at] = y + 1.402 * r;
    out[at + 1] = y - 0.344136 * b - 0.714136 * r;
    out[at + 2] = y + 1.772 * b;
  }
  return new Uint8Array(out.buffer);
}
