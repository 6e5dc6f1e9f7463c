import fc from 'fast-check';
import parser, { type DataSet } from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { keptVr } from './dicom/kept.ts';
import table from './dicom/profile.json' with { type: 'json' };
import { isPrivate, rulingOf } from './dicom/profile.ts';
import { elementsOf } from './dicom/read.server.ts';
import { fileOf, takeSlice } from './dicom/take.server.ts';
import { element, fileHead, pixelStart, sequence, short } from './dicom/write.ts';

/** Every attribute that the table of PS3.15 rules, once for each way; a digit for each x. */
const ruled = Object.entries(table.actions).flatMap(([action, tags]) =>
  tags.split(' ').map((tag) => ({
    action: action.split(' ')[0] ?? '',
    isDate: action.endsWith('dates'),
    tag: tag.replaceAll('x', '0'),
  })),
);
const inDataSet = ruled.filter(({ tag }) => tag > '00080000' && !tag.startsWith('fff') && tag !== '00041511');
const ofPicture = new Set(['00080005', '00080016', '00080018', '0020000d', '0020000e', '00280002', '7fe00010']);

/** A value that stands nowhere else: no letter or number of it is a word of DICOM. */
const secretOf = (tag: string): string => `QZ${tag.toUpperCase()}XW`;
const uidOf = (tag: string): string => `1.3.6.1.4.1.99999.${Number.parseInt(tag, 16)}`;
const dayOf = (n: number): string =>
  `1977${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`;
const uids = new Set(ruled.filter(({ action }) => action === 'U').map(({ tag }) => tag));

type Put = { tag: string; value: Buffer };
const put = (tag: string, vr: string, value: string): Put => ({ tag, value: element(tag, vr, value) });

/** What a file says of a tag: a UID where it is one, else words, and dates where a date stands. */
const saying = (tag: string): Put => {
  const { isDate } = ruled.find((each) => each.tag === tag) ?? { isDate: false };
  if (uids.has(tag)) return put(tag, 'UI', uidOf(tag));
  return isDate ? put(tag, 'DT', `${dayOf(Number.parseInt(tag, 16))}0102`) : put(tag, 'LO', secretOf(tag));
};

