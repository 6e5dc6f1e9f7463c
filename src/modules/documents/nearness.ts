/**
 * Which documents are one release with small changes. Each is sketched by the smallest hashes of its shingles (MinHash,
 * Broder 1997): the share of equal numbers in two sketches estimates the share of shingles that both texts have.
 */
const shingleWords = 4;
const sketchSize = 64;
const bandRows = 3;
/** Shorter than this, two different texts are easily alike. */
export const fewestWords = 20;
/** From here on two documents are offered as one release. */
export const sameRelease = 0.5;

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOf(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Spreads every bit of a hash over all of them (MurmurHash3's last step). */
function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
const seeds = Array.from({ length: sketchSize }, (_, index) => mixed(index + 1));

/** The hashes of every four words in a row. */
export function shinglesOf(words: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (let at = 0; at + shingleWords <= words.length; at++)
    found.add(hashOf(words.slice(at, at + shingleWords).join(' ')));
  return found;
}

/** The sketch of a text by its folded words; null where there are too few to tell. Numbers are signed 32 bits. */
export function sketchOf(words: readonly string[]): number[] | null {
  if (words.length < fewestWords) return null;
  const least = new Uint32Array(sketchSize).fill(0xffffffff);
  for (const shingle of shinglesOf(words))
    for (let index = 0; index < sketchSize; index++) {
      const value = mixed(shingle ^ (seeds[index] ?? 0));
      if (value < (least[index] ?? 0)) least[index] = value;
    }
  return [...least].map((value) => value | 0);
}

/** The share of shingles that both texts have, as their sketches estimate it: 0 to 1. */
export const likeness = (one: readonly number[], other: readonly number[]): number =>
  one.filter((value, index) => value === other[index]).length / sketchSize;

/**
 * Only documents with a band in common are compared: of two that share half of their shingles, 94 in 100 have one; of two
 * that share a tenth, 2 in 100. Signed 64 bits.
 */
export const bandsOf = (sketch: readonly number[]): bigint[] =>
  Array.from({ length: Math.floor(sketchSize / bandRows) }, (_, band) => {
    const rows = sketch.slice(band * bandRows, (band + 1) * bandRows).join(' ');
    const [high, low] = [hashOf(`${band} ${rows}`), hashOf(`${rows} ${band}`, 0x9747b28c)];
    return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
  });

/** The most alike of those that are alike enough; of equals the first. */
export function mostAlike<T extends { sketch: readonly number[] }>(
  sketch: readonly number[],
  others: readonly T[],
): T | null {
  let [best, most]: [T | null, number] = [null, 0];
  for (const other of others) {
    const share = likeness(sketch, other.sketch);
    if (share >= sameRelease && share > most) [best, most] = [other, share];
  }
  return best;
}
