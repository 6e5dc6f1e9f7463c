import { hostname } from 'node:os';
import { type JobHelpers, Logger as QueueLogger, run, runMigrations, type TaskList } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { asService, type Database } from '../database.ts';
import { type Logger, withoutValues } from '../log.ts';
import { openPool } from '../pool.ts';
import { countOf, type Job, type LongJob, nameOfError, silence } from './job.ts';
import * as runs from './runs.sql.ts';

export type { Job, LongJob } from './job.ts';

type Setup = {
  ownerUrl: string;
  db: Database;
  jobs: readonly (Job | LongJob)[];
  log: Logger;
  now: () => Date;
  version?: string;
  /** How often a runner says that it lives, in milliseconds. */
  beatEvery?: number;
};

/** Brings the queue's own tables up to date, as the owner. */
export const migrateJobs = (ownerUrl: string): Promise<void> => runMigrations({ connectionString: ownerUrl });

/** The queue speaks through our log. Its words about a failure may quote a row, so they are left out. */
const queueLogger = (log: Logger): QueueLogger =>
  new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn('the queue lost its database or a job failed');
    else log.debug({ queue: message }, 'queue');
  });

type Running = { stop: AbortController; backend: number | null };
type Place = Required<Pick<Setup, 'db' | 'log' | 'now'>> & {
  pool: pg.Pool;
  runner: string;
  running: Map<string, Running>;
};

/** Does the work of a job in its own name. */
function workOf(job: Job | LongJob, { db, now }: Place, own: Running): Promise<unknown> {
  const actor = { service: job.name, organisation: null };
  if ('steps' in job) return job.steps({ within: (work) => asService(db, actor, work), now, signal: own.stop.signal });
  return asService(db, actor, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    own.backend = rows[0]?.pid ?? null;
    return job.work(tx, now()).finally(() => (own.backend = null));
  });
}

/** Fails the job for the queue, without the words of the error. */
function queueHears(error: unknown): never {
  throw new Error(nameOfError(error));
}

/** One run, written down from its beginning to its end. A run that somebody cancelled is not tried again. */
async function runOnce(job: Job | LongJob, place: Place, { job: queued, abortSignal }: JobHelpers): Promise<void> {
  const { pool, runner, running, now, log } = place;
  const [id, own] = [uuidv7(), { stop: new AbortController(), backend: null }];
  const stop = () => own.stop.abort();
  abortSignal.addEventListener('abort', stop, { once: true });
  const worker = queued.locked_by ?? '';
  await runs.beginRun(pool, { id, job: job.name, runner, worker, queueId: queued.id, now: now() });
  running.set(id, own);
  const end = (outcome: 'done' | 'failed' | 'cancelled', count: number | null, error: string | null) =>
    runs.endRun(pool, { id, outcome, count, error, now: now() });
  try {
    const result = await workOf(job, place, own);
    await end(own.stop.signal.aborted ? 'cancelled' : 'done', countOf(result), null);
  } catch (error) {
    if (own.stop.signal.aborted) return void (await end('cancelled', null, null));
    log.error({ job: job.name, err: withoutValues(error) }, 'job failed');
    await end('failed', null, nameOfError(error));
    // The queue writes down what it is told: the name alone.
    queueHears(error);
  } finally {
    running.delete(id);
    abortSignal.removeEventListener('abort', stop);
  }
}

/** Says from time to time that this runner lives, and stops what somebody asked to stop. */
function keepBeating({ pool, runner, running, now, log }: Place, every: number) {
  const once = async () => {
    for (const id of await runs.beat(pool, runner, { now: now(), silence })) {
      const own = running.get(id);
      own?.stop.abort();
      if (typeof own?.backend === 'number') await runs.stopStatement(pool, own.backend);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    last = once().catch((error: unknown) =>
      log.warn({ err: withoutValues(error) }, 'a runner could not say that it lives'),
    );
  }, every);
  return {
    once,
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

/** What the queue runs, and when. */
const tasksOf = (jobs: readonly (Job | LongJob)[], place: Place): TaskList =>
  Object.fromEntries(
    jobs.map((job) => [job.name, (_payload: unknown, helpers: JobHelpers) => runOnce(job, place, helpers)]),
  );

/**
 * A queue of its own for each job: no job runs twice at a time, whichever process takes it. What fails is tried four
 * times more, and its next turn takes the place of what is left of the one before.
 */
const crontabOf = (jobs: readonly (Job | LongJob)[]): string =>
  jobs.map(({ name, when }) => `${when} ${name} ?queue=${name}&jobKey=${name}&max=5`).join('\n');

/** The queue writes ids back as JSON, which knows no bigint: here they stay texts. */
function asQueueReads(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, String);
  return types;
}

/** Runs jobs by the clock (`when` is a cron line in UTC) until it is stopped, in as many processes as there are. */
export async function startJobs(setup: Setup): Promise<{ stop: () => Promise<void> }> {
  const { ownerUrl, db, jobs, log, now, version = '', beatEvery = 15_000 } = setup;
  const pool = openPool(ownerUrl, 4, { types: asQueueReads() });
  const runner = uuidv7();
  const place: Place = { pool, runner, running: new Map(), db, log, now };
  const beating = keepBeating(place, beatEvery);
  try {
    await runs.register(pool, { id: runner, host: hostname(), pid: process.pid, version }, { jobs, now: now() });
    await beating.once();
    const working = await run({
      pgPool: pool,
      taskList: tasksOf(jobs, place),
      crontab: crontabOf(jobs),
      noHandleSignals: true,
      concurrency: 2,
      logger: queueLogger(log),
    });
    // The runner needs its connections while it stops.
    const stop = async () => {
      try {
        await working.stop();
      } finally {
        await beating.stop();
        await runs.leave(pool, runner).catch(() => undefined);
        await pool.end();
      }
    };
    return { stop };
  } catch (error) {
    await beating.stop();
    await pool.end();
    throw error;
  }
}
