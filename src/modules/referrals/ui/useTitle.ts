import { useQuota } from './useQuotas.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** What a referral's page is called: who it is about where the care is open, else what the quota is for. */
export function useTitle({ number, quota }: Pick<Referral, 'number' | 'quota'>): string {
  const { name } = useWords();
  const found = useQuota(quota);
  return found ? name(found.names) : number;
}
