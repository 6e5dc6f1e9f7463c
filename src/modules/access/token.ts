import { type Permission, permissionsOf } from '../../permissions.ts';

/** What another system may be allowed, and what its secret looks like. Pure. */

/**
 * To administer, to be a person, to sign, to see or change a patient: no token ever may, whoever makes it. The database says
 * the same: patients are for clinical people who answer for what they open, and a token is none.
 */
const never = (scope: string): boolean =>
  scope.endsWith('.manage') ||
  /^(?:patients|encounters)\./.test(scope) ||
  scope === 'account.own' ||
  scope === 'missions.book' ||
  scope === 'signatures.sign';

/** The scopes that somebody with these permissions may give to a token. */
export const scopesFrom = (may: Iterable<Permission>): Permission[] => [...may].filter((scope) => !never(scope));

/** Every scope that a token can have at all. */
export const allScopes: readonly Permission[] = scopesFrom(permissionsOf('administrator', { isClinical: true }));

/** What may be asked for at all: that no other system opens patients is said in words of its own. */
export const askedScopes: readonly Permission[] = [
  ...allScopes,
  ...(['patients.read', 'patients.write', 'patients.coordinate', 'encounters.read', 'encounters.write', 'missions.book'] as const),
];

/** A token's secret, from 32 random bytes. */
export const secretFrom = (random: Uint8Array): string => `ynt_${Buffer.from(random).toString('base64url')}`;

/** What is kept of a secret so that a person recognises it: its last four signs. */
export const hintOf = (secret: string): string => secret.slice(-4);

export const tokenStates = ['valid', 'expired', 'revoked'] as const;
export type TokenState = (typeof tokenStates)[number];

export function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }, now: Date): TokenState {
  if (revokedAt) return 'revoked';
  return expiresAt <= now ? 'expired' : 'valid';
}
