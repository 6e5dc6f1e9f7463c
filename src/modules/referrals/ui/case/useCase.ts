import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { referralsApi } from '../client.ts';

/** The case of a referral. That it was opened is on record, so it is asked for once, and again where something was written (`useNews`). */
export const useCase = (referral: string) =>
  useQuery({
    ...referralsApi.referralCase.queryOptions({ input: { id: referral } }),
    staleTime: Infinity,
    retry: false,
  });

/** Asks for the case again where its mark, which the page of the referral brings along, is another one than before. */
export function useNews(mark: string, again: () => Promise<unknown>): void {
  const seen = useRef(mark);
  useEffect(() => {
    if (seen.current === mark) return;
    seen.current = mark;
    void again();
  }, [mark, again]);
}
