import { type DemoPartnership, drafted, publishers, type Step, told } from '../bulletin.ts';
import { act, counted, done, figure, promise } from '../ledger.ts';
import { instrumentOf } from '../instrument.ts';
import { becomes, type DemoMeeting, holder, meetingOf } from '../meeting.ts';
import { said } from '../said.ts';

/** Published on 23 December 2020; the day of the meeting itself is not in the source. */
const on = '2020-12-23';
const twoPlaces = 'Талдықорған, Қаратал';
const clinicToAlmaty = { on, from: ['hyundai-clinic'], to: ['almaty-akimat'], place: twoPlaces };
const akimToKorea = { on, from: ['almaty-akimat'], to: ['korea-government'] };

const seen = counted(
  said(
    '«Хёндэ» клиникасы дәрігерлерінің тегін қабылдауы',
    'Бесплатный приём врачей клиники «Хёндэ»',
    'Free reception by doctors of the Hyundai clinic',
  ),
  { ...clinicToAlmaty, measure: 'people_seen' },
);
const treated = counted(
  said('Науқастарды емдеу', 'Лечение пациентов клиникой «Хёндэ»', 'Treatment of patients by the Hyundai clinic'),
  { ...clinicToAlmaty, measure: 'people_treated' },
);
const operated = counted(
  said('«Хёндэ» клиникасының операциялары', 'Операции клиники «Хёндэ»', 'Operations by the Hyundai clinic'),
  { ...clinicToAlmaty, measure: 'operations' },
);
const taught = counted(
  said('Дәрігерлерге арналған шеберлік сыныптары', 'Мастер-классы для врачей', 'Master classes for doctors'),
  { ...clinicToAlmaty, measure: 'master_classes' },
);

/** The specialists come since 2018; until when, no source says. */
const specialists = act(
  said(
    '«Хёндэ» мамандарының жеті бағыт бойынша қабылдауы: травматология, ортопедия, хирургия, кардиология, неврология, терапия, ультрадыбыстық диагностика',
    'Приём специалистов «Хёндэ» по семи направлениям: травматология, ортопедия, хирургия, кардиология, неврология, терапия, ультразвуковая диагностика',
    'Hyundai specialists see patients in seven fields: traumatology, orthopaedics, surgery, cardiology, neurology, therapy, ultrasound',
  ),
  { on, from: ['hyundai-clinic'], to: ['taldykorgan-hospital'], place: 'Талдықорған' },
);
const exchange = act(
  said(
    'Мамандардың біліктілігі мен қызмет сапасы жөнінде тәжірибе алмасу',
    'Обмен опытом по квалификации специалистов и качеству услуг',
    'Exchange of experience on the qualification of specialists and the quality of services',
  ),
  { on, strength: 'planned', from: ['hyundai-clinic', 'taldykorgan-hospital'] },
);

const openClinic = act(said('Бірлесіп клиника ашу', 'Открыть совместную клинику', 'Open a clinic together'), {
  ...akimToKorea,
  strength: 'proposed',
});
const conditions = act(
  said(
    'Бірлескен клиникаға барлық жағдайды жасау',
    'Создать для совместной клиники все условия',
    'Create all conditions for the joint clinic',
  ),
  { ...akimToKorea, strength: 'promised' },
);
const consideration = act(
  said(
    'Бірлескен клиника туралы ұсынысты қарату',
    'Рассмотреть предложение о совместной клинике',
    'Have the proposal of a joint clinic considered',
  ),
  { on, strength: 'considered', from: ['korea-consulate'], to: ['almaty-akimat'] },
);
const tourism = act(said('Туризмді бірлесіп дамыту', 'Вместе развивать туризм', 'Develop tourism together'), {
  ...akimToKorea,
  strength: 'proposed',
});
const electronics = act(
  said(
    'Электроника саласында бірлесіп жұмыс істеу',
    'Вместе работать в сфере электроники',
    'Work together in electronics',
  ),
  { ...akimToKorea, strength: 'proposed' },
);
const agriculture = act(
  said('Ауыл шаруашылығындағы бірлескен жұмыс', 'Совместная работа в сельском хозяйстве', 'Joint work in agriculture'),
  { on, strength: 'discussed', from: ['korea-government', 'almaty-akimat'] },
);
const roadTitle = 'БАКАД айналма жолының құрылысын аяқтау';
/** The consul speaks of it as a joint project and does not say who builds it. */
const road = act(said(roadTitle, 'Завершить строительство кольцевой дороги БАКАД', 'Finish the BAKAD ring road'), {
  on,
  strength: 'planned',
  from: ['korea-government', 'almaty-akimat'],
  term: '2024',
});

const inhabitants = figure(
  'context',
  said('Алматы облысының халқы', 'Население Алматинской области', 'Inhabitants of Almaty region'),
  { comparator: 'gt', amount: '2000000', place: 'Алматы облысы', placeKey: 'almaty-region' },
);

const counts: readonly Step[] = [
  drafted('count', /2,?700/, done(seen, { amount: '2700', comparator: 'gt' })),
  drafted('count', /1[, ]?200/, done(treated, { amount: '1200' })),
  drafted('count', /37/, done(operated, { amount: '37' })),
  drafted('count', /60/, done(taught, { amount: '60' })),
];

