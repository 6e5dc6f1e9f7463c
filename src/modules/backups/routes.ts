import { implement } from '@orpc/server';
import { askFor } from '../../platform/backup/ask.sql.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { isDemonstration } from '../directory/index.ts';
import { alarmsOf } from './backup.ts';
import { clockOf, findState, lastRun, listRuns, type RunRow } from './backup.sql.ts';
import { backupsContract } from './contract.ts';

const api = implement(backupsContract).$context<Served>();
const shown = 20;

const momentOf = (at: Date | null): string | null => at?.toISOString() ?? null;
const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

const runOf = (row: RunRow) => ({
  id: row.id,
  kind: row.kind,
  askedAt: row.asked_at.toISOString(),
  isAskedByPerson: row.asked_by !== null,
  startedAt: momentOf(row.started_at),
  endedAt: momentOf(row.ended_at),
  outcome: row.outcome,
  why: row.why,
  backup: row.backup,
  bytes: numberOf(row.bytes),
  files: row.files,
  rowsRead: numberOf(row.rows_read),
  isChainWhole: row.is_chain_whole,
});

const recordAsking = async (context: Served, subjectId: string) =>
  recordEvent(context, {
    subject: 'backup_run',
    subjectId,
    action: 'asked',
    fields: ['kind'],
    shared: {
      owner_organisation: context.actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo: await isDemonstration(context),
    },
  });

export const backupsRoutes = api.router({
  backups: api.backups.handler(async ({ context: { tx } }) => {
    const [state, good, drill] = [await findState(tx), await lastRun(tx, 'backup'), await lastRun(tx, 'drill')];
    const [runs, at] = [await listRuns(tx, shown), await clockOf(tx)];
    const standing = {
      place: state?.place ?? null,
      isEmbedded: state?.is_embedded ?? true,
      reachedAt: state?.reached_at ?? null,
      problem: state?.problem ?? null,
      lastGoodAt: good?.ended_at ?? null,
      lastDrill: drill?.ended_at ? { at: drill.ended_at, isDone: drill.outcome === 'done' } : null,
    };
    return {
      place: standing.place,
      isEmbedded: standing.isEmbedded,
      reachedAt: momentOf(standing.reachedAt),
      waiting: { pieces: state?.spool_pieces ?? 0, bytes: Number(state?.spool_bytes ?? 0) },
      problem: standing.problem,
      problemSince: momentOf(state?.problem_since ?? null),
      alarms: alarmsOf(standing, at),
      lastGood: good ? runOf(good) : null,
      lastDrill: drill ? runOf(drill) : null,
      runs: runs.map(runOf),
      at: at.toISOString(),
    };
  }),

  askForBackup: api.askForBackup.handler(async ({ input: { kind }, context, errors }) => {
    const { tx, actor, now } = context;
    if (!(await findState(tx))?.place) throw errors['backups-not-set']();
    const asked = await askFor(tx, { kind, now, by: actor.person });
    if (asked) await recordAsking(context, asked);
    return { kind };
  }),
});
