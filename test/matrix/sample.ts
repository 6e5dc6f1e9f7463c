import type { Schema } from './endpoints.ts';

/** What to put where a schema alone cannot know: by the name of the field. */
export type Known = Readonly<Record<string, unknown>>;

const byPattern: readonly (readonly [RegExp, string])[] = [
  [/^\^\[A-Z\]\{3\}/, 'KZT'],
  [/^\^\[A-Z\]\{2\}/, 'KZ'],
  [/^\^\\d/, '1'],
  [/^\^P\\d/, 'P1Y'],
  [/a-z0-9/, 'almaty'],
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}/, '2020-12-23'],
];
const byFormat: Readonly<Record<string, string>> = {
  uuid: '018f0000-0000-7000-8000-000000000000',
  date: '2020-12-23',
  'date-time': '2020-12-23T10:00:00Z',
  email: 'someone@example.org',
  uri: 'https://example.org/page',
};

function textFor({ format = '', pattern = '', minLength = 1 }: Schema): string {
  const known = byFormat[format] ?? byPattern.find(([shape]) => shape.test(pattern))?.[1];
  return (
    known ??
    'сөз '
      .repeat(Math.ceil(minLength / 4))
      .trim()
      .padEnd(minLength, 'а')
  );
}

function numberFor({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = exclusiveMinimum === undefined ? (minimum ?? 1) : exclusiveMinimum + 1;
  return Math.min(Math.max(1, least), maximum ?? 1);
}

function objectFor(schema: Schema, known: Known): unknown {
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema;
  const entries = Object.entries(properties)
    .filter(([name]) => required.includes(name))
    .map(([name, each]): [string, unknown] => [name, sampleOf(each, known, name)]);
  const key = propertyNames?.enum?.[0];
  const isMap = typeof additionalProperties === 'object' && entries.length === 0;
  if (isMap && typeof key === 'string') entries.push([key, sampleOf(additionalProperties, known)]);
  return Object.fromEntries(entries);
}

/** A small valid value of a schema: what must be there and nothing else. */
export function sampleOf(schema: Schema, known: Known, name = ''): unknown {
  if (Object.hasOwn(known, name) && schema.type === 'string' && !schema.enum) return known[name];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const empty = choices.find(({ type }) => type === 'null');
    return empty ? null : sampleOf(choices[0] ?? {}, known, name);
  }
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, known, name));
  if (type === 'string') return textFor(schema);
  if (type === 'integer' || type === 'number') return numberFor(schema);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return objectFor(schema, known);
}
