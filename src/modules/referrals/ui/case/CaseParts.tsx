import { Note } from '../../../../design/index.ts';
import { Problem } from '../../../../platform/clientProblem.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Waits } from '../../../../web/kit/Waits.tsx';
import { partKinds, type PartKind } from '../../case.ts';
import type { ReferralCase } from '../../schemas.case.ts';
import { useWords } from '../useWords.ts';
import { Documents } from './Documents.tsx';
import { Papers } from './Papers.tsx';
import { PartCard } from './PartCard.tsx';
import { TakeOver } from './TakeOver.tsx';
import { useCase, useNews } from './useCase.ts';

/** All that is clinical of a referral: documents, papers, and what each party says. It closes with the consent. */
export function CaseParts({ referral }: { referral: { id: string; caseMark: string } }) {
  const { t } = useWords();
  const { data, error, refetch } = useCase(referral.id);
  useNews(referral.caseMark, refetch);
  if (error instanceof Problem && error.code === 'not-found')
    return <Note tone="info">{t('referrals.case.closed')}</Note>;
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Waits />;
  return (
    <>
      <TakeOver found={data} />
      <Documents found={data} />
      {data.papers.length > 0 && <Papers found={data} />}
      {partKinds
        .filter((kind) => isShown(kind, data))
        .map((kind) => (
          <PartCard key={kind} kind={kind} found={data} />
        ))}
    </>
  );
}

const isShown = (kind: PartKind, { parts, writes }: ReferralCase): boolean =>
  writes.includes(kind) || parts.some((part) => part.kind === kind);
