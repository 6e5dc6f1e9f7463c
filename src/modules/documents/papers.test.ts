import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { docxOf, linesFrom, pdfOf, scannedPdf, swellingPdf } from '../../../test/papers.ts';
import { type ReadPaper, readBrought } from './extract.server.ts';
import { kindOf } from './media.server.ts';
import { pageAt } from './page.ts';
import { joinLines } from './paper.ts';
import { readInTime } from './reading.server.ts';

const read = async (bytes: Uint8Array): Promise<ReadPaper | { refused: string }> => {
  const kind = await kindOf(bytes);
  return typeof kind === 'string' ? readBrought({ bytes, kind, hints: { today: '2026-11-21' } }) : kind;
};
const readWhole = async (bytes: Uint8Array): Promise<ReadPaper> => {
  const outcome = await read(bytes);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
};
const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  const outcome = await read(bytes);
  return 'refused' in outcome ? outcome.refused : 'taken';
};
const shown = ({ blocks }: ReadPaper) => blocks.map(({ kind, furniture, words }) => [furniture ?? kind, words]);
const runningHead = { text: 'Алматы облысының денсаулық сақтау басқармасы', x: 70, y: 810, size: 9 };
const number = (page: number) => ({ text: String(page), x: 290, y: 30, size: 9 });

const report = pdfOf([
  [
    runningHead,
    { text: 'Екі жылдың қорытындысы туралы есеп', x: 70, y: 770, size: 18 },
    ...linesFrom(
      [
        'Қала ауруханасында мамандар екі жыл бойы тұрғындарды тегін қа-',
        'рады және дәрігерлерге дәріс оқыды, барлығы 2700-',
        'ден астам адам',
      ],
      { y: 730 },
    ),
    number(1),
  ],
  [runningHead, ...linesFrom(['тегін қаралды.', '37 операция жасалды.'], { y: 770 }), number(2)],
  [runningHead, ...linesFrom(['Дәрігерлерге арнап 60 шеберлік сабағы өтті.'], { y: 770 }), number(3)],
]);

test('a PDF is read in blocks: title, paragraphs over the end of a page, page numbers and running heads apart', async () => {
  const paper = await readWhole(report);
  expect(paper.mediaType).toBe('application/pdf');
  expect(shown(paper)).toEqual([
    ['page', runningHead.text],
    ['title', 'Екі жылдың қорытындысы туралы есеп'],
    [
      'paragraph',
      'Қала ауруханасында мамандар екі жыл бойы тұрғындарды тегін қарады және дәрігерлерге дәріс оқыды, барлығы 2700-ден астам адам тегін қаралды.',
    ],
    ['page', '1'],
    ['page', runningHead.text],
    ['paragraph', '37 операция жасалды.'],
    ['page', '2'],
    ['page', runningHead.text],
    ['paragraph', 'Дәрігерлерге арнап 60 шеберлік сабағы өтті.'],
    ['page', '3'],
  ]);
});

test('claims of a PDF quote the extracted text exactly, and say on which page it stands', async () => {
  const { claims, text, pageStarts } = await readWhole(report);
  const found = claims.filter(({ kind }) => kind === 'count');
  for (const { quote, span } of claims) expect(text.slice(span.start, span.end)).toBe(quote);
  const pages = Object.fromEntries(
    found.map(({ value, span }) => [(value as { value: number }).value, pageAt(pageStarts, span.start)]),
  );
  expect(pages).toEqual({ 2700: 1, 37: 2, 60: 3 });
});

test('two columns are read one after the other; the cells of a table row stand apart', async () => {
  const left = [
    'Бірінші бағанның бірінші жолы осы',
    'бірінші бағанның екінші жолы осы',
    'бірінші бағанның үшінші жолы осы',
    'бірінші баған осымен аяқталады.',
  ];
  const right = [
    'Екінші бағанның бірінші жолы осы',
    'екінші бағанның екінші жолы осы',
    'екінші бағанның үшінші жолы осы',
    'екінші баған осымен аяқталады.',
  ];
  const columns = await readWhole(
    pdfOf([
      [
        { text: 'Екі бағанмен терілген бет туралы тақырып', x: 70, y: 770, size: 16 },
        ...linesFrom(left, { x: 60, y: 700 }),
        ...linesFrom(right, { x: 330, y: 700 }),
      ],
    ]),
  );
  expect(columns.text.indexOf('бірінші баған осымен')).toBeLessThan(columns.text.indexOf('Екінші бағанның бірінші'));
  expect(columns.text.indexOf('тақырып')).toBeLessThan(columns.text.indexOf('Бірінші бағанның'));
  const table = await readWhole(
    pdfOf([
      ['Орын', 'Талдықорған', 'Қаратал'].flatMap((place, row) =>
        linesFrom([place], { x: 60, y: 700 - row * 20 }).concat(
          linesFrom(['2'], { x: 300, y: 700 - row * 20 }),
          linesFrom(['700'], { x: 420, y: 700 - row * 20 }),
        ),
      ),
    ]),
  );
  expect(table.text).toContain('Талдықорған | 2 | 700');
});

