import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { itemsOf, type Part, partsOf } from './parts.ts';

const archive = (files: Record<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(files, { level }));
const fileOf = (bytes: Uint8Array<ArrayBuffer>, name: string): File => new File([bytes], name);
const text = (n: number): Uint8Array<ArrayBuffer> => new Uint8Array(strToU8(`кесінді ${n} `.repeat(50 + n)));

async function partsFrom(chosen: readonly File[]) {
  const { items, unsent } = await itemsOf(chosen);
  const parts: Part[] = [];
  for await (const part of partsOf(items)) parts.push(part);
  const whole = await Promise.all(
    parts.map(async (part) => unzipSync(new Uint8Array(await part.archive.arrayBuffer()))),
  );
  return { unsent, parts, whole };
}

test('archives, packed or not, and loose files travel as small whole archives, and nothing of a file is lost', async () => {
  const numbers = Array.from({ length: 40 }, (_empty, n) => n);
  const named = (from: number, to: number) =>
    Object.fromEntries(numbers.slice(from, to).map((n): [string, Uint8Array] => [`S1/IM${n}`, text(n)]));
  const chosen = [
    fileOf(archive({ ...named(0, 20), DICOMDIR: text(1), '__MACOSX/x': text(1) }), 'a.zip'),
    fileOf(archive(named(20, 30), 0), 'b.ZIP'),
    ...numbers.slice(30).map((n) => fileOf(text(n), `IM${n}`)),
  ];
  const { parts, whole, unsent } = await partsFrom(chosen);
  expect(unsent).toEqual([]);
  expect(parts.map(({ names }) => names.length)).toEqual([4, 24, 12]);
  const came = new Map(
    whole.flatMap((files) => Object.entries(files)).map(([name, bytes]) => [name.replace('S1/', ''), bytes]),
  );
  for (const n of numbers)
    expect(Buffer.from(came.get(`IM${n}`) ?? []).equals(Buffer.from(text(n))), `${n}`).toBe(true);
});

/** An archive whose directory is said to lie in 64 bits. */
function widely(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = Buffer.from(bytes.subarray(-22));
  const [wide, locator] = [Buffer.alloc(56), Buffer.alloc(20)];
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  wide.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(bytes.length - 22), 8);
  end.writeUInt32LE(0xffff_ffff, 16);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, -22), wide, locator, end]));
}

test('an archive of the large kind is read like any other', async () => {
  const { whole, unsent } = await partsFrom([fileOf(widely(archive({ IM1: text(1) })), 'a.zip')]);
  expect(unsent).toEqual([]);
  expect(whole.map((files) => Object.keys(files))).toEqual([['IM1']]);
});

const whole = archive({ 'a.dcm': text(1), 'b.dcm': text(2) });
const locked = Buffer.from(whole);
locked.writeUInt16LE(1, locked.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 8);
const lying = Buffer.from(whole);
lying.writeUInt32LE(0x7fff_ffff, lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 20);
const large = Buffer.from(whole);
large.writeUInt32LE(2_000_000_000, large.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);

test.each([
  ['is cut short', whole.subarray(0, whole.length - 30), ['broken']],
  ['is a page', strToU8('<!doctype html>'), ['broken']],
  ['is empty', new Uint8Array(), ['broken']],
  ['is locked', locked, ['broken']],
  ['says that a file is longer than all', lying, ['broken']],
  ['holds a file of gigabytes', large, ['too-large']],
])('an archive that %s is refused before anything is sent', async (_what, bytes, why) => {
  const { unsent } = await partsFrom([fileOf(new Uint8Array(bytes), 'a.zip')]);
  expect(unsent.map((each) => each.why)).toEqual(why);
});
