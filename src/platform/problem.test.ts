import { expect, test } from 'vitest';
import { nameOf } from './problem.ts';

const failing = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  failing('terminating connection due to administrator command', '57P01'),
  failing('read ECONNRESET', 'ECONNRESET'),
  failing('write EPIPE', 'EPIPE'),
  failing('connect ETIMEDOUT', 'ETIMEDOUT'),
  failing('Connection terminated unexpectedly'),
  failing('Client has encountered a connection error and is not queryable'),
])('a database that cannot be reached is 503, not a fault of the program: $message', (failure) => {
  expect(nameOf(failure)).toEqual({ name: 'unavailable', status: 503 });
});

test('what nobody expected is 500', () => {
  expect(nameOf(failing('x is not a function'))).toEqual({ name: 'failed', status: 500 });
});
