/**
 * Unpacks RLE Lossless (PS3.5, annex G): a segment for each byte of each sample, the most significant first.
 *
 * @param count how many pixels there are; @param parts bytes of all samples of one pixel
 * @returns samples interleaved, each little-endian; undefined where the segments do not hold what they should
 */
export function unpackRle(
  bytes: Uint8Array,
  count: number,
  { samples, bytesEach }: { samples: number; bytesEach: number },
) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = samples * bytesEach;
  if (bytes.length < 64 || view.getUint32(0, true) !== segments) return undefined;
  const out = new Uint8Array(count * segments);
  for (let segment = 0; segment < segments; segment++) {
    const from = view.getUint32(4 + segment * 4, true);
    const to = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
    if (from < 64 || to > bytes.length || from >= to) return undefined;
    const sample = Math.floor(segment / bytesEach);
    const byte = bytesEach - 1 - (segment % bytesEach);
    const place = { start: sample * bytesEach + byte, step: segments };
    if (!unpackSegment(bytes.subarray(from, to), out, place)) return undefined;
  }
  return out;
}

/** PackBits. @returns whether the segment filled what it had to */
function unpackSegment(packed: Uint8Array, out: Uint8Array, { start, step }: { start: number; step: number }): boolean {
  let to = start;
  let at = 0;
  while (at < packed.length && to < out.length) {
    const head = packed[at++] ?? 0;
    if (head === 128) continue;
    const run = head < 128 ? head + 1 : 257 - head;
    if (head < 128 ? at + run > packed.length : at >= packed.length) return false;
    for (let n = 0; n < run && to < out.length; n++, to += step) out[to] = packed[head < 128 ? at + n : at] ?? 0;
    at += head < 128 ? run : 1;
  }
  return to >= out.length;
}
