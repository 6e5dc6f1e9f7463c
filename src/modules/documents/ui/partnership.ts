import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Names } from '../../../platform/i18n/localised.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import type { Side } from './entry.ts';

/** A partnership with the names of who takes part in it. */
export type Partnership = {
  id: string;
  slug: string;
  names: Names;
  visibility: 'partnership' | 'public';
  sides: (Side & { names: Names })[];
  ownSide: string | null;
  organisations: { id: string; names: Names }[];
};

/** The partnership of a document; undefined until it is known. */
export function usePartnership(id: string): Partnership | undefined {
  const { data: partnerships } = useQuery(directoryApi.partnerships.queryOptions());
  const { data: organisations } = useQuery(directoryApi.organisations.queryOptions());
  return useMemo(() => {
    const found = partnerships?.find((each) => each.id === id);
    return found && organisations && { ...found, organisations };
  }, [partnerships, organisations, id]);
}
