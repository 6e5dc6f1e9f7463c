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
};
