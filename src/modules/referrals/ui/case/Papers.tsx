import { useState } from 'react';
import { Button, Card, StatusChip } from '../../../../design/index.ts';
import type { CasePaper, ReferralCase } from '../../schemas.case.ts';
import { useWords } from '../useWords.ts';
import { SayForm } from './SayForm.tsx';

/** The papers and permits that the path wants, step by step: whether each is there, who brings it, what the sides say of it. */
export function Papers({ found }: { found: ReferralCase }) {
  const { t } = useWords();
  const steps = [...Map.groupBy(found.papers, ({ stage }) => stage)];
  return (
    <Card title={t('referrals.case.papers')} level={2}>
      {steps.map(([stage, papers]) => (
        <section key={stage} className="stack-s">
          <h3>{t('referrals.case.before', { stage: t(`referrals.stage.${stage}`) })}</h3>
          <ul className="plain stack-s">
            {papers.map((paper) => (
              <One key={paper.code} paper={paper} found={found} />
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
}

function One({ paper, found }: { paper: CasePaper; found: ReferralCase }) {
  const { t, name, day } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { code, names, kind, required, from, isThere, isDifferent, validUntil, positions } = paper;
  const says = (['sender', 'commission', 'receiver'] as const).flatMap((party) => {
    const position = positions[party];
    return position ? [`${t(`referrals.case.party.${party}`)}: ${t(`referrals.case.said.${position.state}`)}`] : [];
  });
  const status = isDifferent ? 'at_risk' : isThere ? 'kept' : required ? 'overdue' : 'not_started';
  const label = isDifferent ? 'different' : isThere ? 'there' : required ? 'lacks' : 'asked';
  return (
    <li className="stack-s">
      <div className="row between">
        <span>
          <b>{name(names)}</b>{' '}
          <span className="quiet">
            {[
              kind === 'permit' && t('referrals.case.permit'),
              t('referrals.case.from_party', { party: t(`referrals.case.party.${from}`) }),
              validUntil && t('referrals.case.valid_until', { day: day(validUntil) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <StatusChip status={status} label={t(`referrals.case.paper.${label}`)} />
      </div>
      {says.length > 0 && <p className="src">{says.join(' · ')}</p>}
      {found.mayAdd && !isOpen && (
        <Button small tone="quiet" onClick={() => setOpen(true)}>
          {t('referrals.case.say_of', { what: name(names) })}
        </Button>
      )}
      {isOpen && <SayForm found={found} about={{ paper: code }} isPermit={kind === 'permit'} />}
    </li>
  );
}
