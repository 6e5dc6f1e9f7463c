import { expect, test } from 'vitest';
import { failuresOf, listOf } from './failures.ts';

const file = { name: '/e2e/backup.test.ts', status: 'failed', message: '' };
const failed = (fullName: string, ...failureMessages: string[]) => ({ status: 'failed', fullName, failureMessages });

test('a failed test is told by its name and the first three lines of its message, without colours', () => {
  const message = '\u001b[31mAssertionError: expected [] to equal\u001b[39m\n\n  one\n  two\n  three';
  const assertionResults = [{ status: 'passed', fullName: 'serves' }, failed('a backup is taken', message)];
  expect(failuresOf({ testResults: [{ ...file, assertionResults }] }, [])).toEqual([
    'a backup is taken\n    AssertionError: expected [] to equal\n    one\n    two',
  ]);
});

test('a file that could not be run and an error outside the tests are told too', () => {
  const broken = { ...file, message: 'Cannot find module', assertionResults: [] };
  const whole = { ...file, status: 'passed', assertionResults: [] };
  expect(failuresOf({ testResults: [broken, whole] }, ['SocketError: other side closed\n    at x'])).toEqual([
    '/e2e/backup.test.ts\n    Cannot find module',
    'outside the tests\n    SocketError: other side closed',
  ]);
});

test('the list has an end, and so has each of its members', () => {
  const assertionResults = Array.from({ length: 50 }, (_, index) => failed(`${index}`, 'long '.repeat(200)));
  const failures = failuresOf({ testResults: [{ ...file, assertionResults }] }, []);
  expect(failures.every((failure) => failure.length <= 300)).toBe(true);
  expect(listOf(failures)).toMatch(/\n {2}39\n.*\n {2}and 10 more\n$/);
});
