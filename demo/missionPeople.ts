/**
 * People who do not exist: given names that many bear, with surnames made of words for “example”, numbered telephones, and years and
 * complaints dealt out by their number. The same number is always the same person.
 */
const female = ['Айгүл', 'Сәуле', 'Гүлнар', 'Әсел', 'Мәдина', 'Жанар'];
const male = ['Болат', 'Ерлан', 'Бақыт', 'Нұрлан', 'Асқар', 'Дәурен'];
const surnames = ['Үлгіев', 'Мысалов', 'Көрсетімов', 'Сынақов', 'Жаттығуов'];
const birthYears = [1948, 1954, 1961, 1967, 1972, 1979, 1984, 1990, 1996, 2003, 2011, 2016];

const at = <T>(all: readonly T[], number: number): T => {
  const found = all[number % all.length];
  if (found === undefined) throw new Error('nothing to deal out');
  return found;
};

export type DemoVisitor = {
  name: string;
  birthYear: number;
  sex: 'female' | 'male';
  phone: string;
  /** Who consents for a child. */
  representative: string | null;
};

/** @param number from 0; below 100 */
export function visitorOf(number: number): DemoVisitor {
  const isFemale = number % 5 < 3;
  const family = at(surnames, Math.floor(number / 6) + number);
  const birthYear = at(birthYears, number * 5 + Math.floor(number / 12));
  return {
    name: isFemale ? `${family}а ${at(female, number)}` : `${family} ${at(male, number)}`,
    birthYear,
    sex: isFemale ? 'female' : 'male',
    phone: `+7701000${String(1000 + number)}`,
    representative: birthYear > 2008 ? `${family}а ${at(female, number + 2)}` : null,
  };
}

type Complaint = { complaint: string; code: string; diagnosis: string; treatment: string; operation?: string };
const complaints: Readonly<Record<string, readonly Complaint[]>> = {
  therapy: [
    { complaint: 'Жөтел, екі апта', code: 'J20', diagnosis: 'Жедел бронхит', treatment: 'Мукалтин, жылы сусын' },
    {
      complaint: 'Әлсіздік, бас айналу',
      code: 'D50',
      diagnosis: 'Темір тапшылықты анемия',
      treatment: 'Темір препараты',
    },
  ],
  cardiology: [
    {
      complaint: 'Қан қысымы көтеріледі',
      code: 'I10',
      diagnosis: 'Артериялық гипертензия',
      treatment: 'Амлодипин 5 мг',
    },
    { complaint: 'Жүргенде ентігу', code: 'I50', diagnosis: 'Жүрек жеткіліксіздігі', treatment: 'Диуретик, бақылау' },
  ],
  traumatology: [
    { complaint: 'Тізесі ауырады', code: 'M17', diagnosis: 'Гонартроз', treatment: 'Буын ішіне инъекция' },
    { complaint: 'Білегінен құлаған', code: 'S52', diagnosis: 'Білек сынығы', treatment: 'Гипс таңу' },
  ],
  surgery: [
    { complaint: 'Шат жарығы', code: 'K40', diagnosis: 'Шат жарығы', treatment: 'Таңу', operation: 'Жарықты жою' },
    {
      complaint: 'Тері астындағы ісік',
      code: 'D17',
      diagnosis: 'Липома',
      treatment: 'Таңу',
      operation: 'Липоманы алып тастау',
    },
  ],
};
const common: readonly Complaint[] = [
  { complaint: 'Кеңес алу', code: 'Z00', diagnosis: 'Жалпы тексеру', treatment: 'Кеңес берілді' },
];
/** What somebody comes with to a specialty, and what is found. */
export const complaintOf = (specialty: string, number: number): Complaint =>
  at(complaints[specialty] ?? common, number);
