import loadCharls from '@cornerstonejs/codec-charls';
import loadOpenjpeg from '@cornerstonejs/codec-openjpeg';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { packedFile, storedOf } from '../../../test/ct.ts';
import { samplesOf, frameOf, takeSlice, fileOf } from './dicom/take.server.ts';

const made = { slice: 120, count: 300 };
const stored = storedOf(made);
const bytes = new Uint8Array(stored.buffer);

type Encoder = {
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  setDecompositions?(n: number): void;
};
const encoded = (codec: new () => Encoder): Uint8Array => {
  const encoder = new codec();
  const info = {
    width: 512,
    height: 512,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  encoder.getDecodedBuffer(info).set(bytes);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
};
const valuesOf = async (syntax: string, packed: Uint8Array) => {
  const taken = await takeSlice(packedFile(made, { syntax, packed }), { key: 'k', dates: 'kept' });
  if ('refused' in taken) throw new Error(`${taken.refused} ${taken.detail}`);
  expect(fileOf(Buffer.from(taken.copy)).includes(Buffer.from('1.2.840.10008.1.2.1\0'))).toBe(true);
  return samplesOf(frameOf(Buffer.from(taken.copy))).samples;
};

/** PackBits of each byte of the samples, the high ones first, as RLE Lossless wants it. */
function rle(): Uint8Array {
  const planes = [1, 0].map((offset) =>
    Uint8Array.from({ length: stored.length }, (_empty, n) => bytes[n * 2 + offset] ?? 0),
  );
  const packed = planes.map((plane) => {
    const out: number[] = [];
    for (let from = 0; from < plane.length; ) {
      let run = 1;
      while (run < 128 && plane[from + run] === plane[from]) run++;
      if (run > 2) out.push(257 - run, plane[from] ?? 0);
      else {
        run = Math.min(100, plane.length - from);
        out.push(run - 1, ...plane.subarray(from, from + run));
      }
      from += run;
    }
    return Buffer.from(out.length % 2 ? [...out, 128] : out);
  });
  const head = Buffer.alloc(64);
  head.writeUInt32LE(2, 0);
  head.writeUInt32LE(64, 4);
  head.writeUInt32LE(64 + (packed[0]?.length ?? 0), 8);
  return Buffer.concat([head, ...packed]);
}

test('JPEG 2000 without loss gives the picture value by value', async () => {
  const { J2KEncoder } = await loadOpenjpeg();
  expect(await valuesOf('1.2.840.10008.1.2.4.90', encoded(J2KEncoder as never))).toEqual(stored);
});
test('JPEG-LS without loss gives the picture value by value', async () => {
  const { JpegLSEncoder } = await loadCharls();
  expect(await valuesOf('1.2.840.10008.1.2.4.80', encoded(JpegLSEncoder as never))).toEqual(stored);
});
test('RLE gives the picture value by value', async () => {
  expect(await valuesOf('1.2.840.10008.1.2.5', rle())).toEqual(stored);
});
test('a JPEG whose depth is not what the tags say is refused', async () => {
  const eight = Uint8Array.from(stored, (value) => value >> 4);
  const jpeg = await sharp(eight, { raw: { width: 512, height: 512, channels: 1 } })
    .jpeg()
    .toBuffer();
  const file = packedFile(made, { syntax: '1.2.840.10008.1.2.4.50', packed: jpeg });
  expect(await takeSlice(file, { key: 'k', dates: 'kept' })).toMatchObject({ refused: 'picture-broken' });
});
