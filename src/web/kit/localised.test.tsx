import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { catalogues } from '../../platform/i18n/catalogues.server.ts';
import { LanguageProvider } from '../../platform/i18n/react.ts';
import { LocalisedTextField } from './LocalisedTextField.tsx';
import { missingIn, readLocalised, withVersion, writersOf } from './localisedDraft.ts';

const machine = { text: 'Open a clinic', by: 'machine' } as const;
const person = { text: 'Емхана ашу', by: 'person' } as const;

test('a version is added, changed and taken out; the others stay as they are', () => {
  const added = withVersion({ kk: person }, 'en', {});
  expect(added).toEqual({ kk: person, en: { text: '', by: 'person' } });
  const said = withVersion(withVersion(added, 'en', { text: machine.text }), 'en', { by: 'machine' });
  expect(said).toEqual({ kk: person, en: machine });
  expect(withVersion(said, 'kk', null)).toEqual({ en: machine });
  expect(missingIn(said)).not.toContain('kk');
  expect(missingIn(said)).toHaveLength(6);
});

test('a version without words is not sent, and nothing is where no version has any', () => {
  expect(readLocalised({ kk: { ...person, text: '  Емхана ашу ' }, en: { ...machine, text: ' ' } })).toEqual({
    kk: person,
  });
  expect(readLocalised({ en: { ...machine, text: ' ' } })).toBeNull();
});

test('only what a machine wrote can be approved', () => {
  expect(writersOf('person')).toEqual(['person', 'machine']);
  expect(writersOf('machine')).toContain('approved');
  const field = (value: Parameters<typeof LocalisedTextField>[0]['value']) =>
    renderToStaticMarkup(
      <LanguageProvider locale="en" catalogue={catalogues.en}>
        <LocalisedTextField id="title" label="Title" value={value} set={() => undefined} isLine />
      </LanguageProvider>,
    );
  expect(field({ en: machine })).toContain('Approve the translation');
  expect(field({ kk: person })).not.toContain('Approve the translation');
  expect(field({ kk: person })).toContain('<label for="title-kk">Kazakh</label>');
});
