import { readSetting } from '../installation/settings.sql.ts';
import type { Job } from './job.ts';
import { forgetRunsBefore } from './runs.sql.ts';

const day = 24 * 3_600_000;

/** Every night: lets go how jobs ran long ago. */
export const forgetJobRuns: Job = {
  name: 'forgetJobRuns',
  when: '55 20 * * *',
  work: async (tx, now) => {
    const before = new Date(now.getTime() - (await readSetting(tx, 'job_runs_kept_days')) * day);
    return forgetRunsBefore(tx, before);
  },
};
