import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { State } from './subscription.ts';

// What the database knows of subscriptions and of what is to be told (migration 0051).

type Wanted = { id: string; type: string; state: 'requested' | 'off'; until: Date | null; now: Date };
export async function keepSubscription(tx: Tx, { id, type, state, until, now }: Wanted): Promise<void> {
  await sql`select fhir_subscribe(${id}::uuid, ${type}, ${state}, ${until}::timestamptz, ${now}::timestamptz)`.execute(
    tx,
  );
}

type Watching = { id: string; owner_organisation: string; content: Buffer };
/** The subscriptions of whoever writes that are about a type. */
export const watchingOf = async (tx: Tx, type: string): Promise<Watching[]> =>
  (await sql<Watching>`select * from fhir_watching(${type})`.execute(tx)).rows;

export async function queueNotices(
  tx: Tx,
  { type, id, subscriptions }: { type: string; id: string; subscriptions: readonly string[] },
): Promise<void> {
  await sql`select fhir_notify(${type}, ${id}::uuid, ${[...subscriptions]}::uuid[])`.execute(tx);
}

export type Taken = {
  id: string;
  owner_organisation: string;
  watches: string;
  state: State;
  until: Date | null;
  revision: number;
  tries: number;
  failing_since: Date | null;
  /** Whether the token that wrote it may still see what it is told of. */
  stands: boolean;
  version: number;
  changed_at: Date;
  content: Buffer;
};
/** Subscriptions with something to do, lent for some minutes. As the job that tells. */
export const takeSubscriptions = async (tx: Tx, now: Date, atMost: number): Promise<Taken[]> =>
  (await sql<Taken>`select * from take_subscriptions(${now}::timestamptz, ${atMost})`.execute(tx)).rows;

/** `shown`: what a module held of it then, still to be judged. */
export type Notice = { id: bigint; type: string; resourceId: string; shown: Record<string, unknown> | null };
type NoticeRow = { id: bigint; resource_type: string; resource_id: string; snapshot: object | null };

/** Moments of a snapshot as the view of its type gives them. */
async function shownIn(
  tx: Tx,
  view: string,
  notices: readonly NoticeRow[],
): Promise<Map<bigint, Record<string, unknown>>> {
  if (notices.length === 0) return new Map();
  const { rows } = await sql<{ notice: bigint } & Record<string, unknown>>`
    select n.notice, v.* from unnest(${notices.map(({ id }) => String(id))}::bigint[],
      ${notices.map(({ snapshot }) => JSON.stringify(snapshot))}::jsonb[]) n (notice, snapshot)
    cross join lateral jsonb_populate_record(null::${sql.table(view)}, n.snapshot) v`.execute(tx);
  return new Map(rows.map(({ notice, ...row }) => [notice, row]));
}

/** What a subscription is still to be told, the oldest first. `views`: where each type is held. */
export async function noticesOf(
  tx: Tx,
  { id, atMost }: { id: string; atMost: number },
  views: Readonly<Record<string, string>>,
): Promise<Notice[]> {
  const { rows } = await sql<NoticeRow>`select * from subscription_notices(${id}::uuid, ${atMost})`.execute(tx);
  const shown = await Promise.all(
    Object.entries(views).map(([type, view]) =>
      shownIn(
        tx,
        view,
        rows.filter(({ resource_type, snapshot }) => resource_type === type && snapshot !== null),
      ),
    ),
  );
  const all = new Map(shown.flatMap((each) => [...each]));
  return rows.map(({ id: notice, resource_type, resource_id }) => ({
    id: notice,
    type: resource_type,
    resourceId: resource_id,
    shown: all.get(notice) ?? null,
  }));
}

export async function dropNotices(tx: Tx, notices: readonly bigint[]): Promise<void> {
  if (notices.length > 0) await sql`select notices_done(${notices.map(String)}::bigint[])`.execute(tx);
}

type Said = { state: State; tries: number; failingSince: Date | null; nextTry: Date };
/** What became of a turn. @returns how many notices are given up by now; null where it was written anew meanwhile */
export async function noteTurn(
  tx: Tx,
  { id, revision }: Pick<Taken, 'id' | 'revision'>,
  { state, tries, failingSince, nextTry }: Said,
): Promise<number | null> {
  const { rows } = await sql<{
    dead: number | null;
  }>`select subscription_said(${id}::uuid, ${revision}::int, ${state}, ${tries}::int,
    ${failingSince}::timestamptz, ${nextTry}::timestamptz) as dead`.execute(tx);
  return rows[0]?.dead ?? null;
}

type Shown = { id: string; from: number; at: Date; content: Buffer; keys: readonly bigint[]; eventId: string };
/** Writes the status that its system reads, as a version of its own. */
export async function showStatus(tx: Tx, { id, from, at, content, keys, eventId }: Shown): Promise<void> {
  await sql`select subscription_shown(${id}::uuid, ${from}::int, ${at}::timestamptz, ${content}::bytea, ${keys.map(String)}::bigint[],
    ${eventId}::uuid)`.execute(tx);
}
