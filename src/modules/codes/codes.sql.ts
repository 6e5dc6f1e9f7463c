import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';

// Code systems name nobody: whoever is signed in reads them. They are written by the owner of the database alone (load.sql.ts).

export type CodeSystemRow = {
  id: string;
  url: string;
  version: string;
  names: Names;
  source: string;
  isWhole: boolean;
  loadedAt: Date;
  codes: number;
};
export type ConceptRow = { code: string; parent: string | null; names: Names };

export const codeSystemsOf = async (tx: Tx): Promise<CodeSystemRow[]> =>
  (
    await sql<CodeSystemRow>`select s.id, s.url, s.version, s.names, s.source, s.is_whole as "isWhole", s.loaded_at as "loadedAt",
        (select count(*)::int from concept c where c.system_id = s.id) as codes
      from code_system s order by s.id`.execute(tx)
  ).rows;

type Sought = { system: string; plain: string; words: string; limit: number };

/** Codes that begin with what was typed, then those of which every word is in a name, in whichever language. */
export const conceptsFound = async (tx: Tx, { system, plain, words, limit }: Sought): Promise<ConceptRow[]> =>
  (
    await sql<ConceptRow>`select code, parent, names from concept
      where system_id = ${system} and ((${plain} <> '' and plain_code like ${`${plain.replaceAll(/[\\%_]/g, '')}%`}) or words @@ search_terms(${words}))
      order by plain_code <> ${plain}, ${plain} = '' or plain_code not like ${`${plain.replaceAll(/[\\%_]/g, '')}%`}, length(plain_code), plain_code
      limit ${limit}`.execute(tx)
  ).rows;

export const conceptsOf = async (tx: Tx, system: string, codes: readonly string[]): Promise<ConceptRow[]> =>
  codes.length === 0
    ? []
    : (
        await sql<ConceptRow>`select code, parent, names from concept
          where system_id = ${system} and code = any (${[...codes]}::text[])`.execute(tx)
      ).rows;

export const isWhole = async (tx: Tx, system: string): Promise<boolean> =>
  (await sql<{ whole: boolean }>`select is_whole as whole from code_system where id = ${system}`.execute(tx)).rows[0]
    ?.whole ?? false;
