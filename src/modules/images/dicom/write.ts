/** Writing DICOM: Explicit VR Little Endian (PS3.5, 7.1.2), and the head of a file (PS3.10, 7.1). */

const longForm = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);
const sizeOfShort = 65_534;

function startOf(tag: string, vr: string, length: number): Buffer {
  const start = Buffer.alloc(longForm.has(vr) ? 12 : 8);
  start.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  start.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  start.write(vr, 4, 'latin1');
  if (longForm.has(vr)) start.writeUInt32LE(length, 8);
  else start.writeUInt16LE(length, 6);
  return start;
}

const pad = (vr: string): number => (vr === 'UI' || vr === 'OB' ? 0 : 0x20);

/** One element; a value of odd length is padded as its VR wants. @throws Error when it does not fit */
export function element(tag: string, vr: string, value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(pad(vr))]);
  if (!longForm.has(vr) && even.length > sizeOfShort) throw new Error(`${tag} does not fit`);
  return Buffer.concat([startOf(tag, vr, even.length), even]);
}

export const short = (tag: string, value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return element(tag, 'US', bytes);
};

/** A sequence of items, each the elements of one. */
export function sequence(tag: string, items: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(
    items.flatMap((item) => {
      const start = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
      start.writeUInt32LE(item.length, 4);
      return [start, item];
    }),
  );
  return Buffer.concat([startOf(tag, 'SQ', whole.length), whole]);
}

/** The beginning of the pixels, which follow it, in words of 16 bits or in bytes. */
export const pixelStart = (bits: number, length: number): Buffer => startOf('7fe00010', bits > 8 ? 'OW' : 'OB', length);

type Head = { sopClass: string; sopInstance: string; syntax: string; maker: string };

/** The head of a file, made anew: an empty preamble, in which nothing hides, and who wrote it. */
export function fileHead({ sopClass, sopInstance, syntax, maker }: Head): Buffer {
  const group = Buffer.concat([
    element('00020001', 'OB', Buffer.of(0, 1)),
    element('00020002', 'UI', sopClass),
    element('00020003', 'UI', sopInstance),
    element('00020010', 'UI', syntax),
    element('00020012', 'UI', maker),
    element('00020013', 'SH', 'YNTYMAQ'),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(group.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element('00020000', 'UL', length), group]);
}
