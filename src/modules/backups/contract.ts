import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { alarms, outcomes, runKinds } from './backup.ts';

const Moment = z.iso.datetime();
const Run = z.object({
  id: z.uuid(),
  kind: z.enum(runKinds),
  askedAt: Moment,
  /** False: by the clock, or by hand at the machine. */
  isAskedByPerson: z.boolean(),
  startedAt: z.nullable(Moment),
  endedAt: z.nullable(Moment),
  /** Null: it waits or is at work. */
  outcome: z.nullable(z.enum(outcomes)),
  /** Why it was refused, as a word. */
  why: z.nullable(z.string()),
  /** As the command line lists it. */
  backup: z.nullable(z.string()),
  bytes: z.nullable(z.int()),
  files: z.nullable(z.int()),
  rowsRead: z.nullable(z.int()),
  /** Of a drill; null: nothing was sealed. */
  isChainWhole: z.nullable(z.boolean()),
});

export const backupsContract = {
  backups: endpoint
    .route({ method: 'GET', path: '/backups', summary: 'How the backups of this installation do' })
    .meta({ needs: 'installation.manage' })
    .output(
      z.object({
        /** Null: no folder is set, or the program has not looked yet. */
        place: z.nullable(z.string()),
        /** Only the own Postgres can be restored to any moment. */
        isEmbedded: z.boolean(),
        /** Everything that was written before can be restored. */
        reachedAt: z.nullable(Moment),
        /** What waits for the folder. */
        waiting: z.object({ pieces: z.int(), bytes: z.int() }),
        problem: z.nullable(z.string()),
        problemSince: z.nullable(Moment),
        alarms: z.array(z.enum(alarms)),
        lastGood: z.nullable(Run),
        lastDrill: z.nullable(Run),
        /** The newest first. */
        runs: z.array(Run),
        at: Moment,
      }),
    ),
  askForBackup: endpoint
    .route({
      method: 'POST',
      path: '/backups/runs',
      summary: 'Ask for a backup or for a drill; it begins within a minute',
      successStatus: 202,
    })
    .meta({ needs: 'installation.manage' })
    .input(z.object({ kind: z.enum(runKinds) }))
    .output(z.object({ kind: z.enum(runKinds) }))
    .errors({ 'backups-not-set': { status: 409 } }),
};
