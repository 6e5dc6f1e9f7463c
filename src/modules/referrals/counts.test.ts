import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Treated, treatedFrom } from './counts.ts';

const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const givers = { may: 'ministry', june: 'other ministry', october: 'ministry' } as const;
const treated = fc
  .record({
    quota: fc.constantFrom('june', 'may', 'october'),
    month: fc.constantFrom('2026-05', '2026-06'),
    people: fc.uniqueArray(letter, { minLength: 1, maxLength: 2 }),
  })
  .map((row): Treated => ({ ...row, owner: givers[row.quota] }));
const all = fc.array(treated, { maxLength: 30 });
const ministries = ['ministry', 'other ministry'];

test('of all who give quotas of one promise one enters the people, and only where there are any', () => {
  fc.assert(
    fc.property(all, (rows) => {
      const entered = ministries.flatMap((giver) => treatedFrom(rows, giver));
      expect(entered.length).toBe(rows.length === 0 ? 0 : 1);
    }),
  );
});

test('a person counts once however often their treatment began; treatments all stand in the months', () => {
  fc.assert(
    fc.property(all, (rows) => {
      const [cell] = ministries.flatMap((giver) => treatedFrom(rows, giver));
      const twice = ministries.flatMap((giver) => treatedFrom([...rows, ...rows], giver));
      expect(twice[0]?.amount).toBe(cell?.amount);
      expect((cell?.amount ?? 0) <= rows.length).toBe(true);
      const inMonths = cell?.shares.reduce((sum, { encounters }) => sum + encounters, 0) ?? 0;
      expect([inMonths, cell?.encounters ?? 0]).toEqual([rows.length, rows.length]);
    }),
  );
});

test('the order in which treatments are found changes no figure', () => {
  fc.assert(
    fc.property(all, (rows) => {
      const back = rows.toReversed();
      for (const giver of ministries) expect(treatedFrom(back, giver)).toEqual(treatedFrom(rows, giver));
    }),
  );
});
