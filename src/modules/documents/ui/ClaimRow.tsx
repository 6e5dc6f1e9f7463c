import { Badge, StatusChip } from '../../../design/index.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import type { Claim } from './client.ts';
import type { ClaimWords } from './useClaimWords.ts';

/** Draft, accepted, accepted with changes, or rejected. */
export function StateChip({ claim: { state, isChanged }, t }: { claim: Claim; t: Translator }) {
  if (state === 'draft') return <Badge tone="line">{t('documents.ui.state.draft')}</Badge>;
  if (state === 'rejected') return <StatusChip status="withdrawn" label={t('documents.ui.state.rejected')} />;
  return (
    <StatusChip status="kept" label={t(isChanged ? 'documents.ui.state.edited' : 'documents.ui.state.accepted')} />
  );
}

type Props = { claim: Claim; number: number; isWarned: boolean; words: ClaimWords; choose: () => void };

/** A claim in the list; pressing it opens it. */
export function ClaimRow({ claim, number, isWarned, words: { t, title, detail }, choose }: Props) {
  return (
    <li className="cl row" id={`claim-${claim.id}`}>
      <span className="idx" aria-hidden="true">
        {number}
      </span>
      <button type="button" className="cl-open" onClick={choose}>
        <span className="sr">{t('documents.ui.claim.number', { number })}: </span>
        {title(claim)}
        <small className="quiet">
          {detail(claim)}
          {isWarned && ` · ${t('documents.ui.disagree.mark')}`}
        </small>
      </button>
      <StateChip claim={claim} t={t} />
    </li>
  );
}
