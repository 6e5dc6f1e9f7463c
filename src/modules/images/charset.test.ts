import { expect, test } from 'vitest';
import { ctFile } from '../../../test/ct.ts';
import { textIn } from './dicom/charset.ts';
import { takeSlice } from './dicom/take.server.ts';

/** Text with bytes written as `\x1b`. */
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

// The examples of PS3.5, annexes H, I and J, and of ISO/IEC 8859-5.
test.each([
  ['ISO_IR 144', bytes('\xbe\xe1\xdf\xd0\xdd\xde\xd2\xd0^\xb0\xef\xe3\xdb\xeb\xdc'), 'Оспанова^Аяулым'],
  ['ISO_IR 192', utf8('Оспанова^Аяулым'), 'Оспанова^Аяулым'],
  ['ISO_IR 192', utf8('Әбілқасымұлы'), 'Әбілқасымұлы'],
  [
    '\\ISO 2022 IR 149',
    bytes('Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf'),
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  ['ISO 2022 IR 6\\ISO 2022 IR 149', bytes('\x1b$)C\xc8\xab \xb1\xe6\xb5\xbf CT'), '홍 길동 CT'],
  ['\\ISO 2022 IR 149', bytes('\xc8\xab'), '홍'],
  [
    '\\ISO 2022 IR 87',
    bytes('Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B'),
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  ['GB18030', bytes('Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab'), 'Wang^XiaoDong=王^小东'],
  ['ISO 2022 IR 100\\ISO 2022 IR 144', bytes('M\xfcller \x1b-L\xbe\xd4\xd5\xe1\xe1\xd0'), 'Müller Одесса'],
  ['ISO_IR 100', bytes('Buc^J\xe9r\xf4me'), 'Buc^Jérôme'],
  ['', bytes('CT chest'), 'CT chest'],
  ['', utf8('Өкпе'), 'Өкпе'],
  ['ISO_IR 999', bytes('x\xff'), 'xÿ'],
])('text in %s is read as it was written', (said, written, text) => {
  expect(textIn(written, said)).toBe(text);
});

test('what the tags call a series reaches who brought it in its own letters', async () => {
  const label = Buffer.from('Кеуде қуысы 1');
  const file = ctFile({ slice: 0, count: 4 });
  const at = file.indexOf('Chest 1.0');
  const named = Buffer.concat([
    file.subarray(0, at - 2),
    Buffer.of(label.length % 2 ? label.length + 1 : label.length, 0),
    label,
    label.length % 2 ? Buffer.from(' ') : Buffer.alloc(0),
    file.subarray(at + 10),
  ]);
  const inUtf8 = Buffer.from(named.toString('latin1').replace('ISO_IR 100', 'ISO_IR 192'), 'latin1');
  const taken = await takeSlice(inUtf8, { key: 'a key', dates: 'kept' });
  expect('refused' in taken ? taken.refused : taken.label).toContain('Кеуде қуысы 1');
});
