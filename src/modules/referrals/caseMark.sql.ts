import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';

/**
 * A mark that is another one after whatever was written of a case, as far as the actor sees it; it says nothing of what was. Asking for it
 * opens nothing: a page asks for the case again, which is on record each time, only where the mark has changed.
 */
export async function caseMark(tx: Tx, referral: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`select concat_ws('.',
    (select concat_ws('.', count(*), sum(version)) from case_part where referral_id = ${referral}),
    (select concat_ws('.', count(*), count(taken_back_at)) from case_document where referral_id = ${referral}),
    (select count(*) from case_statement where referral_id = ${referral}),
    (select concat_ws('.', count(*), sum(version)) from case_translation where referral_id = ${referral}),
    case_is_open(${referral})) as mark`.execute(tx);
  return rows[0]?.mark ?? '';
}
