import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';

const words = 'Қазақстан мен Жапония денсаулық сақтау саласындағы келісімге қол қойды.';
const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), !big);
  return bytes;
}

/** The Russian letters and ASCII in windows-1251. */
function cp1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
}

describe('decoding', () => {
  test('UTF-8 with and without a byte order mark reads the same', () => {
    expect(decode(utf8(words), {}).text).toBe(words);
    expect(decode(utf8(`\uFEFF${words}`), {})).toMatchObject({ text: words, encoding: 'utf-8', problems: [] });
  });

  test.each([
    ['utf-16le', false],
    ['utf-16be', true],
  ])('%s is known by its mark and by its pattern', (encoding, big) => {
    expect(decode(utf16(`\uFEFF${words}`, big), {})).toMatchObject({ text: words, encoding });
    expect(decode(utf16(words, big), {})).toMatchObject({ text: words, encoding });
  });

  test('windows-1251 is known by its plausible Cyrillic, and by a declaration', () => {
    const russian = 'Стороны подписали меморандум о сотрудничестве в области здравоохранения.';
    expect(decode(cp1251(russian), {})).toMatchObject({ text: russian, encoding: 'windows-1251', problems: [] });
    const page = `<html><meta charset="windows-1251"><p>${russian}</p>`;
    expect(decode(cp1251(page), {})).toMatchObject({ text: page, encoding: 'windows-1251' });
    expect(decode(cp1251(russian), { encoding: 'cp1251' }).encoding).toBe('windows-1251');
  });

  test('broken UTF-8 is reported and the rest is kept', () => {
    const bytes = utf8(words);
    bytes[10] = 0xff;
    const { text, encoding, problems } = decode(bytes, {});
    expect(encoding).toBe('utf-8');
    expect(text).toContain('келісімге қол қойды.');
    expect(problems).toEqual([
      { code: 'broken-encoding', start: text.indexOf('\uFFFD'), end: text.indexOf('\uFFFD') + 1 },
    ]);
  });

  test('a label that nobody knows changes nothing', () => {
    expect(decode(utf8(words), { encoding: 'klingon-8' })).toMatchObject({ text: words, encoding: 'utf-8' });
  });
});
