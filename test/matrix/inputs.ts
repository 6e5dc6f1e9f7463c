import { randomUUID } from 'node:crypto';
import type { Bundle } from './records.ts';

type Form = Readonly<Record<string, string | { file: string; name: string; type: string }>>;
export type Input = {
  path?: Readonly<Record<string, string>>;
  query?: Record<string, string>;
  body?: object;
  form?: Form;
};

const text = { kk: { text: 'сөз', by: 'person' } };
const csv = (content: string) => ({ file: content, name: 'table.csv', type: 'text/csv' });
const file = { query: { format: 'csv' } };
const seen = '0'.repeat(64);
const preview = { form: { file: csv('a,b\r\n1,2\r\n') } };
const apply = { form: { file: csv('a,b\r\n1,2\r\n'), seen } };
const step = { state: 'proposed', taken: '2018', knownOn: null, manner: null, claim: null };

const instrument = (party: string) => ({
  kind: 'memorandum',
  title: text,
  parties: [party],
  binding: 'not_stated',
  parent: null,
  languages: ['kk'],
  covers: null,
  signatories: [],
});

const session = (room: string) => ({
  room,
  day: '2020-12-24',
  starts: '09:00',
  ends: '10:00',
  specialty: 'therapy',
  clinician: null,
  capacityPerHour: 4,
  keptReferred: 0,
  keptChildren: 0,
  keptDisability: 0,
});
const clinician = (organisation: string) => ({
  name: 'Дәрігер',
  person: null,
  organisation,
  specialty: 'therapy',
  permission: null,
  answeredForBy: null,
});

const quota = (organisation: string) => ({
  instrument: null,
  provision: null,
  diseaseGroup: 'neurosurgery',
  centre: organisation,
  beneficiary: organisation,
  region: null,
  year: 2026,
  unit: 'seat',
  currency: null,
  amount: '30',
  reservationDays: 30,
  priorityRule: { words: text, order: ['urgent_first'] },
});

