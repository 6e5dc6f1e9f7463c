import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { happened, patientHappened } from './patient.sql.ts';
import {
  anyOf,
  type ConsentEndTable,
  type ConsentTable,
  type ConsentTextTable,
  type EvidenceTable,
  type PatientTable,
  tables,
} from './tables.sql.ts';

/** All versions of the texts of the acting organisation, the newest first. */
export const consentTexts = ({ tx, actor }: Pick<Served, 'tx' | 'actor'>): Promise<ConsentTextTable[]> =>
  tables(tx)
    .selectFrom('consent_text')
    .selectAll()
    .where('owner_organisation', '=', actor.organisation)
    .orderBy('purpose')
    .orderBy('language')
    .orderBy('version', 'desc')
    .execute();

export const textsOfIds = async (tx: Tx, ids: readonly string[]): Promise<ConsentTextTable[]> =>
  ids.length === 0 ? [] : tables(tx).selectFrom('consent_text').selectAll().where('id', '=', anyOf(ids)).execute();

type NewText = Pick<ConsentTextTable, 'purpose' | 'language' | 'title' | 'wording' | 'is_demo'>;

/** Adds the next version; of two at once the second takes the number after the first, or is refused by the table. */
export async function insertText(context: Served, text: NewText): Promise<string> {
  const { tx, actor, now, newId } = context;
  const last = await tables(tx)
    .selectFrom('consent_text')
    .select('version')
    .where('owner_organisation', '=', actor.organisation)
    .where('purpose', '=', text.purpose)
    .where('language', '=', text.language)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const id = newId();
  const by = { owner_organisation: actor.organisation, approved_by: actor.person, approved_at: now };
  await tables(tx)
    .insertInto('consent_text')
    .values({ id, ...text, ...by, version: (last?.version ?? 0) + 1 })
    .execute();
  await happened(context, { subject: 'consent_text', subjectId: id, action: 'approve', isDemo: text.is_demo });
  return id;
}

export type FullConsent = ConsentTable & {
  end_how: ConsentEndTable['how'] | null;
  end_by: ConsentEndTable['by_whom'];
  end_at: Date | null;
};
const consents = (tx: Tx) =>
  tables(tx)
    .selectFrom('consent as c')
    .leftJoin('consent_end as e', 'e.consent_id', 'c.id')
    .selectAll('c')
    .select(['e.how as end_how', 'e.by_whom as end_by', 'e.recorded_at as end_at']);

export const consentsOf = async (tx: Tx, patients: readonly string[]): Promise<FullConsent[]> =>
  consents(tx).where('c.patient_id', '=', anyOf(patients)).orderBy('c.recorded_at', 'desc').execute();

export const consentOf = (tx: Tx, id: string): Promise<FullConsent | undefined> =>
  consents(tx).where('c.id', '=', id).executeTakeFirst();

export async function insertConsent(context: Served, patient: PatientTable, row: ConsentTable): Promise<void> {
  await tables(context.tx).insertInto('consent').values(row).execute();
  await patientHappened(context, patient, { action: 'giveConsent', fields: ['consents'] });
}

type End = Pick<ConsentEndTable, 'consent_id' | 'how' | 'by_whom' | 'details'>;

/** Ends a consent; false where another was faster, whom nothing overwrites. */
export async function endConsent(context: Served, patient: Pick<PatientTable, 'id' | 'is_demo'>, end: End) {
  const { tx, actor, now } = context;
  const by = { recorded_by: actor.person, recorded_organisation: actor.organisation, recorded_at: now };
  const { numInsertedOrUpdatedRows: ended } = await tables(tx)
    .insertInto('consent_end')
    .values({ ...end, ...by })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!ended) return false;
  const action = end.how === 'withdrawn' ? 'withdrawConsent' : 'supersedeConsent';
  await patientHappened(context, patient, { action, fields: ['consents'] });
  return true;
}

export const evidenceOf = async (tx: Tx, consentIds: readonly string[]): Promise<EvidenceTable[]> =>
  consentIds.length === 0
    ? []
    : tables(tx).selectFrom('consent_evidence').selectAll().where('consent_id', '=', anyOf(consentIds)).execute();

export const evidenceOfId = (tx: Tx, id: string): Promise<EvidenceTable | undefined> =>
  tables(tx).selectFrom('consent_evidence').selectAll().where('id', '=', id).executeTakeFirst();

export async function insertEvidence(context: Served, patient: PatientTable, row: EvidenceTable): Promise<void> {
  await tables(context.tx).insertInto('consent_evidence').values(row).execute();
  await patientHappened(context, patient, { action: 'keepEvidence', fields: ['consents'] });
}
