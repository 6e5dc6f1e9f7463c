import { addDays, dayText, daysInMonth } from '../../platform/time/calendar.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import { type AmountRefusal, wholeOf } from '../../platform/money/amount.ts';
import type { CommitmentInput } from './schemas.ts';

/** What a commitment must say, and who has which part in it. Pure: no clock, no database, no HTTP. */
export type CommitmentRefusal =
  | AmountRefusal
  | 'party-unknown'
  | 'owes-itself'
  | 'term-unclear'
  | 'condition-incomplete'
  | 'target-without-strength'
  | 'per-without-promise';

type Optional = 'per' | 'dueAfter' | 'placeKey' | 'replacedBy' | 'partOf';
/** As the ledger keeps it: `target` in whole units, `termLast` the last day of the term; what was left out is null. */
export type CheckedCommitment = Omit<CommitmentInput, 'target' | Optional> & {
  [K in Optional]: string | null;
} & { target: bigint | null; termLast: string | null };
type Checked = { checked: CheckedCommitment } | { refused: CommitmentRefusal };

/** @param seated the organisations of the partnership */
export function checkCommitment(asked: CommitmentInput, seated: ReadonlySet<string>): Checked {
  const refused = partiesRefused(asked, seated) ?? shapeRefused(asked);
  if (refused) return { refused };
  const termLast = asked.term === null ? null : boundsOf(asked.term).last;
  if (asked.term !== null && termLast === null) return { refused: 'term-unclear' };
  const { per = null, dueAfter = null, placeKey = null, replacedBy = null, partOf = null } = asked;
  const whole = { ...asked, per, dueAfter, placeKey, replacedBy, partOf, termLast };
  if (asked.target === null) return { checked: { ...whole, target: null } };
  const target = wholeOf(asked.target, asked.kind === 'money' ? asked.currency : null);
  return 'refused' in target ? target : { checked: { ...whole, target: target.whole } };
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
  if (asked.dueAfter && condition === null) return 'condition-incomplete';
  // So much a year is a promise; what was done in a year is a delivery with its period.
  if (asked.per && strength === null) return 'per-without-promise';
  return target !== null && strength === null ? 'target-without-strength' : undefined;
}

/** The term of a promise whose condition was met on `day`: so long after it, as a day. `after` is an ISO 8601 duration. */
export function dueOn(day: string, after: string): string {
  const [, count = '0', unit = 'D'] = /^P(\d{1,4})([YMWD])$/.exec(after) ?? [];
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  if (unit === 'D' || unit === 'W') return addDays(day, Number(count) * (unit === 'W' ? 7 : 1));
  const months = year * 12 + (month - 1) + Number(count) * (unit === 'Y' ? 12 : 1);
  const [ofYear, ofMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return dayText(ofYear, ofMonth, Math.min(date, daysInMonth(ofYear, ofMonth)));
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
