import type { DataSet } from 'dicom-parser';
import { elementsOf } from './read.server.ts';

/**
 * What tells who somebody is in the tags of a file: every name of a person at any depth, and what identifies a patient, a
 * clinician or a place. The copy is searched for each.
 */
const identifying = new Set(
  `00080050 00080080 00080081 00080082 00080090 00080092 00080094 00081010 00081040 00081048 00081050 00081060 00081070
  00100010 00100020 00100021 00100030 00101000 00101001 00101005 00101040 00101060 00102154 00102155 00102297 00104000
  00200010 00321032 00380010 00380060 00380300 00400006 00401004 00402008 00402009 00402010 00402016 00402017 0040a123
  00180012 00181000`.split(/\s+/),
);
/** Shorter ones stand in too much else. */
const shortest = 4;
const shortestInPixels = 6;

/** The words that identify somebody, in lower case, each as the bytes that it may stand as. */
export function namesIn(data: DataSet): Buffer[] {
  const words = new Set<string>();
  for (const { tag, vr, bytes } of elementsOf(data)) {
    if (vr !== 'PN' && !identifying.has(tag)) continue;
    for (const word of Buffer.from(bytes.subarray(0, 4096))
      .toString('latin1')
      .split(/[\^=\\\s\0,;()]+/))
      if (word.length >= shortest) words.add(word);
  }
  return [...words].map((word) => Buffer.from(word, 'latin1'));
}

const lower = (bytes: Uint8Array): Buffer => {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at++) {
    const byte = copy[at] ?? 0;
    if (byte >= 0x41 && byte <= 0x5a) copy[at] = byte + 0x20;
  }
  return copy;
};

/** Whether a value says one of these words, in whatever case of Latin letters. */
export const saysName = (value: Uint8Array, names: readonly Buffer[]): boolean => {
  const written = lower(value);
  return names.some((name) => written.includes(lower(name)));
};

/** Whether such a word stands byte by byte among the pixels: somebody hid it there. */
export const hidesName = (samples: Uint8Array, names: readonly Buffer[]): boolean => {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return names.some((name) => name.length >= shortestInPixels && bytes.includes(name));
};
