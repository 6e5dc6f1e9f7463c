/** Month names by their stems, with any case ending; short ones whole, so that «маңыз» or `mayor` is no May. */
const months: readonly RegExp[] = [
  /^(?:қаңтар\p{L}*|январ\p{L}*|янв|january|jan)$/u,
  /^(?:ақпан\p{L}*|феврал\p{L}*|фев|february|feb)$/u,
  /^(?:наурыз\p{L}*|март(?:а|е|у|ом|да|дан|га|нинг|ға|тан|та|ынан|гача)?|march|mar)$/u,
  /^(?:сәуір\p{L}*|апрел\p{L}*|апр|april|apr)$/u,
  /^(?:мамыр\p{L}*|ма(?:й|я|е|ю|ем|йда|йдан|йга|йгача|йнинг)|may)$/u,
  /^(?:маусым(?:да|нан|ға|ның|ы|ында|ынан|ына)?|июн\p{L}*|june|jun)$/u,
  /^(?:шілде\p{L}*|июл\p{L}*|july|jul)$/u,
  /^(?:тамыз\p{L}*|август\p{L}*|авг|august|aug)$/u,
  /^(?:қыркүйек\p{L}*|қыркүйе\p{L}*|сентябр\p{L}*|сент|сен|september|sept?)$/u,
  /^(?:қазан(?:да|нан|ға|ның|ы|ында|ынан|ына)?|октябр\p{L}*|окт|october|oct)$/u,
  /^(?:қараша\p{L}*|ноябр\p{L}*|нояб|november|nov)$/u,
  /^(?:желтоқсан\p{L}*|декабр\p{L}*|дек|december|dec)$/u,
];

/** Number of the month (1–12) that a folded word names, or 0. */
export function monthOf(word: string): number {
  return months.findIndex((pattern) => pattern.test(word)) + 1;
}
