import type { Identity } from './schemas.ts';

/** Saying that two records are one patient. Pure: the rows are read and locked by the caller. */
export type Mergeable = {
  id: string;
  mergedInto: string | null;
  isErased: boolean;
  isDemo: boolean;
  custodian: string;
};
export type MergeRefusal =
  | 'same-record'
  | 'already-merged'
  | 'merged-into-it'
  | 'already-erased'
  | 'demonstration-apart'
  | 'not-yours-to-change';

/**
 * A merge is a signpost from one record to the one that is kept: neither changes, so that undoing restores exactly. It lets
 * nobody see more than before: parts in care and consents stay with the record they were given for.
 *
 * @param ledHere whether another record is merged into the one that would be led away
 */
export function whyMergeRefused(merged: Mergeable, kept: Mergeable, ledHere: boolean): MergeRefusal | null {
  if (merged.id === kept.id) return 'same-record';
  if (merged.custodian !== kept.custodian) return 'not-yours-to-change';
  if (merged.isErased || kept.isErased) return 'already-erased';
  if (merged.isDemo !== kept.isDemo) return 'demonstration-apart';
  if (merged.mergedInto !== null || kept.mergedInto !== null) return 'already-merged';
  return ledHere ? 'merged-into-it' : null;
}

export const conflictFields = ['names', 'birthDate', 'sex', 'phone', 'address', 'deceased', 'identifiers'] as const;
export type ConflictField = (typeof conflictFields)[number];
/** Values that differ, each with the record it comes from: both stay, nobody chooses one away. */
export type Conflict = { field: ConflictField; values: { patient: string; value: string }[] };

const nameText = ({ family, given, patronymic }: Identity['names'][number]): string =>
  [family, given, patronymic].filter(Boolean).join(' ');

const textOf: Record<Exclude<ConflictField, 'identifiers'>, (identity: Identity) => string | null> = {
  names: ({ names }) => names.map(nameText).toSorted().join(' · '),
  birthDate: ({ birthDate }) => birthDate,
  sex: ({ sex }) => (sex === 'unknown' ? null : sex),
  phone: ({ phone }) => phone,
  address: ({ address }) => address && [address.place, address.text].filter(Boolean).join(' '),
  deceased: ({ deceased }) => deceased && (deceased.on ?? '✓'),
};

type Held = { id: string; identity: Identity };

/** Numbers of one register that differ: the gravest of all conflicts, for one person has one number there. */
function identifierConflicts(records: readonly Held[]): Conflict[] {
  const all = records.flatMap(({ id, identity }) =>
    identity.identifiers.map(({ system, country, value }) => ({ id, register: `${system} ${country}`, value })),
  );
  const registers = [...new Set(all.map(({ register }) => register))];
  return registers.flatMap((register): Conflict[] => {
    const here = all.filter((each) => each.register === register);
    if (new Set(here.map(({ value }) => value)).size < 2) return [];
    return [
      { field: 'identifiers', values: here.map(({ id, value }) => ({ patient: id, value: `${register} ${value}` })) },
    ];
  });
}

/** What the records of one patient say differently. What only one of them says is no conflict. */
export function conflictsBetween(records: readonly Held[]): Conflict[] {
  const plain = conflictFields.flatMap((field): Conflict[] => {
    if (field === 'identifiers') return [];
    const values = records.flatMap(({ id, identity }) => {
      const value = textOf[field](identity);
      return value === null ? [] : [{ patient: id, value }];
    });
    return new Set(values.map(({ value }) => value)).size < 2 ? [] : [{ field, values }];
  });
  return [...plain, ...identifierConflicts(records)];
}