/** Signed in 2018; with whom on the side of Almaty region, no bulletin says. */
const memorandum = {
  enter: 'instrument',
  instrument: instrumentOf(
    said(
      '«Хёндэ» клиникасымен денсаулық сақтау саласындағы ынтымақтастық туралы меморандум',
      'Меморандум о сотрудничестве в здравоохранении с клиникой «Хёндэ»',
      'Memorandum on health cooperation with the Hyundai clinic',
    ),
    { kind: 'memorandum', parties: ['hyundai-clinic'] },
  ),
  step: { state: 'signed', taken: '2018', knownOn: on, manner: null },
} as const;

const meeting: DemoMeeting = {
  meeting: meetingOf(
    said(
      'Облыс әкімі мен бас консулдың кездесуі',
      'Встреча акима области и генерального консула',
      'Meeting of the akim and the consul general',
    ),
    { reportedOn: on },
  ),
  participants: [holder('batalov', { side: 0 }), holder('kim', { side: 1 })],
  points: [
    becomes('offered', 0, openClinic),
    becomes('offered', 0, conditions),
    becomes('discussed', 1, consideration),
    becomes('offered', 0, tourism),
    becomes('offered', 0, electronics),
    becomes('discussed', 1, agriculture),
    becomes('discussed', 1, road),
  ],
};

export const almatyKorea: DemoPartnership = {
  slug: 'almaty-korea',
  fields: ['health', 'tourism', 'electronics', 'transport', 'agriculture'],
  countries: ['KZ', 'KR'],
  places: ['almaty-region', 'taldykorgan', 'karatal-district'],
  owner: 'almaty-akimat',
  by: 'coordinator@almaty.example',
  names: {
    kk: 'Алматы облысы мен Корея Республикасы',
    ru: 'Алматинская область и Республика Корея',
    en: 'Almaty region and the Republic of Korea',
    ko: '알마티주와 대한민국',
  },
  summary: said(
    '2018 жылдан бері «Хёндэ» клиникасының дәрігерлері Талдықорғанда науқастарды тегін қарайды.',
    'С 2018 года врачи клиники «Хёндэ» бесплатно принимают пациентов в Талдыкоргане.',
    'Since 2018 doctors of the Hyundai clinic have been seeing patients in Taldykorgan free of charge.',
  ),
  sides: [
    {
      names: { kk: 'Алматы облысы', ru: 'Алматинская область', en: 'Almaty region' },
      organisations: ['almaty-akimat', 'taldykorgan-hospital'],
    },
    {
      names: { kk: 'Корея Республикасы', ru: 'Республика Корея', en: 'Republic of Korea', ko: '대한민국' },
      organisations: ['korea-consulate', 'korea-government', 'hyundai-clinic'],
    },
  ],
  meeting,
  bulletins: [
    {
      file: 'korea.kk.txt',
      title: 'Облыс әкімі мен бас консул кездесті',
      publisher: publishers.kk,
      steps: [
        told('Алматы облысының әкімі Амандық Баталов Корея Республикасының Бас консулы Ким Хын Сумен кездесті', {
          enter: 'meeting',
        }),
        drafted('instrument', /меморандум/, memorandum),
        ...counts,
        told(
          'Содан бері клиниканың мамандары Талдықорған қалалық көпбейінді ауруханасында травматология, ортопедия, хирургия, кардиология, неврология, терапия және ультрадыбыстық диагностика бойынша науқас қабылдайды',
          done(specialists, { period: '2018/..' }),
          'ongoing',
        ),
        drafted('commitment', /тәжірибе алмаспақ/, promise(exchange)),
        drafted('commitment', /клиника ашуды ұсынды/, promise(openClinic)),
        drafted('commitment', /жағдайды жасаймыз/, promise(conditions)),
        drafted('commitment', /қарастыратын/, promise(consideration)),
        drafted('commitment', /туризм/, promise(tourism)),
        drafted('commitment', /электроника/, promise(electronics)),
        told('Бас консул ауыл шаруашылығындағы ортақ жұмысты да сөз етті', promise(agriculture), 'ongoing'),
        drafted('count', /екі миллион/, inhabitants),
        drafted('commitment', /2024/, promise(road)),
        told(
          'БАКАД айналма жолының құрылысы пандемия салдарынан біраз кешеуілдеді',
          { enter: 'quote', of: roadTitle },
          'ongoing',
        ),
      ],
    },
    {
      file: 'korea.uz.txt',
      title: 'Вилоят ҳокими ва бош консул учрашди',
      publisher: publishers.uz,
      steps: [
        told('Алмати вилояти ҳокими Амандиқ Баталов Корея Республикаси бош консули Ким Хин Су билан учрашди', {
          enter: 'meeting',
        }),
        ...counts,
        drafted('commitment', /таклиф қилди/, promise(openClinic)),
      ],
    },
    { file: 'korea.ru.txt', title: 'Корейские врачи приняли жителей Алматинской области', publisher: publishers.ru },
    {
      file: 'korea.en.txt',
      title: 'Akim and consul general talk about a joint clinic',
      publisher: publishers.en,
      steps: [
        ...counts,
        drafted('commitment', /open a clinic/, promise(openClinic)),
        drafted('commitment', /all conditions/, promise(conditions)),
      ],
    },
  ],
};
