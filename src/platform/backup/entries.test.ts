import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, packed, unpacked } from './entries.ts';

async function* given(entries: readonly (readonly [string, readonly Uint8Array[]])[]): AsyncGenerator<Entry> {
  for (const [name, portions] of entries) yield { name, body: one(portions) };
}
async function* one(portions: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* portions;
}
async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const portions = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 });
const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

test('entries come out as they went in, whatever they hold and however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, portions)), fc.integer({ min: 1, max: 50 }), async (entries, size) => {
      const bytes = await all(packed(given(entries)));
      const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const found: [string, Buffer][] = [];
      for await (const { name, body } of unpacked(one(cut))) found.push([name, await all(body)]);
      expect(found).toEqual(entries.map(([name, parts]) => [name, Buffer.concat(parts)]));
    }),
  );
});

test('an entry whose body nobody reads is read over', async () => {
  const bytes = await all(
    packed(
      given([
        ['one', [Buffer.from('1')]],
        ['two', [Buffer.from('2')]],
      ]),
    ),
  );
  const found: string[] = [];
  for await (const { name } of unpacked(one([bytes]))) found.push(name);
  expect(found).toEqual(['one', 'two']);
});

test('entries that end early, or are followed by something, are refused', async () => {
  const bytes = await all(packed(given([['one', [Buffer.from('1')]]])));
  const read = async (source: Uint8Array) => {
    for await (const { body } of unpacked(one([source]))) await all(body);
    return 'read';
  };
  expect(await read(bytes)).toBe('read');
  for (let length = 0; length < bytes.length; length += 1)
    await expect(read(bytes.subarray(0, length))).rejects.toThrow('it ends too early');
  await expect(read(Buffer.concat([bytes, Buffer.of(1)]))).rejects.toThrow('something follows its end');
});
