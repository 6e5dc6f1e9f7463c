import * as z from 'zod/mini';

/** Invisible signs that may stand inside a word but never at an end of a text; trim() takes the other blanks. */
const atEnds = /^[\s\u200B-\u200F\u2060\uFEFF]+|(?<![\s\u200B-\u200F\u2060\uFEFF])[\s\u200B-\u200F\u2060\uFEFF]+$/gu;

/**
 * A text as it may be kept: blanks and invisible signs at its ends are taken away, so that one of nothing else is empty; signs
 * that turn the letters after them round (U+202D, U+202E) are taken out, so that no name can be made to read as another; half
 * of a surrogate pair, which no database keeps, becomes U+FFFD.
 */
export const tidied = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u202D\u202E]/gu, '')
    .replaceAll(atEnds, '');

/** For schemas, in the place of z.trim() and before a length is asked for. */
export const readable = (): z.core.$ZodCheck<string> => z.overwrite(tidied);
