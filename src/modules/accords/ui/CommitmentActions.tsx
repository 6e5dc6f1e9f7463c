import { useState } from 'react';
import { Action, Button, LinkButton } from '../../../design/index.ts';
import { useMay } from '../../../web/kit/session.ts';
import { AssessForm } from './AssessForm.tsx';
import { ConditionForm } from './ConditionForm.tsx';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';
import { WithdrawForm } from './WithdrawForm.tsx';

/** What this organisation may do with the commitment now, each with its effect. */
export function CommitmentActions({ commitment, reload }: ViewProps) {
  const { t } = useWords();
  const mayWrite = useMay('accords.write');
  const [open, setOpen] = useState<'assess' | 'condition' | 'withdraw' | null>(null);
  const isWithdrawn = commitment.withdrawnOn !== null;
  const mayAssess = mayWrite && (commitment.ownPart !== null || commitment.isOwn) && !isWithdrawn;
  // Where only something done is known, there is no promise to take back.
  const isPromised = commitment.strength !== null || commitment.target !== null;
  const mayWithdraw = mayWrite && commitment.isOwn && isPromised && !isWithdrawn;
  const mayFind = mayWrite && commitment.isOwn && commitment.condition !== null && !isWithdrawn;
  const mayChange = mayWrite && commitment.isOwn;
  if (!mayAssess && !mayWithdraw && !mayChange) return null;
  const close = () => setOpen(null);
  return (
    <section className="card stack">
      <h2 className="minor">{t('accords.ui.actions.title')}</h2>
      {open === 'assess' && <AssessForm commitment={commitment} close={close} />}
      {open === 'condition' && <ConditionForm commitment={commitment} close={close} />}
      {open === 'withdraw' && <WithdrawForm commitment={commitment} reload={reload} close={close} />}
      {open === null && mayAssess && (
        <Action id="assess" onClick={() => setOpen('assess')} effect={t('accords.ui.assess.effect')}>
          {t('accords.ui.assess.open')}
        </Action>
      )}
      {open === null && mayFind && (
        <Action id="condition" onClick={() => setOpen('condition')} effect={t('accords.ui.condition.effect')}>
          {t('accords.ui.condition.open')}
        </Action>
      )}
      {open === null && mayChange && (
        <p>
          <LinkButton href={`/app/commitments/${commitment.id}/change`}>{t('accords.ui.change.open')}</LinkButton>
        </p>
      )}
      {open === null && mayWithdraw && (
        <Action
          id="withdraw"
          tone="danger"
          onClick={() => setOpen('withdraw')}
          effect={t('accords.ui.withdraw.effect')}
        >
          {t('accords.ui.withdraw.open')}
        </Action>
      )}
      {open !== null && (
        <Button small onClick={close}>
          {t('action.close')}
        </Button>
      )}
    </section>
  );
}
