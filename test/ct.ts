import { phantom } from '../demo/phantom.ts';
import { drawDots, type Writing } from '../demo/phantomWords.ts';
import { element, fileHead, pixelStart, sequence, short } from '../src/modules/images/dicom/write.ts';

/** A made-up CT: a phantom that we draw, with planted names. Nobody's picture. */

/** Every name and number that is planted in the tags; none may be found in a copy. */
export const planted = {
  patient: 'Ospanova^Ayaulym^Serikkyzy',
  id: 'KZ-8812071',
  birth: '20180217',
  accession: 'ACC7719034',
  physician: 'Zhumabekov^Daniyar',
  operator: 'Tulegenova^Saule',
  performer: 'Iskakov^Timur',
  institution: 'Tengri Balalar Klinikasy',
  address: 'Zheltoksan 117',
  phone: '+77015550143',
  other: 'IIN180217600123',
  comment: 'mother Gulmira Ospanova asks for a call',
  station: 'TOMO-KABINET-4',
  privately: 'Ospanova A.S. ward 12',
  overlay: 'OSPANOVA AYAULYM OVERLAY',
  preamble: 'Ospanova in the preamble',
  padding: 'Ospanova in the padding',
  nested: 'Sarsenova^Botagoz',
  uidRoot: '1.2.826.0.1.3680043.9.7719',
} as const;

const width = 512;
const texts = (tag: string, vr: string, value: string): Buffer => element(tag, vr, value);

/** Draws words into a picture. */
export const drawWords = (into: Int16Array, words: Omit<Writing, 'width'>): void => drawDots(into, { ...words, width });

export type Made = {
  slice: number;
  count: number;
  words?: Omit<Writing, 'value' | 'width'> | undefined;
  series?: number;
};
const days = '20261105';

