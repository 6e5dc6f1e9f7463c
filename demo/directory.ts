import type { LocalisedText, Names } from '../src/platform/i18n/localised.ts';

type DemoOrganisation = { kind: string; country: string; place: string | null; names: Names };
type DemoPartnership = {
  slug: string;
  names: Names;
  summary: LocalisedText;
  owner: string;
  sides: readonly { names: Names; organisations: readonly string[] }[];
};

/** Real organisations, which carry only what the bulletins say of them. */
export const demoOrganisations: Readonly<Record<string, DemoOrganisation>> = {
  'almaty-akimat': {
    kind: 'administration',
    country: 'KZ',
    place: null,
    names: { kk: 'Алматы облысының әкімдігі', ru: 'Акимат Алматинской области', en: 'Akimat of Almaty region' },
  },
  'taldykorgan-hospital': {
    kind: 'hospital',
    country: 'KZ',
    place: null,
    names: {
      kk: 'Талдықорған қалалық көпбейінді ауруханасы',
      ru: 'Талдыкорганская городская многопрофильная больница',
      en: 'Taldykorgan city multi-profile hospital',
    },
  },
  'korea-consulate': {
    kind: 'embassy',
    country: 'KR',
    place: null,
    names: {
      kk: 'Корея Республикасының Алматыдағы Бас консулдығы',
      ru: 'Генеральное консульство Республики Корея в Алматы',
      en: 'Consulate General of the Republic of Korea in Almaty',
      ko: '주알마티 대한민국 총영사관',
    },
  },
  'korea-government': {
    kind: 'government',
    country: 'KR',
    place: null,
    names: { kk: 'Корея Республикасы', ru: 'Республика Корея', en: 'Republic of Korea', ko: '대한민국' },
  },
  'hyundai-clinic': {
    kind: 'hospital',
    country: 'KR',
    place: null,
    names: { kk: '«Хёндэ» клиникасы', ru: 'Клиника «Хёндэ»', en: 'Hyundai clinic' },
  },
  'kz-health-ministry': {
    kind: 'ministry',
    country: 'KZ',
    place: null,
    names: {
      kk: 'Қазақстан Республикасының Денсаулық сақтау министрлігі',
      ru: 'Министерство здравоохранения Республики Казахстан',
      en: 'Ministry of Health of the Republic of Kazakhstan',
    },
  },
  'semey-university-hospital': {
    kind: 'hospital',
    country: 'KZ',
    place: null,
    names: {
      kk: 'Семей медицина университетінің ауруханасы',
      ru: 'Госпиталь Медицинского университета Семей',
      en: 'Hospital of Semey Medical University',
    },
  },
  'japan-government': {
    kind: 'government',
    country: 'JP',
    place: null,
    names: { kk: 'Жапония Үкіметі', ru: 'Правительство Японии', en: 'Government of Japan', ja: '日本国政府' },
  },
  'japan-embassy': {
    kind: 'embassy',
    country: 'JP',
    place: null,
    names: {
      kk: 'Жапонияның Қазақстандағы Елшілігі',
      ru: 'Посольство Японии в Казахстане',
      en: 'Embassy of Japan in Kazakhstan',
      ja: '在カザフスタン日本国大使館',
    },
  },
};

const person = (text: string) => ({ text, by: 'person' as const });

export const demoPartnerships: readonly DemoPartnership[] = [
  {
    slug: 'almaty-korea',
    owner: 'almaty-akimat',
    names: {
      kk: 'Алматы облысы мен Корея Республикасы',
      ru: 'Алматинская область и Республика Корея',
      en: 'Almaty region and the Republic of Korea',
    },
    summary: {
      kk: person('2018 жылдан бері «Хёндэ» клиникасының дәрігерлері Талдықорғанда науқастарды тегін қарайды.'),
      ru: person('С 2018 года врачи клиники «Хёндэ» бесплатно принимают пациентов в Талдыкоргане.'),
      en: person('Since 2018 doctors of the Hyundai clinic have been seeing patients in Taldykorgan free of charge.'),
    },
    sides: [
      {
        names: { kk: 'Алматы облысы', ru: 'Алматинская область', en: 'Almaty region' },
        organisations: ['almaty-akimat', 'taldykorgan-hospital'],
      },
      {
        names: { kk: 'Корея Республикасы', ru: 'Республика Корея', en: 'Republic of Korea' },
        organisations: ['korea-consulate', 'korea-government', 'hyundai-clinic'],
      },
    ],
  },
  {
    slug: 'kazakhstan-japan',
    owner: 'kz-health-ministry',
    names: { kk: 'Қазақстан мен Жапония', ru: 'Казахстан и Япония', en: 'Kazakhstan and Japan' },
    summary: {
      kk: person('Жапония Абай облысындағы университет ауруханасына медициналық жабдық сатып алуға грант береді.'),
      ru: person('Япония выделяет грант на медицинское оборудование для университетской больницы в области Абай.'),
      en: person('Japan gives a grant for medical equipment of a university hospital in Abai region.'),
    },
    sides: [
      {
        names: { kk: 'Қазақстан', ru: 'Казахстан', en: 'Kazakhstan' },
        organisations: ['kz-health-ministry', 'semey-university-hospital'],
      },
      {
        names: { kk: 'Жапония', ru: 'Япония', en: 'Japan' },
        organisations: ['japan-government', 'japan-embassy'],
      },
    ],
  },
];
