import { describe, expect, test } from 'vitest';
import { ctValues, drawWords } from '../../../test/ct.ts';
import { looksWritten } from './dicom/writing.ts';

const picture = (slice: number, draw?: (into: Int16Array) => void): Parameters<typeof looksWritten>[0] => {
  const values = ctValues(slice, 300);
  draw?.(values);
  const samples = new Uint8Array(values.buffer);
  const how = { isSigned: true, isInverted: false, isLossy: false } as const;
  return { rows: 512, columns: 512, kind: 'grey', bits: 16, bitsStored: 16, samples, ...how };
};
const text = 'OSPANOVA 17';

describe('a look for writing in a picture', () => {
  test.each([0, 40, 99, 150, 222, 299])('finds none in slice %d of a body', (slice) => {
    expect(looksWritten(picture(slice))).toBe(false);
  });
  test.each([
    ['small and white beside the body', { x: 8, y: 8, scale: 1, value: 3071 }],
    ['large and white beside the body', { x: 20, y: 460, scale: 3, value: 3071 }],
    ['white over the body', { x: 180, y: 240, scale: 2, value: 2500 }],
    ['black over the body', { x: 180, y: 300, scale: 2, value: -1000 }],
  ])('finds it %s', (_where, how) => {
    expect(looksWritten(picture(150, (into) => drawWords(into, { text, ...how })))).toBe(true);
  });
});
