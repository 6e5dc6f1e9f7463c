import { type StatusKey, statusKeys } from '../design/keys.ts';

/** What a reader looks for. Everything comes from the address, so everything may be wrong: what is not understood is left out. */
export type Search = {
  /** As typed. */
  text: string;
  /** The beginnings of words to look for, letters folded as `fold_letters` in the database folds them. */
  words: string[];
  status: StatusKey | null;
  /** An organisation's id. */
  organisation: string | null;
  /** From 1. */
  page: number;
};

const mostWords = 6;
const longestText = 200;
const lastPage = 5000;

const from = 'әғқңөұүһіёўҳ';
const to = 'агкноуухиеух';

/** Lower case, and letters as a keyboard without Kazakh, Uzbek or dotted Russian letters has them. */
export const foldLetters = (text: string): string =>
  text.toLowerCase().replace(/[әғқңөұүһіёўҳ]/g, (letter) => to.charAt(from.indexOf(letter)));

/**
 * The part of a word that stays when its ending changes: аурухана of ауруханасына. Long words lose up to three tenths of
 * their letters, and are looked for as a beginning.
 */
const stemOf = (word: string): string =>
  word.length < 6 ? word : word.slice(0, Math.max(5, Math.floor(word.length * 0.7)));

const wordsOf = (text: string): string[] => {
  const words = foldLetters(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map(stemOf))].slice(0, mostWords);
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => uuid.test(text);
export const isSlug = (text: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

/** The first value of a field that may be missing or given several times. */
const fieldOf = (query: unknown, name: string): string => {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.replaceAll('\0', '').trim() : '';
};

export const pageOf = (query: unknown): number => {
  const text = fieldOf(query, 'page');
  return /^[1-9]\d{0,3}$/.test(text) ? Math.min(Number(text), lastPage) : 1;
};

/** Of an organisation: what it owes, unless what it is owed is asked for. */
export const roleOf = (query: unknown): 'owes' | 'owed' => (fieldOf(query, 'role') === 'owed' ? 'owed' : 'owes');

/** Reads the fields of the form; @param query what came behind the `?`, of any shape */
export function searchOf(query: unknown): Search {
  const text = fieldOf(query, 'q').slice(0, longestText).toWellFormed();
  const status = fieldOf(query, 'status');
  const organisation = fieldOf(query, 'organisation').toLowerCase();
  return {
    text,
    words: wordsOf(text),
    status: statusKeys.find((key) => key === status) ?? null,
    organisation: isId(organisation) ? organisation : null,
    page: pageOf(query),
  };
}

/** Whether anything is looked for at all. */
export const isSearching = ({ words, status, organisation }: Search): boolean =>
  words.length > 0 || status !== null || organisation !== null;
