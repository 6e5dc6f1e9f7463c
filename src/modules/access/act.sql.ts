import { sql } from 'kysely';
import type { Role } from '../../permissions.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { attempt } from './refusal.sql.ts';
import type { TokenScope } from './token.ts';

/** What changes who may what: each a function of the database that checks who asks and records what it did. */
type Granted = {
  person: string;
  role: Role;
  isClinical: boolean;
  begins: Date | null;
  ends: Date | null;
  reason: string;
};

export const grantRole = (tx: Tx, { person, role, isClinical, begins, ends, reason }: Granted) =>
  attempt(async () => {
    const { rows } = await sql<{ id: string }>`
      select grant_role(${person}, ${role}, ${isClinical}, ${begins}, ${ends}, ${reason}) as id`.execute(tx);
    return { id: rows[0]?.id ?? '' };
  });

const done = { done: true } as const;

export const endRole = (tx: Tx, id: string, reason: string) =>
  attempt(async () => {
    await sql`select end_role(${id}, ${reason})`.execute(tx);
    return done;
  });

export const deactivateMember = (tx: Tx, asked: { person: string; reason: string; takeOver: boolean }) =>
  attempt(async () => {
    await sql`select deactivate_member(${asked.person}, ${asked.reason}, ${asked.takeOver})`.execute(tx);
    return done;
  });

export const reactivateMember = (tx: Tx, person: string) =>
  attempt(async () => {
    await sql`select reactivate_member(${person})`.execute(tx);
    return done;
  });

export const deactivatePerson = (tx: Tx, person: string, reason: string) =>
  attempt(async () => {
    const { rows } = await sql<{ id: string }>`select deactivate_person(${person}, ${reason}) as id`.execute(tx);
    return { withoutAdministrator: rows.map(({ id }) => id) };
  });

export const reactivatePerson = (tx: Tx, person: string) =>
  attempt(async () => {
    await sql`select reactivate_person(${person})`.execute(tx);
    return done;
  });

/** Makes somebody an administrator of the installation, or makes them one no longer. */
export const setInstallation = (tx: Tx, person: string, isInstallation: boolean) =>
  attempt(async () => {
    await (isInstallation
      ? sql`select grant_installation(${person})`.execute(tx)
      : sql`select withdraw_installation(${person})`.execute(tx));
    return done;
  });

export type Invited = {
  id: string;
  organisation: string;
  address: string;
  name: string;
  role: Role;
  isClinical: boolean;
  begins: Date | null;
  ends: Date | null;
  reason: string;
  hash: string;
};
export const insertInvitation = (tx: Tx, invited: Invited) =>
  attempt(async () => {
    const { id, organisation, address, name, role, isClinical, begins, ends, reason, hash } = invited;
    await sql`select invite(${id}, ${organisation}, ${address}, ${name}, ${role}, ${isClinical}, ${begins}, ${ends},
      ${reason}, ${hash})`.execute(tx);
    return done;
  });

type Resent = { address: string; name: string; role: Role; organisation_id: string };
export const renewInvitation = (tx: Tx, id: string, hash: string) =>
  attempt(async () => {
    const { rows } = await sql<Resent>`select * from resend_invitation(${id}, ${hash})`.execute(tx);
    if (!rows[0]) throw new Error('a renewed invitation has an address');
    return rows[0];
  });

export const revokeInvitation = (tx: Tx, id: string) =>
  attempt(async () => {
    await sql`select revoke_invitation(${id})`.execute(tx);
    return done;
  });

export type Behind = {
  address: string;
  name: string;
  role: Role;
  is_clinical: boolean;
  begins_at: Date | null;
  ends_at: Date | null;
  expires_at: Date;
  organisation_id: string;
  organisation_names: Names;
  is_known: boolean;
};
/** What an invitation says to who holds its secret; undefined where it opens nothing (any more). Needs no session. */
export const invitationBehind = async (db: Database, hash: string): Promise<Behind | undefined> =>
  (await sql<Behind>`select * from invitation_behind(${hash})`.execute(db)).rows[0];

/** Accepts an invitation for who is signed in with this session's token. */
export const acceptInvitation = (db: Database, hash: string, session: string) =>
  attempt(() =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ organisation: string }>`
        select accept_invitation(${hash}, ${session}) as organisation`.execute(tx);
      return { organisation: rows[0]?.organisation ?? '' };
    }),
  );

export type NewToken = {
  id: string;
  purpose: string;
  scopes: readonly TokenScope[];
  hash: string;
  hint: string;
  requestsPerMinute: number;
  expires: Date;
};
export const insertToken = (tx: Tx, token: NewToken) =>
  attempt(async () => {
    const { id, purpose, scopes, hash, hint, requestsPerMinute, expires } = token;
    await sql`select make_token(${id}, ${purpose}, ${[...scopes]}::text[], ${hash}, ${hint}, ${requestsPerMinute}::int,
      ${expires})`.execute(tx);
    return done;
  });

export const rotateToken = (tx: Tx, id: string, { hash, hint, hours }: { hash: string; hint: string; hours: number }) =>
  attempt(async () => {
    await sql`select rotate_token(${id}, ${hash}, ${hint}, make_interval(hours => ${hours}::int))`.execute(tx);
    return done;
  });

export const revokeToken = (tx: Tx, id: string) =>
  attempt(async () => {
    await sql`select revoke_token(${id})`.execute(tx);
    return done;
  });

export type TokenRow = {
  id: string;
  purpose: string;
  scopes: TokenScope[];
  hint: string;
  requests_per_minute: number;
  made_by: string;
  made_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  previous_until: Date | null;
  last_used_at: Date | null;
};
/** The tokens of the actor's organisation, the newest first; of their secrets only the last signs. */
export const tokensOf = async (tx: Tx): Promise<TokenRow[]> =>
  (
    await sql<TokenRow>`select id, purpose, scopes, hint, requests_per_minute, made_by, made_at, expires_at, revoked_at,
      previous_until, last_used_at from api_token order by made_at desc, id`.execute(tx)
  ).rows;
