import { isObject } from './elements.ts';
import type { Fault } from './outcome.ts';

/** Codes where R4 says that only those of one value set may stand. Pure, over the definitions that are given. */

type Concept = { code?: string; concept?: Concept[] };
type Include = { system?: string; concept?: Concept[]; filter?: unknown[]; valueSet?: unknown[] };
type Definition = {
  resourceType?: string;
  url?: string;
  concept?: Concept[];
  compose?: { include?: Include[]; exclude?: unknown[] };
};
export type DefinitionBundle = { entry: { resource: Definition }[] };
/** `system|code` and `code` of each value set; none where it is not listed whole. */
export type CodeSets = ReadonlyMap<string, ReadonlySet<string>>;

const codesIn = (concepts: readonly Concept[] = []): string[] =>
  concepts.flatMap(({ code, concept }) => [...(code === undefined ? [] : [code]), ...codesIn(concept)]);

/** Value sets that are no more than lists: those that another server would have to unfold are left out. */
export function codeSetsOf({ entry }: DefinitionBundle): CodeSets {
  const systems = new Map<string, readonly string[]>();
  for (const { resource } of entry)
    if (resource.resourceType === 'CodeSystem' && resource.url && resource.concept)
      systems.set(resource.url, codesIn(resource.concept));
  const listed = ({ system = '', concept, filter, valueSet }: Include): string[] | null => {
    if (filter || valueSet) return null;
    const codes = concept ? codesIn(concept) : systems.get(system);
    return codes ? codes.flatMap((code) => [`${system}|${code}`, code]) : null;
  };
  const sets = new Map<string, ReadonlySet<string>>();
  for (const { resource } of entry) {
    const { include = [], exclude } = resource.compose ?? {};
    if (resource.resourceType !== 'ValueSet' || !resource.url || exclude) continue;
    const parts = include.map(listed);
    if (parts.length > 0 && !parts.includes(null)) sets.set(resource.url, new Set(parts.flatMap((part) => part ?? [])));
  }
  return sets;
}

type Element = {
  type?: readonly { code: string }[];
  binding?: { strength?: string; valueSet?: string };
};
export type SchemaOf = (type: string) => { elements: Readonly<Record<string, Element>> } | undefined;
type Definitions = { sets: CodeSets; schemaOf: SchemaOf };

function isOf(set: ReadonlySet<string>, value: unknown): boolean {
  if (typeof value === 'string') return set.has(value);
  if (!isObject(value)) return true;
  const { coding, code, system } = value;
  if (Array.isArray(coding)) return coding.some((each) => isOf(set, each));
  if (typeof code !== 'string') return true;
  return typeof system === 'string' ? set.has(`${system}|${code}`) : set.has(code);
}

/** A choice such as `value[x]` bears the type in its name. */
function* held(
  resource: Readonly<Record<string, unknown>>,
  name: string,
  types: readonly string[],
): Generator<[string, string, unknown]> {
  if (!name.endsWith('[x]')) {
    if (resource[name] !== undefined) yield [name, types[0] ?? '', resource[name]];
    return;
  }
  for (const type of types) {
    const key = `${name.slice(0, -3)}${type.charAt(0).toUpperCase()}${type.slice(1)}`;
    if (resource[key] !== undefined) yield [key, type, resource[key]];
  }
}

type Place = { at: string; of: string };
/** Codes that no required value set has. */
export function codeFaults(
  resource: unknown,
  definitions: Definitions,
  { at, of }: Place = { at: '', of: '' },
): Fault[] {
  if (!isObject(resource)) return [];
  const type = typeof resource['resourceType'] === 'string' ? resource['resourceType'] : of;
  const schema = definitions.schemaOf(type);
  if (!schema) return [];
  const place = at === '' ? type : at;
  const faults: Fault[] = [];
  for (const [name, element] of Object.entries(schema.elements)) {
    const { strength, valueSet = '' } = element.binding ?? {};
    const set = strength === 'required' ? definitions.sets.get(valueSet.split('|')[0] ?? '') : undefined;
    for (const [key, kind, value] of held(
      resource,
      name,
      (element.type ?? []).map(({ code }) => code),
    ))
      for (const [index, each] of (Array.isArray(value) ? value : [value]).entries()) {
        const here = `${place}.${key}${Array.isArray(value) ? `[${index}]` : ''}`;
        if (set && !isOf(set, each))
          faults.push({ code: 'code-invalid', at: here, diagnostics: `Not a code of ${valueSet}.` });
        else if (isObject(each)) faults.push(...codeFaults(each, definitions, { at: here, of: kind }));
      }
  }
  return faults;
}
