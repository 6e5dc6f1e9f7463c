import type { DemoOrganisation } from '../organisation.ts';

/** Hospitals that there are not, for patients that there are not. They have no part in what the bulletins tell. */
export const invented: Readonly<Record<string, DemoOrganisation>> = {
  'ulgi-hospital': {
    kind: 'hospital',
    country: 'KZ',
    names: {
      kk: 'Ойдан шығарылған «Үлгі» ауруханасы',
      ru: 'Вымышленная больница «Улги»',
      en: 'Ulgi hospital (invented)',
    },
    isDemo: true,
  },
  'mundeul-centre': {
    kind: 'hospital',
    country: 'KR',
    names: {
      kk: 'Ойдан шығарылған «Мындыль» орталығы',
      ru: 'Вымышленный центр «Мындыль»',
      en: 'Mundeul centre (invented)',
      ko: '가상의 민들레 센터',
    },
    isDemo: true,
  },
  'ulgu-hospital': {
    kind: 'hospital',
    country: 'KG',
    place: 'bishkek',
    names: {
      kk: 'Ойдан шығарылған «Үлгү» ауруханасы',
      ru: 'Вымышленная больница «Үлгү»',
      en: 'Ulgu hospital (invented)',
      ky: 'Ойдон чыгарылган «Үлгү» ооруканасы',
    },
    isDemo: true,
  },
  'ulgu-board': {
    kind: 'administration',
    country: 'KG',
    place: 'bishkek',
    names: {
      kk: 'Ойдан шығарылған «Үлгү» жолдама басқармасы',
      ru: 'Вымышленное управление направлений «Үлгү»',
      en: 'Ulgu referral office (invented)',
      ky: 'Ойдон чыгарылган «Үлгү» жолдомо башкармалыгы',
    },
    isDemo: true,
  },
  'ulgi-quotas': {
    kind: 'administration',
    country: 'KZ',
    place: 'astana',
    names: {
      kk: 'Ойдан шығарылған «Үлгі» квота басқармасы',
      ru: 'Вымышленное управление квот «Улги»',
      en: 'Ulgi quota office (invented)',
    },
    isDemo: true,
  },
  'ulgi-children': {
    kind: 'hospital',
    country: 'KZ',
    place: 'astana',
    names: {
      kk: 'Ойдан шығарылған «Үлгі» балалар орталығы',
      ru: 'Вымышленный детский центр «Улги»',
      en: 'Ulgi children’s centre (invented)',
      he: 'מרכז הילדים אולגי (בדוי)',
      ko: '가상의 울기 어린이 센터',
    },
    isDemo: true,
  },
  'ulgi-proton': {
    kind: 'hospital',
    country: 'KZ',
    place: 'astana',
    names: {
      kk: 'Ойдан шығарылған «Үлгі» протон орталығы',
      ru: 'Вымышленный протонный центр «Улги»',
      en: 'Ulgi proton centre (invented)',
    },
    isDemo: true,
  },
};
