import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadHints, type Reading, readDocument } from './index.ts';

const read = (text: string, hints: ReadHints = {}): Reading => readDocument(new TextEncoder().encode(text), hints);

const page = `• USD:
    501.20
  • EUR:
    540.10
Басты бетке өту
Денсаулық 4 Мамыр, 2024

Тараз қаласында шетелдік дәрігерлер халықты тегін қарады

215 рет
көрсетілді

Үш күн ішінде 640-тан астам адамды ақысыз қарады. Оның ішінде 15 операция жасалды.

Сурет: Асан ҮСЕНОВ
Бөлісу: Facebook Telegram`;

describe('furniture', () => {
  const whole = read(page, { mediaType: 'text/plain' });

  test('rates, counters, menus, dates, credits and share lines are labelled and stay in place', () => {
    const furniture = whole.blocks.filter((block) => block.kind === 'furniture');
    expect(furniture.map((block) => block.furniture)).toEqual([
      'rates',
      'rates',
      'menu',
      'date',
      'counter',
      'credit',
      'share',
    ]);
    for (const block of whole.blocks) expect(whole.text.slice(block.start, block.end)).toBe(block.text);
  });

  test('the publication date comes from it, money and counts never', () => {
    expect(whole.published).toBe('2024-05-04');
    expect(whole.claims.filter((claim) => claim.kind === 'money')).toEqual([]);
    const counts = whole.claims.filter((claim) => claim.kind === 'count');
    expect(counts.map((claim) => claim.value.value)).toEqual([640, 15]);
  });

  test.each([
    ['Уақыты: 23.12.2020', 'date'],
    [' date 2026-01-03 ', 'date'],
    ['Опубликовано: 5 марта 2024 года', 'date'],
    ['Просмотров: 1 234', 'counter'],
    ['Кўрилди: 57', 'counter'],
    ['1,204 views', 'counter'],
    ['$ 494,87 € 520,65 ₽ 4,91', 'rates'],
    ['Бөлім: ҚОҒАМ', 'section'],
    ['Рубрика: Здоровье', 'section'],
    ['Читайте также: 5000 человек прошли осмотр в области', 'related'],
    ['Астана +12 °C', 'weather'],
    ['Главная', 'menu'],
    ['Photo: Ministry of Health', 'credit'],
  ])('«%s» is %s', (line, furniture) => {
    const text = `${line}\n\nДәрігерлер аудан орталығында тұрғындарды екі күн бойы қабылдады.\n`;
    expect(read(text, { mediaType: 'text/plain' }).blocks[0]).toMatchObject({ kind: 'furniture', furniture });
  });

  test('a labelled date in front of the first sentence is cut off from it', () => {
    const reading = read(' date 2026-01-03 Министр құжатқа қол қойды. Келісім күшіне енді.', {
      mediaType: 'text/plain',
    });
    expect(reading.published).toBe('2026-01-03');
    expect(reading.blocks.map((block) => block.text)).toEqual([
      'date 2026-01-03',
      'Министр құжатқа қол қойды. Келісім күшіне енді.',
    ]);
  });
});

