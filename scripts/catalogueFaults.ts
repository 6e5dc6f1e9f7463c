import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { dateStyles } from '../src/platform/i18n/dateStyles.ts';
import { locales, localeTable } from '../src/platform/i18n/locales.ts';
import { type PatientLocale, patientLocales } from '../src/platform/i18n/patientLocales.ts';
import type { Compiled, Token } from '../src/platform/i18n/message.ts';
import { argumentsOf, branchesOf, kinds, parametersOf, textsOf } from './messageParameters.ts';

export type Message = { folder: string; compiled: Partial<Record<PatientLocale, Compiled>> };
export type Catalogues = { messages: Map<string, Message>; faults: string[] };

/** Letters that a language does not have: one of them means that another language slipped in. */
const foreignLetters: Record<PatientLocale, RegExp> = {
  kk: /[ўҳ]/iu,
  ru: /[әғқңөұүһіўҳ]/iu,
  en: /\p{Script=Cyrillic}/u,
  'uz-Cyrl': /[әңөұүһіы]/iu,
  ky: /[әғқұһіўҳ]/iu,
  ko: /[\p{Script=Cyrillic}\p{Script=Han}]/u,
  ja: /[\p{Script=Cyrillic}\p{Script=Hangul}]/u,
  he: /\p{Script=Cyrillic}/u,
};
/** A Latin letter inside a Cyrillic word, or the reverse: they look the same and are not found by search. */
const mixedScripts = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u;

const compiledOf = (message: string): Compiled => {
  const tokens = compileMessageOrThrow(message) as readonly Token[];
  return tokens.every((token) => typeof token === 'string') ? tokens.join('') : tokens;
};

function addMessage(
  catalogues: Catalogues,
  place: { path: string; locale: PatientLocale },
  entry: [string, unknown],
): void {
  const [key, text] = entry;
  const { path, locale } = place;
  const folder = dirname(path);
  if (!/^[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+$/.test(key))
    catalogues.faults.push(`${path}: ${key} is no flat, dotted key`);
  if (typeof text !== 'string' || text.trim() === '') {
    catalogues.faults.push(`${path}: ${key} has no text`);
    return;
  }
  const message = catalogues.messages.get(key) ?? { folder, compiled: {} };
  if (message.folder !== folder) catalogues.faults.push(`${path}: ${key} is already in ${message.folder}`);
  try {
    message.compiled[locale] = compiledOf(text);
  } catch (error) {
    catalogues.faults.push(`${path}: ${key}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
  catalogues.messages.set(key, message);
}

/** Reads and compiles message files; `paths` are relative to `root`. */
export function readCatalogues(root: string, paths: readonly string[]): Catalogues {
  const catalogues: Catalogues = { messages: new Map(), faults: [] };
  for (const path of paths) {
    const name = basename(path, '.json');
    const locale = patientLocales.find((each) => each === name);
    if (!locale) {
      catalogues.faults.push(`${path}: ${name} is not a served language`);
      continue;
    }
    const entries = Object.entries(JSON.parse(readFileSync(root + path, 'utf8')) as Record<string, unknown>);
    const keys = entries.map(([key]) => key);
    const unsorted = keys.find((key, at) => at > 0 && key < (keys[at - 1] ?? ''));
    if (unsorted) catalogues.faults.push(`${path}: ${unsorted} is not in the order of the alphabet`);
    for (const entry of entries) addMessage(catalogues, { path, locale }, entry);
  }
  return catalogues;
}

function pluralFaults(locale: PatientLocale, compiled: Compiled): string[] {
  const { intl, plurals } = localeTable[locale];
  return argumentsOf(compiled).flatMap((token) => {
    const [name, kind] = token;
    if (kind !== 'plural' && kind !== 'selectordinal') return [];
    const branches = Object.keys(branchesOf(token)).filter((branch) => !/^\d+$/.test(branch));
    const type = kind === 'plural' ? 'cardinal' : 'ordinal';
    const categories: string[] = new Intl.PluralRules(intl, { type }).resolvedOptions().pluralCategories;
    const needed = plurals === 'other-only' ? ['other'] : categories;
    const missing = needed.filter((category) => !branches.includes(category));
    const strange = branches.filter((branch) => !categories.includes(branch));
    return [
      ...missing.map((category) => `{${name}} lacks the plural category ${category}`),
      ...strange.map((category) => `{${name}} has ${category}, which the language does not use`),
    ];
  });
}

/** Styles that the formats know; an argument with another would show nothing. */
const styles: Record<string, readonly string[]> = {
  date: ['short', 'medium', 'long', 'full', 'text'],
  time: Object.keys(dateStyles.en),
  number: [],
};

const styleFaults = (compiled: Compiled): string[] =>
  argumentsOf(compiled).flatMap(([name, kind = '', style]) => {
    if (kind !== '' && !(kind in kinds)) return [`{${name}} is of the unknown kind ${kind}`];
    const known = styles[kind];
    return known && style !== undefined && !(typeof style === 'string' && known.includes(style))
      ? [`{${name}} has a style that ${kind} does not have`]
      : [];
  });

const namesIn = (compiled: Compiled): string =>
  [...new Set(argumentsOf(compiled).map(([name]) => name))].toSorted().join(', ');

const choicesIn = (compiled: Compiled): string =>
  argumentsOf(compiled)
    .filter(([, kind]) => kind === 'select')
    .map((token) => `${token[0]}: ${Object.keys(branchesOf(token)).toSorted().join(' ')}`)
    .toSorted()
    .join('; ');

function translationFaults(locale: PatientLocale, compiled: Compiled): string[] {
  const text = textsOf(compiled).join(' ');
  return [
    ...pluralFaults(locale, compiled),
    ...styleFaults(compiled),
    ...(foreignLetters[locale].test(text) ? ['has a letter of another language'] : []),
    ...(mixedScripts.test(text) ? ['mixes Latin and Cyrillic letters in a word'] : []),
  ];
}

function messageFaults({ compiled }: Message): string[] {
  const missing = locales.filter((locale) => compiled[locale] === undefined).map((locale) => `missing in ${locale}`);
  const present = patientLocales.flatMap((locale) =>
    compiled[locale] === undefined ? [] : [[locale, compiled[locale]] as const],
  );
  const parameters = new Set(present.map(([, it]) => namesIn(it)));
  const choices = new Set(present.map(([, it]) => choicesIn(it)));
  const faults = present.flatMap(([locale, it]) => translationFaults(locale, it).map((fault) => `${locale} ${fault}`));
  if (parameters.size > 1) faults.push(`parameters differ: ${[...parameters].map((it) => it || 'none').join(' | ')}`);
  if (choices.size > 1) faults.push(`choices differ: ${[...choices].map((it) => it || 'none').join(' | ')}`);
  try {
    parametersOf(present.map(([, it]) => it));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : 'parameters cannot be typed');
  }
  return [...missing, ...faults];
}

/** The messages that are whole in every language: what can be used while others are being written. */
export const wholeMessages = ({ messages }: Catalogues): Map<string, Message> =>
  new Map(
    [...messages].filter(([, message]) => messageFaults(message).length === 0).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Everything wrong with the messages, one line each. */
export const faultsOf = ({ messages, faults }: Catalogues): string[] => [
  ...faults,
  ...[...messages].flatMap(([key, message]) =>
    messageFaults(message).map((fault) => `${message.folder}: ${key}: ${fault}`),
  ),
];
