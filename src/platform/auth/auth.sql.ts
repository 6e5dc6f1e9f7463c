import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { sha256 } from '../hash.ts';
import { forgottenAfter, secondsLeft, waits } from './attempts.ts';

export type Proof = 'password' | 'passkey' | 'totp';
export type How = Proof | 'recovery_code' | 'ministry' | 'link';
export type What =
  | 'signed_in'
  | 'refused'
  | 'proved_again'
  | 'password_changed'
  | 'passkey_added'
  | 'codes_turned_on'
  | 'codes_turned_off'
  | 'recovery_codes_made'
  | 'recovery_code_used';
export type AuthHappening = {
  person: string;
  session: string | null;
  what: What;
  how: How | null;
  origin: string | null;
};

type Tables = {
  step_up: { session_id: string; at: Date; how: Proof };
  used_code: { person: string; hash: string; at?: Date };
  failed_attempt: { key: string; failures: number; last_at: Date };
  happening: {
    id: string;
    person: string;
    session_id: string | null;
    what: What;
    how: How | null;
    origin: string | null;
  };
};

/** Whose session a token is, while it lasts. */
export type Holder = {
  session: string;
  person: string;
  email: string;
  name: string;
  hasPassword: boolean;
  /** Proved within ten minutes who they are. */
  isFresh: boolean;
};

/** What our own part of sign-in keeps beside better-auth, in the same schema and as the same role. */
export function openAuthStore(pool: pg.Pool, newId: () => string) {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    ...attemptsIn(db),
    ...proofsIn(db),
    record: ({ session: session_id, ...rest }: AuthHappening) =>
      db
        .insertInto('happening')
        .values({ id: newId(), session_id, ...rest })
        .execute(),
    /** The person with this e-mail, if there is one. */
    personOf: async (email: string) => {
      const { rows } = await sql<{ id: string }>`select id from "user" where email = ${email.toLowerCase()}`.execute(
        db,
      );
      return rows[0]?.id ?? null;
    },
    isDeactivated: async (person: string) => {
      const { rows } = await sql<{ is: boolean }>`select auth.is_deactivated(${person}::uuid) as is`.execute(db);
      return rows[0]?.is !== false;
    },
  };
}
export type AuthStore = ReturnType<typeof openAuthStore>;

const attemptsIn = (db: Kysely<Tables>) => ({
  /**
   * Counts an attempt before it is made, so that a thousand at once are not one. @returns the seconds to wait first; 0: go on
   */
  begin: async (key: string): Promise<number> => {
    const seconds = sql`(${sql.val([...waits])}::int[])[least(f.failures, ${waits.length - 1}) + 1]`;
    const { rows } = await sql`insert into failed_attempt as f (key, failures, last_at) values (${key}, 1, now())
      on conflict (key) do update set last_at = now(),
        failures = case when f.last_at < now() - ${forgottenAfter} * interval '1 hour' then 1 else f.failures + 1 end
      where f.last_at + ${seconds} * interval '1 second' <= now() returning key`.execute(db);
    if (rows.length > 0) return 0;
    const [row] = await db.selectFrom('failed_attempt').selectAll().where('key', '=', key).execute();
    return row ? Math.max(1, secondsLeft({ failures: row.failures, lastAt: row.last_at }, new Date())) : 0;
  },
  /** The attempt was none: it failed for another reason. */
  uncount: async (key: string) => {
    await sql`update failed_attempt set failures = failures - 1 where key = ${key} and failures > 0`.execute(db);
  },
  /** The attempt was right: what was wrong before it does not count any more. Old counts go too. */
  succeed: async (key: string) => {
    const old = sql<Date>`now() - ${forgottenAfter} * interval '1 hour'`;
    await db
      .deleteFrom('failed_attempt')
      .where((has) => has.or([has('key', '=', key), has('last_at', '<', old)]))
      .execute();
  },
});

const proofsIn = (db: Kysely<Tables>) => ({
  holderOf: async (token: string): Promise<Holder | null> => {
    const { rows } = await sql<Holder>`select s.id as session, u.id as person, u.email, u.name,
        greatest(s."createdAt", p.at) > now() - interval '10 minutes' as "isFresh",
        exists (select from account a where a."userId" = u.id and a."providerId" = 'credential' and a.password is not null) as "hasPassword"
      from session s join "user" u on u.id = s."userId" left join step_up p on p.session_id = s.id
      where s.token = ${sha256(token)} and s."expiresAt" > now() and s."usedAt" > now() - interval '2 hours'
        and not auth.is_deactivated(u.id)`.execute(db);
    return rows[0] ?? null;
  },
  provedAgain: async (session: string, how: Proof) => {
    const at = new Date();
    await db
      .insertInto('step_up')
      .values({ session_id: session, at, how })
      .onConflict((it) => it.column('session_id').doUpdateSet({ at, how }))
      .execute();
  },
  /** Takes a code of an authenticator app. @returns false when it was taken before */
  takeCode: async (person: string, code: string): Promise<boolean> => {
    await db.deleteFrom('used_code').where('at', '<', sql<Date>`now() - interval '10 minutes'`).execute();
    const taken = await db
      .insertInto('used_code')
      .values({ person, hash: sha256(code) })
      .onConflict((it) => it.doNothing())
      .executeTakeFirst();
    return taken.numInsertedOrUpdatedRows === 1n;
  },
  /** Ends a session that a newer one takes the place of. */
  endSession: async (token: string) => {
    await sql`delete from session where token = ${sha256(token)}`.execute(db);
  },
});
