import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { conceptsFound, conceptsOf, isWhole } from './codes.sql.ts';
import { isWrittenAsIcd10, plainCode } from './icd10.ts';

const mostFound = 30;

/** What is found of a system by a code or by words, in whichever language they are typed. */
export const searchConcepts = (tx: Tx, { system, q }: { system: string; q: string }) =>
  conceptsFound(tx, {
    system,
    plain: /^[a-z]\d/i.test(q.trim()) ? plainCode(q.trim()).slice(0, 20) : '',
    words: q,
    limit: mostFound,
  });

/** What codes are called; those that are not in the system that is loaded are left out. */
export const namesOfCodes = async (
  tx: Tx,
  system: string,
  codes: readonly string[],
): Promise<{ code: string; names: Names }[]> =>
  (await conceptsOf(tx, system, codes)).map(({ code, names }) => ({ code, names }));

/**
 * How each code stands: `known` in the system that is loaded; `unknown` where the whole system is loaded and has no such code, or it is not
 * written like one; `possible` as long as only a part is loaded.
 */
export async function codeStanding(
  tx: Tx,
  system: string,
  codes: readonly string[],
): Promise<{ code: string; is: 'known' | 'possible' | 'unknown' }[]> {
  const known = new Set((await conceptsOf(tx, system, codes)).map(({ code }) => code));
  const isComplete = await isWhole(tx, system);
  return codes.map((code) => {
    if (known.has(code)) return { code, is: 'known' };
    return { code, is: !isComplete && isWrittenAsIcd10(code) ? 'possible' : 'unknown' };
  });
}
