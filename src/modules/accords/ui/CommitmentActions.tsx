import { useState } from 'react';
import { Action, Button, LinkButton } from '../../../design/index.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { useMay } from '../../../web/kit/session.ts';
import type { Commitment, ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

const AssessForm = later(['accords', 'accords_words'], () => import('./AssessForm.tsx'), 'AssessForm');
const ConditionForm = later(['accords', 'accords_words'], () => import('./ConditionForm.tsx'), 'ConditionForm');
const WithdrawForm = later(['accords', 'accords_words'], () => import('./WithdrawForm.tsx'), 'WithdrawForm');

const actions = ['assess', 'condition', 'withdraw'] as const;
type Open = (typeof actions)[number];

/** What the page of a commitment offers; nothing that the server would refuse. */
function offeredFor({ ownPart, isOwn, withdrawnOn, strength, target, condition }: Commitment): readonly Open[] {
  if (withdrawnOn !== null) return [];
  // Where only something done is known, there is no promise to take back.
  const isPromised = strength !== null || target !== null;
  const offered = {
    assess: ownPart !== null || isOwn,
    condition: isOwn && condition !== null,
    withdraw: isOwn && isPromised,
  };
  return actions.filter((action) => offered[action]);
}

/** What this organisation may do with the commitment now, each with its effect. */
export function CommitmentActions({ commitment, reload }: ViewProps) {
  const { t } = useWords();
  const mayWrite = useMay('accords.write');
  const [open, setOpen] = useState<Open | null>(null);
  const offered = offeredFor(commitment);
  if (!mayWrite || (offered.length === 0 && !commitment.isOwn)) return null;
  const close = () => setOpen(null);
  return (
    <section className="card stack">
      <h2 className="minor">{t('accords.ui.actions.title')}</h2>
      <Coming>
        {open === 'assess' && <AssessForm commitment={commitment} close={close} />}
        {open === 'condition' && <ConditionForm commitment={commitment} close={close} />}
        {open === 'withdraw' && <WithdrawForm commitment={commitment} reload={reload} close={close} />}
      </Coming>
      {open === null &&
        offered.map((action) => (
          <Action
            key={action}
            id={action}
            tone={action === 'withdraw' ? 'danger' : 'plain'}
            onClick={() => setOpen(action)}
            effect={t(`accords.ui.${action}.effect`)}
          >
            {t(`accords.ui.${action}.open`)}
          </Action>
        ))}
      {open === null && commitment.isOwn && (
        <p>
          <LinkButton href={`/app/commitments/${commitment.id}/change`}>{t('accords.ui.change.open')}</LinkButton>
        </p>
      )}
      {open !== null && (
        <Button small onClick={close}>
          {t('action.close')}
        </Button>
      )}
    </section>
  );
}
