import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DataSet } from 'dicom-parser';
import { type FrameHead, frameHeadBytes, gather, readHead, spread, writeHead } from '../frame.ts';
import type { Shape } from '../schemas.ts';
import type { FileRefusal, Suspicion } from '../study.ts';
import { textIn } from './charset.ts';
import { type Copying, copyOf } from './copy.server.ts';
import { suspicionsOf } from './looks.ts';
import { hidesName, namesIn } from './names.server.ts';
import { alongOf } from './order.ts';
import { type Pixels, pixelsOf } from './pixels.server.ts';
import { readDicom } from './read.server.ts';
import { daysBack, movedDay } from './uid.ts';
import { looksWritten } from './writing.ts';

/** What is made of one file: everything that is kept of it besides its own bytes. */
export type TakenSlice = {
  /** Who the tags say it is: to be hashed, never kept. */
  person: string;
  uid: string;
  seriesUid: string;
  number: number;
  seriesNumber: number;
  modality: string;
  takenOn: string | null;
  /** What the tags call the series, for who brought it. */
  label: string;
  along: number | null;
  shape: Shape;
  suspicions: Suspicion[];
  /** The copy without names: see `packed`. */
  copy: Uint8Array;
};
export type NotTaken = { refused: FileRefusal; detail: string | null };

const text = (data: DataSet, tag: string): string => (data.string(`x${tag}`) ?? '').trim();
/** What people wrote, in the characters that the file says. */
const words = (data: DataSet, tag: string): string => {
  const { dataOffset = 0, length = 0 } = data.elements[`x${tag}`] ?? {};
  return textIn(data.byteArray.subarray(dataOffset, dataOffset + length), text(data, '00080005'))
    .replaceAll('\0', '')
    .trim();
};
const numbers = (data: DataSet, tag: string): number[] => text(data, tag).split('\\').map(Number.parseFloat);
const one = (data: DataSet, tag: string, otherwise: number): number => {
  const [first = Number.NaN] = numbers(data, tag);
  return Number.isFinite(first) ? first : otherwise;
};
const whole = (data: DataSet, tag: string): number =>
  Math.max(-2_000_000_000, Math.min(2_000_000_000, Math.trunc(one(data, tag, 0))));

/** Reads one file, makes its copy without names, and looks for names drawn into it. */
export async function takeSlice(bytes: Uint8Array, copying: Copying): Promise<TakenSlice | NotTaken> {
  const read = readDicom(bytes);
  if ('refused' in read)
    return { refused: read.refused === 'too-many-parts' ? 'broken' : read.refused, detail: read.detail ?? null };
  const uid = text(read.data, '00080018');
  const seriesUid = text(read.data, '0020000e');
  if (uid === '' || seriesUid === '') return { refused: 'broken', detail: null };
  const pixels = await pixelsOf(read).catch(() => ({ refused: 'picture-broken' as const }));
  if ('refused' in pixels)
    return { refused: pixels.refused, detail: 'detail' in pixels ? (pixels.detail ?? null) : null };
  return { uid, seriesUid, ...described(read.data, copying), ...madeOf(read.data, pixels, copying) };
}

function described(data: DataSet, { key, dates }: Copying) {
  const day = movedDay(text(data, '00080020'), dates === 'kept' ? 0 : daysBack(key));
  const label = [words(data, '00081030'), words(data, '0008103e')].filter((each) => each !== '');
  return {
    person: words(data, '00100020') || `${words(data, '00100010')} ${text(data, '00100030')}`.trim(),
    number: whole(data, '00200013'),
    seriesNumber: whole(data, '00200011'),
    modality: /^[A-Z0-9_]{1,16}$/.exec(text(data, '00080060'))?.[0] ?? 'OT',
    takenOn: day ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : null,
    label: label.join(' · ').slice(0, 300),
    along: alongOf(numbers(data, '00200032'), numbers(data, '00200037')),
  };
}

function madeOf(data: DataSet, pixels: Pixels, copying: Copying) {
  const suspicions = suspicionsOf(data);
  if (looksWritten(pixels) || hidesName(pixels.samples, namesIn(data))) suspicions.push('pixels');
  return { suspicions, shape: shapeOf(data, pixels), copy: packed(copyOf(data, pixels, copying), pixels) };
}

function shapeOf(data: DataSet, { rows, columns, kind, isInverted }: Pixels): Shape {
  const [down = Number.NaN, across = Number.NaN] = numbers(data, '00280030');
  const [centre, width] = [one(data, '00281050', Number.NaN), one(data, '00281051', Number.NaN)];
  const slope = one(data, '00281053', 1);
  return {
    rows,
    columns,
    kind,
    isInverted,
    spacing: down > 0 && across > 0 ? [down, across] : null,
    slope: slope === 0 ? 1 : slope,
    intercept: one(data, '00281052', 0),
    window: Number.isFinite(centre) && width >= 1 ? { centre, width } : null,
  };
}

/** The copy as it is kept: how long its head is, the head as DICOM writes it, and the pixels as they are sent. */
function packed(head: Buffer, pixels: Pixels): Uint8Array {
  const { rows, columns, bits, isSigned, kind } = pixels;
  const frame: FrameHead = { rows, columns, bits, isSigned, samples: kind === 'rgb' ? 3 : 1 };
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, writeHead(frame), deflateRawSync(spread(pixels.samples, frame), { level: 3 })]);
}

/** The pixels of a copy that is kept, as they are sent. */
export const frameOf = (copy: Buffer): Buffer => copy.subarray(4 + copy.readUInt32LE(0));

/** The samples of a frame. */
export function samplesOf(frame: Uint8Array) {
  const head = readHead(frame);
  const mostBytes = head.rows * head.columns * head.samples * (head.bits / 8);
  const planes = inflateRawSync(frame.subarray(frameHeadBytes), { maxOutputLength: mostBytes });
  return { head, samples: gather(planes, head) };
}

/** A copy that is kept, as the DICOM file that others get. */
export function fileOf(copy: Buffer): Buffer {
  const { samples } = samplesOf(frameOf(copy));
  const pixels = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const padding = Buffer.alloc(pixels.length % 2);
  return Buffer.concat([copy.subarray(4, 4 + copy.readUInt32LE(0)), pixels, padding]);
}
