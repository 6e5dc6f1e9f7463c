import type { Vault } from '../../platform/crypto/vault.ts';
import { openCase, type SealedDocument } from './caseSealed.server.ts';
import type { PartContent } from './schemas.case.ts';

/** What other systems read of a case, opened. None of it is on record yet. */

/** Null once the person was erased. */
export const openPart = (vault: Vault, row: { patient_id: string; content: Buffer }): PartContent | null =>
  openCase<PartContent>(vault, { patient: row.patient_id, place: 'part' }, row.content);

/** What was said of a document; null once the person was erased. */
export const openDocumentSaid = (vault: Vault, row: { patient_id: string; content: Buffer }): SealedDocument | null =>
  openCase<SealedDocument>(vault, { patient: row.patient_id, place: 'document' }, row.content);
