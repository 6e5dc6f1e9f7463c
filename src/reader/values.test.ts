import { describe, expect, test } from 'vitest';
import { type ClaimKind, type ClaimValues, type ReadHints, readDocument } from './index.ts';

const read = (text: string, hints: ReadHints = {}) =>
  readDocument(new TextEncoder().encode(text), { mediaType: 'text/plain', ...hints });

const valuesOf = <K extends ClaimKind>(kind: K, text: string, hints: ReadHints = {}): ClaimValues[K][] =>
  read(text, hints).claims.flatMap((claim) => (claim.kind === kind ? [claim.value as ClaimValues[K]] : []));

describe('money', () => {
  test.each([
    ['Жапония ауруханаға 1 милиард, 87 миллион иен грант бермек.', '1087000000', 'JPY', 'eq'],
    ['Үкімет емханаға 450 миллион теңгеге жуық қаржы бөлді.', '450000000', 'KZT', 'approx'],
    ['Қор орталыққа 2 миллион еуродан астам қаражат бөледі.', '2000000', 'EUR', 'gt'],
    ['Вазирлик касалхонага 3 миллиард сўмдан ортиқ маблағ ажратди.', '3000000000', 'UZS', 'gt'],
    ['Фонд выделит больнице не менее 250 млн тенге на ремонт.', '250000000', 'KZT', 'ge'],
    ['Правительство Японии предоставит 1 млрд 87 млн иен на закупку техники.', '1087000000', 'JPY', 'eq'],
    ['The fund will give the hospital up to $2.5 million for scanners.', '2500000', 'USD', 'le'],
    ['The ministry of health received EUR 1,250,000 from the donor.', '1250000', 'EUR', 'eq'],
  ])('«%s» is %s %s (%s)', (text, ...[amount, currency, comparator]) => {
    expect(valuesOf('money', text)).toMatchObject([{ amount, currency, comparator }]);
  });

  test('an amount restated in another currency is an equivalent of the first, also behind a misspelt word', () => {
    const text = 'Ел 1 милиард, 87 миллион иен, долларға шаққанда жеті миллион доллардан сатып жығылатын грант бермек.';
    expect(valuesOf('money', text)).toEqual([
      { amount: '1087000000', currency: 'JPY', comparator: 'eq', role: 'grant' },
      { amount: '7000000', currency: 'USD', comparator: 'gt', role: 'equivalent', equivalentOf: 'money-1' },
    ]);
    const russian = 'Грант составит 900 млн вон (около 650 тыс. долларов США).';
    expect(valuesOf('money', russian)[1]).toMatchObject({
      amount: '650000',
      comparator: 'approx',
      equivalentOf: 'money-1',
    });
  });
});

describe('counts', () => {
  test.each([
    ['Клиника 2700-ден астам адамды ақысыз қарады.', 2700, 'gt', 'people_seen'],
    ['Былтыр 1200 адам емделіп, үйіне қайтты.', 1200, 'eq', 'people_treated'],
    ['Қонақ дәрігерлер 37 операция жасады.', 37, 'eq', 'operations'],
    ['Жергілікті дәрігерлерге 60 шеберлік сыныбы өткізілді.', 60, 'eq', 'master_classes'],
    ['Семинарға 150-ге жуық дәрігер қатысты.', 150, 'approx', 'participants'],
    ['Ауруханаға кемінде он екі аппарат орнатылды.', 12, 'ge', 'devices'],
    ['Мутахассислар 500 дан ортиқ беморни кўрикдан ўтказди.', 500, 'gt', 'people_seen'],
    ['Марказда 300 нафар бола даволанди.', 300, 'eq', 'people_treated'],
    ['Корейские врачи осмотрели более 2700 человек.', 2700, 'gt', 'people_seen'],
    ['За это время 1200 пациентов прошли лечение в больнице.', 1200, 'eq', 'people_treated'],
    ['В областной больнице проведено 37 операций.', 37, 'eq', 'operations'],
    ['Для местных врачей провели не менее 60 мастер-классов.', 60, 'ge', 'master_classes'],
    ['The team examined more than 2,700 people free of charge.', 2700, 'gt', 'people_seen'],
    ['At least twenty-five children were treated in the centre.', 25, 'ge', 'people_treated'],
  ])('«%s» counts %d (%s) %s', (text, ...[value, comparator, measure]) => {
    expect(valuesOf('count', text)).toMatchObject([{ value, comparator, measure }]);
  });

  test.each([
    ['Янги марказ йилига 800 дан ортиқ беморни даволашга мўлжалланган.', 800, 'gt', 'P1Y'],
    ['Жаңа орталық жылына кемінде 1 500 науқасты қабылдауға арналған.', 1500, 'ge', 'P1Y'],
    ['Новый центр рассчитан более чем на 800 пациентов в год.', 800, 'gt', 'P1Y'],
    ['The centre is designed to treat up to 40 patients a day.', 40, 'le', 'P1D'],
  ])('what a place can do is a capacity, no result: «%s»', (text, ...[value, comparator, per]) => {
    expect(valuesOf('count', text)).toEqual([]);
    expect(valuesOf('capacity', text)).toMatchObject([{ value, comparator, per, role: 'capacity' }]);
  });

  test('inhabitants are demographic, what is only planned is no result', () => {
    expect(valuesOf('count', 'Облыста екі миллионнан аса халық тұрады екен.')).toMatchObject([
      { value: 2_000_000, comparator: 'gt', role: 'demographic' },
    ]);
    expect(valuesOf('count', 'До конца года планируется вылечить 500 детей.')).toMatchObject([
      { value: 500, role: 'planned' },
    ]);
    expect(valuesOf('count', 'Министр 12 клиника ашылатынын айтты.')).toMatchObject([{ value: 12, role: 'planned' }]);
  });

  test('a result takes the period of its sentence', () => {
    const [count] = valuesOf('count', 'Клиника екі жыл ішінде 2700-ден астам адамды қарады.');
    expect(count?.period).toMatchObject({ duration: 'P2Y', role: 'result_period' });
  });

  test.each([
    'Қазір 1404 нөмірдегі байланыс орталығы жұмыс істейді. Азаматтар 1404 арқылы хабарласты.',
    'Ол 45 жаста, 20 жыл бойы жұмыс істейді, 10-сыныпта оқыған.',
    'COVID-19 индеті кезінде Т-34 туралы айтылды, дайындық 60 пайыз.',
    'Жүздеген адам көмек алды, мыңдаған отбасы қуанды.',
    'Екі елдің өкілдері, үш тараптың бәрі риза болды.',
    'Телефон для справок: +7 (7172) 74-32-11, статья 15, 30 % населения.',
  ])('no count in «%s»', (text) => {
    expect(valuesOf('count', text)).toEqual([]);
  });
});

