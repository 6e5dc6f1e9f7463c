import { v7 as uuidv7 } from 'uuid';
import { asOwner } from './owner.sql.ts';
import type { Refusal } from './refused.ts';

export type RunKind = 'backup' | 'drill';
/** How a backup or a drill ended. */
export type Ending = {
  outcome: 'done' | 'refused' | 'failed' | 'interrupted';
  why?: Refusal | undefined;
  backup?: string;
  bytes?: number;
  files?: number;
  rowsRead?: number;
  isChainWhole?: boolean | null;
};
export type State = {
  place: string | null;
  isEmbedded: boolean;
  reachedAt: Date | null;
  spool: { pieces: number; bytes: number };
  problem: Refusal | 'failed' | 'gap' | null;
};

/** What somebody or the clock asked for and nobody has begun. */
export const askedRuns = (ownerUrl: string): Promise<RunKind[]> =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ kind: RunKind }>(
      'select kind from public.backup_run where started_at is null and ended_at is null order by asked_at',
    );
    return rows.map(({ kind }) => kind);
  });

/** Takes up the run that was asked for, or makes one. Those that began before and never ended were interrupted. */
export const beginRun = (ownerUrl: string, kind: RunKind): Promise<string> =>
  asOwner(ownerUrl, async (client) => {
    await client.query(
      `update public.backup_run set ended_at = greatest(now(), started_at), outcome = 'interrupted'
       where kind = $1 and started_at is not null and ended_at is null`,
      [kind],
    );
    const { rows } = await client.query<{ id: string }>(
      `update public.backup_run set started_at = now() where kind = $1 and started_at is null and ended_at is null returning id`,
      [kind],
    );
    if (rows[0]) return rows[0].id;
    const id = uuidv7();
    await client.query('insert into public.backup_run (id, kind, asked_at, started_at) values ($1, $2, now(), now())', [
      id,
      kind,
    ]);
    return id;
  });

export const endRun = (ownerUrl: string, id: string, ending: Ending): Promise<unknown> =>
  asOwner(ownerUrl, (client) =>
    client.query(
      `update public.backup_run set ended_at = greatest(now(), started_at), outcome = $2, why = $3, backup = $4, bytes = $5,
              files = $6, rows_read = $7, is_chain_whole = $8 where id = $1`,
      [
        id,
        ending.outcome,
        ending.why ?? null,
        ending.backup ?? null,
        ending.bytes ?? null,
        ending.files ?? null,
        ending.rowsRead ?? null,
        ending.isChainWhole ?? null,
      ],
    ),
  );

/** Writes down how things stand. A problem keeps the moment at which it began. */
export const keepState = (ownerUrl: string, state: State): Promise<unknown> =>
  asOwner(ownerUrl, (client) =>
    client.query(
      `insert into public.backup_state (place, is_embedded, looked_at, reached_at, spool_pieces, spool_bytes, problem, problem_since)
       values ($1, $2, now(), $3, $4, $5, $6, case when $6::text is null then null else now() end)
       on conflict (is_only) do update set place = excluded.place, is_embedded = excluded.is_embedded, looked_at = now(),
         reached_at = coalesce(excluded.reached_at, case when backup_state.place = excluded.place then backup_state.reached_at end),
         spool_pieces = excluded.spool_pieces, spool_bytes = excluded.spool_bytes, problem = excluded.problem,
         problem_since = case when excluded.problem is null then null
           else case when backup_state.problem = excluded.problem then backup_state.problem_since else now() end end`,
      [state.place, state.isEmbedded, state.reachedAt, state.spool.pieces, state.spool.bytes, state.problem],
    ),
  );
