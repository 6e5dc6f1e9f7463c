/** How an installation does, from what was measured. Pure: no clock, no database. */

/** What the database says of itself (`installation_health()`); moments are ISO texts, sizes bytes. */
export type Measured = {
  now: string;
  version: number;
  bytes: number;
  connections: number;
  most_connections: number;
  started_at: string;
  archiving: string;
  archive_failing: boolean | null;
  archived_at: string | null;
  replicas: number;
  oldest_transaction_seconds: number;
  messages_late: number;
  messages_failed: number;
  runners: number;
  runs_failed: number;
  sealed_at: string | null;
  verified_at: string | null;
  verified_faults: number | null;
  backup_at: string | null;
  drill_at: string | null;
  backup_failing: boolean | null;
  queue_lag_seconds?: number;
  queue_waiting?: number;
  queue_failed?: number;
};
export type Facts = {
  /** Null: it did not answer. */
  database: Measured | null;
  disk: { free: number; total: number } | null;
  isVaultReadable: boolean;
  /** Of the program, in the middle of asking. */
  now: Date;
};

export const healthKeys = [
  'database',
  'connections',
  'transactions',
  'archive',
  'backup',
  'drill',
  'disk',
  'vault',
  'audit',
  'verification',
  'runners',
  'queue',
  'runs',
  'messages',
  'clock',
] as const;
export type HealthKey = (typeof healthKeys)[number];
/** `good`; `watch`: somebody should look soon; `bad`: somebody should act now; `unknown`: nothing can be told. */
export const healthStates = ['good', 'watch', 'bad', 'unknown'] as const;
export type HealthState = (typeof healthStates)[number];
/** What was found: a share is of one, ages and lags are in seconds, sizes in bytes. */
export type Check = { key: HealthKey; state: HealthState; value: number | null };

const [minute, hour, day] = [60, 3600, 86_400];

/** The higher a number, the worse; null: nothing is known. */
function rising(value: number | null, [watch, bad]: readonly [number, number]): HealthState {
  if (value === null) return 'unknown';
  return value >= bad ? 'bad' : value >= watch ? 'watch' : 'good';
}

const ageAt = (now: Date, at: string | null): number | null =>
  at === null ? null : Math.max(0, Math.round((now.getTime() - new Date(at).getTime()) / 1000));

const check = (key: HealthKey, state: HealthState, value: number | null = null): Check => ({ key, state, value });

/** Every check of what was measured, in the order in which they are shown. */
export function healthOf({ database, disk, isVaultReadable, now }: Facts): Check[] {
  const used = disk ? 1 - disk.free / disk.total : null;
  const around = [
    check('disk', rising(used, [0.85, 0.95]), disk?.free ?? null),
    check('vault', isVaultReadable ? 'good' : 'bad'),
  ];
  const found = database
    ? [...ofDatabase(database), ...around, ...ofKeeping(database, now), ...ofWork(database), ofClock(database, now)]
    : [check('database', 'bad'), ...around];
  const place = (key: HealthKey) => healthKeys.indexOf(key);
  return found.toSorted((a, b) => place(a.key) - place(b.key));
}

function ofDatabase({ bytes, connections, most_connections: most, ...rest }: Measured): Check[] {
  const isArchiving = rest.archiving !== 'off';
  return [
    check('database', 'good', bytes),
    check('connections', rising(connections / most, [0.8, 0.95]), connections),
    check(
      'transactions',
      rising(rest.oldest_transaction_seconds, [10 * minute, hour]),
      rest.oldest_transaction_seconds,
    ),
    check('archive', isArchiving ? (rest.archive_failing ? 'bad' : 'good') : 'watch', null),
  ];
}

function ofKeeping(measured: Measured, now: Date): Check[] {
  const { backup_at, backup_failing, drill_at, sealed_at, verified_at, verified_faults } = measured;
  const [backup, drill, sealed, verified] = [backup_at, drill_at, sealed_at, verified_at].map((at) => ageAt(now, at));
  const isMissing = backup === null || backup === undefined;
  const ofBackup = isMissing ? 'bad' : backup_failing ? 'watch' : rising(backup, [26 * hour, 50 * hour]);
  return [
    check('backup', ofBackup, backup ?? null),
    check('drill', drill === null || drill === undefined ? 'watch' : rising(drill, [8 * day, 35 * day]), drill ?? null),
    check('audit', rising(sealed ?? null, [5 * minute, hour]), sealed ?? null),
    check('verification', verified_faults ? 'bad' : rising(verified ?? null, [8 * day, 30 * day]), verified ?? null),
  ];
}

function ofWork({
  runners,
  queue_lag_seconds: lag,
  runs_failed: failed,
  messages_late,
  messages_failed,
}: Measured): Check[] {
  return [
    check('runners', runners > 0 ? 'good' : 'bad', runners),
    check('queue', rising(lag ?? null, [5 * minute, 30 * minute]), lag ?? null),
    check('runs', rising(failed, [1, 50]), failed),
    check('messages', messages_late > 0 ? 'bad' : rising(messages_failed, [1, 50]), messages_late + messages_failed),
  ];
}

function ofClock({ now: there }: Measured, now: Date): Check {
  const apart = Math.abs(new Date(there).getTime() - now.getTime()) / 1000;
  return check('clock', rising(apart, [2, 30]), Math.round(apart * 10) / 10);
}

/** The worst of all: what a monitor has to know. What is unknown counts as good: it says nothing bad. */
export function worstOf(checks: readonly Check[]): HealthState {
  const states = new Set(checks.map(({ state }) => state));
  return states.has('bad') ? 'bad' : states.has('watch') ? 'watch' : 'good';
}