/** What a scanner says besides the picture, with names in every kind of place. */
function tagsOf({ slice, series = 1 }: Made, uid: string): Buffer[] {
  return [
    texts('00080005', 'CS', 'ISO_IR 100'),
    texts('00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
    texts('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    texts('00080018', 'UI', uid),
    texts('00080020', 'DA', days),
    texts('00080030', 'TM', '101500'),
    texts('00080050', 'SH', planted.accession),
    texts('00080060', 'CS', 'CT'),
    texts('00080080', 'LO', planted.institution),
    texts('00080081', 'ST', planted.address),
    texts('00080090', 'PN', planted.physician),
    texts('00081010', 'SH', planted.station),
    texts('00081030', 'LO', `CT chest ${planted.patient}`),
    texts('0008103e', 'LO', 'Chest 1.0'),
    texts('00081070', 'PN', planted.operator),
    sequence('00081140', [
      Buffer.concat([
        texts('00081150', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
        texts('00081155', 'UI', `${planted.uidRoot}.5.${slice}`),
      ]),
    ]),
    sequence('00081111', [sequence('00081199', [texts('00100010', 'PN', planted.nested)])]),
    texts('00090010', 'LO', 'MAKER PRIVATE'),
    texts('00091001', 'LO', planted.privately),
    sequence('00091002', [texts('00100010', 'PN', planted.nested)]),
    texts('00100010', 'PN', planted.patient),
    texts('00100020', 'LO', planted.id),
    texts('00100030', 'DA', planted.birth),
    texts('00100040', 'CS', 'F'),
    texts('00101000', 'LO', planted.other),
    texts('00102154', 'SH', planted.phone),
    texts('00104000', 'LT', planted.comment),
    texts('00180015', 'CS', 'CHEST'),
    texts('00180050', 'DS', '1.0'),
    texts('00180060', 'DS', '120'),
    texts('0020000d', 'UI', `${planted.uidRoot}.1`),
    texts('0020000e', 'UI', `${planted.uidRoot}.1.${series}`),
    texts('00200010', 'SH', planted.accession),
    texts('00200011', 'IS', String(series)),
    texts('00200013', 'IS', String(slice + 1)),
    texts('00200032', 'DS', `-180\\-180\\${(slice * 1.5).toFixed(1)}`),
    texts('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
    texts('00200052', 'UI', `${planted.uidRoot}.2`),
    sequence('00400275', [
      Buffer.concat([texts('00400007', 'LO', planted.comment), texts('00400006', 'PN', planted.performer)]),
    ]),
    texts('00400244', 'DA', days),
  ];
}

/** How the pixels are to be read. */
const pictureTags = (bitsStored: number): Buffer[] => [
  short('00280002', 1),
  texts('00280004', 'CS', 'MONOCHROME2'),
  short('00280010', width),
  short('00280011', width),
  texts('00280030', 'DS', '0.703\\0.703'),
  short('00280100', 16),
  short('00280101', bitsStored),
  short('00280102', bitsStored - 1),
  short('00280103', 0),
  texts('00281050', 'DS', '40'),
  texts('00281051', 'DS', '400'),
  texts('00281052', 'DS', '-1024'),
  texts('00281053', 'DS', '1'),
  texts('00281054', 'LO', 'HU'),
];

/** Hounsfield units of one slice, as noisy as a scanner’s. */
export const ctValues = (slice: number, count: number): Int16Array => phantom({ slice, count, width, noise: 12 });

/** Stored values: Hounsfield units and 1024, in twelve bits, as scanners write them. */
export function storedOf(made: Made): Uint16Array {
  const picture = ctValues(made.slice, made.count);
  if (made.words) drawWords(picture, { ...made.words, value: 3071 });
  const stored = new Uint16Array(picture.length);
  for (let at = 0; at < stored.length; at++) stored[at] = Math.max(0, Math.min(4095, (picture[at] ?? 0) + 1024));
  return stored;
}

export const uidOf = ({ slice, series = 1 }: Pick<Made, 'slice' | 'series'>): string =>
  `${planted.uidRoot}.1.${series}.${slice + 1}`;

type Parts = { syntax: string; pixels: Buffer; bitsStored?: number; more?: readonly Buffer[] };
const bodyOf = (made: Made, { bitsStored = 12, more = [] }: Omit<Parts, 'pixels' | 'syntax'>): Buffer =>
  Buffer.concat([...tagsOf(made, uidOf(made)), ...more, ...pictureTags(bitsStored)]);

/** The head of a file with a name in its preamble, where some files carry another file. */
function headOf(made: Made, syntax: string): Buffer {
  const head = fileHead({ sopClass: '1.2.840.10008.5.1.4.1.1.2', sopInstance: uidOf(made), syntax, maker: '1.2.3.4' });
  head.write(planted.preamble, 0, 'latin1');
  return head;
}

/** One file of the made-up CT, native and explicit, with an overlay and a padding that say names, too. */
export function ctFile(made: Made, more: readonly Buffer[] = []): Buffer {
  const stored = storedOf(made);
  // The four bits above the picture carry a drawing of old, here letters.
  const hidden = Buffer.from(planted.overlay);
  for (const [index, byte] of hidden.entries()) stored[index] = (stored[index] ?? 0) | ((byte & 0x0f) << 12);
  const pixels = Buffer.from(stored.buffer);
  return Buffer.concat([
    headOf(made, '1.2.840.10008.1.2.1'),
    bodyOf(made, { more }),
    Buffer.concat([
      short('60000010', 16),
      short('60000011', 16),
      element('60003000', 'OB', hidden),
      element('60004000', 'LT', planted.overlay),
    ]),
    pixelStart(16, pixels.length),
    pixels,
    element('fffcfffc', 'OB', Buffer.from(planted.padding)),
  ]);
}

/** The same slice with its pixels packed by a codec. */
export function packedFile(made: Made, { syntax, packed }: { syntax: string; packed: Uint8Array }): Buffer {
  const even = packed.length % 2 ? Buffer.concat([packed, Buffer.of(0)]) : Buffer.from(packed);
  const item = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  item.writeUInt32LE(even.length, 4);
  const start = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]);
  const offsets = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  return Buffer.concat([headOf(made, syntax), bodyOf(made, {}), start, offsets, item, even, end]);
}
