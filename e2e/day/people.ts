/** People whom there are not: names of words, numbers that nobody has. The same ones whenever they are asked for. */
export type Somebody = {
  name: string;
  birthYear: number;
  sex: 'female' | 'male';
  phone: string;
  complaint: string;
};

const given = [
  {
    sex: 'female',
    names: ['Айгүл', 'Бану', 'Гүлнар', 'Дина', 'Жанар', 'Зере', 'Кәмшат', 'Ләззат', 'Мөлдір', 'Нұргүл'],
  },
  { sex: 'male', names: ['Абай', 'Берік', 'Ғалым', 'Дәурен', 'Ерлан', 'Жомарт', 'Қанат', 'Мұрат', 'Нұрлан', 'Олжас'] },
] as const;
const families = [
  'Ойдан',
  'Мысал',
  'Үлгі',
  'Жорамал',
  'Болжам',
  'Сынақ',
  'Жаттығу',
  'Нұсқа',
  'Қиял',
  'Ертегі',
  'Жұмбақ',
  'Мақал',
  'Теңеу',
  'Бейне',
  'Көрініс',
  'Елес',
];
const complaints = ['Тізесі ауырады', 'Басы айналады', 'Жүрегі қағады', 'Белі ауырады', 'Демікпе'];

/** The n-th of them: no two have a name, a year and a telephone in common. */
export function somebody(at: number): Somebody {
  const { sex, names } = at % 2 === 0 ? given[0] : given[1];
  const first = names[(at >> 1) % names.length] ?? '';
  const family = families[Math.floor(at / 20) % families.length] ?? '';
  return {
    name: `${first} ${family}`,
    birthYear: 1940 + ((at * 7) % 66),
    sex,
    phone: `+7701555${String(at).padStart(4, '0')}`,
    complaint: complaints[at % complaints.length] ?? '',
  };
}
