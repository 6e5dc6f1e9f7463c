import type { CommitmentInput, Entry } from '../src/modules/accords/schemas.ts';
import type { LocalisedText } from '../src/platform/i18n/localised.ts';
import { demoId } from './ids.ts';

/** What a person of the demonstration does with one drafted claim: which one it is, and what it enters in the ledger. */
export type Step = { kind: string; quote: RegExp; entry: Entry | { enter: 'equivalent'; ofQuote: RegExp } };
export type Bulletin = {
  file: string;
  slug: string;
  title: string;
  publisher: string;
  /** The sign-in that takes it in. */
  by: string;
  steps: readonly Step[];
  /** Steps are all there is: it is published, and no draft stays. Otherwise its drafts wait for a person. */
  isReviewed: boolean;
};

const said = (kk: string, ru: string, en: string): LocalisedText => ({
  kk: { text: kk, by: 'person' },
  ru: { text: ru, by: 'person' },
  en: { text: en, by: 'person' },
});
const org = (key: string): string => demoId('organisation', key);
const nothing = { enter: 'nothing' } as const;

const blank = {
  measure: null,
  currency: null,
  target: null,
  comparator: 'ge',
  term: null,
  condition: null,
  conditionState: null,
  beneficiaries: null,
  place: null,
} as const;

const koreaOn = '2020-12-23';
const twoPlaces = 'Талдықорған, Қаратал';
const clinicParties = { debtors: [org('hyundai-clinic')], creditors: [org('almaty-akimat')] };

/** What the clinic did: counted, and no number was promised. */
const clinicWork = (measure: string, title: LocalisedText): CommitmentInput => ({
  ...blank,
  ...clinicParties,
  kind: 'measure',
  measure,
  title,
  strength: null,
  place: twoPlaces,
  statedOn: koreaOn,
});
const done = (of: CommitmentInput, amount: string, comparator: 'eq' | 'gt'): Entry => ({
  enter: 'delivery',
  of,
  delivery: { amount: { amount, currency: null }, comparator, period: null, place: twoPlaces, reportedOn: koreaOn },
});
const seen = clinicWork(
  'people_seen',
  said(
    '«Хёндэ» клиникасы дәрігерлерінің тегін қабылдауы',
    'Бесплатный приём врачей клиники «Хёндэ»',
    'Free reception by doctors of the Hyundai clinic',
  ),
);
const treated = clinicWork(
  'people_treated',
  said('Науқастарды емдеу', 'Лечение пациентов клиникой «Хёндэ»', 'Treatment of patients by the Hyundai clinic'),
);
const operated = clinicWork(
  'operations',
  said('«Хёндэ» клиникасының операциялары', 'Операции клиники «Хёндэ»', 'Operations by the Hyundai clinic'),
);
const taught = clinicWork(
  'master_classes',
  said('Дәрігерлерге арналған шеберлік сыныптары', 'Мастер-классы для врачей', 'Master classes for doctors'),
);

type Act = Pick<CommitmentInput, 'title' | 'strength' | 'debtors' | 'creditors' | 'statedOn'> & { term?: string };
const act = ({ term = null as never, ...rest }: Act): Entry => ({
  enter: 'commitment',
  commitment: { ...blank, kind: 'act', ...rest, term: term ?? null },
});

const koreaSteps: readonly Step[] = [
  { kind: 'count', quote: /2700/, entry: done(seen, '2700', 'gt') },
  { kind: 'count', quote: /1200/, entry: done(treated, '1200', 'eq') },
  { kind: 'count', quote: /37/, entry: done(operated, '37', 'eq') },
  { kind: 'count', quote: /60/, entry: done(taught, '60', 'eq') },
];

