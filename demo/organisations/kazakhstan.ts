import type { DemoOrganisation } from '../organisation.ts';

export const kazakhstan: Readonly<Record<string, DemoOrganisation>> = {
  'kz-government': {
    kind: 'government',
    country: 'KZ',
    names: {
      kk: 'Қазақстан Республикасы',
      ru: 'Республика Казахстан',
      en: 'Republic of Kazakhstan',
      'uz-Cyrl': 'Қозоғистон Республикаси',
      ky: 'Казакстан Республикасы',
    },
  },
  'kz-health-ministry': {
    kind: 'ministry',
    country: 'KZ',
    names: {
      kk: 'Қазақстан Республикасының Денсаулық сақтау министрлігі',
      ru: 'Министерство здравоохранения Республики Казахстан',
      en: 'Ministry of Health of the Republic of Kazakhstan',
      'uz-Cyrl': 'Қозоғистон Республикаси Соғлиқни сақлаш вазирлиги',
    },
  },
  'kz-embassy-israel': {
    kind: 'embassy',
    country: 'KZ',
    names: {
      kk: 'Қазақстанның Израильдегі Елшілігі',
      ru: 'Посольство Казахстана в Израиле',
      en: 'Embassy of Kazakhstan in Israel',
    },
  },
  'almaty-akimat': {
    kind: 'administration',
    country: 'KZ',
    place: 'almaty-region',
    names: { kk: 'Алматы облысының әкімдігі', ru: 'Акимат Алматинской области', en: 'Akimat of Almaty region' },
  },
  'taldykorgan-hospital': {
    kind: 'hospital',
    country: 'KZ',
    place: 'taldykorgan',
    names: {
      kk: 'Талдықорған қалалық көпбейінді ауруханасы',
      ru: 'Талдыкорганская городская многопрофильная больница',
      en: 'Taldykorgan city multi-profile hospital',
    },
  },
  'semey-university': {
    kind: 'university',
    country: 'KZ',
    place: 'semey',
    names: {
      kk: 'Семей медицина университеті',
      ru: 'Медицинский университет Семей',
      en: 'Semey Medical University',
    },
  },
  'semey-university-hospital': {
    kind: 'hospital',
    country: 'KZ',
    place: 'semey',
    names: {
      kk: 'Семей медицина университетінің ауруханасы',
      ru: 'Госпиталь Медицинского университета Семей',
      en: 'Hospital of Semey Medical University',
    },
    partOf: 'semey-university',
  },
  'semey-emergency-hospital': {
    kind: 'hospital',
    country: 'KZ',
    place: 'semey',
    names: {
      kk: 'Семейдің жедел жәрдем ауруханасы',
      ru: 'Больница скорой помощи города Семей',
      en: 'Semey emergency hospital',
    },
  },
  'batpenov-centre': {
    kind: 'hospital',
    country: 'KZ',
    names: {
      kk: 'Н. Батпенов атындағы Ұлттық травматология және ортопедия ғылыми орталығы',
      ru: 'Национальный научный центр травматологии и ортопедии имени Н. Батпенова',
      en: 'Batpenov National Scientific Centre of Traumatology and Orthopaedics',
    },
  },
  'proton-centre': {
    kind: 'hospital',
    country: 'KZ',
    names: { kk: 'Жаңа протон орталығы', ru: 'Новый протонный центр', en: 'New proton centre' },
  },
};