test('a page that is turned is read as a person would turn it', async () => {
  const turned = pdfOf([[{ text: 'Бұрылған беттегі сөйлем осы жерде тұр.', x: 100, y: 100, angle: Math.PI / 2 }]], {
    rotate: 90,
  });
  expect((await readWhole(turned)).text).toBe('Бұрылған беттегі сөйлем осы жерде тұр.');
});

test('a Word file is read in blocks, its header apart; claims quote its words', async () => {
  const paper = await readWhole(
    docxOf({
      title: 'Ынтымақтастық туралы есеп',
      paragraphs: ['Екі жылда 2700-ден астам адам тегін қаралды & емделді.'],
      header: 'Денсаулық сақтау басқармасы',
    }),
  );
  expect(paper.mediaType).toContain('wordprocessingml');
  expect(shown(paper)).toEqual([
    ['page', 'Денсаулық сақтау басқармасы'],
    ['title', 'Ынтымақтастық туралы есеп'],
    ['paragraph', 'Екі жылда 2700-ден астам адам тегін қаралды & емделді.'],
  ]);
  expect(paper.claims.length).toBeGreaterThan(0);
  for (const { quote, span } of paper.claims) expect(paper.text.slice(span.start, span.end)).toBe(quote);
});

const huge = new Uint8Array(70_000_000).fill(0x20);
test.each([
  ['encrypted PDF', pdfOf([linesFrom(['сөз'])], { isEncrypted: true }), 'document-encrypted'],
  ['scanned PDF', scannedPdf(), 'document-no-text'],
  ['PDF cut in half', report.subarray(0, 300), 'document-broken'],
  ['PDF of its name alone', Buffer.from('%PDF-1.7\n'), 'document-broken'],
  ['Word file without words', docxOf({}), 'document-no-text'],
  ['Word file with macros', docxOf({ paragraphs: ['сөз'], isMacro: true }), 'document-macros'],
  [
    'Word file with an entity',
    docxOf({
      paragraphs: ['сөз'],
      prolog: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
      body: '<w:p><w:r><w:t>&e;</w:t></w:r></w:p>',
    }),
    'document-unsafe',
  ],
  [
    'Word file that swells',
    docxOf({ paragraphs: ['сөз'], extra: { 'word/footnotes.xml': huge } }),
    'document-unpacks-too-large',
  ],
  ['Word file cut in half', docxOf({ paragraphs: ['сөз'] }).subarray(0, 700), 'document-broken'],
  ['picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'document-kind-unsupported'],
  ['nothing but spaces', Buffer.from('  \n '), 'document-empty'],
])('%s is refused with its cause', async (_name, bytes, cause) => {
  expect(await refusalOf(bytes)).toBe(cause);
});

test('pictures and embedded files of a Word file stay packed, however large', async () => {
  const extra = { 'word/media/image1.png': huge, 'word/embeddings/oleObject1.bin': huge };
  expect(await refusalOf(docxOf({ paragraphs: ['Бір сөйлем осы жерде тұр.'], extra }))).toBe('taken');
});

test('a PDF that unpacks to more than there is room for ends its thread, not the program', async () => {
  const limits = { patience: 30_000, growth: 100_000_000 };
  const outcome = await readInTime({ bytes: swellingPdf(500_000_000), kind: 'pdf', hints: {} }, limits);
  expect(outcome).toEqual({ refused: 'document-unpacks-too-large' });
});

test('a thread that is kept reads one after the other, whatever came before', async () => {
  const long = Buffer.from(`${'Қонақтар бүгін қалаға келді. '.repeat(8000)}37 операция жасалды.`);
  const all = [report, Buffer.from('%PDF-1.7\n'), report].map((bytes) => ({ bytes, kind: 'pdf' as const, hints: {} }));
  for (const brought of [...all, { bytes: long, kind: 'text' as const, hints: {} }, ...all]) {
    const outcome = await readInTime(brought, { patience: 20_000 });
    expect('refused' in outcome ? outcome.refused : 'read').toBe(
      brought.bytes.length < 20 ? 'document-broken' : 'read',
    );
  }
});

test('whatever the bytes behind the name of a paper, reading ends in a paper or a cause', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(report.length), async (noise, at) => {
      const broken = Buffer.concat([report.subarray(0, at), noise, report.subarray(at + noise.length)]);
      for (const [kind, bytes] of [
        ['pdf', broken],
        ['docx', noise],
      ] as const) {
        const outcome = await readBrought({ bytes, kind, hints: {} });
        expect('refused' in outcome || outcome.text.length > 0).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test('a divided word becomes whole, and keeps a hyphen that it is written with', () => {
  const isWritten = (word: string) => word === 'онлайн-конференция';
  expect(joinLines('бас қар-', 'ма', isWritten)).toBe('бас қарма');
  expect(joinLines('онлайн-', 'конференция', isWritten)).toBe('онлайн-конференция');
  expect(joinLines('2700-', 'ден астам', isWritten)).toBe('2700-ден астам');
  expect(joinLines('Талды\u{AD}', 'қорған', isWritten)).toBe('Талдықорған');
  expect(joinLines('бір', 'екі', isWritten)).toBe('бір екі');
});

test('the page of a place in the text: empty pages are passed over', () => {
  expect([0, 9, 10, 25, 30].map((at) => pageAt([0, 10, 10, 30], at))).toEqual([1, 1, 3, 3, 4]);
  expect(pageAt(null, 5)).toBeNull();
});
