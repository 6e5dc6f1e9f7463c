import type {
  Bundle,
  BundleEntry,
  DocumentReference,
  Resource,
  ServiceRequest,
  Task,
  TaskInput,
} from '@medplum/fhirtypes';
import { inputsOf } from './exchange.ts';
import {
  calledAs,
  conditionOf,
  type Content,
  consentOf,
  identifierOf,
  type Names,
  patientOf,
  type SentConsent,
  type SentDocument,
  type SentPart,
  systems,
  type Told,
  urn,
} from './told.server.ts';

/** A message to the other installation, as FHIR. Nothing here asks anybody: values in, resources out. */

const priorities = { urgent: 'urgent', soon: 'asap', planned: 'routine' } as const;

const requestOf = (names: Names, { priority }: Told): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  identifier: [identifierOf(names, 'ServiceRequest', names.referral)],
  status: 'draft',
  intent: 'order',
  priority: priorities[priority],
  category: [{ coding: [{ system: systems.agreed, code: names.quota ?? '' }] }],
  subject: { reference: urn(names.patient), identifier: identifierOf(names, 'Patient', names.patient) },
});

const inputOf = (name: string, value: Omit<TaskInput, 'type'>): TaskInput => ({
  type: { coding: [{ system: systems.input, code: name }] },
  ...value,
});
const abort = { system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' };

/** Consents are named by reference, quotas by what both call them. */
const ownInputs: readonly string[] = ['consent', 'commissionConsent'];

/** An act as a Task of its own. To cancel is to abort: where the treatment has begun there meanwhile, it asks to stop. */
function actTask(names: Names, { does }: Pick<Content, 'does'>, more: readonly TaskInput[] = []): Task {
  const { act, their } = names;
  const coding = act === 'cancel' ? [abort] : [{ system: systems.act, code: act }];
  const inputs = inputsOf(does)
    .filter(([name]) => !ownInputs.includes(name))
    .map(([name, value]) =>
      inputOf(name, typeof value === 'number' ? { valueInteger: value } : { valueString: value }),
    );
  const input = [...inputs, ...more];
  return {
    resourceType: 'Task',
    identifier: [identifierOf(names, 'Task', names.message)],
    status: 'requested',
    intent: 'order',
    code: { coding },
    focus: { reference: their.request === null ? urn(names.referral) : `ServiceRequest/${their.request}` },
    ...(their.patient !== null && { for: { reference: `Patient/${their.patient}` } }),
    ...(input.length > 0 && { input }),
  };
}

const entryOf = (resource: Resource, condition: string, id?: string): BundleEntry => ({
  ...(id !== undefined && { fullUrl: urn(id) }),
  resource,
  request: { method: 'POST', url: resource.resourceType, ifNoneExist: condition },
});

const aboutRequest = ({ their, patient, referral }: Names) => ({
  subject: { reference: their.patient === null ? urn(patient) : `Patient/${their.patient}` },
  context: { related: [{ reference: their.request === null ? urn(referral) : `ServiceRequest/${their.request}` }] },
});

function partEntry(names: Names, { key, kind, language, content }: SentPart): BundleEntry {
  const data = Buffer.from(JSON.stringify(content)).toString('base64');
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    identifier: [identifierOf(names, 'DocumentReference', key)],
    status: 'current',
    type: { coding: [{ system: systems.paper, code: kind }] },
    ...aboutRequest(names),
    content: [{ attachment: { contentType: 'application/json', ...(language !== null && { language }), data } }],
  };
  return entryOf(resource, conditionOf(names, 'DocumentReference', key));
}

function documentEntry(names: Names, document: SentDocument): BundleEntry {
  const { id, paper, title, dated, language, mediaType, data } = document;
  const attachment = {
    contentType: mediaType,
    title,
    ...(language !== null && { language }),
    ...(dated !== null && { creation: dated }),
    data,
  };
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    identifier: [identifierOf(names, 'DocumentReference', id)],
    status: 'current',
    type: { coding: [{ system: systems.paper, code: paper }] },
    description: title,
    ...aboutRequest(names),
    content: [{ attachment }],
  };
  return entryOf(resource, conditionOf(names, 'DocumentReference', id));
}

/** What a submission begins with: the patient, the consents and the request. */
function opening(names: Names, told: Told): BundleEntry[] {
  const make = (type: string, value: string) => conditionOf(names, type, value);
  return [
    entryOf(patientOf(names, told), make('Patient', names.patient), names.patient),
    ...told.consents.map((consent) =>
      entryOf(consentOf(names, consent), make('Consent', calledAs(consent)), consent.entry),
    ),
    entryOf(requestOf(names, told), make('ServiceRequest', names.referral), names.referral),
  ];
}

function actEntry(names: Names, { does, told }: Content): BundleEntry {
  const named = (of: SentConsent['of'], input: string): TaskInput[] =>
    (told?.consents ?? [])
      .filter((consent) => consent.of === of)
      .map(({ entry }) => inputOf(input, { valueReference: { reference: urn(entry) } }));
  const task = actTask(names, { does }, [...named('receiver', 'consent'), ...named('commission', 'commissionConsent')]);
  const about = told === undefined ? {} : { for: { reference: urn(names.patient) } };
  return entryOf({ ...task, ...about }, conditionOf(names, 'Task', names.message));
}

/** A message as one transaction, of which all is taken or nothing; and of what is there already, nothing twice. */
export function bundleOf(names: Names, content: Content): Bundle {
  const { told, parts = [], document, isOpening } = content;
  // Within a submission everything is named by the entries themselves.
  const own: Names = told === undefined ? names : { ...names, their: { request: null, patient: null } };
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      ...(told === undefined ? [] : opening(own, told)),
      ...parts.map((part) => partEntry(own, part)),
      ...(document === undefined ? [] : [documentEntry(own, document)]),
      ...(document === undefined && isOpening !== true ? [actEntry(own, content)] : []),
    ],
  };
}

/** What the peer calls the resources of a Bundle, by its answer. */
export function calledIn(answer: Bundle): { request: string | null; patient: string | null } {
  const locations = (answer.entry ?? []).map(({ response }) => response?.location ?? '');
  const idOf = (type: string): string | null =>
    locations.map((location) => location.split(`${type}/`)[1]?.split('/')[0]).find((id) => id !== undefined) ?? null;
  return { request: idOf('ServiceRequest'), patient: idOf('Patient') };
}
