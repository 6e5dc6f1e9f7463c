import { Note } from '../../../../design/index.ts';
import { useCase } from './useCase.ts';
import { useWords } from '../useWords.ts';

/** Under what each side says: the papers on which they contradict each other. Both statements stay. */
export function Differences({ referral }: { referral: string }) {
  const { t, formats, name } = useWords();
  const { data } = useCase(referral);
  const different = data?.papers.filter(({ isDifferent }) => isDifferent) ?? [];
  if (different.length === 0) return null;
  return (
    <Note tone="warn">
      {t('referrals.case.differ', { papers: formats.list(different.map(({ names }) => name(names))) })}
    </Note>
  );
}
