import { useQuery } from '@tanstack/react-query';
import { referralsApi } from '../client.ts';

/** The case of a referral; others write it too, so it is asked for again as the page of the referral is. */
export const useCase = (referral: string) =>
  useQuery({
    ...referralsApi.referralCase.queryOptions({ input: { id: referral } }),
    refetchInterval: 30_000,
    retry: false,
  });
