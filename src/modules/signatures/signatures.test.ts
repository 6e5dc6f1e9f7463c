import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNames, whys } from '../../platform/signature/checks.ts';
import { fileName, isInTime, momentIn, statementOf } from './signable.ts';

const at = new Date('2026-11-21T09:00:00Z');

describe('a statement', () => {
  test('says what was signed, by whom and when it was asked for', () => {
    const signer = { person: 'p', organisation: 'o', session: 'left out' };
    const said = statementOf({ subject: 'minutes', id: 'm', content: { version: 2, texts: { kk: 'h' } }, signer, at });
    expect(said).toEqual({
      form: 'yntymaq statement 1',
      subject: 'minutes',
      id: 'm',
      version: 2,
      texts: { kk: 'h' },
      signer: { person: 'p', organisation: 'o' },
      at: '2026-11-21T09:00:00.000Z',
    });
    expect(momentIn(JSON.stringify(said))).toEqual(at);
  });

  test.each(['', 'x', 'null', '{}', '{"at":1}', '{"at":"yesterday"}', '{"at":"2026-11-21"}'])(
    '%j says no moment',
    (text) => {
      expect(momentIn(text)).toBeNull();
    },
  );

  test('may be signed for an hour with a passkey and for a day at a desktop, and never before it was asked for', () => {
    const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
    expect([0, 3600, 3601, -1].map((each) => isInTime(at, after(each), 'passkey'))).toEqual([true, true, false, false]);
    expect([0, 86_400, 86_401].map((each) => isInTime(at, after(each), 'cms'))).toEqual([true, true, false]);
  });
});

test('files are named so that a desktop program knows the signature beside its bytes', () => {
  expect(fileName('1', 'statement', 'cms')).toBe('statement-1.json');
  expect(fileName('1', 'signature', 'cms')).toBe('statement-1.json.p7s');
  expect(fileName('1', 'signature', 'passkey')).toBe('signature-1.json');
});

describe('the words of the product', () => {
  const modules = path.join(import.meta.dirname, '..');
  const catalogues = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /messages\/(?:kk|ru|en)\.json$/.test(file),
  );

  test('never call a signature by passkey an electronic digital signature', () => {
    expect(catalogues.length).toBeGreaterThan(20);
    for (const file of catalogues)
      for (const [key, text] of Object.entries(
        JSON.parse(readFileSync(path.join(modules, file), 'utf8')) as Record<string, string>,
      ))
        expect(text, `${file} ${key}`).not.toMatch(
          /ЭЦҚ|ЭЦП|электрондық цифрлық|электронн\p{L}+ цифров|electronic digital signature/iu,
        );
  });

  test.each(['kk', 'ru', 'en'])('name every check and every reason in %s', (locale) => {
    const texts = JSON.parse(readFileSync(path.join(import.meta.dirname, `messages/${locale}.json`), 'utf8')) as Record<
      string,
      string
    >;
    for (const name of checkNames) expect(texts[`signatures.ui.check.${name}`], name).toBeTruthy();
    for (const why of whys) expect(texts[`signatures.ui.why.${why}`], why).toBeTruthy();
  });
});
