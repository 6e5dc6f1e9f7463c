import type { DemoOrganisation } from '../organisation.ts';

export const kazakhs: Readonly<Record<string, DemoOrganisation>> = {
  'world-association': {
    kind: 'association',
    country: 'KZ',
    names: {
      kk: 'Дүниежүзі қазақтарының қауымдастығы',
      ru: 'Всемирная ассоциация казахов',
      en: 'World Association of Kazakhs',
      'kk-Latn': 'Düniejüzı qazaqtarynyñ qauymdastyğy',
      'kk-Arab': 'دۇنيەجۇزى قازاقتارىنىڭ قاۋىمداستىعى',
    },
  },
  'otandastar-fund': {
    kind: 'foundation',
    country: 'KZ',
    names: {
      kk: 'Отандастар қоры',
      ru: 'Фонд «Отандастар»',
      en: 'Otandastar Fund',
      'kk-Latn': 'Otandastar qory',
      'kk-Arab': 'وتانداستار قورى',
    },
  },
  'almaty-branch': {
    kind: 'foundation',
    country: 'KZ',
    place: 'almaty-region',
    names: {
      kk: 'Отандастар қорының Алматы облыстық филиалы',
      ru: 'Алматинский областной филиал фонда «Отандастар»',
      en: 'Almaty regional branch of the Otandastar Fund',
    },
    partOf: 'otandastar-fund',
  },
  'front-office-almaty': {
    kind: 'foundation',
    country: 'KZ',
    place: 'almaty',
    names: { kk: 'Алматыдағы фронт-офис', ru: 'Фронт-офис в Алматы', en: 'Front office in Almaty' },
  },
  'front-office-taldykorgan': {
    kind: 'foundation',
    country: 'KZ',
    place: 'taldykorgan',
    names: { kk: 'Талдықорғандағы фронт-офис', ru: 'Фронт-офис в Талдыкоргане', en: 'Front office in Taldykorgan' },
  },
  'contact-centre-1404': {
    kind: 'foundation',
    country: 'KZ',
    names: { kk: '1404 байланыс орталығы', ru: 'Контакт-центр 1404', en: 'Contact centre 1404' },
  },
  'qandas-caterer': {
    kind: 'company',
    country: 'KZ',
    place: 'almaty-region',
    names: {
      kk: 'Қандас кәсіпкер: қоғамдық тамақтандыру және заң кеңесі',
      ru: 'Предприниматель-кандас: общественное питание и право',
      en: 'Qandas entrepreneur: catering and law',
    },
  },
  'qandas-sanatorium': {
    kind: 'company',
    country: 'KZ',
    place: 'almaty-region',
    names: {
      kk: 'Қандас кәсіпкердің шипажайы',
      ru: 'Санаторий предпринимателя-кандаса',
      en: 'Sanatorium of a qandas entrepreneur',
    },
  },
  'qandas-greenhouse': {
    kind: 'company',
    country: 'KZ',
    place: 'taldykorgan',
    names: {
      kk: 'Қандас кәсіпкердің жылыжайы',
      ru: 'Теплица предпринимателя-кандаса',
      en: 'Greenhouse of a qandas entrepreneur',
    },
  },
  'qandas-language-centre': {
    kind: 'company',
    country: 'KZ',
    place: 'almaty-region',
    names: {
      kk: 'Қандас кәсіпкердің тіл орталығы',
      ru: 'Языковой центр предпринимателя-кандаса',
      en: 'Language centre of a qandas entrepreneur',
    },
  },
};
