import type { Permission, Role } from '../permissions.ts';

/** Who is asking, for which organisation, and what they may do there. */
export type Actor = { person: string; organisation: string; role: Role; may: ReadonlySet<Permission> };

/** What a request carries to prove it: the token of a session, and the organisation it wants to act for. */
export type Credentials = { token: string; organisation: string | null };
