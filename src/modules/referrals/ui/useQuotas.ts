import { useQuery } from '@tanstack/react-query';
import type { Names } from '../../../platform/i18n/shown.ts';
import { useMay } from '../../../web/kit/session.ts';
import { quotasApi } from '../../quotas/ui/client.ts';
import { useWords } from './useWords.ts';

/** A quota as lists and choices name it: what it is for, its year, who treats, and how many seats are free. */
export type QuotaNamed = {
  id: string;
  names: Names;
  year: number;
  centre: string;
  beneficiary: string;
  partnership: string;
  label: string;
  free: string;
  isSeats: boolean;
  isOpen: boolean;
  hasPath: boolean;
  isDemo: boolean;
};

/** The quotas that the reader sees, named in their language. One question for the whole page. */
export function useQuotas(): readonly QuotaNamed[] {
  const { name, organisation } = useWords();
  const may = useMay('quotas.read');
  const { data } = useQuery({ ...quotasApi.quotas.queryOptions({ input: {} }), enabled: may });
  if (!data) return [];
  return data.items.map(
    ({ id, diseaseGroup, year, centre, beneficiary, partnership, balance, unit, state, path, isDemo }) => ({
      id,
      names: diseaseGroup.names,
      year,
      centre,
      beneficiary,
      partnership,
      label: [name(diseaseGroup.names), year, organisation(centre, data.organisations)].join(' · '),
      free: balance.free,
      isSeats: unit === 'seat',
      isOpen: state === 'open',
      hasPath: path !== null,
      isDemo,
    }),
  );
}

export const useQuota = (id: string): QuotaNamed | undefined => useQuotas().find((quota) => quota.id === id);
