import * as fc from 'fast-check';
import type { Schema } from '../matrix/endpoints.ts';
import { sampleOf } from '../matrix/sample.ts';

/** A word that hostile requests carry: it may come back in what was asked for, never in a log or a problem. */
export const hostileMark = 'zqhostile';

/** Texts that have broken programs before. */
export const nastyTexts: readonly string[] = [
  '',
  ' ',
  'a'.repeat(100_000),
  '\u0000',
  'before\u0000after',
  '\ud800',
  'a\udfff\ud800b',
  '\u202ereversed\u202c',
  'zero\u200bwidth\u200d\ufeff',
  '\u0007\u001b[31m',
  "' or 1=1; drop table commitment; --",
  `"'); select pg_sleep(9); --`,
  '%27%20OR%201=1',
  '$1',
  '${7*7}{{7*7}}<%= 7*7 %>#{7*7}',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)',
  'x\r\nset-cookie: a=b\r\n\r\n<html>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  'C:\\windows\\win.ini',
  '${jndi:ldap://x/a}',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '1e400',
  '-0',
  '999999999999999999999999999999',
  '0000-00-00',
  '+275760-09-13',
  '9999-12-31T23:59:60Z',
  '2020-02-30',
  '-9999/..',
  '018f0000-0000-7000-8000-00000000000g',
  '\u{1f4a9}'.repeat(200),
  'И\u0306'.repeat(50),
  '*'.repeat(300),
  '('.repeat(2000),
  '%',
  '%E0%A4%A',
  '\\',
];

const nastyNumbers: readonly unknown[] = [
  0,
  -0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e308,
  Number.MIN_VALUE,
  '1',
  '1e3',
  '0x10',
];

let nested: unknown = hostileMark;
for (let depth = 0; depth < 400; depth += 1) nested = depth % 2 === 0 ? [nested] : { a: nested };
const nastyOthers: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [[]],
  nested,
  Array.from({ length: 5000 }, () => 'x'),
  Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, index])),
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}') as unknown,
  { toString: 'x', valueOf: 'y', length: -1 },
];

const anything = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 2, arbitrary: fc.constantFrom(...nastyNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(...nastyOthers) },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value that a schema may take, or nearly: texts of it are hostile ones as far as their length lets them. */
function nearly(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => nearly(choice, depth + 1)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = [schema.type].flat()[0];
  if (type === 'object') return nearlyObject(schema, depth);
  if (type === 'array')
    return fc.array(nearly(schema.items ?? {}, depth + 1), { minLength: schema.minItems ?? 0, maxLength: 3 });
  if (type === 'integer' || type === 'number')
    return fc.integer({
      min: Math.max(schema.minimum ?? 1, -(2 ** 31)),
      max: Math.min(schema.maximum ?? 2 ** 31, 2 ** 31),
    });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'string')
    return schema.format || schema.pattern
      ? fc.constant(sampleOf(schema, {}))
      : fc.constantFrom(...nastyTexts.map((text) => text.slice(0, schema.maxLength ?? 400)));
  return fc.constantFrom(...nastyTexts.slice(0, 12));
}

function nearlyObject({ properties = {}, required = [], propertyNames, additionalProperties }: Schema, depth: number) {
  const named = Object.entries(properties).map(([name, each]): [string, fc.Arbitrary<unknown>] => [
    name,
    nearly(each, depth + 1),
  ]);
  const requiredKeys = required.filter((name) => name in properties);
  if (named.length > 0) return fc.record(Object.fromEntries(named), { requiredKeys });
  if (typeof additionalProperties !== 'object') return fc.constant({});
  const keys = propertyNames?.enum
    ? fc.constantFrom(...(propertyNames.enum as readonly string[]))
    : fc.constantFrom('kk', '__proto__', hostileMark);
  return fc.dictionary(keys, nearly(additionalProperties, depth + 1), { maxKeys: 2 });
}

/** One field of an object replaced by what it should not be, one taken out, or one too many. */
const mutated = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return anything;
  const keys = Object.keys(value);
  const extra = fc.tuple(
    fc.constantFrom('__proto__', 'constructor', 'extra', 'owner_organisation', 'visibility'),
    anything,
  );
  const wider = extra.map(([key, added]) =>
    Object.defineProperty({ ...value }, key, { value: added, enumerable: true }),
  );
  if (keys.length === 0) return wider;
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom(...keys), anything).map(([key, wrong]) => ({ ...value, [key]: wrong })),
    },
    fc.constantFrom(...keys).map((key) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))),
    wider,
  );
};

/** Bodies for a schema: valid but hostile, nearly valid, and nothing of the kind. */
export const bodies = (schema: Schema, valid: unknown): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: nearly(schema) },
    { weight: 3, arbitrary: nearly(schema).chain(mutated) },
    { weight: 3, arbitrary: mutated(valid) },
    anything,
  );

/** Values of a query or a path: texts alone. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nastyTexts.map((text) => text.slice(0, 2000))) },
  fc.string({ unit: 'binary', maxLength: 80 }),
);
