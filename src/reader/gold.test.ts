import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GoldFact, toGold } from './gold.ts';
import { type Claim, readDocument } from './index.ts';

const shared = join(import.meta.dirname, '../../../shared');
const documents = join(shared, 'documents');
const isAbsent = !existsSync(documents);
const names = isAbsent ? [] : readdirSync(documents).map((file) => file.replace('.txt', ''));

const readingOf = (name: string) => readDocument(readFileSync(join(documents, `${name}.txt`)), {});
const goldOf = (name: string): GoldFact[] =>
  readFileSync(join(shared, 'conformance/reader', `${name}.gold.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): GoldFact => JSON.parse(line));
const claimsOf = (): Claim[] => names.flatMap((name) => [...readingOf(name).claims]);
const overlap = (a: GoldFact, b: GoldFact) => a.start < b.end && b.start < a.end;

const compared: Readonly<Record<string, readonly string[]>> = {
  money: ['amount', 'currency', 'comparator'],
  count: ['value', 'comparator', 'role'],
  date: ['iso', 'role'],
  period: ['from', 'until', 'duration'],
};

describe.skipIf(isAbsent)('the five shared documents (where the shared folder is at hand)', () => {
  test('every core money, count, date and period is found with its value, comparator and role', () => {
    const missing = names.flatMap((name) => {
      const facts = toGold(readingOf(name));
      return goldOf(name)
        .filter((gold) => gold['core'] === true && gold.kind in compared)
        .filter((gold) => {
          const same = (fact: GoldFact) =>
            (compared[gold.kind] ?? []).every((field) => (fact[field] ?? null) === (gold[field] ?? null));
          return !facts.some((fact) => fact.kind === gold.kind && overlap(fact, gold) && same(fact));
        })
        .map((gold) => gold.id);
    });
    expect(missing).toEqual([]);
  });

  test('no claim stands in what is furniture there', () => {
    const inside = names.flatMap((name) => {
      const furniture = goldOf(name).filter((gold) => gold.kind === 'furniture');
      const facts = toGold(readingOf(name)).filter((fact) => fact.kind !== 'furniture');
      return facts.filter((fact) => furniture.some((gold) => overlap(gold, fact)));
    });
    expect(inside).toEqual([]);
  });

  test('four of five core commitments and deliveries are found with their strength', () => {
    const all = names.flatMap((name) => {
      const facts = toGold(readingOf(name));
      return goldOf(name)
        .filter((gold) => gold['core'] === true && (gold.kind === 'commitment' || gold.kind === 'delivery'))
        .map((gold) =>
          facts.some((fact) => fact.kind === gold.kind && overlap(fact, gold) && fact['status'] === gold['status']),
        );
    });
    expect(all.filter(Boolean).length / all.length).toBeGreaterThanOrEqual(0.8);
  });

  test('the figures of the clinic, the grant and the proton centre are read in full', () => {
    const values = claimsOf().map((claim) => claim.value);
    for (const value of [
      { value: 2700, comparator: 'gt', measure: 'people_seen', role: 'result' },
      { value: 1200, comparator: 'eq', measure: 'people_treated', role: 'result' },
      { value: 37, measure: 'operations' },
      { value: 60, measure: 'master_classes' },
      { value: 800, comparator: 'gt', per: 'P1Y', role: 'capacity' },
      { amount: '1087000000', currency: 'JPY', comparator: 'eq' },
      { amount: '7000000', currency: 'USD', comparator: 'gt', role: 'equivalent', equivalentOf: 'money-1' },
    ]) {
      expect(values).toContainEqual(expect.objectContaining(value));
    }
  });
});
