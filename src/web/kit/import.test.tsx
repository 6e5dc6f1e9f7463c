import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Converted } from '../../design/index.ts';
import { catalogues } from '../../platform/i18n/catalogues.server.ts';
import { LanguageProvider } from '../../platform/i18n/react.ts';
import type { ImportPreview } from '../../platform/table/schemas.ts';
import { Previewed } from './ImportSteps.tsx';

const preview: ImportPreview = {
  rows: [
    { is: 'added', row: 2, values: { name: 'Жаңа', target: null } },
    {
      is: 'changed',
      row: 3,
      id: '00000000-0000-4000-8000-000000000001',
      version: 2,
      values: { target: '12' },
      changes: [{ column: 'target', before: '10', after: '12' }],
    },
    { is: 'refused', row: 4, faults: [{ column: 'target', cause: 'not-a-number', text: 'this is not a number' }] },
  ],
  counts: { added: 1, changed: 1, unchanged: 5, refused: 1 },
  columns: [
    { key: 'name', header: 'Name' },
    { key: 'target', header: 'Target' },
  ],
  unknown: ['Кім'],
  hasFormulas: true,
  seen: '0'.repeat(64),
};
const shown = (changed: Partial<ImportPreview> = {}) =>
  renderToStaticMarkup(
    <LanguageProvider locale="en" catalogue={catalogues.en}>
      <Previewed id="x" preview={{ ...preview, ...changed }} isBusy={false} enter={() => {}} />
    </LanguageProvider>,
  );

test('a preview says what would be added, changed from what to what, and refused for which cause', () => {
  const html = shown();
  expect(html).toContain('Name: Жаңа');
  expect(html).toContain('Target: <ins>12</ins> <del>was: 10</del>');
  expect(html).toContain('Target: this is not a number');
  expect(html).toContain('Enter 2 rows');
});

test('it says what was not read, that formulas were, and that not all rows are shown', () => {
  const html = shown();
  for (const text of [
    'These columns were not read: Кім',
    'The file has formulas',
    '3 of 8 rows are shown',
    'Refused rows are left out',
  ])
    expect(html).toContain(text);
});

test('where nothing would change there is nothing to press', () => {
  const html = shown({ rows: [], counts: { added: 0, changed: 0, unchanged: 8, refused: 0 } });
  expect(html).toContain('There is nothing to enter.');
  expect(html).not.toContain('<button');
});

test('a converted amount is never shown without its rate', () => {
  const html = renderToStaticMarkup(
    <Converted
      amount="450 KZT"
      rates={['1 USD = 450 KZT, 20 November 2026, National Bank']}
      others={['another says 447']}
    />,
  );
  expect(html).toContain('450 KZT');
  expect(html).toContain('1 USD = 450 KZT, 20 November 2026, National Bank');
  expect(html).toContain('another says 447');
});
