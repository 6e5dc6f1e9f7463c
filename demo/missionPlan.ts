import type { LocalisedText } from '../src/platform/i18n/localised.ts';
import type { DemoPartnership } from './bulletin.ts';
import { said } from './said.ts';

/**
 * A visiting clinic that there is not: an invented centre comes to an invented hospital. Nobody of the team lives; their
 * names are made of words for examples.
 */
const host = 'ulgi-hospital';
export const visitor = 'mundeul-centre';

/** The partnership in which they meet. No bulletin tells of it, and it counts for nothing real. */
export const inventedPartnership: DemoPartnership = {
  slug: 'ulgi-mundeul',
  names: {
    kk: 'Ойдан шығарылған «Үлгі» ауруханасы мен «Мындыль» орталығы',
    ru: 'Вымышленные больница «Улги» и центр «Мындыль»',
    en: 'Ulgi hospital and Mundeul centre (invented)',
    ko: '가상의 울기 병원과 민들레 센터',
  },
  summary: said(
    'Көшпелі клиниканы көрсету үшін ойдан шығарылған',
    'Вымышлено, чтобы показать выездную клинику',
    'Invented, to show a visiting clinic',
  ),
  fields: ['health'],
  countries: ['KZ', 'KR'],
  places: ['konaev'],
  owner: host,
  by: 'coordinator@ulgi.example',
  sides: [
    { names: { kk: 'Қабылдаушы тарап', ru: 'Принимающая сторона', en: 'Host' }, organisations: [host] },
    { names: { kk: 'Келуші тарап', ru: 'Приезжающая сторона', en: 'Visitors' }, organisations: [visitor] },
  ],
  bulletins: [],
};

const korean = (text: string) => ({ ko: { text, by: 'person' as const } });

type Member = {
  name: string;
  specialty: string;
  room: string;
  isLocal?: true;
  /** Whose permission is on record; of the others a local physician answers. */
  number?: string;
  capacityPerHour: number;
};
const team: readonly Member[] = [
  { name: 'Дәрігер', specialty: 'therapy', room: '1', isLocal: true, number: 'ҮЛГІ-001', capacityPerHour: 8 },
  {
    name: 'Үйлестіруші дәрігер',
    specialty: 'cardiology',
    room: '2',
    isLocal: true,
    number: 'ҮЛГІ-002',
    capacityPerHour: 5,
  },
  { name: '김예시', specialty: 'traumatology', room: '3', number: 'ҮЛГІ-КЕЛ-1', capacityPerHour: 6 },
  { name: '이보기', specialty: 'orthopaedics', room: '4', number: 'ҮЛГІ-КЕЛ-2', capacityPerHour: 6 },
  { name: '박가상', specialty: 'surgery', room: '5', capacityPerHour: 4 },
  { name: '최본보기', specialty: 'neurology', room: '6', capacityPerHour: 5 },
  { name: '정연습', specialty: 'ultrasound', room: '7', number: 'ҮЛГІ-КЕЛ-3', capacityPerHour: 8 },
];

export type DemoMission = { slug: string; title: LocalisedText; days: number; team: readonly Member[] };

export const demoLanguages = ['kk', 'ru', 'en', 'ko'];
/** The one that is to come, in which people can book. */
export const comingMission: DemoMission = {
  slug: 'ulgi-mundeul-clinic',
  title: {
    ...said('Ойдан шығарылған көшпелі клиника', 'Вымышленная выездная клиника', 'An invented visiting clinic'),
    ...korean('가상의 이동 진료소'),
  },
  days: 3,
  team,
};
/** The one that is over: what its devices sent was counted, and its result is public. */
export const pastMission: DemoMission = {
  slug: 'ulgi-mundeul-first-clinic',
  title: {
    ...said(
      'Ойдан шығарылған алғашқы көшпелі клиника',
      'Первая вымышленная выездная клиника',
      'The first invented visiting clinic',
    ),
    ...korean('가상의 첫 이동 진료소'),
  },
  days: 2,
  team: team.filter(({ specialty }) => ['therapy', 'cardiology', 'traumatology', 'surgery'].includes(specialty)),
};

export const demoVenue = {
  name: {
    ...said('«Үлгі» ауруханасының емханасы', 'Поликлиника больницы «Улги»', 'Outpatient clinic of Ulgi hospital'),
    ...korean('울기 병원 외래'),
  },
  place: 'konaev',
  zone: null,
  address: {
    ...said('Ойдан шығарылған көше, 1', 'Вымышленная улица, 1', '1 Invented Street'),
    ...korean('가상로 1'),
  },
};

export const demoEquipment = [
  { name: 'Жылжымалы УДЗ аппараты', quantity: 2, isBrought: true },
  { name: 'Электрокардиограф', quantity: 1, isBrought: false },
  { name: 'Интернетсіз желі нүктесі', quantity: 2, isBrought: false },
];
export const demoInterpreters = [
  { name: 'Мысал Аудармашиева', languages: ['kk', 'ko'] },
  { name: 'Пример Переводчиков', languages: ['ru', 'ko', 'en'] },
];
export const demoChecks = [
  { item: 'Келетін дәрігерлердің рұқсаттары алынды', isRequired: true, isDone: true },
  { item: 'Құрылғылар қосылды, баспа қағазы дайын', isRequired: false, isDone: true },
  { item: 'Жедел жәрдеммен келісілді', isRequired: false, isDone: false },
];
