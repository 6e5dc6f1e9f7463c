import { Badge, Icon } from '../../../../design/index.ts';
import type { Fault } from '../types.ts';
import type { PathConfig, Step } from '../../path.ts';
import { useWords } from '../useWords.ts';
import { useBoards } from './useBoards.ts';

/** A path to be read: each step with its days, its board, its papers, and what the check says of it. */
export function PathSteps({ config, faults }: { config: PathConfig; faults: readonly Fault[] }) {
  return (
    <ol className="plain stack">
      {config.steps.map((step) => (
        <OneStep key={step.stage} step={step} faults={faults.filter(({ stage }) => stage === step.stage)} />
      ))}
    </ol>
  );
}

function OneStep({ step, faults }: { step: Step; faults: readonly Fault[] }) {
  const { t, name } = useWords();
  const { stage, days, board, papers } = step;
  const boards = [...useBoards('home_commission'), ...useBoards('receiving_board')];
  const deciding = board !== null && (boards.find(({ id }) => id === board)?.label ?? t('referrals.path.board_other'));
  return (
    <li className="card stack-s" id={`step-${stage}`}>
      <div className="row between">
        <h2 className="minor">{t(`referrals.stage.${stage}`)}</h2>
        {days !== null && <Badge>{t('referrals.path.days_count', { count: days })}</Badge>}
      </div>
      {deciding && <p>{t('referrals.path.decided_by', { board: deciding })}</p>}
      {papers.length > 0 && (
        <ul className="plain">
          {papers.map((paper) => (
            <li key={paper.code}>
              {name(paper.names) || paper.code}{' '}
              <span className="quiet">
                {[t(`referrals.party.${paper.from}`), t(`referrals.path.kind.${paper.kind}`)].join(' · ')}
              </span>{' '}
              {paper.required && <Badge tone="line">{t('referrals.path.must')}</Badge>}
            </li>
          ))}
        </ul>
      )}
      {faults.map(({ fault, paper }) => (
        <p key={`${fault} ${paper ?? ''}`} className="err-t">
          <Icon name="warning" />
          <span>{t(`referrals.path.fault.${fault}`, { paper: paper ?? '' })}</span>
        </p>
      ))}
    </li>
  );
}
