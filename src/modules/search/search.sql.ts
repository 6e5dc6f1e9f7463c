import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Kind } from './found.ts';

export type Found = {
  kind: Kind;
  id: string;
  partnership: string | null;
  isDemo: boolean;
  title: LocalisedText;
  snippet: string | null;
  rank: number;
  lookedAt: number;
  isSpelt: boolean;
};
type Asked = { q: string; kind?: Kind | undefined; most: number; skipped: number };

/** What the acting organisation may see of what these words find: `most` of each kind. */
export async function findEntries(tx: Tx, { q, kind, most, skipped }: Asked): Promise<Found[]> {
  const kinds = kind ? [kind] : null;
  const { rows } = await sql<Found>`
    select kind, subject_id as id, partnership_id as partnership, is_demo as "isDemo", title, snippet, rank,
           looked_at as "lookedAt", is_spelt as "isSpelt"
    from search_own(${q}, ${kinds}::text[], ${most}, ${skipped}) order by kind, rank`.execute(tx);
  return rows;
}

/** These texts with the words that are found marked, in their order. */
export async function markWords(tx: Tx, texts: readonly string[], q: string): Promise<string[]> {
  if (texts.length === 0) return [];
  const { rows } = await sql<{ marked: string | null }>`
    select search_marked(written, any_term) as marked
    from search_any(search_terms(${q})) as any_term, unnest(${[...texts]}::text[]) with ordinality as t (written, place)
    order by place`.execute(tx);
  return rows.map(({ marked }, at) => marked ?? texts[at] ?? '');
}
