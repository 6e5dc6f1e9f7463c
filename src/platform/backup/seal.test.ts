import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKeyRing } from '../crypto/keyRing.ts';
import { BackupRefused } from './refused.ts';
import { opened, sealed } from './seal.ts';

const ringOf = (...ids: string[]) => {
  const ring = readKeyRing(ids.map((id) => `${id}:${Buffer.alloc(32, id).toString('base64')}`).join(','));
  if (!ring) throw new Error('a ring for tests');
  return ring;
};
const ring = ringOf('first');
const about = 'wal 000000010000000000000003';
const piece = 256 * 1024;

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const seal = (plain: Uint8Array, as = about) => all(sealed([plain], { ring, about: as }));
const open = (kept: Uint8Array, as = about, by = ring) => all(opened([kept], { ring: by, about: as }));
const why = (refused: Promise<unknown>) =>
  refused.then(
    () => 'opened',
    (error: unknown) => (error instanceof BackupRefused ? error.why : String(error)),
  );

test.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 17])(
  '%i bytes come out of a backup as they went in',
  async (length) => {
    const plain = randomBytes(length);
    const kept = await seal(plain);
    expect((await open(kept)).equals(plain)).toBe(true);
    // Nothing of it can be read, unless it is so short that chance alone would find it.
    expect(length >= 32 && kept.includes(plain.subarray(0, 32))).toBe(false);
  },
);

test('it does not matter in which portions bytes arrive, going in or coming out', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sizes, sizes, async (going, coming) => {
      const plain = randomBytes(going.reduce((sum, size) => sum + size, 0));
      const kept = await all(sealed(portions(plain, going), { ring, about }));
      expect((await all(opened(portions(kept, coming), { ring, about }))).equals(plain)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

function* portions(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

test('a backup of which any byte was changed is refused, wherever it is', async () => {
  const plain = randomBytes(2 * piece + 1000);
  const kept = await seal(plain);
  const place = fc.oneof(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: kept.length - 1 }),
    fc.integer({ min: kept.length - 40, max: kept.length - 1 }),
  );
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, bits) => {
      const changed = Buffer.from(kept);
      changed[at] = (changed[at] ?? 0) ^ bits;
      expect(['damaged', 'wrong-key']).toContain(await why(open(changed)));
    }),
    { numRuns: 120 },
  );
});

test('a backup that ends early is refused, wherever it ends', async () => {
  const kept = await seal(randomBytes(2 * piece));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: kept.length - 1 }), async (length) => {
      expect(await why(open(kept.subarray(0, length)))).toBe('damaged');
    }),
    { numRuns: 60 },
  );
  const header = kept.length - 2 * (piece + 16);
  expect(await why(open(kept.subarray(0, header + piece + 16)))).toBe('damaged');
});

test('a backup with something after its end is refused', async () => {
  const kept = await seal(randomBytes(1000));
  expect(await why(open(Buffer.concat([kept, Buffer.of(0)])))).toBe('damaged');
});

test('pieces that changed places, were left out, or come from another backup are found', async () => {
  const [kept, other] = [await seal(randomBytes(3 * piece)), await seal(randomBytes(3 * piece))];
  const header = kept.length - 3 * (piece + 16);
  const cut = (from: Buffer, number: number) =>
    from.subarray(header + number * (piece + 16), header + (number + 1) * (piece + 16));
  const made = (...parts: Buffer[]) => Buffer.concat([kept.subarray(0, header), ...parts]);
  expect(await why(open(made(cut(kept, 0), cut(kept, 1), cut(kept, 2))))).toBe('opened');
  expect(await why(open(made(cut(kept, 1), cut(kept, 0), cut(kept, 2))))).toBe('damaged');
  expect(await why(open(made(cut(kept, 0), cut(kept, 2))))).toBe('damaged');
  expect(await why(open(made(cut(kept, 0), cut(kept, 1))))).toBe('damaged');
  expect(await why(open(made(cut(kept, 0), cut(other, 1), cut(kept, 2))))).toBe('damaged');
});

test('one file of a backup cannot stand in for another', async () => {
  expect(await why(open(await seal(randomBytes(10)), 'wal 000000010000000000000004'))).toBe('wrong-key');
});

test('a key that is not there is named, and one that is another of the same name does not open', async () => {
  const kept = await seal(randomBytes(10));
  await expect(open(kept, about, ringOf('second', 'third'))).rejects.toThrow(
    'The key "first" opens wal 000000010000000000000003, and the keys here are: second, third',
  );
  const impostor = readKeyRing(`first:${Buffer.alloc(32, 9).toString('base64')}`);
  expect(impostor && (await why(open(kept, about, impostor)))).toBe('wrong-key');
});

test('after a change of keys an older backup still opens, and a new one is sealed with the newest', async () => {
  const plain = randomBytes(100);
  const both = ringOf('second', 'first');
  expect((await open(await seal(plain), about, both)).equals(plain)).toBe(true);
  const newer = await all(sealed([plain], { ring: both, about }));
  expect(newer.includes('"key":"second"')).toBe(true);
  expect(await why(open(newer))).toBe('wrong-key');
});
