import { boundsOf } from '../../platform/time/edtf.ts';
import { type AmountRefusal, wholeOf } from './amount.ts';
import type { CommitmentInput } from './schemas.ts';

/** What a commitment must say, and who has which part in it. Pure: no clock, no database, no HTTP. */
export type CommitmentRefusal =
  | AmountRefusal
  | 'party-unknown'
  | 'owes-itself'
  | 'term-unclear'
  | 'condition-incomplete'
  | 'target-without-strength';

/** As the ledger keeps it: `target` in whole units, `termLast` the last day of the term. */
export type CheckedCommitment = Omit<CommitmentInput, 'target'> & { target: bigint | null; termLast: string | null };
type Checked = { checked: CheckedCommitment } | { refused: CommitmentRefusal };

/** @param seated the organisations of the partnership */
export function checkCommitment(asked: CommitmentInput, seated: ReadonlySet<string>): Checked {
  const refused = partiesRefused(asked, seated) ?? shapeRefused(asked);
  if (refused) return { refused };
  const termLast = asked.term === null ? null : boundsOf(asked.term).last;
  if (asked.term !== null && termLast === null) return { refused: 'term-unclear' };
  if (asked.target === null) return { checked: { ...asked, target: null, termLast } };
  const target = wholeOf(asked.target, asked.kind === 'money' ? asked.currency : null);
  return 'refused' in target ? target : { checked: { ...asked, target: target.whole, termLast } };
}

function partiesRefused(
  { debtors, creditors }: CommitmentInput,
  seated: ReadonlySet<string>,
): CommitmentRefusal | undefined {
  if ([...debtors, ...creditors].some((party) => !seated.has(party))) return 'party-unknown';
  return debtors.some((party) => creditors.includes(party)) ? 'owes-itself' : undefined;
}

function shapeRefused(asked: CommitmentInput): CommitmentRefusal | undefined {
  const { kind, measure, currency, target, strength, condition, conditionState } = asked;
  const isOfOneUnit = (kind === 'measure') === (measure !== null) && (kind === 'money') === (currency !== null);
  if (!isOfOneUnit || (kind === 'act' && target !== null)) return 'unit-mismatch';
  if ((condition === null) !== (conditionState === null)) return 'condition-incomplete';
  return target !== null && strength === null ? 'target-without-strength' : undefined;
}

type Parties = { debtors: readonly string[]; creditors: readonly string[] };
export type Part = 'giver' | 'receiver';

/** As what a side may confirm deliveries: of the debtors as giver, of the creditors as receiver. */
export function partsOf({ debtors, creditors }: Parties, sideOrganisations: readonly string[]): Part[] {
  const sits = (party: string) => sideOrganisations.includes(party);
  const parts: Part[] = [];
  if (debtors.some(sits)) parts.push('giver');
  if (creditors.some(sits)) parts.push('receiver');
  return parts;
}

const ladder = ['own_side', 'partnership', 'public'] as const;
export type Rung = (typeof ladder)[number];

/** Whether more people see the first than the second. */
export const isWider = (one: Rung, other: Rung): boolean => ladder.indexOf(one) > ladder.indexOf(other);
