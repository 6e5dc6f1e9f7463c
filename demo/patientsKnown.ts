import type { ConsentPurpose } from '../src/modules/patients/consent.ts';
import type { Identity } from '../src/modules/patients/schemas.ts';

/** Nobody of these lives or has lived: names were drawn together, numbers cannot be anybody's. */
type Name = Identity['names'][number];
export type DemoPatient = Pick<Identity, 'names' | 'birthDate' | 'sex'> &
  Partial<Pick<Identity, 'phone' | 'address' | 'representatives' | 'deceased' | 'languages'>> & {
    serial: number;
    /** Where it is not a number of Kazakhstan. */
    passport?: { country: string; value: string };
    consent?: {
      purpose: ConsentPurpose;
      language: 'kk' | 'ru' | 'en';
      on: string;
      until: string | null;
      isShared: boolean;
    };
  };

const name = (tag: Name['tag'], ...[family, given, patronymic]: [string, string, string?]): Name => {
  return { family, given, patronymic: patronymic ?? null, tag, by: 'document' };
};
const written = (tag: Name['tag'], family: string, given: string): Name => {
  return { family, given, patronymic: null, tag, by: 'person' };
};
const parent = (
  serial: number,
  relation: 'mother' | 'father' | 'guardian',
  { full, from, until }: { full: string; from: string; until: string },
): Identity['representatives'][number] => ({
  id: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
  name: full,
  relation,
  phone: '+7 700 000 00 00',
  ground: relation === 'guardian' ? 'Қорғаншы тағайындау туралы шешім' : 'Туу туралы куәлік',
  validFrom: from,
  validUntil: until,
});

export const demoPatients: readonly DemoPatient[] = [
  {
    serial: 1,
    names: [name('kk', 'Үлгібаева', 'Айзере', 'Мысалқызы'), written('kk-Latn', 'Ulgibaeva', 'Aizere')],
    birthDate: '2018-04-09',
    sex: 'female',
    address: { place: 'almaty-region', text: null },
    representatives: [parent(1, 'mother', { full: 'Үлгібаева Мерей', from: '2018-04-09', until: '2036-04-08' })],
    consent: { purpose: 'treatment', language: 'kk', on: '2026-09-14', until: '2027-09-14', isShared: true },
  },
  {
    serial: 2,
    names: [name('ru', 'Примеров', 'Тимур', 'Образцович'), written('en', 'Primerov', 'Timur')],
    birthDate: '1979-11-30',
    sex: 'male',
    phone: '+7 700 000 00 02',
    consent: { purpose: 'papers_abroad', language: 'ru', on: '2026-10-02', until: null, isShared: true },
  },
  {
    serial: 3,
    names: [name('kk', 'Мысалов', 'Нұрәлі'), written('kk-Arab', 'مىسالوۆ', 'نۇرالى')],
    birthDate: '1954',
    sex: 'male',
  },
  {
    serial: 4,
    passport: { country: 'UZ', value: 'DEMO0004' },
    names: [name('uz-Cyrl', 'Намунаева', 'Ўғилой'), written('en', 'Namunaeva', "O'g'iloy")],
    birthDate: '1991-06-17',
    sex: 'female',
  },
  {
    serial: 5,
    passport: { country: 'KG', value: 'DEMO0005' },
    names: [name('ky', 'Үлгүбаев', 'Бекзат'), written('ru', 'Улгубаев', 'Бекзат')],
    birthDate: '2021-01-23',
    sex: 'male',
    representatives: [parent(5, 'father', { full: 'Үлгүбаев Эмил', from: '2021-01-23', until: '2039-01-22' })],
    consent: { purpose: 'teleconsultation', language: 'ru', on: '2026-11-03', until: '2026-12-31', isShared: false },
  },
  {
    serial: 6,
    names: [name('kk', 'Жобаева', 'Дана')],
    birthDate: '1987-03-05',
    sex: 'female',
  },
  {
    // The same person again, by a passport and in another alphabet: a merge to try.
    serial: 7,
    passport: { country: 'KZ', value: 'DEMO0007' },
    names: [name('en', 'Zhobaeva', 'Dana')],
    birthDate: '1987-03-05',
    sex: 'female',
    phone: '+7 700 000 00 07',
  },
  {
    serial: 8,
    names: [name('kk', 'Сынақов', 'Әлихан', 'Мысалұлы'), written('ru', 'Сынаков', 'Алихан')],
    birthDate: '2024-02-29',
    sex: 'male',
    representatives: [parent(8, 'guardian', { full: 'Сынақова Рая', from: '2025-05-12', until: '2042-02-28' })],
  },
  {
    serial: 9,
    names: [name('ru', 'Образцова', 'Вера', 'Примеровна')],
    birthDate: '1946-08',
    sex: 'female',
    deceased: { on: '2026-07' },
  },
  {
    serial: 10,
    names: [name('kk', 'Үлгіұлы', 'Санжар'), written('kk-Latn', 'Ulgiuly', 'Sanzhar')],
    birthDate: '2015-12-01',
    sex: 'male',
    languages: ['kk', 'ru'],
    representatives: [parent(10, 'mother', { full: 'Мысалова Гүлім', from: '2015-12-01', until: '2033-11-30' })],
  },
  {
    serial: 11,
    passport: { country: 'KR', value: 'DEMO0011' },
    names: [name('ko', '견본', '하늘'), written('ru', 'Кёнбон', 'Ханыль')],
    birthDate: '1999-09-09',
    sex: 'female',
    languages: ['ko', 'en'],
  },
  {
    serial: 12,
    names: [name('ru', 'Пробный', 'Артём', 'Тестович'), written('en', 'Probny', 'Artyom')],
    birthDate: '1968~',
    sex: 'male',
  },
];
