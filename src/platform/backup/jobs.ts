import type { Job } from '../jobs/jobs.ts';
import { askFor } from './ask.sql.ts';
import type { BackupConfig } from './settings.ts';

/** Asks by the clock. Who keeps the backups takes it up; nothing waits in the queue while a backup is at work. */
export const askForBackup = ({ at }: Pick<BackupConfig, 'at'>): Job => ({
  name: 'askForBackup',
  when: at,
  work: (tx, now) => askFor(tx, { kind: 'backup', now }),
});

export const askForDrill = ({ drillAt }: Pick<BackupConfig, 'drillAt'>): Job => ({
  name: 'askForDrill',
  when: drillAt,
  work: (tx, now) => askFor(tx, { kind: 'drill', now }),
});
