import { type FhirScope, fhirScopesFor, type Permission, permissionsOf } from '../../permissions.ts';

/** What another system may be allowed, and what its secret looks like. Pure. */

/** What another system may be allowed: what people may by the doors of people, or to read types of FHIR. */
export type TokenScope = Permission | FhirScope;

/**
 * To administer, to be a person, to sign, to see or change a patient by the doors of people: no token ever may, whoever makes
 * it. The database says the same. What a token reads of patients it reads by FHIR, one type for each scope.
 */
const never = (scope: string): boolean =>
  scope.endsWith('.manage') ||
  /^(?:patients|encounters)\./.test(scope) ||
  scope === 'account.own' ||
  scope === 'missions.book' ||
  scope === 'signatures.sign';

/** The scopes that somebody with these permissions may give to a token; what is about patients, only somebody clinical. */
export function scopesFrom(may: Iterable<Permission>): TokenScope[] {
  const held = [...may];
  const isClinical = held.includes('patients.read') && held.includes('encounters.read');
  return [...held.filter((scope) => !never(scope)), ...fhirScopesFor({ isClinical })];
}

/** Every scope that a token can have at all. */
export const allScopes: readonly TokenScope[] = scopesFrom(permissionsOf('administrator', { isClinical: true }));

/** What may be asked for at all: that no other system opens patients is said in words of its own. */
export const askedScopes: readonly TokenScope[] = [
  ...allScopes,
  ...([
    'patients.read',
    'patients.write',
    'patients.coordinate',
    'encounters.read',
    'encounters.write',
    'missions.book',
  ] as const),
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
