import { describe, expect, test } from 'vitest';
import { type ClaimKind, type ClaimValues, readDocument } from './index.ts';

const valuesOf = <K extends ClaimKind>(kind: K, text: string): ClaimValues[K][] =>
  readDocument(new TextEncoder().encode(text), { mediaType: 'text/plain' }).claims.flatMap((claim) =>
    claim.kind === kind ? [claim.value as ClaimValues[K]] : [],
  );

describe('a result, a capacity or a plan', () => {
  test.each([
    ['Соның нәтижесінде 1450 адам емделді, 52 операция жасалды, дәрігерлерге арналған 70 дәріс өтті.', 1450],
    ['Екі айда 90 бала емделді, ата-аналарға арналған кабинет ашылды.', 90],
    ['Бир ойда 210 нафар бемор даволанди, шифокорларга мўлжалланган дарслар ўтказилди.', 210],
  ])('what stands in the next clause makes no capacity of «%s»', (text, value) => {
    expect(valuesOf('capacity', text)).toEqual([]);
    expect(valuesOf('count', text)[0]).toMatchObject({ value, role: 'result', measure: 'people_treated' });
  });

  test.each([
    ['Орталық жылына 700-ге дейін ота жасай алады.', 700, 'le', 'P1Y'],
    ['Емхана тәулігіне 120 адамға көмек көрсете алады.', 120, 'eq', 'P1D'],
    ['Марказ йилига 9 минг беморга хизмат кўрсата олади.', 9000, 'eq', 'P1Y'],
    ['Клиника йилига 3 минг нафаргача беморни қабул қилиши мумкин.', 3000, 'le', 'P1Y'],
    ['Отделение сможет принимать до 15 тыс. пациентов в год.', 15_000, 'le', 'P1Y'],
    ['Each truck can screen up to 60 people a day.', 60, 'le', 'P1D'],
  ])('what a place is able to do is a capacity: «%s»', (text, ...[value, comparator, per]) => {
    expect(valuesOf('count', text)).toEqual([]);
    expect(valuesOf('capacity', text)).toMatchObject([{ value, comparator, per, role: 'capacity' }]);
  });

  test.each([
    ['В 2027 году в Сеул на стажировку отправятся 9 хирургов.', 9],
    ['«Мы подготовим 35 анестезиологов до 2028 года», — сказал ректор.', 35],
    ['Договор предусматривает ежегодную стажировку 14 врачей.', 14],
    ['Главный врач попросил рассмотреть возможность лечения пяти пациентов.', 5],
    ['Девятнадцати детям рекомендована операция.', 19],
    ['Біз кем дегенде 80 науқасты қабылдаймыз деп үміттенеміз.', 80],
    ['Қаражатқа 32 аппарат сатып алынады.', 32],
    ['Грант ҳисобидан 44 та ускуна харид қилинади.', 44],
    ['Француз тарапы 20 дәрігерді тәжірибеден өткізуге дайын.', 20],
    ['Қор 2030 жылға дейін 110 баланы емдеуді мақсат етіп отыр.', 110],
    ['Немис мутахассислари 2 йил давомида 45 нафар шифокорни ўқитади.', 45],
    ['Подписано соглашение о передаче области 6 маммографов.', 6],
    ['France to train 100 Uzbek anaesthetists by 2028.', 100],
    ['Hospital with room for 90 patients to be built in Aktau.', 90],
  ])('what is planned or asked for is no result: «%s»', (text, value) => {
    expect(valuesOf('count', text)).toMatchObject([{ value, role: 'planned' }]);
  });

  test('documents that were signed are counted as signed', () => {
    expect(valuesOf('count', 'На полях форума подписано 7 меморандумов.')).toMatchObject([
      { value: 7, role: 'result' },
    ]);
  });

  test('a list under one verb is planned as a whole, a semicolon ends it', () => {
    const roles = (text: string) => valuesOf('count', text).map((count) => count.role);
    expect(roles('Средства направят на ремонт 36 больниц и закупку 480 аппаратов.')).toEqual(['planned', 'planned']);
    expect(roles('45 дәрігер мен 10 мейіргер Сеулде оқытылады.')).toEqual(['planned', 'planned']);
    expect(roles('Обучены 25 лаборантов; до конца года планируется обучить 40 врачей.')).toEqual(['result', 'planned']);
  });

  test.each([
    ['35 пациентов направлены на лечение в Алматы.', undefined],
    ['More than 2,000 patients crossed the border for treatment.', undefined],
    ['Тўққиз нафар мутахассис беморларни қабул қилди.', 'specialists'],
    ['Мобильная бригада: 7 врачей осмотрели сёла района.', 'specialists'],
    ['Дәрігерлер 52 науқасқа көз отасын жасады.', 'people_operated'],
    ['Шифокорлар 27 та болада юрак операциясини ўтказдилар.', 'people_operated'],
    ['Курсы окончили 68 человек.', 'people_trained'],
  ])('who did it and who was sent is kept apart from whom it was done to: «%s»', (text, measure) => {
    expect(valuesOf('count', text)[0]?.measure).toBe(measure);
  });

  test('inhabitants who were helped are no demography; people who live there are', () => {
    expect(valuesOf('count', 'Пойыз 9 800-ден астам тұрғынға көмек көрсетті.')[0]?.role).toBe('result');
    expect(valuesOf('count', 'В области проживает 270 тыс. человек.')[0]?.role).toBe('demographic');
  });

  test('beds that were given are a result, beds that a hospital has its capacity', () => {
    expect(valuesOf('capacity', 'Қазір орталықта 320 төсек бар.')).toMatchObject([{ value: 320, measure: 'beds' }]);
    expect(valuesOf('count', 'Қор ауруханаға 40 төсек сыйлады.')).toMatchObject([{ value: 40, role: 'result' }]);
  });
});