describe('dates and periods', () => {
  test.each([
    ['Келісімге 2018 жылы қол қойылған болатын.', '2018', 'year', 'instrument_signed', undefined],
    ['Жол құрылысы 2024 жылға қарай толық аяқталады.', '2024', 'year', 'deadline', 'by'],
    ['Жиын 10 сәуір күні қашықтан өтті деп хабарлады.', 'XXXX-04-10', 'day', 'event', undefined],
    ['Кездесу 2021 жылғы 5 наурызда Астанада өтті.', '2021-03-05', 'day', 'event', undefined],
    ['Бұйрық 2024 ж. 15 қаңтарда күшіне енді деп жазды.', '2024-01-15', 'day', 'event', undefined],
    ['Учрашув 2025 йил 6 май куни бўлиб ўтди.', '2025-05-06', 'day', 'event', undefined],
    ['Лойиҳа 2024 йилгача якунланади деб хабар берилди.', '2024', 'year', 'deadline', 'until'],
    ['Центр откроют к концу 2026 года в Алматы.', '2026', 'year', 'deadline', 'by'],
    ['Встреча прошла 23 декабря 2020 года в Талдыкоргане.', '2020-12-23', 'day', 'event', undefined],
    ['The hospital will open by 2027 in the region.', '2027', 'year', 'deadline', 'by'],
    ['The meeting was held on December 23, 2020 in Almaty.', '2020-12-23', 'day', 'event', undefined],
  ])('«%s» is %s', (text, ...[edtf, precision, role, modifier]) => {
    const [date] = valuesOf('date', text);
    expect(date).toMatchObject({ edtf, precision, role });
    expect(date?.modifier).toBe(modifier);
  });

  test('a missing year is never filled in, whatever today is', () => {
    expect(valuesOf('date', 'Жиын 10 сәуір күні өтті.', { today: '2026-01-01' })).toMatchObject([
      { edtf: 'XXXX-04-10' },
    ]);
  });

  test.each([
    [
      '2019-2024 жылдарға арналған ынтымақтастық жоспары талқыланды.',
      { from: '2019', until: '2024', role: 'instrument_term' },
    ],
    ['Клиника 2018 жылдан бастап науқас қабылдайды.', { from: '2018', until: null }],
    ['В течение двух лет врачи принимали пациентов.', { duration: 'P2Y' }],
    ['Дәрігерлер үш күнде ауданның барлық ауылын аралады.', { duration: 'P3D' }],
    ['С 2019 по 2024 годы действовала программа.', { from: '2019', until: '2024' }],
  ])('period in «%s»', (text, period) => {
    expect(valuesOf('period', text)).toMatchObject([period]);
  });

  test('«this year» leans on the publication date and says so', () => {
    const page = 'Уақыты: 18.09.2020\n\nАғымдағы жылдың наурыз-мамыр айларында дәрігерлер кеңес берді.';
    expect(valuesOf('period', page)).toMatchObject([{ from: '2020-03', until: '2020-05', relative: true }]);
  });

  test('a day that is in no calendar is no date', () => {
    expect(valuesOf('date', 'Кездесу 31.02.2020 күні және 45.13.2020 күні өтті.')).toEqual([]);
  });
});

