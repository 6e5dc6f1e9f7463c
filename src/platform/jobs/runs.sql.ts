import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../database.ts';
import type { Job, LongJob } from './job.ts';

/** What is written down about jobs, as the owner, whose queue it is. */
type Runner = { id: string; host: string; pid: number; version: string };

/** Says which jobs there are, and that this runner lives. */
export async function register(
  pool: pg.Pool,
  runner: Runner,
  { jobs, now }: { jobs: readonly (Job | LongJob)[]; now: Date },
) {
  const { id, host, pid, version } = runner;
  await pool.query('insert into job_runner values ($1, $2, $3, $4, $5, $5)', [id, host, pid, version, now]);
  await pool.query(
    `insert into job (name, cron, registered_at) select name, cron, $3 from unnest($1::text[], $2::text[]) as said (name, cron)
     on conflict (name) do update set cron = excluded.cron, registered_at = excluded.registered_at`,
    [jobs.map(({ name }) => name), jobs.map(({ when }) => when), now],
  );
  await pool.query('delete from job where name <> all ($1)', [jobs.map(({ name }) => name)]);
}

export const leave = (pool: pg.Pool, runner: string) => pool.query('delete from job_runner where id = $1', [runner]);

/**
 * Says that this runner lives, and finds what those left who do not any more: their jobs are lost, and free for others.
 * @returns the runs of this runner that somebody asked to stop
 */
export async function beat(
  pool: pg.Pool,
  runner: string,
  { now, silence }: { now: Date; silence: number },
): Promise<string[]> {
  await pool.query('update job_runner set beat_at = $2 where id = $1', [runner, now]);
  const since = new Date(now.getTime() - silence);
  const { rows: lost } = await pool.query<{ worker: string }>(
    `update job_run r set outcome = 'lost', ended_at = $2 where r.outcome = 'running'
       and not exists (select from job_runner a where a.id = r.runner and a.beat_at >= $1) returning r.worker`,
    [since, now],
  );
  if (lost.length > 0)
    await pool.query('select graphile_worker.force_unlock_workers($1)', [lost.map(({ worker }) => worker)]);
  await pool.query('delete from job_runner where beat_at < $1', [since]);
  const { rows } = await pool.query<{ id: string }>(
    `select id from job_run where runner = $1 and outcome = 'running' and cancel_asked_at is not null`,
    [runner],
  );
  return rows.map(({ id }) => id);
}

type Run = { id: string; job: string; runner: string; worker: string; queueId: string; now: Date };
export const beginRun = (pool: pg.Pool, { id, job, runner, worker, queueId, now }: Run) =>
  pool.query(
    `insert into job_run (id, job, runner, worker, queue_id, started_at, outcome) values ($1, $2, $3, $4, $5, $6, 'running')`,
    [id, job, runner, worker, queueId, now],
  );

type Ended = {
  id: string;
  outcome: 'done' | 'failed' | 'cancelled';
  count: number | null;
  error: string | null;
  now: Date;
};
export const endRun = (pool: pg.Pool, { id, outcome, count, error, now }: Ended) =>
  pool.query(
    `update job_run set outcome = $2, count = $3, error = $4, ended_at = $5 where id = $1 and outcome = 'running'`,
    [id, outcome, count, error, now],
  );

/** Stops the statement at hand of a run that is one transaction. */
export const stopStatement = (pool: pg.Pool, backend: number) => pool.query('select pg_cancel_backend($1)', [backend]);

/** Lets go what is known of runs before that moment, as the job that does so. @returns how many */
export async function forgetRunsBefore(tx: Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_job_runs(${before}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}
