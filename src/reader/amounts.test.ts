import { describe, expect, test } from 'vitest';
import { type ClaimKind, type ClaimValues, readDocument } from './index.ts';

const valuesOf = <K extends ClaimKind>(kind: K, text: string): ClaimValues[K][] =>
  readDocument(new TextEncoder().encode(text), { mediaType: 'text/plain' }).claims.flatMap((claim) =>
    claim.kind === kind ? [claim.value as ClaimValues[K]] : [],
  );

describe('amounts of money as newspapers write them', () => {
  test.each([
    ['A holding will invest $12.5m in a hospital in Turkistan.', '12500000', 'USD'],
    ['The charity raised £250k for the hospital ward.', '250000', 'GBP'],
    ['The government allocated KZT 5.4bn for the clinics.', '5400000000', 'KZT'],
    ['The EU will provide €3 million for maternity hospitals.', '3000000', 'EUR'],
    ['Банк одобрил заём в размере 12,5 млн. долл. США на ремонт больниц.', '12500000', 'USD'],
    ['Бюджет проекта составляет 1.5 млрд. руб. на три года.', '1500000000', 'RUB'],
    ['Жобаның бюджеті 2,1 млрд ₸ болып бекітілді.', '2100000000', 'KZT'],
    ['Жоба үшін 75 миллион 500 мың теңге бөлінді.', '75500000', 'KZT'],
    ['Ауруханаға 480 мың тг қаржы бөлінді деп хабарлады.', '480000', 'KZT'],
    ['Стоимость проекта – Т8,5 млрд, сообщает агентство.', '8500000000', 'KZT'],
    ['Келісімшарт бойынша 12,4 млрд вон төленеді.', '12400000000', 'KRW'],
    ['Лойиҳага 340 млн сўм маблағ ажратилди деб маълум қилинди.', '340000000', 'UZS'],
  ])('«%s» is %s %s', (text, amount, currency) => {
    expect(valuesOf('money', text)).toMatchObject([{ amount, currency }]);
    expect(valuesOf('count', text).filter((count) => !count.measure && count.what !== 'года')).toEqual([]);
  });

  test.each([
    ['Елші 1 миллиард 50 миллион иен грант бермек, бұл 7 миллион АҚШ долларынан астам.', 'gt'],
    ['Үкімет 3,2 млн еуро грант бөлетінін мәлімдеді. Бұл шамамен 1,7 млрд теңге.', 'approx'],
    ['Құрылысқа 9 миллиард теңге жұмсалады, яғни 20 миллион доллардан астам.', 'gt'],
    ['Грант составит 1 млрд 50 млн иен, это более 7 млн долларов США.', 'gt'],
    ['Бюджет проекта — 210 млн иен, или примерно 1,4 млн долларов США.', 'approx'],
    ['Ҳукумат 850 миллион иен грант ажратди. Бу тахминан 5,7 миллион долларни ташкил этади.', 'approx'],
    ['Each operation would have cost a patient 45,000 soms, or about $530.', 'approx'],
    ['The trucks cost 42.6 million yen (about $285,000) in total.', 'approx'],
    ['The $12.5m project, worth about €11.6 million, began in May.', 'approx'],
  ])('a second currency restates the first: «%s»', (text, comparator) => {
    const [first, second] = valuesOf('money', text);
    expect(first?.role).not.toBe('equivalent');
    expect(second).toMatchObject({ role: 'equivalent', equivalentOf: 'money-1', comparator });
  });

  test('two grants in two currencies stay two grants', () => {
    const text = 'Фонд выделил больнице 5 млн тенге, а посольство передало клинике 30 тысяч евро.';
    expect(valuesOf('money', text).map((money) => money.role)).toEqual([undefined, undefined]);
  });
});

describe('numbers that count nothing', () => {
  test.each([
    'Сағат 10:30-да, кейін 12.30-да бірінші ота басталды.',
    'Согласно п. 3 ст. 15 закона помощь бесплатна, справки в каб. 214, оф. 7.',
    'Статья 12 соглашения признаёт дипломы.',
    'Денсаулық туралы кодекстің 7-бабына сәйкес тексеру тегін.',
    'A 6-year-old boy was treated in room 12; section 8 of the act applies.',
    'Two in three patients recovered and two thirds of them were women.',
    'Операции длились от 3 до 8 часов, младшему пациенту 4 месяца.',
    'Тексерілгендердің 43 пайызы – әйелдер, емделгендердің үштен екісі – қариялар.',
    '18–60 ёшдаги аёллар кўрикдан ўтди.',
    'The two hospitals signed a memorandum.',
    'Екі аурухана арасында келісім бар.',
    'На 2-м этапе врачи 3-й больницы приедут в 5-й раз.',
  ])('«%s»', (text) => {
    expect(valuesOf('count', text)).toEqual([]);
    expect(valuesOf('capacity', text)).toEqual([]);
  });

  test.each([
    ['1 200-дей науқас айықты.', 1200, 'approx'],
    ['Шифокорлар 3,5 мингга яқин беморни кўрди.', 3500, 'approx'],
    ['Around 1,500–2,000 patients were examined.', 1500, 'approx'],
    ['The embassy handed over three mobile X-ray units.', 3, 'eq'],
    ['Приняли порядка 2,5 тыс. человек.', 2500, 'approx'],
  ])('«%s» counts %d (%s)', (text, value, comparator) => {
    expect(valuesOf('count', text)).toMatchObject([{ value, comparator }]);
  });

  test('a unit at the end of a sentence ends it', () => {
    const text = 'Сумма — 5,8 млрд тг. Выделено ещё 3 млн евро.';
    expect(valuesOf('money', text).map((money) => money.role)).toEqual([undefined, undefined]);
  });
});