const needed: readonly Put[] = [
  put('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
  put('00080018', 'UI', uidOf('00080018')),
  put('00080060', 'CS', 'CT'),
  put('0020000d', 'UI', uidOf('0020000d')),
  put('0020000e', 'UI', uidOf('0020000e')),
  { tag: '00280002', value: short('00280002', 1) },
  put('00280004', 'CS', 'MONOCHROME2'),
  ...(
    [
      ['00280010', 8],
      ['00280011', 8],
      ['00280100', 16],
      ['00280101', 16],
      ['00280102', 15],
      ['00280103', 0],
    ] as const
  ).map(([tag, value]) => ({ tag, value: short(tag, value) })),
];
const bytesOf = (puts: readonly Put[]): Buffer =>
  Buffer.concat(puts.toSorted((a, b) => (a.tag < b.tag ? -1 : 1)).map(({ value }) => value));

/** A small picture whose tags say all this. */
function fileWith(puts: readonly Put[]): Buffer {
  const own = new Set(needed.map(({ tag }) => tag));
  const more = puts.filter(({ tag }) => !own.has(tag));
  const head = fileHead({
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    sopInstance: uidOf('00080018'),
    syntax: '1.2.840.10008.1.2.1',
    maker: '1.2.3',
  });
  const before = [...needed, ...more].filter(({ tag }) => tag < '7fe00010');
  const after = more.filter(({ tag }) => tag > '7fe00010');
  return Buffer.concat([head, bytesOf(before), pixelStart(16, 128), Buffer.alloc(128, 7), bytesOf(after)]);
}

async function copied(file: Buffer, dates: 'kept' | 'shifted' = 'kept', key = 'a key'): Promise<Buffer> {
  const taken = await takeSlice(file, { key, dates });
  if ('refused' in taken) throw new Error(`${taken.refused} ${taken.detail ?? ''}`);
  return fileOf(Buffer.from(taken.copy));
}
const tagsIn = (copy: Buffer): { tag: string; bytes: Uint8Array; data: DataSet }[] => [
  ...elementsOf(parser.parseDicom(copy)),
];
/** What of the words, the UIDs and, where they are to be moved, the days of these tags stands in the copy. */
const left = (copy: Buffer, tags: readonly string[]): string[] =>
  tags.filter((tag) => copy.includes(secretOf(tag)) || copy.includes(uidOf(tag)));

describe('the Basic Application Level Confidentiality Profile, attribute by attribute', () => {
  test('every attribute of its table, said once at the top of a file, is gone from the copy or stands for another', async () => {
    expect(inDataSet.length).toBeGreaterThan(400);
    const tags = inDataSet.map(({ tag }) => tag);
    const file = fileWith(tags.map(saying));
    expect(
      tags.filter(
        (tag) =>
          !ofPicture.has(tag) && !(file.includes(secretOf(tag)) || file.includes(uidOf(tag)) || rulingOf(tag)?.isDate),
      ),
    ).toEqual([]);
    const copy = await copied(file);
    expect(left(copy, tags)).toEqual([]);
    const ruledNow = tagsIn(copy).filter(({ tag }) => rulingOf(tag)?.isDate === false);
    const saysMore = ({ bytes }: { bytes: Uint8Array }): boolean =>
      !/^(?:YES)?$/.test(Buffer.from(bytes).toString().trim());
    const emptied = ruledNow.filter(({ tag }) => rulingOf(tag)?.action === 'empty');
    expect(emptied.length).toBeGreaterThan(5);
    expect(emptied.filter(saysMore).map(({ tag }) => tag)).toEqual([]);
    // References to other pictures: the profile leaves whether they go or get other UIDs (X/Z/U*).
    const gone = ruledNow.filter(({ tag }) => rulingOf(tag)?.action === 'out').map(({ tag }) => tag);
    expect(gone.filter((tag) => tag !== '00081140' && tag !== '00082112')).toEqual([]);
  });

  test('dates of its table are gone or moved where they are to be moved, every one by the same days', async () => {
    const dated = inDataSet.filter(({ isDate }) => isDate).map(({ tag }) => tag);
    const day = '19770615';
    const copy = await copied(
      fileWith(dated.map((tag) => put(tag, keptVr.get(tag) ?? 'DA', keptVr.get(tag) === 'TM' ? '101112' : day))),
      'shifted',
    );
    expect(copy.includes(day)).toBe(false);
    const moved = tagsIn(copy).filter(
      ({ tag, bytes }) => ['DA', 'DT'].includes(keptVr.get(tag) ?? '') && bytes.length >= 8,
    );
    expect(moved.length).toBeGreaterThan(2);
    expect(new Set(moved.map(({ bytes }) => Buffer.from(bytes).toString().slice(0, 8))).size).toBe(1);
  });

  test('whatever a file says in any tag, at any depth, private or not, no word of it and no UID stands in the copy', async () => {
    const tag = fc.oneof(
      fc.constantFrom(...inDataSet.map((each) => each.tag)),
      fc.integer({ min: 0x0008_0001, max: 0x7fdf_ffff }).map((n) => n.toString(16).padStart(8, '0')),
    );
    const vr = fc.constantFrom('PN', 'LO', 'SH', 'LT', 'ST', 'UT', 'UN', 'OB', 'AE', 'UI');
    const word = fc.stringMatching(/^[A-Z][a-z]{5,11}\^[A-Z][a-z]{5,11}$/);
    type Leaf = { tag: string; vr: string };
    const leaves = fc.uniqueArray(fc.record({ tag, vr }), {
      selector: (leaf: Leaf) => leaf.tag,
      minLength: 1,
      maxLength: 12,
    });
    const holders = ['00081140', '00081111', '00400275', '00081115', '30060010', '00091010', '54000100'];
    await fc.assert(
      fc.asyncProperty(
        leaves,
        word,
        fc.constantFrom(...holders),
        fc.integer({ min: 0, max: 4 }),
        async (all, secret, holder, deep) => {
          const fields = all
            .filter((leaf) => !ofPicture.has(leaf.tag) && leaf.tag !== holder && !leaf.tag.startsWith('0028'))
            .map((leaf) => put(leaf.tag, leaf.vr, leaf.vr === 'UI' ? uidOf(leaf.tag) : secret));
          let inner = bytesOf(fields);
          for (let n = 0; n < deep; n++) inner = sequence(holder, [inner]);
          const named = put('00100010', 'PN', secret);
          const nested = { tag: holder, value: sequence(holder, [inner]) };
          const copy = await copied(fileWith([named, nested, ...fields.filter((each) => each.tag !== '00100010')]));
          const said = copy.toString('latin1').toLowerCase();
          expect(
            secret
              .toLowerCase()
              .split('^')
              .filter((part) => said.includes(part)),
          ).toEqual([]);
          expect(all.filter((leaf) => copy.includes(uidOf(leaf.tag)))).toEqual([]);
          expect(tagsIn(copy).filter((each) => isPrivate(each.tag))).toEqual([]);
        },
      ),
      { numRuns: 150, seed: 15 },
    );
  });

  test('one UID becomes one other wherever it stands, in every slice of a patient, and nobody else’s the same', async () => {
    const referring = (uid: string): Put => ({
      tag: '00081140',
      value: sequence('00081140', [element('00081155', 'UI', uid)]),
    });
    const [one, other] = await Promise.all(
      [fileWith([referring(uidOf('00080018'))]), fileWith([referring(uidOf('0020000d'))])].map((file) => copied(file)),
    );
    const at = (copy: Buffer | undefined, tag: string) =>
      tagsIn(copy ?? Buffer.alloc(0))
        .filter((each) => each.tag === tag)
        .map(({ bytes }) => Buffer.from(bytes).toString().replace(/\0$/, ''));
    expect(at(one, '00081155')).toEqual(at(one, '00080018'));
    expect(at(other, '00081155')).toEqual(at(one, '0020000d'));
    expect(at(await copied(fileWith([]), 'kept', 'another key'), '00080018')).not.toEqual(at(one, '00080018'));
  });
});