const openClinic = act({
  title: said('Бірлесіп клиника ашу', 'Открыть совместную клинику', 'Open a clinic together'),
  strength: 'proposed',
  debtors: [org('almaty-akimat')],
  creditors: [org('korea-government')],
  statedOn: koreaOn,
});
const koreaActs: readonly Step[] = [
  { kind: 'commitment', quote: /клиника ашуды ұсынды/, entry: openClinic },
  {
    kind: 'commitment',
    quote: /жағдайды жасаймыз/,
    entry: act({
      title: said(
        'Клиникаға барлық жағдайды жасау',
        'Создать для клиники все условия',
        'Create all conditions for the clinic',
      ),
      strength: 'promised',
      debtors: [org('almaty-akimat')],
      creditors: [org('korea-government')],
      statedOn: koreaOn,
    }),
  },
  {
    kind: 'commitment',
    quote: /қарастыр|қарал/,
    entry: act({
      title: said(
        'Бірлескен клиника туралы ұсынысты қарау',
        'Рассмотреть предложение о совместной клинике',
        'Have the proposal of a joint clinic considered',
      ),
      strength: 'considered',
      debtors: [org('korea-consulate')],
      creditors: [org('almaty-akimat')],
      statedOn: koreaOn,
    }),
  },
  {
    kind: 'commitment',
    quote: /2024/,
    entry: act({
      title: said(
        'БАКАД айналма жолының құрылысын аяқтау',
        'Завершить строительство кольцевой дороги БАКАД',
        'Finish the BAKAD ring road',
      ),
      strength: 'planned',
      debtors: [org('korea-government')],
      creditors: [org('almaty-akimat')],
      statedOn: koreaOn,
      term: '2024',
    }),
  },
];

const japanOn = '2026-01-03';
const grant: Entry = {
  enter: 'commitment',
  commitment: {
    ...blank,
    kind: 'money',
    currency: 'JPY',
    target: { amount: '1087000000', currency: 'JPY' },
    comparator: 'eq',
    title: said(
      'Семей медицина университетінің ауруханасын жабдықтау гранты',
      'Грант на оснащение больницы Медицинского университета Семей',
      'Grant to equip the hospital of Semey Medical University',
    ),
    strength: 'signed',
    debtors: [org('japan-government')],
    creditors: [org('semey-university-hospital')],
    beneficiaries: said(
      'Абай облысының тұрғындары, оның ішінде ядролық сынақтардан зардап шеккендер',
      'Жители области Абай, в том числе пострадавшие от ядерных испытаний',
      'Patients of Abai region, among them people harmed by nuclear tests',
    ),
    place: 'Семей, Абай облысы',
    statedOn: japanOn,
  },
};
const earlier = (title: LocalisedText): Entry => ({
  enter: 'delivery',
  of: {
    ...blank,
    kind: 'act',
    title,
    strength: null,
    debtors: [org('japan-government')],
    creditors: [org('kz-health-ministry')],
    statedOn: japanOn,
  },
  delivery: {
    amount: { amount: '1', currency: null },
    comparator: 'eq',
    period: null,
    place: null,
    reportedOn: japanOn,
  },
});

export const bulletins: readonly Bulletin[] = [
  {
    file: 'korea.kk.txt',
    slug: 'almaty-korea',
    title: 'Облыс әкімі мен бас консул кездесті',
    publisher: 'Демонстрациялық бюллетень',
    by: 'coordinator@almaty.example',
    steps: [...koreaSteps, ...koreaActs],
    isReviewed: true,
  },
  {
    file: 'japan.kk.txt',
    slug: 'kazakhstan-japan',
    title: 'Жапония Семейдегі университет ауруханасын жабдықтауға грант береді',
    publisher: 'Демонстрациялық бюллетень',
    by: 'coordinator@health.example',
    steps: [
      { kind: 'money', quote: /иен/, entry: grant },
      { kind: 'money', quote: /доллар/, entry: { enter: 'equivalent', ofQuote: /иен/ } },
      { kind: 'instrument', quote: /қол қойды|құжат/, entry: nothing },
      {
        kind: 'delivery',
        quote: /шақыру жүйесі/,
        entry: earlier(
          said(
            'Семейдің жедел жәрдем ауруханасына медбике шақыру жүйесі',
            'Система вызова медсестёр для больницы скорой помощи Семея',
            'Nurse-call system for the Semey emergency hospital',
          ),
        ),
      },
      {
        kind: 'delivery',
        quote: /томография кабинеті/,
        entry: earlier(
          said(
            'Батпенов атындағы орталықтың компьютерлік томография кабинеті',
            'Кабинет компьютерной томографии в центре имени Батпенова',
            'CT room at the Batpenov centre',
          ),
        ),
      },
    ],
    isReviewed: true,
  },
  {
    file: 'japan.ru.txt',
    slug: 'kazakhstan-japan',
    title: 'Япония выделит грант больнице Медицинского университета Семей',
    publisher: 'Демонстрационный бюллетень',
    by: 'coordinator@health.example',
    steps: [],
    isReviewed: false,
  },
  {
    file: 'korea.ru.txt',
    slug: 'almaty-korea',
    title: 'Корейские врачи приняли жителей Алматинской области',
    publisher: 'Демонстрационный бюллетень',
    by: 'coordinator@almaty.example',
    steps: [],
    isReviewed: false,
  },
];
