import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import type pg from 'pg';
import { sha256 } from '../hash.ts';

type Asked = { model: string; where?: Where[] | undefined };
type Row = Record<string, unknown>;

/** A session is asked for by the hash of its token; all else is asked for as it is. */
function hidden<A extends Asked>(asked: A): A {
  if (asked.model !== 'session' || !asked.where) return asked;
  const hashed = (value: Where['value']): Where['value'] =>
    Array.isArray(value) ? (value as string[]).map(sha256) : sha256(String(value));
  return { ...asked, where: asked.where.map((it) => (it.field === 'token' ? { ...it, value: hashed(it.value) } : it)) };
}

/** What was asked for by its token has that token again: the cookie is made of it. */
function shown<T>({ model, where }: Asked, row: T): T {
  const token = model === 'session' ? where?.find(({ field }) => field === 'token')?.value : undefined;
  return typeof token === 'string' && row ? { ...row, token } : row;
}

const around = (base: () => Promise<DBTransactionAdapter>) => ({
  id: 'kysely',
  create: async (asked: Parameters<DBAdapter['create']>[0]) => {
    const row: Row = await (await base()).create(asked);
    return asked.model === 'session' ? { ...row, token: (asked.data as Row)['token'] } : row;
  },
  findOne: async (asked: Parameters<DBAdapter['findOne']>[0]) =>
    shown(asked, await (await base()).findOne(hidden(asked))),
  findMany: async (asked: Parameters<DBAdapter['findMany']>[0]) => (await base()).findMany(hidden(asked)),
  count: async (asked: Parameters<DBAdapter['count']>[0]) => (await base()).count(hidden(asked)),
  update: async (asked: Parameters<DBAdapter['update']>[0]) => shown(asked, await (await base()).update(hidden(asked))),
  updateMany: async (asked: Parameters<DBAdapter['updateMany']>[0]) => (await base()).updateMany(hidden(asked)),
  delete: async (asked: Parameters<DBAdapter['delete']>[0]) => (await base()).delete(hidden(asked)),
  deleteMany: async (asked: Parameters<DBAdapter['deleteMany']>[0]) => (await base()).deleteMany(hidden(asked)),
  consumeOne: async (asked: Parameters<DBAdapter['consumeOne']>[0]) => (await base()).consumeOne(hidden(asked)),
  incrementOne: async (asked: Parameters<DBAdapter['incrementOne']>[0]) => (await base()).incrementOne(hidden(asked)),
});

/**
 * better-auth's own way to Postgres, except that it never asks for a session's token: the database keeps only the hash
 * (a trigger sees to it), so that a copy of it lets nobody in.
 */
export const withHashedSessions =
  (pool: pg.Pool) =>
  (options: BetterAuthOptions): DBAdapter => {
    let opened: Promise<DBAdapter> | undefined;
    const base = () => (opened ??= getAdapter({ ...options, database: pool }));
    const adapter = {
      ...around(base),
      transaction: async <R>(work: (inside: DBTransactionAdapter) => Promise<R>) =>
        (await base()).transaction((inside) => work(around(async () => inside) as DBTransactionAdapter)),
    };
    return adapter as DBAdapter;
  };
