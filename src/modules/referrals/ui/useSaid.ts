import { useQuery } from '@tanstack/react-query';
import { type LocalisedText, textIn } from '../../../platform/i18n/shown.ts';
import { referralsApi } from './client.ts';
import type { Acted, Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** What was written with the acts of a referral, where the reader takes part in the care. */
export type Said = {
  wordsOf: (act: Pick<Acted, 'id'>) => string | null;
  conditionOf: (act: Pick<Acted, 'id'>) => string | null;
  /** The care is not open to the reader, or no longer: the words stay sealed. */
  isClosed: boolean;
};

/** Opens what was written; that is on record as an access. Nothing is asked where nothing was written. */
export function useSaid({ id, acted }: Pick<Referral, 'id' | 'acted'>): Said {
  const { data, error } = useQuery({
    ...referralsApi.referralWords.queryOptions({ input: { id } }),
    enabled: acted.some(({ hasWords }) => hasWords),
    retry: false,
  });
  const { locale } = useWords();
  const open = error ? [] : (data ?? []);
  const of = (act: Pick<Acted, 'id'>) => open.find((each) => each.id === act.id);
  const inMine = (said: Readonly<Record<string, string>> | null | undefined): string | null =>
    said ? textIn(locale, versionsOf(said)).text : null;
  return {
    wordsOf: (act) => of(act)?.words ?? inMine(of(act)?.reasons),
    conditionOf: (act) => inMine(of(act)?.condition),
    isClosed: error !== null,
  };
}

const versionsOf = (said: Readonly<Record<string, string>>): LocalisedText =>
  Object.fromEntries(Object.entries(said).map(([tag, text]) => [tag, { text, by: 'person' as const }]));