describe('strength', () => {
  test.each([
    ['Тараптар медициналық ынтымақтастықты кеңейту мәселелерін талқылады.', 'discussed'],
    ['Әкім облыста бірлескен клиника ашуды ұсынды.', 'proposed'],
    ['Министрлік бұл бағдарламаны іске қосуды қарастырып жатыр.', 'considered'],
    ['Тараптар дәрігерлерге арналған курстар мәселесін қарастыруға келісті.', 'agreed_to_consider'],
    ['Жапония ауруханаға жаңа жабдық сатып алуға грант бермек.', 'planned'],
    ['Ол үшін қажетті жағдайдың бәрін жасайтын боламыз.', 'promised'],
    ['Онлайн конференцияларды жалғастыру туралы келісілді.', 'agreed'],
    ['Томонлар тиббий ҳамкорликни мустаҳкамлашга келишиб олдилар.', 'agreed'],
    ['Томонлар марказ имкониятларини кўриб чиқишга келишиб олдилар.', 'agreed_to_consider'],
    ['Вазирлар юқумли касалликлар масалаларини муҳокама қилишди.', 'discussed'],
    ['Стороны договорились рассмотреть вопрос обучения врачей.', 'agreed_to_consider'],
    ['Стороны договорились об обмене опытом между клиниками.', 'agreed'],
    ['Посол предложил открыть в области совместную клинику.', 'proposed'],
    ['Аким пообещал создать для клиники все условия.', 'promised'],
    ['The parties agreed to consider courses for nurses.', 'agreed_to_consider'],
    ['The donor pledged to equip the regional hospital.', 'promised'],
    ['The ministers discussed cooperation in oncology.', 'discussed'],
  ])('«%s» is %s', (text, strength) => {
    expect(valuesOf('commitment', text)).toMatchObject([{ strength }]);
  });

  test.each([
    ['Стороны подписали меморандум о сотрудничестве.', 'memorandum', 'signed'],
    ['Тараптар 2026-2030 жылдарға арналған жол картасына қол қойды.', 'roadmap', 'signed'],
    ['Томонлар ўзаро англашув меморандумини имзоладилар.', 'memorandum', 'signed'],
    ['The two sides signed a protocol on training.', 'protocol', 'signed'],
    ['Меморандумға әлі қол қойылған жоқ.', 'memorandum', null],
    ['Соглашение будет подписано в июне 2027 года.', 'agreement', null],
    ['The agreement will be signed in June 2027.', 'agreement', null],
    ['The ministers discussed the signing of a memorandum.', 'memorandum', null],
    ['Меморандумға қол қойылған соң, жұмыс басталады.', 'memorandum', null],
    ['Шартномаси имзолангандан кейин иш бошланади.', 'contract', null],
    ['Стороны не подписали соглашение о клинике.', 'agreement', null],
    ['Келісіліп жатқан ынтымақтастық жоспарының жобасы дайын.', 'plan', 'considered'],
  ])('instrument of «%s»: %s, %s', (text, type, strength) => {
    expect(valuesOf('instrument', text)).toMatchObject([{ type, strength }]);
  });

  test('a document that carries out an agreement is signed, the agreement itself is only named', () => {
    const text = 'Елші үкіметаралық келісімді іске асыруға арналған құжатқа қол қойды.';
    expect(valuesOf('instrument', text).map(({ type, strength }) => [type, strength])).toEqual([
      ['document', 'signed'],
      ['agreement', null],
    ]);
  });

  test.each([
    'Thirty nurses will be trained at the university of Nagasaki next year.',
    'В области будут открыты три новых центра хирургии.',
  ])('what will be done is no delivery: «%s»', (text) => {
    expect(valuesOf('delivery', text)).toEqual([]);
    expect(valuesOf('commitment', text)).toMatchObject([{ strength: 'planned' }]);
  });

  test('a condition and a deadline stay with the commitment', () => {
    const text = 'Тараптар жағдай тұрақтанған соң, курстар ұйымдастыруды қарастыруға келісті.';
    expect(valuesOf('commitment', text)[0]?.condition).toBe('Тараптар жағдай тұрақтанған соң');
    expect(valuesOf('commitment', 'Жапония 2027 жылға дейін жабдық жеткізуге уәде берді.')[0]?.deadline).toBe('2027');
  });

  test.each([
    ['«Хёнде» клиникасы 2700-ден астам адамды ақысыз қарады.', 'completed'],
    ['Ауруханада қайырымдылық акциясы өткізілуде.', 'ongoing'],
    ['В больнице открыли кабинет компьютерной томографии.', 'completed'],
    ['The clinic performed 37 operations in the region.', 'completed'],
  ])('delivery of «%s»: %s', (text, status) => {
    expect(valuesOf('delivery', text)).toMatchObject([{ status }]);
  });
});
