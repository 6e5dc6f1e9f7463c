import type { DataSet, Element } from 'dicom-parser';
import { keptVr } from './kept.ts';
import { namesIn, saysName } from './names.server.ts';
import type { Pixels } from './pixels.server.ts';
import { isPrivate, rulingOf } from './profile.ts';
import { plainSyntax } from './syntax.ts';
import { daysBack, movedDay, otherUid } from './uid.ts';
import { element, fileHead, pixelStart, sequence, short } from './write.ts';

/** @param key of the patient's own, by which UIDs and days are replaced; @param dates whether days stay as they are */
export type Copying = { key: string; dates: 'kept' | 'shifted' };
type Making = Copying & { names: readonly Buffer[]; isSigned: boolean };

/** UIDs of the standard itself mean the same everywhere. */
const ofStandard = '1.2.840.10008.';
/** Values of these VRs are one of a closed form; what has another form is no such value. */
const forms: Readonly<Record<string, RegExp>> = {
  CS: /^[A-Z0-9_ ]{0,16}$/,
  LO: /^[A-Z0-9_]{1,16}$/,
  DS: /^ *[-+0-9.Ee]{1,16} *$/,
  IS: /^ *[-+]?[0-9]{1,12} *$/,
  DA: /^[0-9]{8}$/,
  TM: /^[0-9]{2,6}(?:\.[0-9]{1,6})?$/,
  DT: /^[0-9]{8,14}(?:\.[0-9]{1,6})?(?:[-+][0-9]{4})?$/,
  UI: /^[0-9.]{1,64}$/,
};
const longest = 65_534;
const mostValues = 64;

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\0 ]+$/, '');

/** The characters of the copy are ASCII: nothing else stays in it. */
const ownTags = new Set([
  '00080005',
  '00280004',
  '00280006',
  '00280100',
  '00280101',
  '00280102',
  '00280103',
  '00282110',
]);

function written(
  tag: string,
  { data, from, making }: { data: DataSet; from: Element; making: Making },
): Buffer | undefined {
  const vr = vrOf(tag, making);
  if (!vr || ownTags.has(tag)) return undefined;
  if (vr === 'SQ')
    return sequence(
      tag,
      (from.items ?? []).flatMap(({ dataSet }) => (dataSet ? [body(dataSet, making)] : [])),
    );
  if (from.items || from.fragments || from.length > longest) return undefined;
  const bytes = data.byteArray.subarray(from.dataOffset, from.dataOffset + from.length);
  const form = forms[vr];
  const value = form ? valueOf(vr, textOf(bytes), { form, making }) : bytes;
  if (value === undefined || saysName(typeof value === 'string' ? Buffer.from(value) : value, making.names))
    return undefined;
  return element(tag, vr, value);
}

/** A tag's VR: where it may be one of two, by whether the pixels are signed. */
function vrOf(tag: string, { isSigned }: Making): string | undefined {
  return isSigned && (tag === '00280120' || tag === '00283002') ? 'SS' : keptVr.get(tag);
}

/** A text value as the copy has it; undefined where it is not of its form. */
function valueOf(vr: string, text: string, { form, making }: { form: RegExp; making: Making }): string | undefined {
  const values = text.split('\\');
  if (values.length > mostValues || values.some((value) => value !== '' && !form.test(value))) return undefined;
  if (vr === 'UI')
    return values.map((uid) => (uid.startsWith(ofStandard) ? uid : otherUid(making.key, uid))).join('\\');
  if (vr !== 'DA' && vr !== 'DT') return text;
  return making.dates === 'kept' ? text : movedText(text, making.key);
}

const movedText = (text: string, key: string): string | undefined => {
  const day = movedDay(text.slice(0, 8), daysBack(key));
  return day && `${day}${text.slice(8)}`;
};

const emptyVr: Readonly<Record<string, string>> = {
  '00080050': 'SH',
  '00080090': 'PN',
  '00100010': 'PN',
  '00100020': 'LO',
  '00100030': 'DA',
  '00100040': 'CS',
  '00200010': 'SH',
};

/** What of one data set the copy has, tag by tag in their order. */
function body(data: DataSet, making: Making): Buffer {
  const tags = Object.keys(data.elements).sort();
  return Buffer.concat(
    tags.flatMap((key) => {
      const [tag, from] = [key.slice(1), data.elements[key]];
      if (!from || isPrivate(tag) || !isIn(tag)) return [];
      return written(tag, { data, from, making }) ?? [];
    }),
  );
}

