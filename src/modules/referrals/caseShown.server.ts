import { formatDecimal, type Money } from '../../platform/money/money.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import { isDifferent, isThere, type Positions, positionOf, wantedPapers } from './case.ts';
import type { CaseHeld } from './caseHeld.server.ts';
import type { DocumentTable, PartTable, StatementTable, TranslationTable } from './case.sql.ts';
import { openCase, type SealedDocument, type SealedStatement, type SealedTranslation } from './caseSealed.server.ts';
import type { PathConfig } from './path.ts';
import type {
  CaseDocument,
  CasePaper,
  CasePart,
  CaseSaid,
  CaseTranslation,
  PartContent,
  TranslationOf,
} from './schemas.case.ts';

/** Rows of a case as endpoints answer them. */
type Opening = { vault: Vault; patient: string };

export const partShown = ({ vault, patient }: Opening, row: PartTable): CasePart => ({
  kind: row.kind,
  party: row.party,
  version: row.version,
  at: row.at.toISOString(),
  organisation: row.organisation_id,
  content: openCase<PartContent>(vault, { patient, place: 'part' }, row.content),
  earlier: row.version - 1,
});

export function documentsShown({ vault, patient }: Opening, rows: readonly DocumentTable[]): CaseDocument[] {
  const replaced = new Set(rows.flatMap(({ replaces, taken_back_at }) => (taken_back_at ? [] : (replaces ?? []))));
  return rows.map((row) => {
    const said = openCase<SealedDocument>(vault, { patient, place: 'document' }, row.content);
    return {
      id: row.id,
      paper: row.paper,
      party: row.party,
      organisation: row.organisation_id,
      title: said?.title ?? null,
      dated: said?.dated ?? null,
      language: said?.language ?? null,
      mediaType: row.media_type,
      bytes: row.bytes,
      pages: row.pages,
      at: row.at.toISOString(),
      replaces: row.replaces,
      state: row.taken_back_at ? 'taken_back' : replaced.has(row.id) ? 'replaced' : 'stands',
    };
  });
}

export function saidShown({ vault, patient }: Opening, row: StatementTable): CaseSaid {
  const said = openCase<SealedStatement>(vault, { patient, place: 'statement' }, row.content);
  return {
    id: row.id,
    party: row.party,
    organisation: row.organisation_id,
    paper: row.paper,
    document: row.document_id,
    state: row.state,
    pages: row.pages,
    words: said?.words ?? null,
    permitNumber: said?.permitNumber ?? null,
    validUntil: row.valid_until,
    at: row.at.toISOString(),
  };
}

const originalOf = ({ kind, party, document_id: document }: TranslationTable): TranslationOf =>
  document === null ? ({ part: kind, party } as TranslationOf) : { document };

export function translationShown(
  { vault, patient, person }: Opening & { person: string },
  row: TranslationTable,
  parts: readonly PartTable[],
): CaseTranslation {
  const said = openCase<SealedTranslation>(vault, { patient, place: 'translation' }, row.content);
  const original = parts.find(({ kind, party }) => kind === row.kind && party === row.party);
  const isOutdated = original !== undefined && original.version !== row.of_version;
  return {
    id: row.id,
    of: originalOf(row),
    ofVersion: row.of_version,
    isOutdated,
    language: row.language as CaseTranslation['language'],
    text: said?.text ?? null,
    how: row.how,
    translator: said?.translator ?? null,
    enteredBy: row.entered_by,
    at: row.at.toISOString(),
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_name,
    approvedFor: row.approved_for,
    version: row.version,
    mayApprove: !isOutdated && row.approved_at === null && (row.how === 'machine' || row.entered_by !== person),
  };
}

/** The papers that a path wants, each with what every party says of it. */
export function papersShown({ steps }: PathConfig, held: CaseHeld, today: string): CasePaper[] {
  return wantedPapers(steps).map((paper) => {
    const positions: Positions = {
      sender: positionOf(paper.code, 'sender', held),
      commission: positionOf(paper.code, 'commission', held),
      receiver: positionOf(paper.code, 'receiver', held),
    };
    return {
      ...paper,
      isThere: isThere(paper, held, today),
      isDifferent: isDifferent(positions),
      validUntil: held.validUntil.get(paper.code) ?? null,
      positions,
    };
  });
}

export const moneyShown = (money: Money): { amount: string; currency: string } => ({
  amount: formatDecimal(money),
  currency: money.currency,
});
