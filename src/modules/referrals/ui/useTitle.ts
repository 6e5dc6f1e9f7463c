import { useHeadline } from './case/useHeadline.ts';
import { useQuota } from './useQuotas.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** What a referral's page is called: who it is about where the care is open, else what the quota is for. */
export function useTitle({ id, number, quota }: Pick<Referral, 'id' | 'number' | 'quota'>): string {
  const { name } = useWords();
  const headline = useHeadline(id);
  const found = useQuota(quota);
  return headline ?? (found ? name(found.names) : number);
}
