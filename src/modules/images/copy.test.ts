import { deflateRawSync } from 'node:zlib';
import parser from 'dicom-parser';
import { expect, test, describe } from 'vitest';
import { ctFile, planted, storedOf } from '../../../test/ct.ts';
import { keptVr } from './dicom/kept.ts';
import { rulingOf, ruledAttributes } from './dicom/profile.ts';
import { fileOf, frameOf, samplesOf, takeSlice, type TakenSlice } from './dicom/take.server.ts';

const copying = { key: 'a key of the patient', dates: 'kept' } as const;
const taken = async (bytes: Uint8Array, how: Parameters<typeof takeSlice>[1] = copying): Promise<TakenSlice> => {
  const slice = await takeSlice(bytes, how);
  if ('refused' in slice) throw new Error(`${slice.refused} ${slice.detail ?? ''}`);
  return slice;
};
const copyOf = async (bytes: Uint8Array, how?: Parameters<typeof takeSlice>[1]): Promise<Buffer> =>
  fileOf(Buffer.from((await taken(bytes, how)).copy));

/** Each planted name, and each word of it, as it could stand in a file. */
const words = Object.values(planted).flatMap((value) => [
  value,
  ...value.split(/[\^ ]/).filter((word) => word.length > 4),
]);

describe('the copy without names', () => {
  test('holds none of the planted names and numbers in any of its bytes, and the original holds all of them', async () => {
    const original = ctFile({ slice: 3, count: 300 });
    for (const value of Object.values(planted))
      expect(original.includes(value) || value === planted.overlay, value).toBe(true);
    const copy = await copyOf(original);
    const found = words.filter((word) => copy.toString('latin1').toLowerCase().includes(word.toLowerCase()));
    expect(found).toEqual([]);
  });

  test('is DICOM that the library reads: same pixels, other UIDs, no private tag, no overlay, nothing after the pixels', async () => {
    const copy = await copyOf(ctFile({ slice: 3, count: 300 }));
    const data = parser.parseDicom(copy);
    const tags = Object.keys(data.elements);
    expect(tags.filter((tag) => Number.parseInt(tag.slice(4, 5), 16) % 2 === 1)).toEqual([]);
    expect(tags.filter((tag) => tag.startsWith('x60') || tag.startsWith('xfffc'))).toEqual([]);
    const pixels = data.elements['x7fe00010'];
    expect(pixels && copy.length - pixels.dataOffset - pixels.length).toBe(0);
    const stored = new Uint16Array(copy.buffer.slice(copy.byteOffset + (pixels?.dataOffset ?? 0)));
    expect(Buffer.from(stored.buffer).equals(Buffer.from(storedOf({ slice: 3, count: 300 }).buffer))).toBe(true);
    for (const tag of ['x00080018', 'x0020000d', 'x0020000e', 'x00200052', 'x00020003'])
      expect(data.string(tag), tag).toMatch(/^2\.25\.\d+$/);
    expect(data.string('x00080018')).toBe(data.string('x00020003'));
    expect(data.string('x00120062')).toBe('YES');
    expect([data.string('x00281052'), data.string('x00281054'), data.string('x00200032')]).toEqual([
      '-1024',
      'HU',
      '-180\\-180\\4.5',
    ]);
  });

  test('gives one UID for one UID of a patient, so that slices stay together, and another for another patient', async () => {
    const [first, second] = await Promise.all([0, 1].map((slice) => copyOf(ctFile({ slice, count: 300 }))));
    const other = await copyOf(ctFile({ slice: 0, count: 300 }), { ...copying, key: 'another' });
    const seriesOf = (file: Buffer | undefined) => file && parser.parseDicom(file).string('x0020000e');
    expect(seriesOf(first)).toBe(seriesOf(second));
    expect(seriesOf(first)).not.toBe(seriesOf(other));
  });

  test('keeps dates, or moves all of a patient’s by the same days, as it says of itself; a birth date is never in it', async () => {
    const file = ctFile({ slice: 0, count: 300 });
    const [kept, moved] = await Promise.all([copyOf(file), copyOf(file, { ...copying, dates: 'shifted' })]);
    const [left, right] = [parser.parseDicom(kept), parser.parseDicom(moved)];
    expect([left.string('x00080020'), left.string('x00280303')]).toEqual(['20261105', 'UNMODIFIED']);
    expect(right.string('x00280303')).toBe('MODIFIED');
    expect(right.string('x00080020')).toMatch(/^20(2[3456])\d{4}$/);
    expect(right.string('x00080020')).not.toBe('20261105');
    for (const data of [left, right]) expect(data.string('x00100030') ?? '').toBe('');
  });

  test('keeps nothing that the table of the profile takes out or empties', () => {
    expect(ruledAttributes).toBeGreaterThan(400);
    const wrongly = [...keptVr.keys()].filter((tag) => {
      const ruling = rulingOf(tag);
      return ruling && ruling.action !== 'other-uid' && !ruling.isDate;
    });
    // References to other pictures: the profile leaves whether they go or get other UIDs (X/Z/U*).
    expect(wrongly).toEqual(['00081140', '00082112']);
    expect([rulingOf('60023000')?.action, rulingOf('50101234')?.action, rulingOf('00100010')?.action]).toEqual([
      'out',
      'out',
      'empty',
    ]);
  });

  test('drops a value that says a name of the tags where only a closed word may stand', async () => {
    const named = ctFile({ slice: 0, count: 300 })
      .toString('latin1')
      .replace('CHEST ', 'OSPANO')
      .replaceAll(planted.patient, 'Ospano^Ayaulym^Serikkyzy__');
    const copy = await copyOf(Buffer.from(named, 'latin1'));
    expect(copy.includes('OSPANO')).toBe(false);
  });
});

test('a deflated file gives the same copy as a plain one', async () => {
  const plain = ctFile({ slice: 5, count: 300 });
  const start = 128 + 4 + 12 + plain.readUInt32LE(128 + 4 + 8);
  const head = Buffer.from(
    plain.subarray(0, start).toString('latin1').replace('1.2.840.10008.1.2.1\0', '1.2.840.10008.1.2.1.99'),
    'latin1',
  );
  head.writeUInt16LE(22, head.indexOf('1.2.840.10008.1.2.1.99') - 2);
  head.writeUInt32LE(plain.readUInt32LE(128 + 4 + 8) + 2, 128 + 4 + 8);
  const deflated = Buffer.concat([head, deflateRawSync(plain.subarray(start))]);
  expect((await copyOf(deflated)).equals(await copyOf(plain))).toBe(true);
});

test('what is sent to the browser is the picture, value by value', async () => {
  const { copy } = await taken(ctFile({ slice: 150, count: 300 }));
  const { head, samples } = samplesOf(frameOf(Buffer.from(copy)));
  expect(head).toEqual({ rows: 512, columns: 512, bits: 16, isSigned: false, samples: 1 });
  expect(Buffer.from(samples.buffer).equals(Buffer.from(storedOf({ slice: 150, count: 300 }).buffer))).toBe(true);
});
