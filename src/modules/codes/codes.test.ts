import { expect, test } from 'vitest';
import { languageOf, readCodeSystem, readCodeTable } from './codeFile.server.ts';
import { isWrittenAsIcd10, plainCode } from './icd10.ts';

const system = (over: object = {}) =>
  JSON.stringify({
    resourceType: 'CodeSystem',
    url: 'http://hl7.org/fhir/sid/icd-10',
    version: '2019',
    content: 'complete',
    concept: [
      {
        code: 'C00-D48',
        display: 'Tumours',
        concept: [
          {
            code: 'C71',
            display: 'Brain',
            designation: [
              { language: 'ru-RU', value: 'Мозг' },
              { language: 'xx', value: '?' },
            ],
          },
        ],
      },
    ],
    ...over,
  });

test('a FHIR CodeSystem brings codes, their parents and their names in every language that is known', () => {
  expect(readCodeSystem(system(), 'en')).toEqual({
    url: 'http://hl7.org/fhir/sid/icd-10',
    version: '2019',
    title: null,
    isWhole: true,
    codes: [
      { code: 'C00-D48', parent: null, names: { en: 'Tumours' } },
      { code: 'C71', parent: 'C00-D48', names: { en: 'Brain', ru: 'Мозг' } },
    ],
  });
  expect(readCodeSystem(system({ content: 'fragment' }), 'en')).toMatchObject({ isWhole: false });
});

test('a table brings the same, with columns called by their language', () => {
  const csv = Buffer.from('\uFEFFcode;parent;kk;ru\r\nC71;;Ми;Мозг\r\n"C71.6";C71;;Мозжечок\r\n\r\n');
  expect(readCodeTable(csv, 'en')).toMatchObject({
    codes: [
      { code: 'C71', parent: null, names: { kk: 'Ми', ru: 'Мозг' } },
      { code: 'C71.6', parent: 'C71', names: { ru: 'Мозжечок' } },
    ],
  });
  expect(readCodeTable(Buffer.from('code,display\nI10,Pressure'), 'ky')).toMatchObject({
    codes: [{ names: { ky: 'Pressure' } }],
  });
});

test.each([
  ['{', 'not-a-code-system'],
  ['{"resourceType":"Patient"}', 'not-a-code-system'],
  [system({ concept: [] }), 'no-codes'],
  [system({ concept: [{ code: 'A' }] }), 'name-missing'],
  [system({ concept: [{ display: 'x' }] }), 'code-too-long'],
  [
    system({
      concept: [
        { code: 'A', display: 'x' },
        { code: 'A', display: 'y' },
      ],
    }),
    'code-twice',
  ],
])('a file is refused with its reason: %s', (written, refused) => {
  expect(readCodeSystem(written, 'en')).toMatchObject({ refused });
});
test('a table without codes, or that is none, is refused', () => {
  expect(readCodeTable(Buffer.from('name\nx'), 'en')).toMatchObject({ refused: 'no-code-column' });
  expect(readCodeTable(Buffer.from([0, 1, 2]), 'en')).toMatchObject({ refused: 'table-unreadable' });
});

test('languages are known however a file writes them', () => {
  expect(['ru-RU', 'KK', 'en_GB', 'uz-Cyrl', 'fr'].map(languageOf)).toEqual(['ru', 'kk', 'en', 'uz-Cyrl', null]);
});
test('codes are compared without point, case and dagger', () => {
  expect(['c71.6', 'A17.0†', ' C71 6'].map(plainCode)).toEqual(['C716', 'A170', 'C716']);
  expect(['C71.6', 'C71', 'c71', 'C7', 'C71.', 'cancer'].map(isWrittenAsIcd10)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
