import type { Role } from '../src/permissions.ts';
import type { DemoSignIn } from '../src/web/demo.ts';
import { demoOrganisations } from './organisations.ts';
import { referralPeople } from './referralPeople.ts';

/** Nobody real: a person of the demonstration is a role in an organisation. */
export type DemoPerson = {
  email: string;
  name: string;
  role: Role;
  organisation: string;
  note: string;
  /** Takes part in care, and so sees patients: all of them invented. */
  isClinical?: boolean;
  /** Held for so many days, as somebody who comes with a mission holds it. */
  forDays?: number;
  /** Looks after the whole installation. */
  isInstallation?: boolean;
};

/** Printed at the start and shown on the sign-in page, so it protects nothing: there is no demonstration in production. */
export const demoPassword = 'yntymaq-demo';

export const demoPeople: readonly DemoPerson[] = [
  {
    email: 'coordinator@almaty.example',
    name: 'Үйлестіруші',
    role: 'coordinator',
    organisation: 'almaty-akimat',
    note: 'Алматы облысының әкімдігі: тексереді, жариялайды',
  },
  {
    email: 'officer@almaty.example',
    name: 'Қызметкер',
    role: 'officer',
    organisation: 'almaty-akimat',
    note: 'Алматы облысының әкімдігі: тексереді',
  },
  {
    email: 'officer@consulate.example',
    name: 'Officer',
    role: 'officer',
    organisation: 'korea-consulate',
    note: 'Consulate General of the Republic of Korea: the other side',
  },
  {
    email: 'coordinator@health.example',
    name: 'Үйлестіруші',
    role: 'coordinator',
    organisation: 'kz-health-ministry',
    note: 'Қазақстан Денсаулық сақтау министрлігі: тексереді, жариялайды',
  },
  {
    email: 'officer@embassy.example',
    name: 'Officer',
    role: 'officer',
    organisation: 'japan-embassy',
    note: 'Embassy of Japan: the other side',
  },
  {
    email: 'officer@israel.example',
    name: 'Officer',
    role: 'officer',
    organisation: 'israel-health-ministry',
    note: 'Ministry of Health of Israel: the other side',
  },
  {
    email: 'officer@kyrgyz.example',
    name: 'Кызматкер',
    role: 'officer',
    organisation: 'kg-cabinet',
    note: 'Кыргыз Республикасынын Министрлер Кабинети: экинчи тарап',
  },
  {
    email: 'coordinator@association.example',
    name: 'Үйлестіруші',
    role: 'coordinator',
    organisation: 'world-association',
    note: 'Дүниежүзі қазақтарының қауымдастығы: тексереді, жариялайды',
  },
  {
    email: 'officer@fund.example',
    name: 'Қызметкер',
    role: 'officer',
    organisation: 'otandastar-fund',
    note: 'Отандастар қоры: екінші тарап',
  },
  {
    email: 'administrator@almaty.example',
    name: 'Әкімші',
    role: 'administrator',
    organisation: 'almaty-akimat',
    note: 'Алматы облысының әкімдігі: адамдар мен құқықтар',
  },
  {
    email: 'installation@health.example',
    name: 'Орнатылым әкімшісі',
    role: 'viewer',
    organisation: 'kz-health-ministry',
    note: 'Бүкіл орнатылым: адамдар, жұмыстар, кілттер, көшірмелер',
    isInstallation: true,
  },
  {
    email: 'doctor@ulgi.example',
    name: 'Дәрігер',
    role: 'officer',
    organisation: 'ulgi-hospital',
    note: 'Ойдан шығарылған «Үлгі» ауруханасы: пациенттер',
    isClinical: true,
  },
  {
    email: 'coordinator@ulgi.example',
    name: 'Үйлестіруші дәрігер',
    role: 'coordinator',
    organisation: 'ulgi-hospital',
    note: 'Ойдан шығарылған «Үлгі» ауруханасы: пациенттер, жазбаларды біріктіру',
    isClinical: true,
  },
  {
    email: 'doctor@mundeul.example',
    name: 'Doctor',
    role: 'officer',
    organisation: 'mundeul-centre',
    note: 'Mundeul centre (invented): what patients of Ulgi hospital have opened to it',
    isClinical: true,
  },
  {
    email: 'surgeon@mundeul.example',
    name: '박가상',
    role: 'officer',
    organisation: 'ulgi-hospital',
    note: 'Visiting surgeon (invented) with a temporary role at Ulgi hospital, for whom a local physician answers',
    isClinical: true,
    forDays: 90,
  },
  ...referralPeople,
];

export const demoSignIns = demoPeople.map(({ email, note }) => ({ email, password: demoPassword, note }));

/** The same for the sign-in page, which speaks the reader's language. */
export const demoWays: readonly DemoSignIn[] = demoPeople.map(
  ({ email, role, organisation, isClinical, isInstallation }) => ({
    email,
    password: demoPassword,
    role,
    organisation: demoOrganisations[organisation]?.names ?? {},
    ...(isInstallation && { power: 'installation' }),
    ...(isClinical && { power: 'clinical' }),
  }),
);
