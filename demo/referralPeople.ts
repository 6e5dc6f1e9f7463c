import type { DemoPerson } from './people.ts';

/** Who sends, decides, treats and grants in the referrals of the demonstration: roles in organisations that there are not. */
export const referralPeople: readonly DemoPerson[] = [
  {
    email: 'doctor@ulgu.example',
    name: 'Дарыгер',
    role: 'officer',
    organisation: 'ulgu-hospital',
    note: 'Ойдон чыгарылган «Үлгү» ооруканасы: жолдомолор',
    isClinical: true,
  },
  {
    email: 'coordinator@ulgu.example',
    name: 'Координатор дарыгер',
    role: 'coordinator',
    organisation: 'ulgu-hospital',
    note: 'Ойдон чыгарылган «Үлгү» ооруканасы: жолдомолорду текшерет',
    isClinical: true,
  },
  {
    email: 'commission@ulgu.example',
    name: 'Комиссия төрагасы',
    role: 'coordinator',
    organisation: 'ulgu-board',
    note: 'Ойдон чыгарылган «Үлгү» жолдомо башкармалыгы: үйдөгү комиссия',
    isClinical: true,
  },
  {
    email: 'coordinator@quotas.example',
    name: 'Үйлестіруші',
    role: 'coordinator',
    organisation: 'ulgi-quotas',
    note: 'Ойдан шығарылған «Үлгі» квота басқармасы: квоталар, жолдар',
    isClinical: true,
  },
  {
    email: 'chair@balalar.example',
    name: 'Консилиум төрағасы',
    role: 'coordinator',
    organisation: 'ulgi-children',
    note: 'Ойдан шығарылған «Үлгі» балалар орталығы: қабылдаушы консилиум',
    isClinical: true,
  },
  {
    email: 'doctor@balalar.example',
    name: 'Балалар дәрігері',
    role: 'officer',
    organisation: 'ulgi-children',
    note: 'Ойдан шығарылған «Үлгі» балалар орталығы: емдейді, консилиум мүшесі',
    isClinical: true,
  },
  {
    email: 'member@balalar.example',
    name: 'Балалар хирургі',
    role: 'officer',
    organisation: 'ulgi-children',
    note: 'Ойдан шығарылған «Үлгі» балалар орталығы: консилиум мүшесі',
    isClinical: true,
  },
  {
    email: 'chair@proton.example',
    name: 'Протон консилиумының төрағасы',
    role: 'coordinator',
    organisation: 'ulgi-proton',
    note: 'Ойдан шығарылған «Үлгі» протон орталығы: қабылдаушы консилиум',
    isClinical: true,
  },
];
