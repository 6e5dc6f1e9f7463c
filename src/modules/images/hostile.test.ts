import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ctFile, packedFile } from '../../../test/ct.ts';
import { type Brought, takeBrought } from './archive.server.ts';
import { fileHead, element, sequence, short } from './dicom/write.ts';
import { takeSlice } from './dicom/take.server.ts';

const copying = { key: 'a key of the patient', dates: 'kept' } as const;
const why = async (bytes: Uint8Array) => {
  const taken = await takeSlice(bytes, copying);
  return 'refused' in taken ? [taken.refused, taken.detail] : ['taken', null];
};
const made = { slice: 0, count: 4 };
const good = ctFile(made);
const headFor = (syntax: string) =>
  fileHead({ sopClass: '1.2.840.10008.5.1.4.1.1.2', sopInstance: '1.2.3', syntax, maker: '1.2.3.4' });
const plain = headFor('1.2.840.10008.1.2.1');
const at = (file: Buffer, tag: readonly number[]): number => file.indexOf(Buffer.from(tag));
const changed = (change: (file: Buffer) => void): Buffer => {
  const file = Buffer.from(good);
  change(file);
  return file;
};
const rows = [0x28, 0x00, 0x10, 0x00, 0x55, 0x53];

/** Sequences in each other, so deep. */
const nested = (deep: number): Buffer => {
  const start = Buffer.from([
    0x08, 0x00, 0x15, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff,
  ]);
  const end = Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  return Buffer.concat([
    plain,
    ...Array.from({ length: deep }, () => start),
    ...Array.from({ length: deep }, () => end),
  ]);
};

