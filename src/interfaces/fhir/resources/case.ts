import type { CodeableConcept, Communication, Condition, DocumentReference } from '@medplum/fhirtypes';
import type { PartContent } from '../../../modules/referrals/index.ts';
import type { Row } from '../table.ts';
import { identifierOf, logical, metaOf, systems } from './common.ts';

/** What is in the case of a referral, to and from R4. Pure. */

type OfReferral = Row & { patient_id: string; referral_id: string; organisation_id: string };
export type DocumentRow = OfReferral & {
  paper: string;
  media_type: string;
  bytes: number;
  replaces: string | null;
  at: Date;
  state: 'stands' | 'replaced' | 'taken_back';
};
export type PartRow = OfReferral & { kind: PartContent['kind']; party: string };
export type MessageRow = Omit<OfReferral, 'organisation_id'> & {
  organisation_id: string | null;
  holder: string | null;
  about: string;
  at: Date;
  read_at: Date | null;
};
type DocumentSaid = { title: string; dated: string | null; language: string | null };
export type Diagnosis = Extract<PartContent, { kind: 'diagnosis' }>;

export const documentStates = {
  current: ['stands'],
  superseded: ['replaced'],
  'entered-in-error': ['taken_back'],
} as const;
const statusOf = { stands: 'current', replaced: 'superseded', taken_back: 'entered-in-error' } as const;

const paperOf = (code: string): CodeableConcept => ({ coding: [{ system: systems.paper, code }] });
const shared = ({ patient_id, referral_id, organisation_id }: OfReferral) => ({
  subject: { reference: `Patient/${patient_id}` },
  author: [logical('Organization', organisation_id)],
  context: { related: [{ reference: `ServiceRequest/${referral_id}` }] },
});

/** A document of the case: its bytes are a Binary of the same id. */
export function documentOf(row: DocumentRow, said: DocumentSaid | null): DocumentReference {
  const { title, dated, language } = said ?? {};
  return {
    resourceType: 'DocumentReference',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: statusOf[row.state],
    type: paperOf(row.paper),
    date: row.at.toISOString(),
    ...shared(row),
    ...(row.replaces && {
      relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${row.replaces}` } }],
    }),
    ...(title && { description: title }),
    content: [
      {
        attachment: {
          contentType: row.media_type,
          ...(language && { language }),
          url: `Binary/${row.id}`,
          size: row.bytes,
          ...(title && { title }),
          ...(dated && { creation: dated }),
        },
      },
    ],
  };
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** A part of the case that is words: as data of our own shape and, where it is one text, as that. */
export function letterOf(row: PartRow, content: PartContent | null): DocumentReference {
  const text = content && 'text' in content ? content.text : undefined;
  const language = content && 'language' in content ? content.language : undefined;
  const spoken = language && { language };
  return {
    resourceType: 'DocumentReference',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: 'current',
    type: paperOf(row.kind),
    ...(row.changed_at && { date: row.changed_at.toISOString() }),
    ...shared(row),
    content: [
      ...(text === undefined ? [] : [{ attachment: { contentType: 'text/plain', ...spoken, data: base64(text) } }]),
      {
        attachment: { contentType: 'application/json', ...spoken, data: base64(JSON.stringify(content)) },
      },
    ],
  };
}

const icd10 = 'http://hl7.org/fhir/sid/icd-10';

export function diagnosisOf(row: PartRow, content: Diagnosis | null): Condition {
  const { codes = [], words = '', tnm } = content ?? {};
  const stages = tnm ? [tnm.t, tnm.n, tnm.m] : [];
  return {
    resourceType: 'Condition',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    ...(content && { language: content.language }),
    subject: { reference: `Patient/${row.patient_id}` },
    code: {
      coding: codes.map(({ code, name }) => ({ system: icd10, code, ...(name && { display: name }) })),
      ...(words !== '' && { text: words }),
    },
    ...(stages.length > 0 && {
      stage: [{ summary: { coding: stages.map((code) => ({ system: systems.tnm, code })), text: stages.join(' ') } }],
    }),
    ...(row.changed_at && { recordedDate: row.changed_at.toISOString() }),
  };
}

const tnmIn = (stages: Condition['stage'] = []): { t: string; n: string; m: string } | null => {
  const codes = stages
    .flatMap(({ summary }) => summary?.coding ?? [])
    .flatMap(({ system, code }) => (system === systems.tnm && code !== undefined ? [code] : []));
  const of = (letter: string) => codes.find((code) => new RegExp(`^[a-z]*${letter}`).test(code));
  const [t, n, m] = [of('T'), of('N'), of('M')];
  return t === undefined || n === undefined || m === undefined ? null : { t, n, m };
};

/** The diagnosis of a case from Conditions, the first of which is what the patient is referred for; not yet checked. */
export function diagnosisFrom(conditions: readonly Condition[]): object {
  const codings = conditions.flatMap(({ code }) => code?.coding ?? []).filter(({ system }) => system === icd10);
  const [first] = conditions;
  return {
    kind: 'diagnosis',
    language: first?.language ?? 'ru',
    codes: codings.map(({ code, display }) => ({ code, ...(display !== undefined && { name: display }) })),
    words: first?.code?.text ?? '',
    tnm: tnmIn(first?.stage),
  };
}

/** What was written to the patient's page, or from there. */
export function messageOf(row: MessageRow, text: string | null): Communication {
  const patient = { reference: `Patient/${row.patient_id}` };
  const organisation = row.organisation_id === null ? undefined : logical('Organization', row.organisation_id);
  const isFromPage = row.holder !== null;
  return {
    resourceType: 'Communication',
    id: row.id,
    meta: metaOf(row),
    identifier: [identifierOf(row.id)],
    status: 'completed',
    subject: patient,
    basedOn: [{ reference: `ServiceRequest/${row.referral_id}` }],
    sent: row.at.toISOString(),
    ...(row.read_at && { received: row.read_at.toISOString() }),
    ...(isFromPage ? { sender: patient } : organisation && { sender: organisation, recipient: [patient] }),
    category: [{ text: row.about }],
    ...(text !== null && { payload: [{ contentString: text }] }),
  };
}