test('items of a list are deliveries and plans, however short', () => {
  const page = 'Итоги визита:\n- осмотрено 320 пациентов;\n- обучено 16 врачей;\n- будет передано 4 аппарата.';
  expect(valuesOf('delivery', page).map((delivery) => delivery.what)).toEqual([
    'осмотрено 320 пациентов',
    'обучено 16 врачей',
  ]);
  expect(valuesOf('commitment', page).map((commitment) => commitment.what)).toEqual(['будет передано 4 аппарата']);
});

describe('parts of what was counted', () => {
  test.each([
    ['Былтыр 350 науқас ем алды, оның ішінде елуден астамы балалар.', 50, 'gt', 'бала'],
    ['Бір жылда 11 250 адам емделді, оның 2 100-і – балалар.', 2100, 'eq', 'бала'],
    ['Мамандар 300 адамды қарады, 46-сына ота жасалды.', 46, 'eq', 'адам'],
    ['Былтыр 31 мыңға жуық науқас ем алған, оның 4 мыңнан астамы жансақтау бөлімінде болған.', 4000, 'gt', 'науқас'],
    ['180 нафар аёл операция қилинди, 75 нафари назоратга олинди.', 75, 'eq', 'аёл'],
    ['Осмотрено 312 пациентов, 54 из них прооперировали.', 54, 'eq', 'пациентов'],
    ['Лечение прошли 18 тысяч пациентов, из них 2 300 — бесплатно.', 2300, 'eq', 'пациентов'],
  ])('«%s»', (text, ...[value, comparator, what]) => {
    expect(valuesOf('count', text)[1]).toMatchObject({ value, comparator, what });
  });
});

test('a part is never larger than what it is a part of', () => {
  const text = 'Приняли участие более 600 человек. Банк выделил 80 миллионов долларов, из которых 32 миллиона освоены.';
  expect(valuesOf('count', text).map((count) => count.value)).toEqual([600]);
});

describe('commitments', () => {
  test.each([
    ['Елші көпірдің құрылысы 2026 жылға қарай бітетініне сенімді.', 'planned', '2026'],
    ['Бас дәрігер корпус 2027 жылға дейін іске қосылатынына сенім білдірді.', 'planned', '2027'],
    ['Құжат аясында 2027 жылға дейін 40 дәрігер Түркияда тағылымдамадан өтеді.', 'planned', '2027'],
    ['At least 40 doctors will be trained by the end of 2025.', 'planned', '2025'],
    ['At least 40 doctors will also be fully trained by the end of 2025.', 'planned', '2025'],
    ['Twelve clinics are to be equipped with scanners by 2026.', 'planned', '2026'],
    ['Клиника также готова передать больнице два аппарата до 2026 года.', 'promised', '2026'],
  ])('«%s» is %s by %s, and nothing is delivered', (text, strength, deadline) => {
    expect(valuesOf('delivery', text)).toEqual([]);
    expect(valuesOf('commitment', text)).toMatchObject([{ strength, deadline }]);
  });

  test('confidence without a date is no plan, a delay no result', () => {
    expect(valuesOf('commitment', 'Елші достықтың жалғаса беретініне сенім артты.')).toEqual([]);
    expect(valuesOf('commitment', 'Клиника жыл сайын 90 мың науқасқа қызмет көрсетеді.')).toEqual([]);
    expect(valuesOf('delivery', 'Жолдың құрылысы пандемия салдарынан біраз кешеуілдеді.')).toEqual([]);
  });

  test('what a condition says is no plan of its own', () => {
    const text = 'Если экспертиза будет положительной, строительство начнётся весной.';
    expect(valuesOf('commitment', text)).toMatchObject([{ condition: 'Если экспертиза будет положительной' }]);
  });

  test.each([
    'No agreement has been signed yet.',
    'Nobody has signed the contract so far.',
    'The agreement has not yet been signed.',
    'Меморандум пока не был подписан.',
    'Келісімшартқа әлі қол қойылмаған.',
    'Шартнома ҳали имзолангани йўқ.',
  ])('not signed: «%s»', (text) => {
    expect(valuesOf('instrument', text)).toMatchObject([{ strength: null }]);
  });

  test('what was signed keeps the day behind its verb', () => {
    expect(
      valuesOf('instrument', 'Меморандум был подписан в ноябре 2021 года и действует до 2026 года.')[0],
    ).toMatchObject({ strength: 'signed', date: '2021-11' });
    expect(valuesOf('instrument', 'Томонлар «йўл харитаси»ни имзоладилар.')).toMatchObject([{ strength: 'signed' }]);
  });

  test('who said it is no part of what was agreed', () => {
    const text = '— Мы договорились проводить миссии дважды в год, — рассказал руководитель Марат Жунусов.';
    expect(valuesOf('commitment', text)[0]?.what).toBe('Мы договорились проводить миссии дважды в год');
    const plan = 'The EU will equip 12 hospitals, the health ministry said on Monday.';
    expect(valuesOf('commitment', plan)[0]?.what).toBe('The EU will equip 12 hospitals');
  });
});