/** Whether the profile's table, or where it is silent our list, lets the attribute's value stay in some form. */
function isIn(tag: string): boolean {
  const ruling = rulingOf(tag);
  if (!ruling || ruling.isDate || ruling.action === 'other-uid') return keptVr.has(tag);
  // References to other pictures stay, with other UIDs: the profile leaves that choice (X/Z/U*).
  return tag === '00081140' || tag === '00082112';
}

/** What is said of how the copy was made (PS3.15, E.1.1, and PS3.16, CID 7050). */
function madeHow(dates: Copying['dates']): Buffer[] {
  const code = (value: string, meaning: string) =>
    Buffer.concat([
      element('00080100', 'SH', value),
      element('00080102', 'SH', 'DCM'),
      element('00080104', 'LO', meaning),
    ]);
  const onDates =
    dates === 'kept'
      ? code('113106', 'Retain Longitudinal Temporal Information Full Dates Option')
      : code('113107', 'Retain Longitudinal Temporal Information Modified Dates Option');
  return [
    element('00120062', 'CS', 'YES'),
    element('00120063', 'LO', 'PS3.15 Basic Profile, narrower'),
    sequence('00120064', [code('113100', 'Basic Application Confidentiality Profile'), onDates]),
    element('00280303', 'CS', dates === 'kept' ? 'UNMODIFIED' : 'MODIFIED'),
  ];
}

/** What the pixels now are, whatever they were packed as. */
function drawnHow({ kind, bits, bitsStored, isSigned, isInverted, isLossy }: Pixels): Buffer[] {
  const grey = isInverted ? 'MONOCHROME1' : 'MONOCHROME2';
  return [
    element('00280004', 'CS', kind === 'grey' ? grey : 'RGB'),
    ...(kind === 'rgb' ? [short('00280006', 0)] : []),
    short('00280100', bits),
    short('00280101', bitsStored),
    short('00280102', bitsStored - 1),
    short('00280103', isSigned ? 1 : 0),
    ...(isLossy ? [element('00282110', 'CS', '01')] : []),
  ];
}

const byTag = (a: Buffer, b: Buffer): number =>
  a.readUInt16LE(0) - b.readUInt16LE(0) || a.readUInt16LE(2) - b.readUInt16LE(2);

/** The elements that stand one after the other in a body that was written here. */
function* each(written_: Buffer): Generator<Buffer> {
  let at = 0;
  while (at < written_.length) {
    const isLong = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(written_.toString('latin1', at + 4, at + 6));
    const length = isLong ? 12 + written_.readUInt32LE(at + 8) : 8 + written_.readUInt16LE(at + 6);
    yield written_.subarray(at, at + length);
    at += length;
  }
}

/**
 * Makes the copy that others get, without whom it is of: by the Basic Application Level Confidentiality Profile of PS3.15,
 * annex E, and narrower, because what neither its table nor our list names goes out.
 *
 * @returns the file up to its pixels, which follow as they are in `pixels`
 */
export function copyOf(data: DataSet, pixels: Pixels, copying: Copying): Buffer {
  const making: Making = { ...copying, names: namesIn(data), isSigned: pixels.isSigned };
  const { key } = copying;
  const sopClass = textOf(bytesOf(data, '00080016'));
  const kept = body(data, making);
  const elements = [
    ...each(kept),
    element('00080005', 'CS', 'ISO_IR 6'),
    ...Object.entries(emptyVr).map(([tag, vr]) => element(tag, vr, '')),
    ...madeHow(copying.dates),
    ...drawnHow(pixels),
  ].toSorted(byTag);
  const head = fileHead({
    sopClass: sopClass.startsWith(ofStandard) && forms['UI']?.test(sopClass) ? sopClass : otherUid(key, sopClass),
    sopInstance: otherUid(key, textOf(bytesOf(data, '00080018'))),
    syntax: plainSyntax,
    maker: otherUid('yntymaq', 'implementation'),
  });
  const length = pixels.samples.length + (pixels.samples.length % 2);
  return Buffer.concat([head, ...elements, pixelStart(pixels.bits, length)]);
}

function bytesOf(data: DataSet, tag: string): Uint8Array {
  const from = data.elements[`x${tag}`];
  return from ? data.byteArray.subarray(from.dataOffset, from.dataOffset + from.length) : new Uint8Array();
}
