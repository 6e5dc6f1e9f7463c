import pg from 'pg';
import { type CodeOfFile, plainCode } from '../modules/codes/index.ts';

export type Loading = {
  /** `icd-10`. */
  id: string;
  url: string;
  version: string;
  name: string;
  language: string;
  source: string;
  isWhole: boolean;
  /** Names are put beside those that are there, and no code goes. */
  adds: boolean;
  codes: readonly CodeOfFile[];
};
const atOnce = 5000;

const system = `insert into code_system (id, url, version, names, source, is_whole, loaded_at)
  values ($1, $2, $3, jsonb_build_object($4::text, $5::text), $6, $7, now())
  on conflict (id) do update set url = excluded.url, version = excluded.version, names = code_system.names || excluded.names,
    source = excluded.source, is_whole = excluded.is_whole or ($8 and code_system.is_whole), loaded_at = now()`;
const concepts = `insert into concept as c (system_id, code, plain_code, parent, names, words)
  select $1, f.code, f.plain, f.parent, f.names, concept_words(f.names)
  from jsonb_to_recordset($2::jsonb) as f (code text, plain text, parent text, names jsonb)
  on conflict (system_id, code) do update set names = c.names || excluded.names, parent = coalesce(excluded.parent, c.parent),
    words = concept_words(c.names || excluded.names)`;

/** Loads a classification as the owner of the database: all of it, or nothing. @returns how many codes there are then */
export async function loadCodes(ownerUrl: string, { id, codes, adds, ...said }: Loading): Promise<number> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query('begin');
    const { url, version, language, name, source, isWhole } = said;
    await owner.query(system, [id, url, version, language, name, source, isWhole, adds]);
    if (!adds) await owner.query('delete from concept where system_id = $1', [id]);
    for (let from = 0; from < codes.length; from += atOnce) {
      const piece = codes.slice(from, from + atOnce).map((each) => ({ ...each, plain: plainCode(each.code) }));
      await owner.query(concepts, [id, JSON.stringify(piece)]);
    }
    const { rows } = await owner.query<{ count: number }>('select count(*)::int from concept where system_id = $1', [
      id,
    ]);
    await owner.query('commit');
    return rows[0]?.count ?? 0;
  } catch (error) {
    await owner.query('rollback');
    throw error;
  } finally {
    await owner.end();
  }
}
