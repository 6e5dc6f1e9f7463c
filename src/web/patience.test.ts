import { expect, test } from 'vitest';
import { Problem } from '../platform/clientProblem.ts';
import { patient } from './patience.ts';

test('what is shown is asked for again for longer than a minute where the minute is full, and seldom otherwise', () => {
  const failed = (status: number) => new Problem({ code: '', status, title: '', fields: [] });
  const triesOf = (error: Error) => [...Array(99).keys()].findIndex((failures) => !patient.retry(failures, error));
  expect(triesOf(failed(429)) * patient.retryDelay(0, failed(429))).toBeGreaterThan(60_000);
  expect([503, 0, 404].map((status) => triesOf(failed(status)))).toEqual([2, 2, 0]);
  expect(patient.retryDelay(1, failed(503))).toBe(2000);
});
