import { z } from 'zod';
import { sizeUpTo } from '../size.ts';

/** A time of the day, or of a day of the week, as a cron line in UTC. */
const isWhen = (text: string): boolean => /^(?:[\d*/,-]+ ){4}[\d*/,-]+$/.test(text);

export const backupSettings = {
  YNTYMAQ_BACKUP: z.string().optional().meta({
    description:
      'A folder for backups, on a disk of its own: every night a whole one, and in between what is written, within a minute or two. Without it there are none.',
    expects: 'the path of a folder',
  }),
  YNTYMAQ_BACKUP_AT: z.string().refine(isWhen).default('20 20 * * *').meta({
    description: 'When backups are taken, as minute, hour, day, month and day of the week in UTC.',
    expects: 'five fields such as "20 20 * * *"',
  }),
  YNTYMAQ_BACKUP_DRILL_AT: z.string().refine(isWhen).default('40 21 * * 6').meta({
    description: 'When the newest backup is restored aside and looked at, to know that it can be.',
    expects: 'five fields such as "40 21 * * 6"',
  }),
  YNTYMAQ_BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,2}\+\d{1,3}$/)
    .default('7+5')
    .meta({
      description: 'Of how many days, and besides of how many weeks, one backup each is kept.',
      expects: 'two whole numbers such as 7+5',
    }),
  YNTYMAQ_BACKUP_WAITING: z.string().default('4 GB').transform(sizeUpTo(1_000_000_000_000)).meta({
    description:
      'How much may wait on the disk of the program while the folder for backups is away. What is more is thrown away, and a new backup is taken when the folder is there again.',
    expects: 'a size up to 1000 GB, such as "4 GB"',
  }),
};

const Settings = z.object(backupSettings);
type Settings = z.infer<typeof Settings>;

/** `at` and `drillAt` are cron lines in UTC; `folder` is absolute; undefined: none is set; `mostWaiting` is in bytes. */
export type BackupConfig = {
  folder: string | undefined;
  at: string;
  drillAt: string;
  keep: { daily: number; weekly: number };
  mostWaiting: number;
};

export function backupFrom(settings: Settings, absolute: (folder: string) => string): BackupConfig {
  const [daily = 7, weekly = 5] = settings.YNTYMAQ_BACKUP_KEEP.split('+').map(Number);
  return {
    folder: settings.YNTYMAQ_BACKUP && absolute(settings.YNTYMAQ_BACKUP),
    at: settings.YNTYMAQ_BACKUP_AT,
    drillAt: settings.YNTYMAQ_BACKUP_DRILL_AT,
    keep: { daily, weekly },
    mostWaiting: settings.YNTYMAQ_BACKUP_WAITING,
  };
}
