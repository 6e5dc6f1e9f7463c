import type { Bundle, Resource } from '@medplum/fhirtypes';
import { type Act, actOf } from './dispatch.ts';
import { isObject } from './elements.ts';
import { isExactNumber } from './exact.ts';
import { type Fault, refuse, refuseFaults } from './outcome.ts';
import type { RouteTable } from './table.ts';

/** What a batch or a transaction asks for, and its references. Pure. */

export type Entry = {
  /** Where it stands among the others. */
  at: number;
  act: Act;
  fullUrl: string | undefined;
  resource: Resource | undefined;
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
  ifNoneExist: string | undefined;
};
const mostEntries = 500;

const faultAt = (at: number, diagnostics: string): Fault => ({
  code: 'invalid',
  at: `Bundle.entry[${at}].request`,
  diagnostics,
});
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const asResource = (value: unknown): Resource => value as Resource;

/** @throws a Refusal for an entry that asks for nothing that is served */
export function entryOf(entry: unknown, at: number, { table, base }: { table: RouteTable; base: string }): Entry {
  if (!isObject(entry) || !isObject(entry['request']))
    throw refuseFaults(400, [faultAt(at, 'An entry names its request.')]);
  const { fullUrl, resource, request } = entry;
  const [method, address] = [textIn(request['method']) ?? '', textIn(request['url']) ?? ''];
  const own = address.startsWith(`${base}/`) ? address.slice(base.length + 1) : address.replace(/^\//, '');
  const [path = '', query = ''] = own.split('?');
  const asked = {
    method,
    segments: path.split('/').filter((part) => part !== ''),
    parameters: [...new URLSearchParams(query)],
    form: '',
    contentType: '',
  };
  const act = actOf(asked, table);
  if (act === 'bundle' || act === 'capabilities')
    throw refuseFaults(400, [faultAt(at, `${method} of ${address.slice(0, 80)} is not served in a Bundle.`)]);
  const wantsBody = act.interaction === 'create' || act.interaction === 'update';
  const fits = isObject(resource) && resource['resourceType'] === act.route.type;
  if (wantsBody && !fits)
    throw refuseFaults(400, [
      { ...faultAt(at, `Here a ${act.route.type} is expected.`), at: `Bundle.entry[${at}].resource` },
    ]);
  return {
    at,
    act,
    fullUrl: textIn(fullUrl),
    resource: wantsBody ? asResource(resource) : undefined,
    ifMatch: textIn(request['ifMatch']),
    ifNoneMatch: textIn(request['ifNoneMatch']),
    ifNoneExist: textIn(request['ifNoneExist']),
  };
}

/** @throws a Refusal where it is no batch or transaction, or too large */
export function entriesIn(bundle: Bundle): { kind: 'batch' | 'transaction'; entries: readonly unknown[] } {
  const { type, entry = [] } = bundle;
  if (type !== 'batch' && type !== 'transaction')
    throw refuse(400, 'not-supported', 'Of Bundles a batch and a transaction are taken in.');
  if (!Array.isArray(entry)) throw refuse(400, 'structure', 'The entries of a Bundle are a list.');
  if (entry.length > mostEntries) throw refuse(413, 'too-costly', `At most ${mostEntries} entries in one Bundle.`);
  return { kind: type, entries: entry };
}

const order: Readonly<Record<Act['interaction'], number>> = {
  delete: 0,
  create: 1,
  update: 2,
  read: 3,
  vread: 3,
  'history-instance': 3,
  'search-type': 3,
};
/** What others lean on comes first: a consent names a patient, a document a request, and an act all of them. */
const leaning: readonly string[] = [
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'HealthcareService',
  'Patient',
  'Consent',
  'Condition',
  'ServiceRequest',
  'Binary',
  'DocumentReference',
  'Communication',
  'Appointment',
  'Encounter',
  'Procedure',
  'Task',
];
const rankOf = ({ act }: Entry): number => (act.interaction === 'create' ? leaning.indexOf(act.route.type) : 0);
/** As R4 orders what happens: deleting, creating, changing, reading. Among what is created, what others lean on comes first. */
export const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted(
    (one, other) =>
      order[one.act.interaction] - order[other.act.interaction] || rankOf(one) - rankOf(other) || one.at - other.at,
  );

/** @throws a Refusal where two entries would write one resource, or have one address */
export function noneTwice(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { act, at, fullUrl } of entries) {
    const written =
      act.interaction === 'update' || act.interaction === 'delete' ? `${act.route.type}/${act.id}` : undefined;
    for (const name of [written, fullUrl]) {
      if (name !== undefined && seen.has(name))
        throw refuseFaults(400, [faultAt(at, `${name.slice(0, 100)} stands in two entries.`)]);
      if (name !== undefined) seen.add(name);
    }
  }
}

/** From the address of an entry to the name that its resource has here, such as `Patient/…`. */
export type Names = ReadonlyMap<string, string>;

/** An address within a Bundle also stands for itself without its base. */
export const namesFor = (fullUrl: string, name: string): [string, string][] => {
  const bare = /^https?:.*\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(fullUrl)?.[1];
  return [[fullUrl, name], ...(bare === undefined ? [] : [[bare, name] as [string, string]])];
};

/** What bears words of people, or names of other systems, and is never an address. */
const words: readonly string[] = ['value', 'text', 'display', 'id', 'description', 'comment', 'valueString', 'data'];
const inText = /urn:(?:uuid|oid):[\da-fA-F.-]+/g;

function renamed(text: string, key: string, names: Names): string {
  if (key === 'div') return text.replaceAll(inText, (found) => names.get(found) ?? found);
  if (words.includes(key)) return text;
  const whole = names.get(text);
  if (whole !== undefined) return whole;
  const [start = '', end = ''] = text.split(/(?=[|#])/, 2);
  const name = names.get(start);
  if (name !== undefined) return `${name}${end}`;
  // A reference by a condition may name what is new within it.
  return key === 'reference' && text.includes('?')
    ? text.replaceAll(inText, (found) => names.get(found) ?? found)
    : text;
}

/** The same resource with the addresses of other entries as they are called here, in references, addresses and canonicals. */
export function withNames<T>(value: T, names: Names, key = ''): T {
  if (typeof value === 'string') return renamed(value, key, names) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withNames(each, names, key)) as T;
  if (!isObject(value) || isExactNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNames(each, names, name)])) as T;
}

/** A condition with the names of what is new in it. */
export const conditionWith = (condition: string, names: Names): string =>
  condition.replaceAll(inText, (found) => names.get(found) ?? found);

/** References by a condition, such as `Patient?identifier=…`, wherever they stand. */
export function conditionalReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionalReferences);
  if (!isObject(value) || isExactNumber(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'reference' && typeof each === 'string' && /^[A-Z][A-Za-z]+\?/.test(each)
      ? [each]
      : conditionalReferences(each),
  );
}

/** References to what no entry of a transaction bears: they would lead nowhere. */
export function danglingReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(danglingReferences);
  if (!isObject(value) || isExactNumber(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'reference' && typeof each === 'string' && /^urn:(?:uuid|oid):/.test(each)
      ? [each]
      : danglingReferences(each),
  );
}
