import type { ActorName, InstallationRow, PersonRow, RoleRow } from './member.sql.ts';
import type { TokenRow } from './act.sql.ts';
import { stateOf } from './token.ts';

/** Rows of this module as endpoints answer them. */
export const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

export const personShown = ({
  is_clinical: isClinical,
  last_seen,
  since,
  until,
  sort_key: _key,
  ...rest
}: PersonRow) => ({
  ...rest,
  isClinical,
  until: moment(until),
  lastSeen: moment(last_seen),
  since: since.toISOString(),
});

export const installationShown = ({ is_installation, last_seen, since, sort_key: _key, ...rest }: InstallationRow) => ({
  ...rest,
  isInstallation: is_installation,
  lastSeen: moment(last_seen),
  since: since.toISOString(),
});

export const roleShown = (row: RoleRow) => ({
  id: row.id,
  role: row.role,
  isClinical: row.is_clinical,
  since: row.since.toISOString(),
  endsAt: moment(row.ends_at),
  state: row.state,
  reason: row.reason,
  endReason: row.end_reason,
  grantedBy: row.granted_by_name,
  endedBy: row.ended_by_name,
});

export const actorShown = ({ id, name, is_token: isToken }: ActorName) => ({ id, name, isToken });

export const tokenShown = (row: TokenRow, { now, names }: { now: Date; names: readonly ActorName[] }) => ({
  id: row.id,
  purpose: row.purpose,
  scopes: row.scopes,
  hint: row.hint,
  requestsPerMinute: row.requests_per_minute,
  madeBy: names.find(({ id }) => id === row.made_by)?.name ?? null,
  madeAt: row.made_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: moment(row.revoked_at),
  previousUntil: row.previous_until && row.previous_until > now ? row.previous_until.toISOString() : null,
  lastUsedAt: moment(row.last_used_at),
  state: stateOf({ revokedAt: row.revoked_at, expiresAt: row.expires_at }, now),
});
