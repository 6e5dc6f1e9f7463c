import { useQuery } from '@tanstack/react-query';
import type { Tag } from '../../../web/kit/localisedDraft.ts';
import { boardsApi } from '../../boards/ui/client.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** What the board before which a referral lies wants of its decision: the languages, and its votes where it votes elsewhere. */
export function useBoardAsked({ id }: Pick<Referral, 'id'>): { languages: readonly Tag[]; votesElsewhere: boolean } {
  const { locale } = useWords();
  const { data } = useQuery({ ...boardsApi.casesAbout.queryOptions({ input: { subject: id } }), retry: false });
  const open = data?.find(({ state, own }) => state === 'open' && own !== null);
  return { languages: open?.rule.languages ?? [locale], votesElsewhere: open?.rule.votesElsewhere ?? false };
}
