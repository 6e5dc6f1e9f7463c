import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../web/kit/session.ts';
import type { Tag } from '../../../web/kit/localisedDraft.ts';
import { boardsApi } from '../../boards/ui/client.ts';
import type { Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** The board before which a referral lies, where the reader sits on it. One question with the panel that shows its votes. */
export function useOwnBoard({ id, stage }: Pick<Referral, 'id' | 'stage'>) {
  const may = useMay('boards.read');
  const { data } = useQuery({
    ...boardsApi.casesAbout.queryOptions({ input: { subject: id } }),
    enabled: may && (stage === 'board' || stage === 'commission'),
    retry: false,
  });
  return data?.find(({ state }) => state === 'open');
}

/** What the board before which a referral lies wants of its decision: the languages, and its votes where it votes elsewhere. */
export function useBoardAsked(referral: Pick<Referral, 'id' | 'stage'>): {
  languages: readonly Tag[];
  votesElsewhere: boolean;
} {
  const { locale } = useWords();
  const rule = useOwnBoard(referral)?.rule;
  return { languages: rule?.languages ?? [locale], votesElsewhere: rule?.votesElsewhere ?? false };
}
