import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  accounts,
  type Balance,
  balanceOf,
  type Entry,
  fullness,
  isOverCapacity,
  isSound,
  linesOf,
  nothing,
  type TransactionKind,
} from './quota.ts';

type Written = Entry & { kind: TransactionKind };
const written = (kind: TransactionKind, from: Account, to: Account, amount: bigint): Written[] => [
  { kind, account: from, amount: -amount },
  { kind, account: to, amount },
];

test('the account of the mock-up: 30 granted, 16 treated, 5 booked of which 1 came back, 10 free', () => {
  const entries = [
    ...written('grant', 'granted', 'free', 30n),
    ...written('reserve', 'free', 'reserved', 21n),
    ...written('confirm', 'reserved', 'confirmed', 16n),
    ...written('consume', 'confirmed', 'consumed', 16n),
    ...written('release', 'reserved', 'free', 1n),
  ];
  const balance = balanceOf(entries);
  expect(balance).toEqual({ ...nothing, granted: 30n, free: 10n, reserved: 4n, consumed: 16n });
  expect(linesOf(entries, balance)).toEqual([
    { line: 'granted', in: 30n, out: 0n },
    { line: 'treated', in: 0n, out: 16n },
    { line: 'booked', in: 0n, out: 5n },
    { line: 'returned', in: 1n, out: 0n },
  ]);
  expect(fullness(balance)).toBe(66.66);
});

/** Acts as the ledger knows them: from which account to which. */
const acts: readonly [TransactionKind, Account, Account][] = [
  ['grant', 'granted', 'free'],
  ['reserve', 'free', 'reserved'],
  ['confirm', 'reserved', 'confirmed'],
  ['consume', 'confirmed', 'consumed'],
  ['release', 'reserved', 'free'],
  ['release', 'confirmed', 'free'],
  ['release', 'consumed', 'free'],
  ['expire', 'reserved', 'free'],
  ['move', 'free', 'granted'],
  ['move', 'granted', 'free'],
  ['lapse', 'free', 'lapsed'],
  ['release', 'confirmed', 'lapsed'],
  ['move', 'lapsed', 'granted'],
];

test('whatever happens, the lines of a page come to what is free, and nobody holds less than nothing', () => {
  const act = fc.record({ at: fc.nat(acts.length - 1), amount: fc.bigInt(1n, 40n) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (drawn) => {
      const entries: Written[] = [];
      for (const { at, amount } of drawn) {
        const [kind, from, to] = acts[at] ?? ['grant', 'granted', 'free'];
        const tried = [...entries, ...written(kind, from, to, amount)];
        if (isSound(balanceOf(tried))) entries.push(...written(kind, from, to, amount));
      }
      const balance = balanceOf(entries);
      expect(isSound(balance)).toBe(true);
      const lines = linesOf(entries, balance);
      expect(lines.reduce((sum, line) => sum + line.in - line.out, 0n)).toBe(balance.free);
    }),
  );
});

test('entries that come to nothing leave a sound balance, and one that takes more than there is does not', () => {
  const tooMuch: Balance = balanceOf(written('reserve', 'free', 'reserved', 1n));
  expect(isSound(tooMuch)).toBe(false);
  expect(accounts.length).toBe(Object.keys(nothing).length);
  expect(fullness(nothing)).toBe(0);
});

test.each([
  ['gt', 801, false, 'a centre for more than 800 may well treat 801'],
  ['ge', 900, false, 'at least 800 says nothing of a limit'],
  ['eq', 801, true, 'exactly 800 is fewer than 801'],
  ['le', 800, false, 'at most 800 are 800'],
  ['lt', 800, true, 'fewer than 800 are not 800'],
  ['approx', 801, true, 'about 800 is compared as 800'],
] as const)(
  'a capacity that is %s 800 and %i seats: over is %s, because %s',
  (comparator, granted, isOver, because) => {
    expect(isOverCapacity({ seats: 800, comparator }, granted), because).toBe(isOver);
  },
);
