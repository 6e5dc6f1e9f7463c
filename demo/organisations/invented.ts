import type { DemoOrganisation } from '../organisation.ts';

/** A hospital that there is not, for patients that there are not. It has no part in what the bulletins tell. */
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
};
