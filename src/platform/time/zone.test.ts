import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockChanges, instantOf, isZone, localTimeAt, offsetAt } from './zone.ts';

describe('the clocks of a place', () => {
  test.each([
    ['Asia/Almaty', '2020-12-23T10:00', '2020-12-23T04:00:00.000Z'],
    ['Asia/Almaty', '2026-01-03T10:00', '2026-01-03T05:00:00.000Z'],
    ['Asia/Seoul', '2020-12-23T10:00', '2020-12-23T01:00:00.000Z'],
    ['Asia/Jerusalem', '2020-07-01T10:00', '2020-07-01T07:00:00.000Z'],
    // Clocks went back at 02:00 that night: 01:30 was shown twice, and the first is meant.
    ['Asia/Jerusalem', '2020-10-25T01:30', '2020-10-24T22:30:00.000Z'],
  ])('in %s %s is %s', (zone, local, instant) => {
    expect(instantOf(local, zone)?.toISOString()).toBe(instant);
  });

  test('a time that the clocks skipped is no instant', () => {
    expect(instantOf('2020-03-27T02:30', 'Asia/Jerusalem')).toBeNull();
  });

  test('what the clocks show leads back to the instant, up to the hour that is shown twice', () => {
    const zones = fc.constantFrom('Asia/Almaty', 'Asia/Jerusalem', 'Asia/Tokyo', 'Europe/London', 'UTC');
    const minutes = fc.integer({ min: Date.UTC(1995, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const local = localTimeAt(new Date(at * 60_000), zone);
        const found = instantOf(local, zone);
        expect(found).not.toBeNull();
        expect(found && localTimeAt(found, zone)).toBe(local);
        expect(Math.abs((found?.getTime() ?? 0) - at * 60_000)).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 60 },
    );
  });

  test('Kazakhstan moved to one zone in March 2024, and that is the only change around it', () => {
    expect(clockChanges('Asia/Almaty', new Date('2023-06-01T00:00:00Z'), new Date('2025-06-01T00:00:00Z'))).toEqual([
      { at: new Date('2024-02-29T18:00:00Z'), before: 360, after: 300 },
    ]);
  });

  test('an offset and an invention are no zones', () => {
    expect(['Asia/Almaty', 'UTC', '+05:00', 'Asia/Nowhere', '', 'a b'].filter(isZone)).toEqual(['Asia/Almaty', 'UTC']);
    expect(() => offsetAt(new Date(0), 'Asia/Nowhere')).toThrow(RangeError);
  });
});
