import type { Furniture } from './claim.ts';
import { findCalendar } from './date-patterns.ts';
import { tokenize } from './tokens.ts';

const dateLabel = String.raw`(?:date|күні|уақыты|жарияланды|жарияланған(?: күні| уақыты)?|сана|санаси|эълон қилинди|чоп этилган|дата(?: публикации)?|опубликовано|время|published(?: on| at)?|posted(?: on)?|updated|обновлено|жаңартылды)`;
const anyDate = String.raw`(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}[./]\d{1,2}[./]\d{4}(?:,? \d\d:\d\d)?)`;
const leading = new RegExp(String.raw`^(?:${dateLabel}\s*[:\-–—]?\s*)${anyDate}(?:\s*[|,–—-])?\s+`, 'iu');

const counters =
  /(?:^|[\s|])(?:оқылды|оқылым|қаралды|қаралым|көрсетілді|көрілім|көрген|рет\s+(?:көрсетілді|оқылды|қаралды)|просмотр(?:ов|ы|а|ено)?|прочитано|прочтений|кўрилди|кўришлар|ўқилди|views?|reads?|hits|лайк(?:ов|и|ы)?|likes?|comments?|пікір(?:лер)?|комментари(?:ев|й|и|я)|изоҳ(?:лар)?|ўқишлар сони|кўришлар сони|қаралым саны|оқылым саны|прочитали|(?:min|minutes?) read)(?=$|[\s:|\d(])/iu;
const menuWords =
  /^(?:басты (?:бет|сайт).*|бас(?:ты)? мәзір|мәзір|жаңалықтар|барлық жаңалықтар|сайт картасы|байланыс(?:тар)?|біз туралы|іздеу|кіру|тіркелу|шығу|қазақша|русский|english|ўзбекча|кыргызча|главная(?: страница)?|на главную|меню|новости|все новости|контакты|о нас|поиск|вход|войти|регистрация|подписаться|подписка|карта сайта|бош саҳифа|янгиликлар|алоқа|биз ҳақимизда|қидирув|кириш|home|menu|news|contacts?|about(?: us)?|search|log ?in|sign (?:in|up)|subscribe|skip to (?:main )?content|site ?map|негізгі мазмұнға өту|ҚАЗ|РУС|ENG|қаз|рус|eng|kk|ru|en)$/iu;
const shareWords =
  /^(?:бөлісу|бөліс(?:іңіз)?|поделиться|поделитесь|улашиш|share(?: (?:this|on))?|vk|ok|tg|fb|x|ok\.ru|viber|max|linkedin|e-?mail|print|facebook|telegram|whatsapp|twitter|instagram|vkontakte|вконтакте|одноклассники|youtube|tiktok|копировать ссылку|copy link|print|басып шығару|распечатать|[\s,|/:])+$/iu;
const related =
  /^(?:тағы оқыңыз|оқи отырыңыз|сондай-ақ оқыңыз|ұқсас жаңалықтар|тақырып бойынша|читайте также|читать также|по теме|смотрите также|похожие новости|мавзуга оид|шунингдек ўқинг|яна ўқинг|ўхшаш (?:янгиликлар|мақолалар)|бошқа янгиликлар|кўп ўқилган\p{L}*|(?:басқа|ең көп оқылған|соңғы|өзекті|тағы да) (?:жаңалықтар|мақалалар|материалдар)|ең көп оқылған\p{L}*|(?:другие|последние|ещё|еще|главные|свежие|популярные) (?:новости|материалы|статьи)|новости по теме|материалы по теме|самое (?:читаемое|популярное|важное)|популярное|вам может быть интересно|related(?: (?:news|articles|stories|posts))?|(?:other|latest|more|top|recent) (?:news|stories|articles|headlines)|you (?:may|might) also like|most (?:read|popular|viewed)|trending(?: now)?|read (?:also|more|next)|see also|also read|more on)(?:\s*[:—–-]|…|\.{3}|$)/iu;
const sections =
  /^(?:бөлім|санат|айдар|рубрика|категория|раздел|рукн|бўлим|category|section|tags?|тегтер|теги|тег|теглар|кілт сөздер|ключевые слова)\s*[:—–-]/iu;
const credits =
  /^(?:фото|сурет|суреттер|суретті түсірген|автор|мәтін|дереккөз|источник|текст|муаллиф|манба|сурат|photo|image|source|author|text|by|видео|video|©|copyright|все права|барлық құқық|all rights|барча ҳуқуқ)(?:\s*[:—–©-]|\s+\p{Lu}|$)/iu;
const cookies = /(?:^|\s)(?:cookies?|куки)(?!\p{L})/iu;
const boilerplate =
  /^(?:©|(?:\(c\)|copyright)\s.*\d{4}|.*(?:сілтеме (?:жаса\p{L}* )?міндетті|ссылка (?:на \p{L}+ )?обязательна|ҳавола .{0,20}шарт)|.{0,80}(?:all rights reserved|все права защищены|барлық құқық\p{L}* қорғалған|барча ҳуқуқлар ҳимояланган)|(?:подписывайтесь|подпишитесь|жазылыңыз|обуна бўлинг|subscribe to|follow us|join our)(?=\s)|(?:читать|оқу) (?:далее|әрі қарай)|(?:page|страница|бет) \d+ (?:of|из|\/) \d+$|(?:при (?:полном|частичном|любом|перепечатке|использовании|копировании)) .*(?:ссылк|гиперссылк)|материал\p{L}* (?:көшіріп|көшірме|пайдалан|кўчириб).*(?:сілтеме|ҳавола)|(?:пікір қалдыру|оставить комментарий|leave a (?:comment|reply)|изоҳ қолдириш))/iu;
const crumb = /\s(?:[/»>›→|·])\s|\s?»\s/u;

/** «Главная / Новости / Здоровье»: a way through the site, from a word of its menu on. */
function isBreadcrumb(flat: string): boolean {
  const parts = flat.split(crumb).map((part) => part.trim());
  return flat.length <= 120 && parts.length > 1 && menuWords.test(parts[0] ?? '') && !/[.!?]$/.test(flat);
}
const rateWord = String.raw`(?:[A-Z]{3}|[$€₽₸¥£₩]|доллар(?:ы|\sсша|\sақш)?|евро|еуро|рубль?|юань|теңге|тенге|сом|сўм|курс\p{L}*|валют\p{L}*|айырбастау|бағам\p{L}*|нб|ұб|рк|қр|покупка|продажа|сатып алу|сату|exchange|rates?|buy|sell)`;
const rateToken = new RegExp(String.raw`^(?:${rateWord}|[\d.,]+|[:=/|+\-–—▲▼↑↓()%]|1)$`, 'iu');
const weather = /[+-−–]?\d{1,2}\s?°/u;

export interface BlockHints {
  /** Share of the block that is link text, 0..1. */
  readonly linked?: number;
  /** No paragraph of the article has been seen yet. */
  readonly isFirst?: boolean;
}

/** Length of a labelled date at the start of a block that goes on with text; 0 where there is none. */
export function leadingDate(text: string): number {
  return leading.exec(text)?.[0].length ?? 0;
}

/** What kind of furniture a block is, or null for the article's own words. */
export function furnitureOf(text: string, hints: BlockHints = {}): Furniture | null {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  if (flat.length > 400) return null;
  if (related.test(flat)) return 'related';
  if (cookies.test(flat)) return 'menu';
  if (flat.length > 200) return null;
  if (boilerplate.test(flat)) return 'credit';
  if (flat.length > 160) return null;
  if (isRates(flat)) return 'rates';
  if (isBreadcrumb(flat)) return 'menu';
  if (flat.length <= 80 && weather.test(flat) && !/[.!?]$/.test(flat)) return 'weather';
  if (isDateLine(flat)) return 'date';
  if (flat.length <= 80 && /\d/.test(flat) && counters.test(flat) && !/[.!]$/.test(flat)) return 'counter';
  if (menuWords.test(flat)) return 'menu';
  if (shareWords.test(flat)) return 'share';
  if (sections.test(flat)) return 'section';
  if (credits.test(flat) && !/[.!?]\s/.test(flat) && flat.length <= 120) return 'credit';
  if (/\d/.test(flat) && !/\p{L}{4}/u.test(flat) && !/[.!?]$/.test(flat)) return 'counter';
  return (hints.linked ?? 0) > 0.8 && flat.length < 120 && !/[.!?]$/.test(flat) ? 'menu' : null;
}

function isRates(flat: string): boolean {
  const words = flat.split(/\s+|(?<=[:=/|$€₽₸¥£])|(?=[:=/|$€₽₸¥£])/u).filter(Boolean);
  if (words.length > 40 || !words.every((word) => rateToken.test(word))) return false;
  const names = words.filter((word) => /^(?:[A-Z]{3}|[$€₽₸¥£₩]|доллар|евро|еуро|рубль|юань)$/iu.test(word)).length;
  const rates = words.filter((word) => /^\d{1,6}[.,]\d{1,4}$/.test(word)).length;
  return names > 0 && rates > 0;
}

/** A date with little else: «Уақыты: 23.12.2020», «Қоғам 18 Қыркүйек, 2020», «14:35, 3 января 2026». */
function isDateLine(flat: string): boolean {
  if (flat.length > 70 || !/\d/.test(flat) || /[!?]$/.test(flat)) return false;
  const sentence = tokenize(flat, { start: 0, end: flat.length });
  const found = findCalendar(sentence.folded)[0];
  if (!found || found.precision !== 'day' || found.dates[0].startsWith('XXXX')) return false;
  const rest = (sentence.folded.slice(0, found.from) + sentence.folded.slice(found.to)).match(/[\p{L}]{2,}/gu) ?? [];
  return rest.length <= 3 && !/[.]$/.test(flat.replace(/(?:г|ж)\.$/u, ''));
}

/** «Читайте также:», «Самое читаемое» alone on its line: what follows are the titles of other pages. */
export function opensRelated(text: string): boolean {
  return text.length <= 60 && related.test(text) && /^[^:—–]{2,58}(?::|…|\.{3})?$/u.test(text);
}

/** A title or a first line, not a whole sentence of an article. */
export function looksLikeTeaser(text: string): boolean {
  return text.length <= 160 && !/[.!?]["»”]?$/.test(text);
}

/** A short line without a sentence's end, behind the article: «Айгүл БАЙБОСЫНОВА», «Алматы облысы». */
export function looksLikeCredit(text: string): boolean {
  return text.length <= 60 && !/[.!?…»:;]$/.test(text) && text.split(/\s+/).length <= 5 && !/\d/.test(text);
}
