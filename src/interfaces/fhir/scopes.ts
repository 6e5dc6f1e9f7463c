import type { FhirType } from '../../permissions.ts';
import type { Interaction } from './table.ts';
import { refuse } from './outcome.ts';

/** What the scopes of a token allow: `system/<Type>.cruds`, or some of these letters. Pure. */

export const scopeOf = {
  read: 'r',
  vread: 'r',
  'history-instance': 'r',
  'search-type': 's',
  create: 'c',
  update: 'u',
  delete: 'd',
} as const satisfies Readonly<Record<Interaction, string>>;
type Scope = (typeof scopeOf)[Interaction];

export function allows(may: ReadonlySet<string>, type: string, act: Scope): boolean {
  const start = `system/${type}.`;
  for (const scope of may) if (scope.startsWith(start) && scope.slice(start.length).includes(act)) return true;
  return false;
}

export const noScope = (type: FhirType, act: Scope) =>
  refuse(403, 'forbidden', `The token has no scope system/${type}.${act}.`);

/** @throws a Refusal (403) where the token has no such scope */
export function demand({ actor }: { actor: { may: ReadonlySet<string> } }, type: FhirType, act: Scope): void {
  if (!allows(actor.may, type, act)) throw noScope(type, act);
}
