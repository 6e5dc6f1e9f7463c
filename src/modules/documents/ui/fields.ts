import * as z from 'zod/mini';
import { boundsOf, whyNotEdtf } from '../../../platform/time/edtf.ts';
import {
  type ClaimKind,
  comparators,
  countRoles,
  dateModifiers,
  dateRoles,
  instrumentTypes,
  measures,
  moneyRoles,
  periodRoles,
  strengths,
  valueSchemas,
} from '../value.ts';

type Path = readonly [string] | readonly [string, string];
/** A field of a claim as a person fills it in. `null`: the value says "not stated" with null instead of leaving it out. */
export type ClaimField = {
  name: string;
  path: Path;
  as: 'text' | 'number' | 'list' | 'choice';
  options?: readonly string[];
  isOptional?: true;
  /** Seldom corrected: folded away until somebody looks for it. */
  isRare?: true;
  empty?: null;
};

const field = (name: string, as: ClaimField['as'] = 'text', more: Partial<ClaimField> = {}): ClaimField => ({
  name,
  path: [name],
  as,
  ...more,
});
const optional = { isOptional: true } as const;
const nothing = { isOptional: true, empty: null } as const;
const choice = (name: string, options: readonly string[], more: Partial<ClaimField> = {}) =>
  field(name, 'choice', { options, ...more });
const ends = (of: string, more: Partial<ClaimField>): ClaimField[] => [
  field('from', 'text', { path: [of, 'from'], ...more }),
  field('until', 'text', { path: [of, 'until'], ...more }),
];
const comparator = choice('comparator', comparators);
const rare = { isRare: true } as const;
const what = field('what');
const counted = [choice('measure', measures, optional), comparator, field('value', 'number')];
const strength = choice('strength', strengths);

/** What can be filled in, by kind; the most telling first. */
export const fieldsOf: Readonly<Record<ClaimKind, readonly ClaimField[]>> = {
  money: [comparator, field('amount'), field('currency'), choice('role', moneyRoles, optional)],
  count: [
    ...counted,
    field('places', 'list', optional),
    ...ends('period', nothing),
    choice('role', countRoles, rare),
    field('what', 'text', rare),
    field('per', 'text', { ...optional, ...rare }),
  ],
  capacity: [
    ...counted,
    field('per', 'text', optional),
    field('places', 'list', optional),
    field('what', 'text', rare),
  ],
  date: [field('edtf'), choice('role', dateRoles), choice('modifier', dateModifiers, optional)],
  period: [
    field('from', 'text', nothing),
    field('until', 'text', nothing),
    field('duration', 'text', optional),
    choice('role', periodRoles, rare),
  ],
  instrument: [
    choice('type', instrumentTypes),
    { ...strength, ...nothing },
    field('title', 'text', optional),
    field('date', 'text', optional),
    ...ends('term', { ...optional, ...rare }),
  ],
  commitment: [
    strength,
    what,
    field('deadline', 'text', optional),
    field('condition', 'text', optional),
    field('speaker', 'text', { ...optional, ...rare }),
  ],
  delivery: [choice('status', ['completed', 'ongoing']), what, ...ends('period', nothing)],
};

export type Filled = Record<string, string>;
type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** A value as its fields show it. */
export function filledOf(kind: ClaimKind, value: object): Filled {
  const shown = ({ path: [first, second] }: ClaimField): unknown => {
    const outer = (value as Json)[first];
    return second === undefined ? outer : isObject(outer) ? outer[second] : undefined;
  };
  return Object.fromEntries(
    fieldsOf[kind].map((each) => {
      const found = shown(each);
      return [
        each.name,
        Array.isArray(found)
          ? found.join(', ')
          : typeof found === 'string' || typeof found === 'number'
            ? String(found)
            : '',
      ];
    }),
  );
}

/** What people type between the groups of a number, and the comma before its fraction. */
const plainNumber = (text: string): string => text.replaceAll(/[\s\u00A0\u202F']/g, '').replace(',', '.');

function stated({ as, empty, name }: ClaimField, text: string): unknown {
  if (text === '') return empty;
  if (as === 'number') return Number(plainNumber(text));
  if (as === 'list')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  return name === 'amount' ? plainNumber(text) : name === 'currency' ? text.toUpperCase() : text;
}

function put(value: Json, { path: [first, second] }: ClaimField, said: unknown): void {
  if (second === undefined) {
    if (said === undefined) delete value[first];
    else value[first] = said;
  } else {
    const inner: Json = isObject(value[first]) ? { ...value[first] } : {};
    if (said === undefined) delete inner[second];
    else inner[second] = said;
    value[first] = inner;
  }
}

/** Parts that are there as a whole or not at all. */
function tidy(kind: ClaimKind, value: Json): void {
  const { period, term, edtf } = value;
  if (isObject(period)) {
    if (!period['from'] && !period['until'] && !period['duration']) delete value['period'];
    else period['role'] ??= 'result_period';
  }
  if (isObject(term) && !term['from'] && !term['until']) delete value['term'];
  if (kind === 'date' && typeof edtf === 'string' && whyNotEdtf(edtf) === null)
    value['precision'] = boundsOf(edtf).precision;
  if (kind === 'capacity') value['role'] = 'capacity';
}

export type Read = { value: Json } | { faults: ReadonlySet<string> };

/** The value that the fields state, over what was there; or the names of the fields that need correcting. */
export function readFilled(kind: ClaimKind, before: object, filled: Filled): Read {
  const value: Json = { ...before };
  for (const each of fieldsOf[kind]) put(value, each, stated(each, (filled[each.name] ?? '').trim()));
  tidy(kind, value);
  const read = z.safeParse(valueSchemas[kind], value);
  if (read.success) return { value: read.data };
  const paths = read.error.issues.map(({ path }) => path.map(String));
  const isAt = (each: ClaimField) =>
    paths.some(
      (path) => each.path.every((part, index) => path[index] === part) || (path.length < 2 && path[0] === each.path[0]),
    );
  return { faults: new Set(fieldsOf[kind].filter(isAt).map(({ name }) => name)) };
}
