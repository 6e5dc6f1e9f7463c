/**
 * How the samples of a slice are kept and sent: each the difference from its left neighbour, low bytes apart from high
 * ones, so that they deflate well. The same lines run on the server and in the browser.
 */
export type FrameHead = { rows: number; columns: number; bits: 8 | 16; isSigned: boolean; samples: 1 | 3 };
export type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array;

export const frameHeadBytes = 8;

/** Eight bytes: bytes of a sample, whether it is signed, samples of a pixel, nothing, rows, columns. */
export function writeHead({ rows, columns, bits, isSigned, samples }: FrameHead): Uint8Array {
  const head = new Uint8Array(frameHeadBytes);
  head.set([bits / 8, isSigned ? 1 : 0, samples, 0]);
  const view = new DataView(head.buffer);
  view.setUint16(4, rows, true);
  view.setUint16(6, columns, true);
  return head;
}

export function readHead(bytes: Uint8Array): FrameHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameHeadBytes);
  return {
    bits: view.getUint8(0) === 2 ? 16 : 8,
    isSigned: view.getUint8(1) === 1,
    samples: view.getUint8(2) === 3 ? 3 : 1,
    rows: view.getUint16(4, true),
    columns: view.getUint16(6, true),
  };
}

/** Samples as planes of differences, ready to be deflated. */
export function spread(samples: Uint8Array, { bits, samples: each }: FrameHead): Uint8Array {
  const count = samples.length / (bits / 8);
  const out = new Uint8Array(samples.length);
  if (bits === 8) {
    for (let at = 0; at < count; at++) out[at] = (samples[at] ?? 0) - (at < each ? 0 : (samples[at - each] ?? 0));
    return out;
  }
  const values = new Uint16Array(samples.buffer, samples.byteOffset, count);
  let before = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at] ?? 0;
    const difference = ((value - before) << 16) >> 16;
    // Small differences in either direction become small numbers.
    const folded = (difference << 1) ^ (difference >> 15);
    out[at] = folded & 0xff;
    out[count + at] = (folded >> 8) & 0xff;
    before = value;
  }
  return out;
}

/** The samples again, as values. */
export function gather(planes: Uint8Array, head: FrameHead): Samples {
  const { rows, columns, bits, isSigned, samples } = head;
  const count = rows * columns * samples;
  if (planes.length !== count * (bits / 8)) throw new Error('a frame is as large as it says');
  if (bits === 8) {
    const out = isSigned ? new Int8Array(count) : new Uint8Array(count);
    for (let at = 0; at < count; at++) out[at] = (planes[at] ?? 0) + (at < samples ? 0 : (out[at - samples] ?? 0));
    return out;
  }
  const out = isSigned ? new Int16Array(count) : new Uint16Array(count);
  let value = 0;
  for (let at = 0; at < count; at++) {
    const folded = (planes[at] ?? 0) | ((planes[count + at] ?? 0) << 8);
    value += (folded >> 1) ^ -(folded & 1);
    out[at] = value;
    value = out[at] ?? 0;
  }
  return out;
}
