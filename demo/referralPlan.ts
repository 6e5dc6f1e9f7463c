import type { DemoPartnership } from './bulletin.ts';
import { said } from './said.ts';

/**
 * Referrals that there are not: an invented hospital of Kyrgyzstan sends children to invented centres of Kazakhstan, against quotas that an
 * invented office gives. No organisation of a bulletin has any part in it.
 */
export const [sender, commission, granter] = ['ulgu-hospital', 'ulgu-board', 'ulgi-quotas'];
export const [children, proton] = ['ulgi-children', 'ulgi-proton'];

export const referralPartnership: DemoPartnership = {
  slug: 'ulgu-ulgi',
  names: {
    kk: 'Ойдан шығарылған «Үлгү» мен «Үлгі»: емделуге жолдамалар',
    ru: 'Вымышленные «Үлгү» и «Улги»: направления на лечение',
    en: 'Ulgu and Ulgi (invented): referrals for treatment',
    ky: 'Ойдон чыгарылган «Үлгү» менен «Үлгі»: дарыланууга жолдомолор',
  },
  summary: said(
    'Жолдамалар мен квоталарды көрсету үшін ойдан шығарылған',
    'Вымышлено, чтобы показать направления и квоты',
    'Invented, to show referrals and quotas',
  ),
  fields: ['health'],
  countries: ['KZ', 'KG'],
  places: ['astana', 'bishkek'],
  owner: granter,
  by: 'coordinator@quotas.example',
  sides: [
    {
      names: { kk: 'Қабылдаушы тарап', ru: 'Принимающая сторона', en: 'Receiving side' },
      organisations: [granter, children, proton],
    },
    {
      names: { kk: 'Жолдаушы тарап', ru: 'Направляющая сторона', en: 'Sending side' },
      organisations: [commission, sender],
    },
  ],
  bulletins: [],
};

/** On what the quotas rest. */
export const quotaInstrument = said(
  'Ойдан шығарылған емделу квоталары туралы меморандум',
  'Вымышленный меморандум о квотах на лечение',
  'An invented memorandum on quotas for treatment',
);

export type DemoQuota = { centre: string; diseaseGroup: string; seats: number; capacity: number; isTold: boolean };
export const demoQuotas: readonly DemoQuota[] = [
  { centre: children, diseaseGroup: 'children_oncohaematology', seats: 30, capacity: 120, isTold: true },
  { centre: proton, diseaseGroup: 'proton_therapy', seats: 40, capacity: 300, isTold: false },
];

export const capacitySource = said(
  'Ойдан шығарылған жобалық қуат',
  'Вымышленная проектная мощность',
  'An invented design capacity',
);
export const priorityWords = said(
  'Алдымен шұғыл, содан кейін ұзағырақ күткен',
  'Сначала срочные, затем те, кто ждёт дольше',
  'Urgent first, then who has waited longer',
);

/** Papers and permits of the path; none holds a demonstration up, as nobody has them. */
export const demoPapers = {
  commission: [
    {
      code: 'passport',
      names: { kk: 'Төлқұжат көшірмесі', ru: 'Копия паспорта', en: 'Copy of the passport' },
      kind: 'paper',
    },
    {
      code: 'summary',
      names: { kk: 'Шығарма эпикриз', ru: 'Выписной эпикриз', en: 'Clinical summary' },
      kind: 'paper',
    },
  ],
  accepted: [
    {
      code: 'marrow-export',
      names: {
        kk: 'Сүйек кемігін әкету рұқсаты',
        ru: 'Разрешение на вывоз костного мозга',
        en: 'Permit to export marrow',
      },
      kind: 'permit',
    },
  ],
} as const;

/** Days that each step may last; a step without a board or papers has them alone. */
export const demoDays = {
  draft: 30,
  submitted: 3,
  completeness: 5,
  commission: 10,
  board: 10,
  accepted: 14,
  scheduled: null,
  arrived: 3,
  in_treatment: null,
  discharged: 7,
  follow_up: 180,
} as const;
