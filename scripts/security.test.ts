import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOfTitle, missingIn, page, pageOf, requirementsIn, source } from './security.ts';

const requirements = requirementsIn(readFileSync(source, 'utf8'));
const fileOf = fileOfTitle();

test('every point of levels 1 and 2 of the standard is there, once', () => {
  const of = (level: string) => requirements.filter((each) => each.level === level).length;
  expect([of('1'), of('2')]).toEqual([70, 183]);
});

test('every test and every document that the page of security names exists', () => {
  expect(missingIn(requirements, fileOf)).toEqual([]);
});

test('the page of security is as it would be written now', () => {
  expect(readFileSync(page, 'utf8')).toBe(pageOf(requirements, fileOf));
});

test('a test that does not exist, a document that does not, a broken line and a point twice are found', () => {
  const [made] = requirementsIn(
    `V1.1.1|1|words|test: ${['no test has', 'nor has any'].map((words) => `${words} this name`).join(' && ')}`,
  );
  expect(made && missingIn([made], fileOf)).toHaveLength(2);
  const [written] = requirementsIn('V1.1.1|1|words|doc: docs/nowhere.md');
  expect(written && missingIn([written], fileOf)).toEqual(['V1.1.1: there is no document "docs/nowhere.md"']);
  expect(() => requirementsIn('V1.1|1|words|test: x')).toThrow('not a requirement');
  expect(() => requirementsIn('V1.1.1|1|a|none: b\nV1.1.1|1|a|none: b')).toThrow('twice: V1.1.1');
});
