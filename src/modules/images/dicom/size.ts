import type { Packing } from './syntax.ts';

/** What a compressed picture says of its own size, read from its head: nothing is unpacked that says more than the file does. */
export type Size = { rows: number; columns: number; samples: number };

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const long = (bytes: Uint8Array, at: number): number => word(bytes, at) * 65_536 + word(bytes, at + 2);

/** Frames of JPEG and JPEG-LS: SOF0 … SOF15 and SOF55. */
const isFrame = (marker: number): boolean =>
  marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

function sizeOfJpeg(bytes: Uint8Array): Size | undefined {
  if (word(bytes, 0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 10 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker))
      return { rows: word(bytes, at + 5), columns: word(bytes, at + 7), samples: bytes[at + 9] ?? 0 };
    at += 2 + Math.max(2, word(bytes, at + 2));
  }
  return undefined;
}

/** The SIZ segment stands first in a codestream (ISO/IEC 15444-1, A.5.1); a JP2 file has it somewhere in its boxes. */
function sizeOfJpeg2000(bytes: Uint8Array): Size | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).indexOf(
    Buffer.from([0xff, 0x4f, 0xff, 0x51]),
  );
  if (at < 0 || at + 42 > bytes.length) return undefined;
  return {
    columns: long(bytes, at + 8) - long(bytes, at + 16),
    rows: long(bytes, at + 12) - long(bytes, at + 20),
    samples: word(bytes, at + 40),
  };
}

export const sizeOf = (packing: Packing, bytes: Uint8Array): Size | undefined =>
  packing === 'jpeg-2000' ? sizeOfJpeg2000(bytes) : sizeOfJpeg(bytes);
