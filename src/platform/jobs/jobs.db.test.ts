import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { startWorld } from '../../../test/world.ts';
import { openDatabase } from '../database.ts';
import { openLog } from '../log.ts';
import type { LongJob } from './job.ts';
import { migrateJobs, startJobs } from './jobs.ts';

const world = await startWorld();
await migrateJobs(world.ownerUrl);
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, database, 'yntymaq_worker'), 4);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});
const never = '0 0 1 1 *';
const start = (jobs: Parameters<typeof startJobs>[0]['jobs']) =>
  startJobs({
    ownerUrl: world.ownerUrl,
    db: worker,
    jobs,
    log: openLog('silent'),
    now: () => new Date(),
    beatEvery: 100,
  });
const wake = (name: string) =>
  world.seeAll('select graphile_worker.add_job($1, queue_name => $1, max_attempts => 3)', [name]);
const runsOf = (name: string) => world.seeAll('select * from job_run where job = $1 order by started_at', [name]);

test('two processes never run one job at the same time, and each run is noted once', async () => {
  let [at, most] = [0, 0];
  const job: LongJob = {
    name: 'slowWalk',
    when: never,
    steps: async () => {
      most = Math.max(most, ++at);
      await pause(150);
      at--;
      return 1;
    },
  };
  const runners = await Promise.all([start([job]), start([job])]);
  try {
    for (let n = 0; n < 4; n++) await wake(job.name);
    const done = async () => (await runsOf(job.name)).filter(({ outcome }) => outcome === 'done').length;
    await expect.poll(done, { timeout: 20_000 }).toBe(4);
    expect(most).toBe(1);
  } finally {
    await Promise.all(runners.map(({ stop }) => stop()));
  }
  expect(await world.seeAll('select from job_runner')).toEqual([]);
});

test('a job runs in its own name, and what it may not see as nobody it does not see', async () => {
  const seen: unknown[] = [];
  const job: LongJob = {
    name: 'whoAmI',
    when: never,
    steps: async ({ within }) => {
      seen.push(
        await within(
          async (tx) =>
            (await tx.withTables<{ event: { id: string } }>().selectFrom('event').select('id').execute()).length,
        ),
      );
    },
  };
  const runner = await start([job]);
  try {
    await wake(job.name);
    await expect
      .poll(async () => (await runsOf(job.name)).map(({ outcome }) => outcome), { timeout: 20_000 })
      .toEqual(['done']);
    expect(seen).toEqual([0]);
  } finally {
    await runner.stop();
  }
});

test('a run that somebody cancels stops after the step at hand, and is not tried again', async () => {
  let steps = 0;
  const job: LongJob = {
    name: 'longWay',
    when: never,
    steps: async ({ signal }) => {
      while (!signal.aborted) {
        steps++;
        await pause(20);
      }
      return steps;
    },
  };
  const runner = await start([job]);
  try {
    await wake(job.name);
    await expect.poll(() => steps, { timeout: 20_000 }).toBeGreaterThan(0);
    await world.seeAll(`update job_run set cancel_asked_at = now() where job = 'longWay'`);
    await expect
      .poll(async () => (await runsOf(job.name)).map(({ outcome }) => outcome), { timeout: 20_000 })
      .toEqual(['cancelled']);
    expect(await world.seeAll('select from graphile_worker._private_jobs')).toEqual([]);
  } finally {
    await runner.stop();
  }
});

test('what a runner leaves when it dies is lost for it, free for others at once, and runs there', async () => {
  const dead = uuidv7();
  await wake('inherited');
  await world.seeAll(
    `update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now(), attempts = 1`,
  );
  await world.seeAll(
    `update graphile_worker._private_job_queues set locked_by = 'worker-dead', locked_at = now() where queue_name = 'inherited'`,
  );
  await world.seeAll(
    `insert into job_runner values ($1, 'host', 1, '', now() - interval '1 hour', now() - interval '2 minutes')`,
    [dead],
  );
  await world.seeAll(
    `insert into job_run (id, job, runner, worker, started_at, outcome)
     values ($1, 'inherited', $2, 'worker-dead', now() - interval '3 minutes', 'running')`,
    [uuidv7(), dead],
  );
  const runner = await start([{ name: 'inherited', when: never, work: () => Promise.resolve(7) }]);
  try {
    await expect
      .poll(async () => (await runsOf('inherited')).map(({ outcome }) => outcome), { timeout: 20_000 })
      .toEqual(['lost', 'done']);
  } finally {
    await runner.stop();
  }
});
