import type { Job } from '../jobs/jobs.ts';
import { ownersOfFiles } from './file.sql.ts';
import type { Files } from './files.ts';

const day = 24 * 3_600_000;

/** Every night: seals what lies unsealed or under an older key, and deletes the files of erased patients. */
export const tendFiles = (files: Files): Job => ({
  name: 'tendFiles',
  when: '41 21 * * *',
  async work(tx, now) {
    await files.care.sealAll((addresses) => ownersOfFiles(tx, addresses));
    await files.care.sweep(new Date(now.getTime() - day));
  },
});
