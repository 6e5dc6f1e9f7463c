import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAddress, isNumber, nextTry, pauseAfter, triedUntil, waysOut } from './message.ts';

const now = new Date('2026-11-21T09:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

test('pauses between tries grow from a minute to twelve hours, and stay there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 90].map((tries) => pauseAfter(tries) / 60_000)).toEqual([
    1, 5, 15, 60, 180, 360, 720, 720, 720,
  ]);
});

test('a message is given up when the next try would come too late, and within two days whatever happens', () => {
  expect(nextTry({ tries: 1, now, until: hours(1) })).toEqual(new Date('2026-11-21T09:01:00Z'));
  expect(nextTry({ tries: 4, now, until: hours(1) })).toEqual(hours(1));
  expect(nextTry({ tries: 5, now, until: hours(1) })).toBeNull();
  let [at, tries] = [now, 0];
  for (let next: Date | null = now; next; next = nextTry({ tries, now: at, until: triedUntil(now, undefined) })) {
    at = next;
    tries++;
  }
  expect([tries, at <= hours(48)]).toEqual([10, true]);
});

test('what holds for half an hour is not tried for longer, and what holds for a month only two days', () => {
  expect(triedUntil(now, hours(0.5))).toEqual(hours(0.5));
  expect(triedUntil(now, hours(24 * 30))).toEqual(hours(48));
});

test('no address and no number can carry a second line, a second recipient or a header', () => {
  expect([isAddress('aigul@example.org'), isNumber('+77001234567')]).toEqual([true, true]);
  for (const text of ['a@b.org, c@d.org', 'a@b.org\nBcc: c@d.org', '<a@b.org>', '"a"@b.org', 'a@b@c'])
    expect(isAddress(text), text).toBe(false);
  for (const text of ['87001234567', '+0123456789', '+7700123456789012', '+7 700 123', '+7700123456\n7'])
    expect(isNumber(text), text).toBe(false);
  fc.assert(fc.property(fc.string(), (text) => !isAddress(text) || !/[\s,;<>]/.test(text)));
});

test('a channel is a way out only where there is something to send with', () => {
  expect(waysOut({})).toEqual([]);
  expect(waysOut({ mail: {} })).toEqual(['mail']);
  expect(waysOut({ mail: undefined, sms: {} })).toEqual(['sms']);
});
