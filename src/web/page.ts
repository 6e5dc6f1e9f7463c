import { localeFor, localeTable, isLocale, type Locale } from '../platform/i18n/locales.ts';
import { type DemoSignIn, demoMeta } from './demo.ts';
import { cookieIn, languageCookie, themeOf } from './kit/preferences.ts';

/** Vite's account of what it built: each source file, the file it became, and what that needs. */
export type Manifest = Record<string, { file: string; css?: string[]; imports?: string[] }>;

const entry = 'src/web/main.tsx';
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

type Asked = { cookie: string; acceptLanguage: string | undefined };
type Page = {
  manifest: Manifest;
  words: (locale: Locale) => { brand: string; noScript: string; banner?: string; contact?: string };
  signIns: readonly DemoSignIn[];
  /** What those who look after the installation say to everybody, by where it stands; in each language, as far as it is said. */
  said?: Said | undefined;
};
type InLanguages = { kk: string; ru: string; en: string };
export type Said = { banner: InLanguages; contact: InLanguages };

/** Said in the reader's language, or in the first in which it is said at all. */
function sayIn(locale: Locale, words: InLanguages, label: string): string {
  const own = Object.entries(words).find(([each]) => each === locale);
  const [language, text] = own?.[1] ? own : (Object.entries(words).find(([, each]) => each !== '') ?? ['', '']);
  if (text === '') return '';
  return `<aside class="note" aria-label="${escaped(label)}"><p lang="${language}">${escaped(text)}</p></aside>`;
}

/** All files that one source needs at once, itself first. */
function filesOf(manifest: Manifest, source: string, seen = new Set<string>()): string[] {
  const chunk = manifest[source];
  if (!chunk || seen.has(source)) return [];
  seen.add(source);
  return [chunk.file, ...(chunk.imports ?? []).flatMap((it) => filesOf(manifest, it, seen))];
}

/**
 * The one page of the staff application, in the language and the theme that this device chose before: nothing changes its
 * colour or its language while it loads. It holds no text of its own but its title and a word for browsers without scripts.
 */
export function staffPage({ manifest, words, signIns, said }: Page, { cookie, acceptLanguage }: Asked) {
  const chosen = cookieIn(cookie, languageCookie);
  const locale = isLocale(chosen) ? chosen : localeFor(acceptLanguage);
  const theme = themeOf(cookie);
  const { tag, dir } = localeTable[locale];
  const { brand, noScript, banner = '', contact = '' } = words(locale);
  const [above, below] = said ? [sayIn(locale, said.banner, banner), sayIn(locale, said.contact, contact)] : ['', ''];
  const chunk = manifest[entry];
  const early = [entry, `src/generated/texts/${locale}.shell.json`].flatMap((it) => filesOf(manifest, it)).slice(1);
  const html = `<!doctype html>
<html lang="${tag}" dir="${dir}"${theme === 'system' ? '' : ` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(brand)}</title>
<link rel="icon" href="/app/favicon.svg" type="image/svg+xml">
${(chunk?.css ?? []).map((file) => `<link rel="stylesheet" href="/app/${file}">`).join('\n')}
${[...new Set(early)].map((file) => `<link rel="modulepreload" href="/app/${file}">`).join('\n')}
${signIns.length > 0 ? `<meta name="${demoMeta}" content="${escaped(JSON.stringify(signIns))}">` : ''}
<script type="module" src="/app/${chunk?.file ?? ''}"></script>
</head>
<body class="staff">${above}<div id="app"></div>${below}<noscript><p class="main">${escaped(noScript)}</p></noscript></body>
</html>
`;
  return { locale, html };
}
