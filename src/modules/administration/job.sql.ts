import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';

type Outcome = 'running' | 'done' | 'failed' | 'cancelled' | 'lost';
type RunTable = {
  id: string;
  job: string;
  started_at: Date;
  ended_at: Date | null;
  outcome: Outcome;
  count: bigint | null;
  error: string | null;
  cancel_asked_at: Date | null;
};
type JobTable = { name: string; cron: string };
type RunnerTable = { id: string; started_at: Date; beat_at: Date };
const tables = (tx: Tx) => tx.withTables<{ job: JobTable; job_run: RunTable; job_runner: RunnerTable }>();

const runs = (tx: Tx) =>
  tables(tx)
    .selectFrom('job_run')
    .select(['id', 'job', 'started_at as startedAt', 'ended_at as endedAt', 'outcome', 'count', 'error'])
    .select('cancel_asked_at as cancelAskedAt');

export const allJobs = (tx: Tx) => tables(tx).selectFrom('job').select(['name', 'cron']).orderBy('name').execute();
/** The last run of each job. */
export const lastRuns = (tx: Tx) => runs(tx).distinctOn('job').orderBy('job').orderBy('started_at', 'desc').execute();
export const runners = (tx: Tx) =>
  tables(tx)
    .selectFrom('job_runner')
    .select(['id', 'started_at as startedAt', 'beat_at as beatAt'])
    .orderBy('started_at')
    .execute();

type Filter = { job?: string | undefined; outcome?: Outcome | undefined; cursor?: string | undefined; limit: number };
/** Newest first: ids carry the moment in which they were made. */
export function listRuns(tx: Tx, { job, outcome, cursor, limit }: Filter) {
  let query = runs(tx).orderBy('id', 'desc').limit(limit);
  if (job) query = query.where('job', '=', job);
  if (outcome) query = query.where('outcome', '=', outcome);
  if (cursor) query = query.where('id', '<', cursor);
  return query.execute();
}
export type RunRow = Awaited<ReturnType<typeof listRuns>>[number];

export type Queued = {
  id: bigint;
  job: string;
  run_at: Date;
  attempts: number;
  most_attempts: number;
  locked_at: Date | null;
  error: string | null;
};
export const queueNow = async (tx: Tx): Promise<Queued[]> =>
  (await sql<Queued>`select * from queue_now()`.execute(tx)).rows;

type Act = Pick<Served, 'tx' | 'now' | 'newId'>;
const answered = ({ rows }: { rows: { is: boolean }[] }): boolean => rows[0]?.is ?? false;

/** Each with an event. @returns whether it could be done */
export const runJobNow = async ({ tx, now, newId }: Act, name: string): Promise<boolean> =>
  answered(await sql<{ is: boolean }>`select run_job_now(${name}, ${newId()}, ${now}) as is`.execute(tx));
export const retryJob = async ({ tx, now, newId }: Act, id: string): Promise<boolean> =>
  answered(await sql<{ is: boolean }>`select retry_job(${id}::bigint, ${newId()}, ${now}) as is`.execute(tx));
export const cancelJob = async ({ tx, now, newId }: Act, id: string): Promise<boolean> =>
  answered(await sql<{ is: boolean }>`select cancel_job(${id}::bigint, ${newId()}, ${now}) as is`.execute(tx));
