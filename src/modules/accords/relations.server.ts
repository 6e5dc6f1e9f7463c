import type { Served } from '../../platform/serve.ts';
import { goesRound, knownIn } from './commitment.sql.ts';

type Lines = { partOf: string | null; replacedBy: string | null };
type Of = { partnership: string; id?: string };

/** Why a commitment cannot be part of, or be replaced by, what was named; null where it can. */
export async function whyUnrelated(
  { tx }: Served,
  { partOf, replacedBy }: Lines,
  { partnership, id }: Of,
): Promise<'related-elsewhere' | 'goes-round' | null> {
  const named = [partOf, replacedBy].filter((each) => each !== null);
  if (named.length === 0) return null;
  const known = await knownIn(tx, partnership, named);
  if (named.some((each) => !known.includes(each))) return 'related-elsewhere';
  if (id === undefined) return null;
  const isRound =
    (partOf !== null && (await goesRound(tx, 'part_of', { from: id, to: partOf }))) ||
    (replacedBy !== null && (await goesRound(tx, 'replaced_by', { from: id, to: replacedBy })));
  return isRound ? 'goes-round' : null;
}
