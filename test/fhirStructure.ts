import { join } from 'node:path';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import ts from 'typescript';

/**
 * What is wrong with resources by FHIR R4, judged from outside the product: their structure, cardinality and codes by the types that
 * are generated from the definitions of HL7; formats, references and invariants by the rules below, each with its place in the
 * specification.
 */

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A program that declares each resource with its type: what the definitions do not know, or miss, is an error of types. */
export function typeFaults(resources: readonly Resource[]): string[] {
  const root = join(import.meta.dirname, '..');
  const file = join(root, 'test', 'answers.virtual.ts');
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))];
  const source = [
    `import type { ${types.join(', ')} } from '@medplum/fhirtypes';`,
    ...resources.map((one, at) => `export const r${at}: ${one.resourceType} = ${JSON.stringify(one)};`),
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    readFile: (name) => (name === file ? source : disk.readFile(name)),
    getSourceFile: (name, version, ...rest) =>
      name === file ? ts.createSourceFile(name, source, version) : disk.getSourceFile(name, version, ...rest),
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText, start = 0 }) => `line ${source.slice(0, start).split('\n').length}: ${textOf(messageText)}`);
}
const textOf = (message: string | ts.DiagnosticMessageChain): string => ts.flattenDiagnosticMessageText(message, ' ');

// https://hl7.org/fhir/R4/datatypes.html
const id = /^[A-Za-z0-9\-.]{1,64}$/;
const day = '(?:[0-9](?:[0-9](?:[0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)';
const time = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])';
const date = new RegExp(`^${day}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$`);
const dateTime = new RegExp(`^${day}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])(?:T${time})?)?)?$`);
const instant = new RegExp(`^${day}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T${time}$`);
const code = /^\S+(?:\s\S+)*$/;
const uri = /^\S+:\S+$/;
/** By the name of an element, whose type is the same wherever it stands in what is served. */
const formats: Readonly<Record<string, RegExp>> = {
  id,
  versionId: id,
  lastUpdated: instant,
  start: dateTime,
  end: dateTime,
  created: dateTime,
  recordedDate: dateTime,
  birthDate: date,
  system: /^(?:phone|email)$|:/,
  code,
  status: code,
  profile: uri,
  fullUrl: uri,
  url: uri,
};

function valueFaults(value: unknown, at: string, name = ''): string[] {
  if (value === null || value === undefined || value === '') return [`${at} is empty`];
  if (Array.isArray(value))
    return value.length === 0
      ? [`${at} is an empty list`]
      : value.flatMap((each, index) => valueFaults(each, `${at}[${index}]`, name));
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${at} is an empty object`];
    return [
      ...entries.flatMap(([key, each]) => valueFaults(each, `${at}.${key}`, key)),
      ...periodFaults(value, at),
      ...referenceFaults(value, at),
    ];
  }
  const format = formats[name];
  if (typeof value === 'string' && format && !format.test(value)) return [`${at} is no ${name}: ${value}`];
  // A string holds no control characters but tab, line feed and carriage return.
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return typeof value === 'string' && /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(value) ? [`${at} has control characters`] : [];
}

/** per-1: a period does not end before it starts. */
function periodFaults({ start, end }: Json, at: string): string[] {
  const isBackwards = typeof start === 'string' && typeof end === 'string' && start > end;
  return isBackwards ? [`${at} ends before it starts`] : [];
}

/** ref-1 is in `contained`; a reference names its target by an address of a type, an identifier or words. */
function referenceFaults(value: Json, at: string): string[] {
  const { reference } = value;
  if (typeof reference !== 'string' || reference.startsWith('#')) return [];
  return /^[A-Z]\w+\/[A-Za-z0-9\-.]{1,64}$/.test(reference) ? [] : [`${at} refers to ${reference}`];
}

const codesOf = (concept: unknown): string[] =>
  isObject(concept) && Array.isArray(concept['coding'])
    ? concept['coding'].flatMap((each: unknown) =>
        isObject(each) && typeof each['code'] === 'string' ? each['code'] : [],
      )
    : [];

const invariants: Readonly<Record<string, (resource: Json) => readonly (readonly [string, boolean])[]>> = {
  Appointment: ({ start, end, status, participant, cancelationReason }) => [
    ['app-1', (participant as Json[]).every((each) => 'type' in each || 'actor' in each)],
    ['app-2', (start === undefined) === (end === undefined)],
    ['app-3', start !== undefined || ['proposed', 'cancelled', 'waitlist'].includes(String(status))],
    ['app-4', cancelationReason === undefined || ['noshow', 'cancelled'].includes(String(status))],
  ],
  Condition: ({ clinicalStatus, verificationStatus, category }) => {
    const isError = codesOf(verificationStatus).includes('entered-in-error');
    const isProblem = ((category ?? []) as unknown[]).some((each) => codesOf(each).includes('problem-list-item'));
    return [
      ['con-3', clinicalStatus !== undefined || isError || !isProblem],
      ['con-5', !isError || clinicalStatus === undefined],
    ];
  },
  Schedule: ({ actor }) => [['actor is 1..*', Array.isArray(actor) && actor.length > 0]],
  Slot: ({ start, end }) => [['a slot has a length', String(start) < String(end)]],
};

/** dom-2 to dom-5, ref-1: what is contained is referred to, has no version of its own and contains nothing. */
function containedFaults(resource: Json, at: string): string[] {
  const contained = (resource['contained'] ?? []) as Json[];
  const text = JSON.stringify(resource);
  const held = new Set(contained.map((each) => `#${String(each['id'])}`));
  const referred = [...text.matchAll(/"reference":"(#[^"]*)"/g)].map(([, local = '']) => local);
  return [
    ...contained.filter((each) => 'contained' in each || 'meta' in each).map(() => `${at}: dom-2, dom-4`),
    ...[...held].filter((local) => !referred.includes(local)).map((local) => `${at}: dom-3 ${local}`),
    ...referred.filter((local) => !held.has(local)).map((local) => `${at}: ref-1 ${local}`),
  ];
}

/** Faults of formats, references and invariants, each with where it is. */
export function ruleFaults(resource: Resource): string[] {
  const at = `${resource.resourceType}/${resource.id ?? ''}`;
  const json = resource as unknown as Json;
  const broken = (invariants[resource.resourceType]?.(json) ?? []).filter(([, holds]) => !holds);
  return [
    ...(id.test(resource.id ?? '') ? [] : [`${at} has no id`]),
    ...valueFaults(json, at),
    ...containedFaults(json, at),
    ...broken.map(([name]) => `${at}: ${name}`),
  ];
}

/** bdl-*: a page of a search says how each entry came to be there, under one address each, and where it is itself. */
export function bundleFaults({ type, link = [], entry = [], total }: Bundle): string[] {
  const addresses = entry.flatMap(({ fullUrl }) => fullUrl ?? []);
  const faults: (readonly [string, boolean])[] = [
    ['it is a searchset', type === 'searchset'],
    ['bdl-1: a total only in a search', total === undefined || type === 'searchset'],
    ['it names itself', link.some(({ relation }) => relation === 'self')],
    ['bdl-7: no address twice', new Set(addresses).size === addresses.length],
    ['every entry says why it is there', entry.every(({ search }) => search?.mode !== undefined)],
    [
      'every address is that of its resource',
      entry.every(
        ({ fullUrl, resource }) =>
          resource?.resourceType === 'OperationOutcome' ||
          fullUrl?.endsWith(`/${resource?.resourceType}/${resource?.id}`) === true,
      ),
    ],
  ];
  return faults.filter(([, holds]) => !holds).map(([what]) => `Bundle: ${what}`);
}
