import type { Permission, Role } from '../permissions.ts';

/** Who is asking, for which organisation, and what they may do there. */
export type Actor = {
  /** The person, or the id of the token through which another system asks. */
  person: string;
  kind: 'person' | 'token';
  organisation: string;
  /** Null for a token, whose scopes are all it has. */
  role: Role | null;
  may: ReadonlySet<Permission>;
  /** Proved again within ten minutes who they are; dangerous acts want that. */
  isFresh: boolean;
  /** The session of a person; null for a token. */
  session: string | null;
  /** A token's own limit; null for a person. */
  requestsPerMinute: number | null;
};

/** What a request carries to prove it: the token of a session, and the organisation it wants to act for … */
export type SessionCredentials = { token: string; organisation: string | null };
/** … or the token of another system, as its hash. */
export type TokenCredentials = { apiToken: string };
export type Credentials = SessionCredentials | TokenCredentials;
