import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { anyOf, ledger } from './ledger.sql.ts';

/** The names of commitments, as far as the actor may see them; `termLast` is a day. Those not seen are left out. */
export const commitmentTitles = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; title: LocalisedText; isDemo: boolean; termLast: string | null }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : ledger(tx)
        .selectFrom('commitment')
        .select(['id', 'title', 'is_demo as isDemo', sql<string | null>`term_last::text`.as('termLast')])
        .where('id', '=', anyOf(ids))
        .where('retracted_at', 'is', null)
        .execute();