describe('HTML', () => {
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>x</title>
    <meta property="article:published_time" content="2024-05-04T10:00:00+05:00">
    <script>var people = "9999 адамды қарады";</script><style>.a{width:777px}</style></head>
    <body><nav><a href="/">Басты бет</a> 888 адам</nav><h1>Дәрігерлер келді</h1>
    <p>Клиника <b>2&nbsp;700-ден</b> аст&#1072;м адамды ақысыз қарады&nbsp;&amp; 37&#x20;операция жасады.</p>
    <div class="related">Тағы 555 адам туралы<br>мақала</div></body></html>`;
  const reading = read(html);

  test('scripts, styles and menus are never read as claims; entities are', () => {
    expect(reading.mediaType).toBe('text/html');
    const counts = reading.claims.filter((claim) => claim.kind === 'count');
    expect(counts.map((claim) => [claim.value.value, claim.quote])).toEqual([
      [2700, '2 700-ден астам адамды'],
      [37, '37 операция'],
    ]);
  });

  test('offsets delimit the range of the source behind the quote', () => {
    const [count] = reading.claims.filter((claim) => claim.kind === 'count');
    expect(reading.text.slice(count?.start, count?.end)).toBe('2&nbsp;700-ден</b> аст&#1072;м адамды');
  });

  test('the date of the metadata stands in where the page shows none', () => {
    expect(reading.published).toBe('2024-05-04');
  });

  test('100,000 nested elements and unclosed tags are read', () => {
    const deep = `${'<div>'.repeat(100_000)}<p>Клиника 37 операция жасады${'</div>'.repeat(5)}<p>Соңы <b`;
    expect(read(deep, { mediaType: 'text/html' }).claims.some((claim) => claim.kind === 'count')).toBe(true);
  });
});

describe('bad input', () => {
  test('an empty page, and one of white space or tags alone, is a problem', () => {
    for (const text of ['', ' \n\t ', '<html><body></body></html>']) {
      expect(read(text).problems.map((problem) => problem.code)).toEqual(['empty']);
    }
  });

  test('a broken byte is reported and the claims around it are kept', () => {
    const bytes = new TextEncoder().encode('Клиника 37 операция жасады. Дәрігерлер x келді.');
    bytes[bytes.indexOf(0x78)] = 0xfe;
    const reading = readDocument(bytes, {});
    expect(reading.problems.map((problem) => problem.code)).toEqual(['broken-encoding']);
    expect(reading.claims.some((claim) => claim.kind === 'count' && claim.value.value === 37)).toBe(true);
  });

  test('a number of 400 digits is a problem and no claim', () => {
    const reading = read(`Ел 1${'0'.repeat(400)} теңге және 5 млн теңге бөлді.`, { mediaType: 'text/plain' });
    expect(reading.problems.map((problem) => problem.code)).toEqual(['number-too-large']);
    expect(reading.claims.filter((claim) => claim.kind === 'money').map((claim) => claim.value.amount)).toEqual([
      '5000000',
    ]);
  });

  test.each([
    ['one line of 1 MB', 'Клиника 2700-ден астам адамды қарады '.repeat(15_000)],
    ['100,000 numbers', '12 345 '.repeat(50_000)],
    ['one word of 500,000 letters', 'а'.repeat(500_000)],
    ['long words behind numbers', `5 адам ${'а'.repeat(3900)} `.repeat(100)],
    ['long words behind Russian numbers', `5 человек ${'по'.repeat(1900)} `.repeat(100)],
    ['100,000 dots', '. '.repeat(100_000)],
    ['100,000 opening brackets', '<'.repeat(100_000)],
    ['100,000 commas', 'сөз, '.repeat(100_000)],
    ['number words without end', 'жүз мың '.repeat(60_000)],
    ['years without end', '2019-2024 '.repeat(50_000)],
    ['ampersands', '<p>&amp'.repeat(60_000)],
    ['spaces', `бір${' '.repeat(500_000)}екі`],
  ])('%s is read in linear time', (_name, text) => {
    const started = process.threadCpuUsage();
    read(text);
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(8);
  });
});

const language = fc.constantFrom(
  'Клиника',
  ' 2700-ден',
  ' астам',
  ' адамды',
  ' қарады',
  '.',
  '\n',
  '\n\n',
  ' ',
  'USD:',
  ' 494.87',
  ' 1 млрд',
  ' иен',
  ' қол қойды',
  ' 18 Қыркүйек, 2020',
  ' 2024 жылға қарай',
  'Оқылды: 708',
  '&nbsp;',
  '<p>',
  '</p>',
  '<nav>',
  '</nav>',
  '&#x1F600;',
  '😀',
  'более',
  ' человек',
  ' 5',
  ',',
  ' миллиард',
  ' and',
  ' signed',
  'é',
  'й',
  '‏שלום',
  '\0',
  '\r\n',
  '<!--',
  '-->',
  '<script>',
);
const anyPage = fc
  .array(fc.oneof({ weight: 5, arbitrary: language }, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
  .map((parts) => parts.join(''));
const mediaType = fc.constantFrom('text/plain', 'text/html', undefined);

describe('whatever the page', () => {
  const hints = (type: 'text/plain' | 'text/html' | undefined): ReadHints => (type ? { mediaType: type } : {});

  test('every quote of plain text is exactly the source at its offsets; in HTML it lies inside the source', () => {
    fc.assert(
      fc.property(anyPage, mediaType, (text, type) => {
        const reading = read(text, hints(type));
        for (const part of [...reading.claims, ...reading.blocks]) {
          const own = 'quote' in part ? part.quote : part.text;
          expect(part.start).toBeGreaterThanOrEqual(0);
          expect(part.end).toBeGreaterThan(part.start);
          expect(part.end).toBeLessThanOrEqual(reading.text.length);
          const source = reading.text.slice(part.start, part.end);
          expect(reading.mediaType === 'text/html' || source === own).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no claim but the publication date lies inside furniture', () => {
    fc.assert(
      fc.property(anyPage, mediaType, (text, type) => {
        const { claims, blocks } = read(text, hints(type));
        const furniture = blocks.filter((block) => block.kind === 'furniture');
        for (const claim of claims) {
          if (claim.stage === 'furniture/date') continue;
          expect(furniture.some((block) => claim.start >= block.start && claim.end <= block.end)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('any bytes are read without an error, into finite values, the same each time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), mediaType, (bytes, type) => {
        const reading = readDocument(bytes, hints(type));
        const figures = reading.claims.map(({ value }) => ('value' in value ? value.value : 0));
        expect(figures.every((figure) => Number.isFinite(figure))).toBe(true);
        expect(readDocument(bytes, hints(type))).toEqual(reading);
      }),
      { numRuns: 300 },
    );
  });

  test('identifiers are unique', () => {
    fc.assert(
      fc.property(anyPage, (text) => {
        const ids = read(text).claims.map((claim) => claim.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });
});
