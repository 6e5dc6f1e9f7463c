import { expect, test } from 'vitest';
import { parseMoney } from '../money/money.ts';
import { formatsFor } from './formats.ts';

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const [kk, ru, en] = [formatsFor('kk'), formatsFor('ru'), formatsFor('en')];
const each = (show: (formats: typeof kk) => string) => [kk, ru, en].map((formats) => spaced(show(formats)));

test('thousands are held together by a no-break space in Kazakh and Russian', () => {
  expect(kk.number(2700)).toBe('2\u00a0700');
  expect(ru.number(1_087_000_000n)).toBe('1\u00a0087\u00a0000\u00a0000');
  expect(en.number(2700)).toBe('2,700');
});

test('money shows its ISO code, every unit, and a fraction only where there is one', () => {
  const yen = parseMoney('1087000000', 'JPY');
  expect(each((it) => it.money(yen))).toEqual(['1 087 000 000 JPY', '1 087 000 000 JPY', 'JPY 1,087,000,000']);
  expect(each((it) => it.money(parseMoney('12.50', 'USD')))).toEqual(['12,50 USD', '12,50 USD', 'USD 12.50']);
  expect(each((it) => it.money(parseMoney('12.00', 'USD')))).toEqual(['12 USD', '12 USD', 'USD 12']);
  expect(each((it) => it.money(parseMoney('-1200.5', 'KZT')))).toEqual([
    '-1 200,50 KZT',
    '-1 200,50 KZT',
    '-KZT 1,200.50',
  ]);
});

test('an amount longer than a floating-point number can hold keeps its last unit', () => {
  expect(spaced(kk.money(parseMoney('123456789012345678.91', 'KZT')))).toBe('123 456 789 012 345 678,91 KZT');
});

test.each([
  ['gt', ['2 700-ден астам', 'более 2 700', 'more than 2,700']],
  ['ge', ['кемінде 2 700', 'не менее 2 700', 'at least 2,700']],
  ['lt', ['2 700-ден аз', 'менее 2 700', 'less than 2,700']],
  ['le', ['ең көбі 2 700', 'не более 2 700', 'at most 2,700']],
  ['approx', ['шамамен 2 700', 'около 2 700', 'about 2,700']],
  ['eq', ['2 700', '2 700', '2,700']],
] as const)('a figure known as %s says so', (comparator, expected) => {
  expect(each((it) => it.compared(comparator, 2700))).toEqual(expected);
});

test('a stated equivalent in money keeps its bound and its code', () => {
  const dollars = parseMoney('7000000', 'USD');
  expect(each((it) => it.compared('gt', dollars))).toEqual([
    '7 000 000-нан астам USD',
    'более 7 000 000 USD',
    'more than USD 7,000,000',
  ]);
});

test('an amount from an endpoint is shown to its last digit, whether money or a count', () => {
  expect(each((it) => it.amount({ amount: '1087000000', currency: 'JPY' }))).toEqual([
    '1 087 000 000 JPY',
    '1 087 000 000 JPY',
    'JPY 1,087,000,000',
  ]);
  expect(each((it) => it.amount({ amount: '-5', currency: 'USD' }))).toEqual(['-5 USD', '-5 USD', '-USD 5']);
  expect(spaced(kk.amount({ amount: '2700', currency: null }, 'gt'))).toBe('2 700-ден астам');
  expect(spaced(ru.amount({ amount: '9007199254740993.1234', currency: null }))).toBe('9 007 199 254 740 993,1234');
});

