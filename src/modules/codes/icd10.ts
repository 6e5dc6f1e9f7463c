/**
 * Whether something is written as ICD-10 writes a code: a letter, a digit, a digit or letter, and up to four after a point. That there is
 * such a code is not said by this. Pure.
 */
export const isWrittenAsIcd10 = (code: string): boolean => /^[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$/.test(code);

/** A code as it is compared: without its point, in capitals; the dagger and the asterisk of two codes of one thing are left out. */
export const plainCode = (code: string): string => code.toUpperCase().replaceAll(/[.\s†*+]/gu, '');
