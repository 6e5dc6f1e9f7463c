import { Logger as QueueLogger, run, runMigrations, type TaskList } from 'graphile-worker';
import { asService, type Database, type Tx } from '../database.ts';
import { type Logger, withoutValues } from '../log.ts';
import { openPool } from '../pool.ts';

/** Background work: its name is its actor. It gets its own transaction, under the row policies of that actor. */
export type Job = { name: string; when: string; work: (tx: Tx, now: Date) => Promise<unknown> };

type Setup = { ownerUrl: string; db: Database; jobs: readonly Job[]; log: Logger; now: () => Date };

/** Brings the queue's own tables up to date, as the owner. */
export const migrateJobs = (ownerUrl: string): Promise<void> => runMigrations({ connectionString: ownerUrl });

/** The queue speaks through our log. Its words about a failure may quote a row, so they are left out. */
const queueLogger = (log: Logger): QueueLogger =>
  new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn('the queue lost its database or a job failed');
    else log.debug({ queue: message }, 'queue');
  });

/** Runs jobs by the clock (`when` is a cron line in UTC) until it is stopped; what fails is tried again. */
export async function startJobs({ ownerUrl, db, jobs, log, now }: Setup): Promise<{ stop: () => Promise<void> }> {
  const pool = openPool(ownerUrl, 3);
  const taskList: TaskList = Object.fromEntries(
    jobs.map(({ name, work }) => [
      name,
      async () => {
        await asService(db, { service: name, organisation: null }, (tx) => work(tx, now())).catch((error: unknown) => {
          log.error({ job: name, err: withoutValues(error) }, 'job failed');
          throw error;
        });
      },
    ]),
  );
  const crontab = jobs.map(({ name, when }) => `${when} ${name}`).join('\n');
  const runner = await run({
    pgPool: pool,
    taskList,
    crontab,
    noHandleSignals: true,
    concurrency: 1,
    logger: queueLogger(log),
  });
  // The runner needs its connections while it stops.
  return {
    stop: async () => {
      try {
        await runner.stop();
      } finally {
        await pool.end();
      }
    },
  };
}
