import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Device } from '../../../../test/missionDay.ts';
import type { Of } from './operation.ts';
import { pairsWith, personsOf, saidOf } from './person.ts';

const visits = ['a', 'b', 'c', 'd', 'e', 'f'];
const visit = fc.constantFrom(...visits);
const words = fc.array(fc.record({ visit, other: visit, isSame: fc.boolean() }), { maxLength: 12 });
const groups = fc.array(fc.uniqueArray(visit, { minLength: 2 }), { maxLength: 3 });

/** Who is of one person with whom, by going through every two until nothing changes. */
function slowly(pairs: ReturnType<typeof pairsWith>, alike: readonly (readonly string[])[]): Map<string, string[]> {
  const isTied = (one: string, other: string): boolean =>
    saidOf(pairs, one, other) ?? (one !== other && alike.some((group) => group.includes(one) && group.includes(other)));
  const reached = (from: string): string[] => {
    const found = new Set([from]);
    for (const each of found) for (const other of visits) if (isTied(each, other)) found.add(other);
    return [...found].sort();
  };
  const all = visits.map((each) => [each, reached(each)] as const);
  return new Map(all.filter(([, members]) => members.length > 1));
}

test('whoever is alike is one person unless a word says otherwise, as going through every two of them finds', () => {
  fc.assert(
    fc.property(words, groups, (said, alike) => {
      const device = new Device(1);
      const spoken = said.map((body) => device.say({ kind: 'visit.same', ...body }) as Of<'visit.same'>);
      const pairs = pairsWith(new Map(), spoken);
      const found = personsOf(pairs, alike);
      expect(new Map([...found].map(([id, members]) => [id, [...members].sort()] as const))).toEqual(
        slowly(pairs, alike),
      );
    }),
    { numRuns: 2000 },
  );
});

test('of thousands who are all alike no two are compared', () => {
  const alike = Array.from({ length: 5000 }, (_, at) => String(at).padStart(4, '0'));
  const asked: string[] = [];
  const pairs = new Map();
  pairs.get = (key: string) => {
    asked.push(key);
    return undefined;
  };
  expect(personsOf(pairs, [alike]).get('4999')).toEqual(alike);
  expect(asked).toEqual([]);
});
