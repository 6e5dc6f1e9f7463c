import { fieldOf } from './case.ts';
import type { Served } from '../../platform/serve.ts';
import { openCase, sealCase, type SealedDocument } from './caseSealed.server.ts';
import {
  documentsOf,
  insertTranslation,
  nameOfActor,
  partOf,
  saveTranslation,
  type TranslationTable,
  translationsOf,
} from './case.sql.ts';
import { writableCase } from './caseWrite.server.ts';
import { type Found, tellEvent } from './referral.sql.ts';
import type { PartContent, TranslationOf } from './schemas.case.ts';

type Closed = 'not-found' | 'not-own-part' | 'referral-over';
type No<Reason extends string> = { refused: Reason };
export type Translating = {
  id: string;
  of: TranslationOf;
  language: string;
  how: 'person' | 'machine';
  translator: string;
  text: string;
  version: number;
};
type Original = Pick<TranslationTable, 'kind' | 'party' | 'document_id' | 'of_version'> & { language: string | null };

/** What is translated: its version and its language. */
async function originalOf(
  { tx, vault }: Served,
  { referral }: Found,
  of: TranslationOf,
): Promise<Original | undefined> {
  const patient = referral.patient_id;
  if ('document' in of) {
    const row = (await documentsOf(tx, referral.id)).find(({ id }) => id === of.document);
    if (!row || row.taken_back_at) return undefined;
    const said = openCase<SealedDocument>(vault, { patient, place: 'document' }, row.content);
    return { kind: null, party: null, document_id: row.id, of_version: 1, language: said?.language ?? null };
  }
  const { part: kind, party } = of;
  const row = await partOf(tx, { referral: referral.id, kind, party });
  const content = row && openCase<PartContent>(vault, { patient, place: 'part' }, row.content);
  if (!row || !content) return undefined;
  return {
    kind,
    party,
    document_id: null,
    of_version: row.version,
    language: 'language' in content ? content.language : null,
  };
}

const isOf = (row: TranslationTable, { kind, party, document_id }: Original): boolean =>
  row.kind === kind && row.party === party && row.document_id === document_id;

const unapproved = { approved_at: null, approved_by: null, approved_name: null, approved_for: null };

/** Puts a translation beside its original. One that is written again is to be approved again; what it said is kept. */
export async function translateCase(
  context: Served,
  asked: Translating,
): Promise<{ id: string } | No<Closed | 'stale' | 'nothing-to-translate' | 'same-language'>> {
  const { tx, vault, actor, now, newId } = context;
  const opened = await writableCase(context, asked.id);
  if ('refused' in opened) return opened;
  const { found } = opened;
  const original = await originalOf(context, found, asked.of);
  if (!original) return { refused: 'nothing-to-translate' };
  if (original.language === asked.language) return { refused: 'same-language' };
  const before = (await translationsOf(tx, asked.id)).find(
    (row) => row.language === asked.language && isOf(row, original),
  );
  if ((before?.version ?? 0) !== asked.version) return { refused: 'stale' };
  const { language: _language, ...of } = original;
  const said = { text: asked.text, translator: asked.translator };
  const row: TranslationTable = {
    id: before?.id ?? newId(),
    referral_id: asked.id,
    ...of,
    ...unapproved,
    language: asked.language,
    content: sealCase(vault, { patient: found.referral.patient_id, place: 'translation' }, said),
    how: asked.how,
    entered_by: actor.person,
    organisation_id: actor.organisation,
    at: now,
    version: asked.version + 1,
  };
  const { id, referral_id: _of, kind: _kind, party: _party, document_id: _document, language: _to, ...changed } = row;
  const isSaved = before ? await saveTranslation(tx, id, changed) : await insertTranslation(tx, row);
  if (!isSaved) return { refused: 'stale' };
  await tellEvent(context, found.referral, {
    action: 'translateCase',
    fields: [original.kind ? fieldOf(original.kind) : 'document'],
  });
  return { id };
}

/** Vouches for a translation of another person or of a machine, as it was read. */
export async function approveTranslation(
  context: Served,
  asked: { id: string; translation: string; version: number },
): Promise<{ id: string } | No<Closed | 'stale' | 'own-translation' | 'approved-already' | 'translation-outdated'>> {
  const { tx, actor, now } = context;
  const opened = await writableCase(context, asked.id);
  if ('refused' in opened) return opened;
  const row = (await translationsOf(tx, asked.id)).find(({ id }) => id === asked.translation);
  if (!row) return { refused: 'not-found' };
  const name = await nameOfActor(context);
  if (name === null) return { refused: 'not-own-part' };
  if (row.version !== asked.version) return { refused: 'stale' };
  if (row.approved_at) return { refused: 'approved-already' };
  if (row.how === 'person' && row.entered_by === actor.person) return { refused: 'own-translation' };
  const { kind, party } = row;
  const part = kind && party ? await partOf(tx, { referral: asked.id, kind, party }) : undefined;
  if (part && part.version !== row.of_version) return { refused: 'translation-outdated' };
  const approved = {
    approved_at: now,
    approved_by: actor.person,
    approved_name: name,
    approved_for: actor.organisation,
  };
  if (!(await saveTranslation(tx, row.id, { ...approved, version: row.version + 1 }))) return { refused: 'stale' };
  await tellEvent(context, opened.found.referral, {
    action: 'approveTranslation',
    fields: [kind ? fieldOf(kind) : 'document'],
  });
  return { id: row.id };
}
