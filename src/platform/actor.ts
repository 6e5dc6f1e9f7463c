import type { Permission, Role } from '../permissions.ts';

/** Who is asking, for which organisation, and what they may do there. */
export type Actor = {
  /** The person, or the id of the token through which another system asks; of background work its name. */
  person: string;
  kind: 'person' | 'token' | 'service';
  organisation: string;
  /** Null for a token, whose scopes are all it has, and for background work. */
  role: Role | null;
  may: ReadonlySet<Permission>;
  /** Proved again within ten minutes who they are; dangerous acts want that. */
  isFresh: boolean;
  /** The session of a person; null for a token. */
  session: string | null;
  /** A token's own limit; null for a person. */
  requestsPerMinute: number | null;
};

/** Background work in the name of an organisation: it may what it is given here, and its own row policies bound it. */
export const serviceFor = (name: string, organisation: string, may: readonly Permission[]): Actor => ({
  person: name,
  kind: 'service',
  organisation,
  role: null,
  may: new Set(may),
  isFresh: false,
  session: null,
  requestsPerMinute: null,
});

/** The person who acts; null for background work, which is nobody. */
export const personActing = ({ kind, person }: Pick<Actor, 'kind' | 'person'>): string | null =>
  kind === 'service' ? null : person;

/** What a request carries to prove it: the token of a session, and the organisation it wants to act for … */
export type SessionCredentials = { token: string; organisation: string | null };
/** … or the token of another system, as its hash. */
export type TokenCredentials = { apiToken: string };
export type Credentials = SessionCredentials | TokenCredentials;
