import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { orNull, plainNumber } from './typed.ts';
import type { Commitment, Row } from './types.ts';

/** What is typed into the form of a commitment: texts, so that nothing is lost while it is half written. */
export type CommitmentDraft = {
  kind: Row['kind'];
  measure: string;
  currency: string;
  title: LocalisedText;
  target: string;
  comparator: Row['comparator'];
  per: string;
  strength: string;
  debtors: string[];
  creditors: string[];
  term: string;
  condition: LocalisedText;
  conditionState: NonNullable<Row['conditionState']>;
  dueAfter: string;
  beneficiaries: LocalisedText;
  place: string;
  placeKey: string;
  statedOn: string;
  partOf: string;
  replacedBy: string;
  claim: string;
  reasons: string;
};

export const emptyDraft: CommitmentDraft = {
  kind: 'act',
  measure: '',
  currency: 'USD',
  title: { kk: { text: '', by: 'person' } },
  target: '',
  comparator: 'eq',
  per: '',
  strength: '',
  debtors: [],
  creditors: [],
  term: '',
  condition: {},
  conditionState: 'unknown',
  dueAfter: '',
  beneficiaries: {},
  place: '',
  placeKey: '',
  statedOn: '',
  partOf: '',
  replacedBy: '',
  claim: '',
  reasons: '',
};

/** A commitment as the form begins with it. */
export const draftOf = (row: Commitment): CommitmentDraft => ({
  ...emptyDraft,
  kind: row.kind,
  measure: row.measure?.key ?? '',
  currency: row.currency ?? '',
  title: row.title,
  target: row.target?.amount ?? '',
  comparator: row.comparator,
  per: row.per ?? '',
  strength: row.strength ?? '',
  debtors: row.debtors,
  creditors: row.creditors,
  term: row.term ?? '',
  condition: row.condition ?? {},
  conditionState: row.conditionState ?? 'unknown',
  dueAfter: row.dueAfter ?? '',
  beneficiaries: row.beneficiaries ?? {},
  place: row.place ?? '',
  placeKey: row.placeKey ?? '',
  statedOn: row.statedOn ?? '',
  partOf: row.partOf ?? '',
  replacedBy: row.replacedBy ?? '',
});

/** What is described, as the server takes it: what does not belong to the kind is left out. */
export function describedBy(draft: CommitmentDraft) {
  const { kind } = draft;
  const condition = readLocalised(draft.condition);
  const currency = kind === 'money' ? draft.currency : null;
  const isCounted = kind !== 'act' && draft.target.trim() !== '';
  return {
    title: readLocalised(draft.title) ?? {},
    target: isCounted ? { amount: plainNumber(draft.target), currency } : null,
    comparator: kind === 'act' ? ('eq' as const) : draft.comparator,
    strength: orNull(draft.strength) as Row['strength'],
    debtors: draft.debtors,
    creditors: draft.creditors,
    term: orNull(draft.term),
    condition,
    conditionState: condition ? draft.conditionState : null,
    dueAfter: condition ? orNull(draft.dueAfter) : null,
    per: orNull(draft.per),
    beneficiaries: readLocalised(draft.beneficiaries),
    place: orNull(draft.place),
    placeKey: orNull(draft.placeKey),
    statedOn: orNull(draft.statedOn),
    partOf: orNull(draft.partOf),
    replacedBy: orNull(draft.replacedBy),
  };
}

/** With what it is counted in, which is chosen once. */
export const commitmentOf = (draft: CommitmentDraft) => ({
  ...describedBy(draft),
  kind: draft.kind,
  measure: draft.kind === 'measure' ? orNull(draft.measure) : null,
  currency: draft.kind === 'money' ? draft.currency : null,
});