const dates: [edtf: string, kk: string, ru: string, en: string][] = [
  ['2018', '2018 жыл', '2018 год', '2018'],
  ['2020-12', '2020 ж. желтоқсан', 'декабрь 2020 г.', 'December 2020'],
  ['2020-12-23', '2020 ж. 23 желтоқсан', '23 декабря 2020 г.', '23 December 2020'],
  ['XXXX-04-10', '10 сәуір, жылы белгісіз', '10 апреля, год неизвестен', '10 April, year unknown'],
  ['XXXX-04', 'сәуір, жылы белгісіз', 'апрель, год неизвестен', 'April, year unknown'],
  ['XXXX-02-29', '29 ақпан, жылы белгісіз', '29 февраля, год неизвестен', '29 February, year unknown'],
  ['201X', '2010-жылдар', '2010-е годы', '2010s'],
  ['2018~', 'шамамен 2018 жыл', 'примерно 2018 год', 'about 2018'],
  ['2020-03/2020-05', '2020 ж. наурыз – мамыр', 'март – май 2020 г.', 'March – May 2020'],
  [
    '2020-11/2021-02',
    '2020 ж. қараша – 2021 ж. ақпан',
    'ноябрь 2020 г. – февраль 2021 г.',
    'November 2020 – February 2021',
  ],
  ['2019/2024', '2019–2024 жылдар', '2019–2024 годы', '2019–2024'],
  ['2020-12-20/2020-12-23', '2020 ж. 20–23 желтоқсан', '20–23 декабря 2020 г.', '20–23 December 2020'],
  ['2020-12-23/2020-12-23', '2020 ж. 23 желтоқсан', '23 декабря 2020 г.', '23 December 2020'],
  [
    '2020-03-01/2020-05-02',
    '2020 ж. 1 наурыз – 2020 ж. 2 мамыр',
    '1 марта 2020 г. – 2 мая 2020 г.',
    '1 March 2020 – 2 May 2020',
  ],
  ['2018/..', '2018 жылдан бері', 'с 2018 года', 'since 2018'],
  ['2020-12/..', '2020 ж. желтоқсаннан бері', 'с декабря 2020 г.', 'since December 2020'],
  ['2020-12-23/..', '2020 ж. 23 желтоқсаннан бері', 'с 23 декабря 2020 г.', 'since 23 December 2020'],
  ['2020-12-02/..', '2020 ж. 2 желтоқсаннан бері', 'со 2 декабря 2020 г.', 'since 2 December 2020'],
  ['201X/..', '2010-жылдардан бері', 'с 2010-х годов', 'since the 2010s'],
  ['2018~/..', 'шамамен 2018 жылдан бері', 'примерно с 2018 года', 'since about 2018'],
  ['../2024', '2024 жылға қарай', 'к 2024 году', 'by 2024'],
  ['../2024-08', '2024 ж. тамызға қарай', 'к августу 2024 г.', 'by August 2024'],
  ['../2024-05', '2024 ж. мамырға қарай', 'к маю 2024 г.', 'by May 2024'],
  ['../2024-12-02', '2024 ж. 2 желтоқсанға қарай', 'ко 2 декабря 2024 г.', 'by 2 December 2024'],
  ['../203X', '2030-жылдарға қарай', 'к 2030-м годам', 'by the 2030s'],
];
test.each(dates)('%s is told as far as it is known', (edtf, ...expected) => {
  expect([kk, ru, en].map((formats) => formats.edtf(edtf))).toEqual(expected);
});

test('a table shows a day in figures that no one misreads, a sentence in the form of a sentence', () => {
  expect([kk, ru, en].map((it) => it.edtf('2026-01-03', 'short'))).toEqual(['03.01.2026', '03.01.2026', '3 Jan 2026']);
  expect(kk.edtf('2026-01-03', 'text')).toBe('2026 жылғы 3 қаңтар');
});

test('what is not a date is refused, not shown', () => {
  expect(() => kk.edtf('2020-11-31')).toThrow('no-such-day');
});

test('an instant is told by the clock of its place', () => {
  const at = new Date('2026-03-05T20:07:00Z');
  expect([kk, ru, en].map((it) => it.moment(at, 'Asia/Almaty'))).toEqual([
    '2026 ж. 6 нау., 01:07',
    '6 мар. 2026 г., 01:07',
    '6 Mar 2026, 01:07',
  ]);
  expect(kk.moment(at, 'Asia/Tokyo', 'time')).toBe('05:07');
});

test('near days have their words, farther ones are counted', () => {
  expect([-2, -1, 0, 1, 3].map((days) => kk.relativeDays(days))).toEqual([
    'алдыңгүні',
    'кеше',
    'бүгін',
    'ертең',
    '3 күннен кейін',
  ]);
  expect([2, 3, 5, 21].map((days) => ru.relativeDays(days))).toEqual([
    'послезавтра',
    'через 3 дня',
    'через 5 дней',
    'через 21 день',
  ]);
});
