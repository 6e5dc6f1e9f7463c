/** Month names by their stems, with any case ending; short ones whole, so that «маңыз» or `mayor` is no May. */
const months: readonly RegExp[] = [
  /^(?:қаңтар[a-zа-ӿ]*|январ[a-zа-ӿ]*|янв|january|jan)$/,
  /^(?:ақпан[a-zа-ӿ]*|феврал[a-zа-ӿ]*|фев|february|feb)$/,
  /^(?:наурыз[a-zа-ӿ]*|март(?:а|е|у|ом|да|дан|га|нинг|ға|тан|та|ынан|гача)?|march|mar)$/,
  /^(?:сәуір[a-zа-ӿ]*|апрел[a-zа-ӿ]*|апр|april|apr)$/,
  /^(?:мамыр[a-zа-ӿ]*|ма(?:й|я|е|ю|ем|йда|йдан|йга|йгача|йнинг)|may)$/,
  /^(?:маусым(?:да|нан|ға|ның|ы|ында|ынан|ына)?|июн[a-zа-ӿ]*|june|jun)$/,
  /^(?:шілде[a-zа-ӿ]*|июл[a-zа-ӿ]*|july|jul)$/,
  /^(?:тамыз[a-zа-ӿ]*|август[a-zа-ӿ]*|авг|august|aug)$/,
  /^(?:қыркүйек[a-zа-ӿ]*|қыркүйе[a-zа-ӿ]*|сентябр[a-zа-ӿ]*|сент|сен|september|sept?)$/,
  /^(?:қазан(?:да|нан|ға|ның|ы|ында|ынан|ына)?|октябр[a-zа-ӿ]*|окт|october|oct)$/,
  /^(?:қараша[a-zа-ӿ]*|ноябр[a-zа-ӿ]*|нояб|november|nov)$/,
  /^(?:желтоқсан[a-zа-ӿ]*|декабр[a-zа-ӿ]*|дек|december|dec)$/,
];

/** A piece of every name above: a sentence without any needs no closer look. */
export const anyMonth =
  /қаңтар|янв|jan|ақпан|фев|feb|наурыз|март|mar|сәуір|апр|apr|ма[йяею]|мамыр|may|маусым|июн|jun|шілде|июл|jul|тамыз|авг|aug|қыркүй|сен|sep|қазан|окт|oct|қараша|ноя|nov|желтоқсан|дек|dec/;

/** Number of the month (1–12) that a folded word names, or 0. */
export function monthOf(word: string): number {
  return months.findIndex((pattern) => pattern.test(word)) + 1;
}
