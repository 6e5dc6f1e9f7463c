/** What a report calls things, in the languages of those who made it. Pure. */
export const reportLanguages = ['kk', 'ru', 'en', 'ko'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];
type Word = Readonly<Record<ReportLanguage, string>>;
const word = (...[kk, ru, en, ko]: readonly [string, string, string, string]): Word => ({ kk, ru, en, ko });

const words = {
  report: word('Миссия қорытындысы', 'Итоги миссии', 'Report of the mission', '진료 봉사 결과 보고'),
  demo: word(
    'Көрсету үшін: ойдан шығарылған деректер',
    'Демонстрация: вымышленные данные',
    'Demonstration: invented data',
    '시연용: 가상 자료',
  ),
  totals: word('Барлығы', 'Всего', 'Altogether', '합계'),
  encounters: word('Қабылдау саны', 'Приёмов', 'Examinations', '진료 건수'),
  people: word('Қаралған адам', 'Осмотрено человек', 'People seen', '진료받은 사람'),
  treated: word('Ем алған адам', 'Пролечено человек', 'People treated', '치료받은 사람'),
  operated: word('Ота жасалған адам', 'Прооперировано человек', 'People operated on', '수술받은 사람'),
  operations: word('Ота саны', 'Операций', 'Operations', '수술 건수'),
  waiting: word('Кезекте күту', 'Ожидание в очереди', 'Waiting in the queue', '대기 시간'),
  median: word('Медиана', 'Медиана', 'Median', '중앙값'),
  ninetieth: word('90-процентиль', '90-й процентиль', '90th percentile', '90백분위'),
  minutes: word('мин', 'мин', 'min', '분'),
  measured: word('Өлшенгені', 'Измерено', 'Measured', '측정 건수'),
  table: word('Кесте', 'Таблица', 'Table', '표'),
  row: word('Жол', 'Строка', 'Row', '항목'),
  'by.day': word('Күні бойынша', 'По дням', 'By day', '날짜별'),
  'by.place': word('Орны бойынша', 'По местам', 'By place', '장소별'),
  'by.specialty': word('Мамандық бойынша', 'По специальностям', 'By specialty', '진료과별'),
  'by.age': word('Жасы бойынша', 'По возрасту', 'By age', '연령대별'),
  'by.sex': word('Жынысы бойынша', 'По полу', 'By sex', '성별'),
  'by.result': word('Нәтижесі бойынша', 'По результату', 'By result', '결과별'),
  unknown: word('белгісіз', 'не указано', 'not stated', '미기재'),
  traumatology: word('травматология', 'травматология', 'traumatology', '외상외과'),
  orthopaedics: word('ортопедия', 'ортопедия', 'orthopaedics', '정형외과'),
  surgery: word('хирургия', 'хирургия', 'surgery', '외과'),
  cardiology: word('кардиология', 'кардиология', 'cardiology', '심장내과'),
  neurology: word('неврология', 'неврология', 'neurology', '신경과'),
  therapy: word('терапия', 'терапия', 'therapy', '내과'),
  ultrasound: word('ультрадыбыстық диагностика', 'ультразвуковая диагностика', 'ultrasound', '초음파 검사'),
  female: word('әйел', 'женщины', 'women', '여성'),
  male: word('ер', 'мужчины', 'men', '남성'),
  home: word('үйіне жіберілді', 'отпущены домой', 'sent home', '귀가'),
  treatment_here: word('осы жерде ем алды', 'лечение на месте', 'treatment here', '현지 치료'),
  operation: word('отаға', 'на операцию', 'for an operation', '수술 예정'),
  referral: word('жолдамамен', 'направлены', 'referred', '의뢰'),
  consultation: word('кеңеске', 'на консультацию', 'for a consultation', '협진'),
  few: word('5-тен аз', 'меньше 5', 'fewer than 5', '5 미만'),
  hidden: word('көрсетілмейді', 'не показано', 'not shown', '비공개'),
} as const;
export type ReportWord = keyof typeof words;

const isWord = (key: string): key is ReportWord => key in words;

/** What something is called; what has no word of its own, such as a day, stands as it is. */
export const wordIn = (language: ReportLanguage, key: string): string => (isWord(key) ? words[key][language] : key);