describe('a file that would harm is refused with its reason', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['a picture of another kind', Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(400, 'x'))],
    ['a page', Buffer.from('<!doctype html>'.padEnd(400, ' '))],
    ['no mark where it has to stand', changed((file) => file.write('DICX', 128))],
  ])('not DICOM: %s', async (_what, file) => {
    expect(await why(file)).toEqual(['not-dicom', null]);
  });

  test.each([
    ['cut in the middle of its pixels', good.subarray(0, good.length / 2)],
    ['cut in its tags', good.subarray(0, 700)],
    ['cut in its head', good.subarray(0, 150)],
    [
      'pixels longer than the file',
      changed((file) => file.writeUInt32LE(0x7fffffff, at(file, [0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57]) + 8)),
    ],
    [
      'a name longer than the file',
      changed((file) => file.writeUInt16LE(0xfffe, at(file, [0x10, 0x00, 0x10, 0x00, 0x50, 0x4e]) + 6)).subarray(
        0,
        5000,
      ),
    ],
    [
      'numbers where a sequence has to stand',
      changed((file) => file.write('SQ\0\0\xff\xff\xff\x7f', at(file, rows) + 4, 'latin1')),
    ],
  ])('broken: %s', async (_what, file) => {
    const [refused] = await why(file);
    expect(['broken', 'syntax-unsupported', 'no-picture', 'picture-broken']).toContain(refused);
  });

  test.each([13, 1000, 100_000])('nested %d deep', async (deep) => {
    expect(await why(nested(deep))).toEqual(['nested-too-deep', null]);
  });

  test('a few bytes that unpack to gigabytes cost neither memory nor time', async () => {
    const bomb = Buffer.concat([headFor('1.2.840.10008.1.2.1.99'), deflateRawSync(Buffer.alloc(300_000_000))]);
    expect(bomb.length).toBeLessThan(400_000);
    const before = process.memoryUsage().rss;
    expect(await why(bomb)).toEqual(['too-large', null]);
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  test('a picture that promises more than a mammogram, or other sizes than its codestream has, is not unpacked', async () => {
    const huge = changed((file) => {
      file.writeUInt16LE(65_535, at(file, rows) + 8);
      file.writeUInt16LE(65_535, at(file, [0x28, 0x00, 0x11, 0x00, 0x55, 0x53]) + 8);
    });
    expect(await why(huge)).toEqual(['too-large', null]);
    const siz = Buffer.alloc(200);
    siz.set([0xff, 0x4f, 0xff, 0x51, 0, 41]);
    siz.writeUInt32BE(60_000, 8);
    siz.writeUInt32BE(60_000, 12);
    siz.writeUInt16BE(1, 40);
    const lying = packedFile(made, { syntax: '1.2.840.10008.1.2.4.90', packed: siz });
    expect(await why(lying)).toEqual(['picture-broken', null]);
  });

  test.each([
    [
      '1.2.840.10008.1.2.4.50',
      Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 2, 0, 2, 0, 1, 1, 0x11, 0, 0, 0, 0, 0, 0]),
    ],
    ['1.2.840.10008.1.2.4.70', Buffer.from([0xff, 0xd8, 0xff, 0xc3, 0, 11, 16, 2, 0, 2, 0, 1, 1, 0x11, 0, 0, 0, 0])],
    ['1.2.840.10008.1.2.4.80', Buffer.from([0xff, 0xd8, 0xff, 0xf7, 0, 11, 16, 2, 0, 2, 0, 1, 1, 0x11, 0, 0, 0, 0])],
    ['1.2.840.10008.1.2.5', Buffer.alloc(64, 2)],
  ])('a compressed picture that is none: %s', async (syntax, packed) => {
    expect(await why(packedFile(made, { syntax, packed }))).toEqual(['picture-broken', null]);
  });

  test('a transfer syntax that is not read is named', async () => {
    const named = (syntax: string) => why(packedFile(made, { syntax, packed: Buffer.alloc(10) }));
    expect(await named('1.2.840.10008.1.2.2')).toEqual([
      'syntax-unsupported',
      'Explicit VR Big Endian (1.2.840.10008.1.2.2)',
    ]);
    expect(await named('1.2.840.10008.1.2.4.102')).toEqual([
      'syntax-unsupported',
      'MPEG-4 AVC/H.264 (1.2.840.10008.1.2.4.102)',
    ]);
    expect(await named('1.2.3.4')).toEqual(['syntax-unsupported', '1.2.3.4']);
  });

  test('a report without a picture is refused, because names cannot be taken out of it', async () => {
    const report = Buffer.concat([
      plain,
      element('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.88.11'),
      element('00080018', 'UI', '1.2.3'),
      element('00080060', 'CS', 'SR'),
      element('0020000e', 'UI', '1.2.4'),
      sequence('0040a730', [element('0040a160', 'UT', 'Ospanova')]),
      short('00280010', 0),
    ]);
    expect(await why(report)).toEqual(['no-picture', 'SR']);
  });

  test('many frames in a file, and colours from a palette, are refused by their names', async () => {
    const files = [
      ctFile(made, [element('00280008', 'IS', '300')]),
      changed((file) => file.write('PALETTE COLO', file.indexOf('MONOCHROME2 '), 'latin1')),
    ];
    expect(await Promise.all(files.map(why))).toEqual([
      ['many-frames', null],
      ['colours-unsupported', 'PALETTE COLO'],
    ]);
  });

  test('random bytes changed anywhere never end in anything but a slice or a refusal', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const head = Buffer.from(good.subarray(0, 3000));
    for (let n = 0; n < 300; n++) {
      const file = Buffer.from(head);
      for (let bytes = 0; bytes < 8; bytes++) file[132 + random(file.length - 132)] = random(256);
      expect(await why(file)).toHaveLength(2);
    }
  });
});

const nameOf = (brought: Brought): string => ('refused' in brought ? brought.refused : 'taken');

describe('an archive that would harm', () => {
  const all = async (bytes: Uint8Array): Promise<string[]> => {
    const said: string[] = [];
    for await (const brought of takeBrought({ bytes, ...copying })) said.push(nameOf(brought));
    return said;
  };

  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\windows\\a', 'a/../../b'])(
    'has a name that leads out of it: %s',
    async (name) => {
      expect(await all(zipSync({ [name]: strToU8('x') }))).toEqual(['unsafe-name']);
    },
  );
  test('unpacks to more than any picture', async () => {
    const bomb = zipSync({ 'a.dcm': new Uint8Array(200_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(400_000);
    expect(await all(bomb)).toEqual(['too-large']);
  });
  test('is cut, or is no archive behind its first letters', async () => {
    expect(await all(strToU8('PK\u0003\u0004 and nothing'))).toEqual([]);
    const whole = zipSync({ 'a.dcm': good, 'b.dcm': good });
    expect((await all(whole.subarray(0, whole.length / 3))).filter((each) => each === 'taken')).toEqual([]);
  });
  test('holds another archive: it is no picture, and is not opened', async () => {
    expect(await all(zipSync({ 'inner.zip': zipSync({ 'a.dcm': good }) }))).toEqual(['not-dicom']);
  });
});
