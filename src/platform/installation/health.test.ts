import { expect, test } from 'vitest';
import { type Facts, healthKeys, healthOf, type Measured, worstOf } from './health.ts';

const now = new Date('2026-11-21T09:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const well: Measured = {
  now: now.toISOString(),
  version: 180_004,
  bytes: 50_000_000,
  connections: 10,
  most_connections: 100,
  started_at: ago(3600),
  archiving: 'on',
  archive_failing: false,
  archived_at: ago(60),
  replicas: 0,
  oldest_transaction_seconds: 0,
  messages_late: 0,
  messages_failed: 0,
  runners: 1,
  runs_failed: 0,
  sealed_at: ago(30),
  verified_at: ago(86_400),
  verified_faults: 0,
  backup_at: ago(3600),
  drill_at: ago(86_400),
  backup_failing: false,
  queue_lag_seconds: 0,
};
const facts = (changed: Partial<Measured> = {}, other: Partial<Facts> = {}): Facts => ({
  database: { ...well, ...changed },
  disk: { free: 60, total: 100 },
  isVaultReadable: true,
  now,
  ...other,
});
const stateOf = (found: Facts, key: string) => healthOf(found).find((check) => check.key === key)?.state;

test('an installation that does well has every check, in its order, and nothing to do', () => {
  const checks = healthOf(facts());
  expect(checks.map(({ key }) => key)).toEqual([...healthKeys]);
  expect(checks.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(worstOf(checks)).toBe('good');
});

test('a database that does not answer is bad, and the rest is still looked at', () => {
  const checks = healthOf({ ...facts(), database: null });
  expect(checks.map(({ key, state }) => [key, state])).toEqual([
    ['database', 'bad'],
    ['disk', 'good'],
    ['vault', 'good'],
  ]);
});

test.each([
  ['connections', { connections: 80 }, 'watch'],
  ['connections', { connections: 95 }, 'bad'],
  ['transactions', { oldest_transaction_seconds: 600 }, 'watch'],
  ['archive', { archive_failing: true }, 'bad'],
  ['archive', { archiving: 'off' }, 'watch'],
  ['backup', { backup_at: ago(27 * 3600) }, 'watch'],
  ['backup', { backup_at: null }, 'bad'],
  ['backup', { backup_failing: true }, 'watch'],
  ['audit', { sealed_at: null }, 'unknown'],
  ['audit', { sealed_at: ago(3600) }, 'bad'],
  ['verification', { verified_faults: 1 }, 'bad'],
  ['runners', { runners: 0 }, 'bad'],
  ['queue', { queue_lag_seconds: 300 }, 'watch'],
  ['runs', { runs_failed: 1 }, 'watch'],
  ['messages', { messages_late: 1 }, 'bad'],
  ['clock', { now: ago(3) }, 'watch'],
  ['clock', { now: ago(-31) }, 'bad'],
] as const)('%s is found not to be well: %j', (key, changed, state) => {
  expect(stateOf(facts(changed), key)).toBe(state);
});

test('a disk that fills and a vault that cannot be read are found', () => {
  expect(stateOf(facts({}, { disk: { free: 10, total: 100 } }), 'disk')).toBe('watch');
  expect(stateOf(facts({}, { disk: { free: 4, total: 100 } }), 'disk')).toBe('bad');
  expect(stateOf(facts({}, { disk: null }), 'disk')).toBe('unknown');
  expect(worstOf(healthOf(facts({}, { isVaultReadable: false })))).toBe('bad');
});
