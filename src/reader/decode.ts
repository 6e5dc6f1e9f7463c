import type { ReadHints, ReadProblem } from './claim.ts';

/** The source as text, with the WHATWG name of the encoding it was in. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
  readonly problems: readonly ReadProblem[];
}

const boms: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
const sampleBytes = 4096;

/**
 * Decodes bytes: byte order mark, then a UTF-16 pattern of zero bytes, then strict UTF-8, then what the page or the
 * caller declares, then windows-1251 where that gives plausible Cyrillic. Broken UTF-8 is kept with U+FFFD and reported.
 */
export function decode(bytes: Uint8Array, hints: ReadHints): Decoded {
  const bom = boms.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (bom) return decodeAs(bytes, bom[0]);
  const wide = utf16Pattern(bytes);
  if (wide) return decodeAs(bytes, wide);
  const strict = tryStrictUtf8(bytes);
  if (strict !== null) return { text: strict, encoding: 'utf-8', problems: [] };
  const declared = knownLabel(hints.encoding) ?? knownLabel(metaCharset(bytes));
  if (declared !== null && declared !== 'utf-8') return decodeAs(bytes, declared);
  return decodeAs(bytes, declared === null && looksLikeCyrillic1251(bytes) ? 'windows-1251' : 'utf-8');
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const broken = text.indexOf('\uFFFD');
  const problems: ReadProblem[] = broken < 0 ? [] : [{ code: 'broken-encoding', start: broken, end: broken + 1 }];
  return { text, encoding, problems };
}

function tryStrictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function knownLabel(label: string | undefined | null): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

function metaCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, sampleBytes));
  return /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?([\w:-]{2,30})/i.exec(head)?.[1] ?? null;
}

/** UTF-16 without a mark: Cyrillic has 0x04 and Latin 0x00 as the high byte of nearly every unit. */
function utf16Pattern(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length - (bytes.length % 2), sampleBytes);
  if (size < 8) return null;
  const high = [0, 0];
  for (let index = 0; index < size; index++) {
    const byte = bytes[index];
    if (byte === 0x00 || byte === 0x04) high[index % 2] = (high[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = high.map((count) => count / (size / 2));
  if (odd > 0.9 && even < 0.5) return 'utf-16le';
  return even > 0.9 && odd < 0.5 ? 'utf-16be' : null;
}

/** Cyrillic words in windows-1251 are runs of small letters (0xE0–0xFF); broken UTF-8 has lead and trail bytes mixed. */
function looksLikeCyrillic1251(bytes: Uint8Array): boolean {
  let small = 0;
  let other = 0;
  for (const byte of bytes.subarray(0, 65_536)) {
    if (byte >= 0xe0 || byte === 0xb3 || byte === 0xb8) small++;
    else if (byte >= 0x80) other++;
  }
  return small > other * 2;
}