/** What a valid request needs beyond what its schema says. Everything else is sampled from the schema. */
export const inputs: Readonly<Record<string, (bundle: Bundle) => Input>> = {
  'access.inviteAdministrator': ({ otherOrganisation }) => ({ body: { organisation: otherOrganisation } }),
  'exchange.addPeer': () => ({ body: { name: 'Көрші ел', address: `https://${randomUUID()}.example/fhir/R4` } }),
  'accords.commitmentsFile': () => file,
  'accords.deliveriesFile': () => file,
  'accords.previewCommitments': () => preview,
  'accords.importCommitments': () => apply,
  'accords.previewDeliveries': () => preview,
  'accords.importDeliveries': () => apply,
  'images.addFile': () => ({ form: { file: { file: 'no picture', name: 'a.dcm', type: 'application/dicom' } } }),
  'accords.changeCommitment': () => ({ body: { change: { place: 'Алматы' }, reasons: text } }),
  'accords.assess': () => ({ body: { reasons: text, visibility: 'own_side', verdict: 'at_risk' } }),
  'accords.enterClaim': ({ draft }) => ({ body: { claim: draft } }),
  'accords.findCondition': () => ({ body: { state: 'unknown' } }),
  'accords.decideRequest': () => ({ body: { decision: 'approve' } }),
  'accords.publish': ({ commitment }) => ({ body: { commitments: [commitment], visibility: 'public' } }),
  'accords.recordDelivery': ({ claim }) => ({ body: { claims: [claim] } }),
  'accords.recordCommitment': ({ claim, organisation }) => ({
    body: {
      claims: [claim],
      commitment: {
        kind: 'act',
        measure: null,
        currency: null,
        title: text,
        target: null,
        comparator: 'eq',
        strength: 'agreed',
        debtors: [organisation],
        creditors: [],
        term: null,
        condition: null,
        conditionState: null,
        beneficiaries: null,
        place: null,
        statedOn: '2020-12-23',
      },
    },
  }),
  'boards.fairness': () => ({ query: { year: '2020' } }),
  'boards.fairnessFile': () => ({ query: { format: 'csv', year: '2020' } }),
  'directory.organisationsFile': () => file,
  'directory.peopleFile': () => file,
  'directory.partnershipsFile': () => file,
  'directory.previewOrganisations': () => preview,
  'directory.importOrganisations': () => apply,
  'directory.seatOrganisation': ({ otherOrganisation, side }) => ({ body: { organisation: otherOrganisation, side } }),
  'directory.mergeOrganisation': ({ otherOrganisation }) => ({ body: { into: otherOrganisation } }),
  'directory.mergePerson': ({ otherOfficial }) => ({ body: { into: otherOfficial } }),
  'documents.documentsFile': () => file,
  'documents.intake': ({ partnershipId }) => ({
    form: { partnership: partnershipId ?? '', text: 'Тараптар келісті. Екі жылда 2700-ден астам адам қаралды.' },
  }),
  'documents.intakeFromAddress': ({ partnershipId }) => ({
    body: { partnership: partnershipId, address: 'http://127.0.0.1/' },
  }),
  'documents.addClaim': () => ({ body: { start: 0, end: 5 } }),
  'documents.changeClaim': () => ({
    body: { value: { value: 2700, comparator: 'gt', what: 'адам', measure: 'people_seen', role: 'result' } },
  }),
  'instruments.instrumentsFile': () => file,
  'instruments.enterInstrumentClaim': ({ draft, organisation }) => ({
    body: { claim: draft, entry: { enter: 'instrument', instrument: instrument(organisation ?? ''), step } },
  }),
  'instruments.recordInstrument': () => ({ body: { step } }),
  'instruments.recordStep': () => ({
    body: { step: { action: 'negotiate', taken: '2019', knownOn: null, manner: null, claim: null } },
  }),
  'instruments.addVersion': () => ({ body: { text: 'Жоба', language: 'kk' } }),
  'instruments.setGround': ({ claim }) => ({ body: { claim } }),
  'quotas.quotaLedgerFile': () => file,
  'quotas.recordQuota': ({ organisation }) => ({ body: quota(organisation ?? '') }),
  'quotas.changeQuota': ({ organisation }) => ({ body: quota(organisation ?? '') }),
  'quotas.proposeDecision': () => ({ body: { from: randomUUID(), to: null, amount: '1', reasons: text } }),
  'quotas.addDiseaseGroup': () => ({ body: { code: 'another', names: { kk: 'тағы', ru: 'ещё', en: 'more' } } }),
  'quotas.recordCapacity': ({ organisation }) => ({
    body: { centre: organisation, diseaseGroup: 'neurosurgery', year: 2026, claim: null, source: text },
  }),
  'meetings.meetingsFile': () => file,
  'meetings.writeMinutes': () => ({ body: { version: 1 } }),
  'missions.changeMission': () => ({ body: { title: text, languages: ['kk'], visitors: [], commitment: null } }),
  'missions.writeVenue': () => ({ body: { venue: { name: text, place: 'konaev', zone: null, address: text } } }),
  'missions.writeRoom': ({ venue }) => ({ body: { room: { venue, name: '9' } } }),
  'missions.writeSession': ({ room }) => ({ body: { session: session(room ?? ''), until: null } }),
  'missions.cancelSession': ({ session: id }) => ({ path: { session: id ?? '' } }),
  'missions.writeClinician': ({ organisation }) => ({ body: { clinician: clinician(organisation ?? '') } }),
  'missions.endClinician': ({ clinician: id }) => ({ path: { clinician: id ?? '' } }),
  'missions.writeInterpreter': () => ({ body: { interpreter: { name: 'сөз', languages: ['kk', 'ko'] } } }),
  'missions.removePart': ({ check }) => ({ body: { part: check, kind: 'check' } }),
  'rates.ratesFile': () => file,
  'rates.convert': () => ({ query: { amount: '100', currency: 'KZT', to: 'KZT', on: '2020-12-23' } }),
  'rates.previewRates': () => preview,
  'rates.importRates': () => apply,
  'referrals.referralsFile': () => file,
  'referrals.earlierOfCase': () => ({ query: { kind: 'history', party: 'sender' } }),
  'referrals.writeCase': () => ({ body: { version: 0, content: { kind: 'history', language: 'kk', text: 'Тарих' } } }),
  'referrals.addCaseDocument': () => ({
    form: { file: { file: 'no paper', name: 'a.pdf', type: 'application/pdf' }, paper: 'other', title: 'Құжат' },
  }),
  'referrals.sayOfCase': () => ({ body: { about: { paper: 'other' }, state: 'seen' } }),
  'referrals.translateCase': () => ({
    body: {
      of: { part: 'history', party: 'sender' },
      language: 'ru',
      how: 'person',
      translator: 'Аудармашы',
      text: 'Мәтін',
      version: 0,
    },
  }),
  'referrals.issueLetter': () => ({ body: { kind: 'travel-letter' } }),
  'codes.concepts': () => ({ path: { system: 'icd-10' }, query: { q: 'C71' } }),
  'search.search': () => ({ query: { q: 'zq' } }),
};
