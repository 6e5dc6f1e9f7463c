import type { Messages } from '../../generated/messages.ts';
import { formatsFor } from './formats.ts';
import type { Locale } from './locales.ts';
import { type Compiled, render } from './message.ts';

export type MessageKey = keyof Messages;
export type Catalogue = Readonly<Record<MessageKey, Compiled>>;
/** The second argument of `t`: none for a message without parameters. */
export type ParametersOf<Key extends MessageKey> = Messages[Key] extends null ? [] : [parameters: Messages[Key]];
/** Text of a message: an unknown key, or a missing or wrong parameter, is a type error. */
export type Translator = <Key extends MessageKey>(key: Key, ...parameters: ParametersOf<Key>) => string;
/** Messages without parameters: the ones a key computed at run time may name. */
export type PlainMessageKey = { [Key in MessageKey]: Messages[Key] extends null ? Key : never }[MessageKey];

/** The texts of one language. Messages are ICU MessageFormat, compiled by scripts/catalogues.ts. */
export function translator(locale: Locale, catalogue: Catalogue): Translator {
  const formats = formatsFor(locale);
  return (key, ...[parameters]) => render(catalogue[key], parameters ?? {}, formats);
}

/** Whether a text made at run time (from an error code, a stored word) is the key of a message without parameters. */
export const isPlainKey = (catalogue: Catalogue, key: string): key is PlainMessageKey =>
  Object.hasOwn(catalogue, key) && typeof catalogue[key as MessageKey] === 'string';
