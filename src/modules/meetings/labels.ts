import type { localeTable } from '../../platform/i18n/locales.ts';
import type { Strength } from '../../vocabulary.ts';
import type { Manner, PointKind } from './meeting.ts';

/**
 * What stands around the words of minutes in a PDF, in the eight languages of the product: more than the application
 * speaks, so a table of its own. The terms are those of the glossary.
 */
type Tag = keyof typeof localeTable;
export type Label =
  | 'minutes'
  | 'agenda'
  | 'participants'
  | 'points'
  | 'held'
  | 'reported'
  | 'place'
  | 'manner'
  | 'partnership'
  | 'mended'
  | 'approved'
  | 'demo'
  | 'date_unknown'
  | 'all_sides'
  | `manner.${Exclude<Manner, 'not_stated'>}`
  | `kind.${PointKind}`
  | `strength.${Strength}`;

type Row = Readonly<Record<Tag, string>>;
const row = (
  ...words: [kk: string, ru: string, en: string, uz: string, ky: string, ko: string, ja: string, he: string]
): Row => {
  const [kk, ru, en, uz, ky, ko, ja, he] = words;
  return { kk, ru, en, 'uz-Cyrl': uz, ky, ko, ja, he };
};

// biome-ignore format: a table is read by its rows
const labels: Readonly<Record<Label, Row>> = {
  minutes: row('Кездесу хаттамасы', 'Протокол встречи', 'Minutes of the meeting', 'Учрашув баённомаси', 'Жолугушуунун протоколу', '회의록', '議事録', 'פרוטוקול הפגישה'),
  agenda: row('Күн тәртібі', 'Повестка дня', 'Agenda', 'Кун тартиби', 'Күн тартиби', '의제', '議題', 'סדר יום'),
  participants: row('Қатысушылар', 'Участники', 'Participants', 'Иштирокчилар', 'Катышуучулар', '참석자', '出席者', 'משתתפים'),
  points: row('Тараптар не айтты', 'Что сказали стороны', 'What the sides said', 'Томонлар нима деди', 'Тараптар эмне айтты', '각 측의 발언', '各側の発言', 'דברי הצדדים'),
  held: row('Өткен күні', 'Дата', 'Date', 'Сана', 'Датасы', '일자', '日付', 'תאריך'),
  reported: row('Хабарланған күні', 'Сообщено', 'Reported on', 'Хабар берилган сана', 'Кабарланган күнү', '보도일', '報道日', 'תאריך הדיווח'),
  place: row('Орны', 'Место', 'Place', 'Жой', 'Орду', '장소', '場所', 'מקום'),
  manner: row('Өту түрі', 'Форма', 'Form', 'Шакли', 'Түрү', '방식', '形式', 'אופן'),
  partnership: row('Серіктестік', 'Партнёрство', 'Partnership', 'Шериклик', 'Өнөктөштүк', '파트너십', 'パートナーシップ', 'שותפות'),
  mended: row('Түзету', 'Исправление', 'Correction', 'Тузатиш', 'Оңдоо', '정정', '訂正', 'תיקון'),
  approved: row('Бекітілген', 'Утверждено', 'Approved', 'Тасдиқланган', 'Бекитилген', '승인됨', '承認済み', 'אושר'),
  demo: row('Көрсету үшін жасалған дерек', 'Демонстрационные данные', 'Demonstration', 'Намойиш учун маълумот', 'Көрсөтүү үчүн маалымат', '시연용 데이터', 'デモ用データ', 'נתוני הדגמה'),
  date_unknown: row('белгісіз', 'неизвестна', 'not known', 'номаълум', 'белгисиз', '알 수 없음', '不明', 'לא ידוע'),
  all_sides: row('Тараптар', 'Стороны', 'The sides', 'Томонлар', 'Тараптар', '양측', '双方', 'הצדדים'),
  'manner.in_person': row('бетпе-бет', 'очно', 'in person', 'юзма-юз', 'бетме-бет', '대면', '対面', 'פנים אל פנים'),
  'manner.online': row('онлайн', 'онлайн', 'online', 'онлайн', 'онлайн', '온라인', 'オンライン', 'מקוון'),
  'manner.hybrid': row('аралас форматта', 'в смешанном формате', 'hybrid', 'аралаш шаклда', 'аралаш форматта', '대면·온라인 병행', '対面とオンラインの併用', 'משולב'),
  'kind.offered': row('ұсынды', 'предложение', 'offered', 'таклиф қилди', 'сунуштады', '제안', '提案', 'הציע'),
  'kind.asked': row('сұрады', 'просьба', 'asked', 'сўради', 'сурады', '요청', '要請', 'ביקש'),
  'kind.agreed': row('уағдаласты', 'договорённость', 'agreed', 'келишди', 'макулдашты', '합의', '合意', 'הסכימו'),
  'kind.informed': row('хабарлады', 'сообщение', 'informed', 'хабар берди', 'маалымдады', '설명', '説明', 'עדכן'),
  'kind.discussed': row('талқылады', 'обсуждение', 'discussed', 'муҳокама қилди', 'талкуулады', '논의', '協議', 'דנו'),
  'strength.discussed': row('талқыланды', 'обсуждалось', 'discussed', 'муҳокама қилинди', 'талкууланды', '논의', '協議', 'נדון'),
  'strength.proposed': row('ұсынылды', 'предложено', 'proposed', 'таклиф қилинди', 'сунушталды', '제안', '提案', 'הוצע'),
  'strength.considered': row('қаралуда', 'рассматривается', 'considered', 'кўриб чиқилмоқда', 'каралууда', '검토 중', '検討中', 'בבחינה'),
  'strength.agreed_to_consider': row('қарауға келісілді', 'договорились рассмотреть', 'agreed to consider', 'кўриб чиқишга келишилди', 'кароого макулдашылды', '검토하기로 합의', '検討で合意', 'הוסכם לבחון'),
  'strength.planned': row('жоспарланды', 'запланировано', 'planned', 'режалаштирилди', 'пландалды', '계획', '計画', 'תוכנן'),
  'strength.promised': row('уәде етілді', 'обещано', 'promised', 'ваъда қилинди', 'убада берилди', '약속', '約束', 'הובטח'),
  'strength.agreed': row('уағдаласылды', 'договорились', 'agreed', 'келишилди', 'макулдашылды', '합의', '合意', 'הוסכם'),
  'strength.signed': row('қол қойылды', 'подписано', 'signed', 'имзоланди', 'кол коюлду', '서명', '署名', 'נחתם'),
};

/** A label in these languages, side by side; the same word is written once. */
export function labelIn(languages: readonly Tag[], label: Label): { text: string; language: Tag }[] {
  const texts = languages.map((language) => ({ text: labels[label][language], language }));
  return texts.filter(({ text }, index) => texts.findIndex((each) => each.text === text) === index);
}
