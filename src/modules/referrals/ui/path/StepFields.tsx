import { Badge, Button, Icon, SelectField, TextField } from '../../../../design/index.ts';
import type { Fault } from '../types.ts';
import type { PathConfig, Step, StepStage } from '../../path.ts';
import { useWords } from '../useWords.ts';
import { decides, mayBeLeftOut, newPaper, withChanged, withPaper, withStep } from './draft.ts';
import { PaperFields } from './PaperFields.tsx';
import { useBoards } from './useBoards.ts';

type Props = {
  stage: StepStage;
  config: PathConfig;
  set: (config: PathConfig) => void;
  /** What the check says of this step. */
  faults: readonly Fault[];
};

/** One step of a path: whether there is one, how long it may take, who decides and which papers it wants; beside it what the check says. */
export function StepFields({ stage, config, set, faults }: Props) {
  const { t } = useWords();
  const step = config.steps.find((each) => each.stage === stage);
  const title = t(`referrals.stage.${stage}`);
  return (
    <li className="card stack" id={`step-${stage}`}>
      <div className="row between">
        <h3>{title}</h3>
        {step && <Papers step={step} />}
      </div>
      <p className="hint">{t(`referrals.path.about.${stage}`)}</p>
      {mayBeLeftOut(stage) && (
        <label className="check">
          <input
            type="checkbox"
            checked={step !== undefined}
            onChange={({ target }) => set(withStep(config, stage, target.checked))}
          />
          {t('referrals.path.has_step')}
        </label>
      )}
      {faults.map(({ fault, paper }) => (
        <p key={`${fault} ${paper ?? ''}`} className="err-t">
          <Icon name="warning" />
          <span>{t(`referrals.path.fault.${fault}`, { paper: paper ?? '' })}</span>
        </p>
      ))}
      {step && <Inside {...{ step, config, set }} />}
    </li>
  );
}

function Papers({ step: { papers } }: { step: Step }) {
  const { t } = useWords();
  return papers.length > 0 && <Badge>{t('referrals.path.papers_count', { count: papers.length })}</Badge>;
}

function Inside({ step, config, set }: { step: Step; config: PathConfig; set: (config: PathConfig) => void }) {
  const { t } = useWords();
  const { stage, days, papers } = step;
  const change = (changed: Partial<Step>) => set(withChanged(config, stage, changed));
  return (
    <>
      <div className="fgrid">
        <TextField
          id={`days-${stage}`}
          type="number"
          min={1}
          max={3650}
          label={t('referrals.path.days')}
          hint={t('referrals.path.days_hint')}
          value={days ?? ''}
          onChange={({ target }) => change({ days: target.value === '' ? null : Number(target.value) })}
        />
        {decides(stage) && <BoardChoice step={step} change={change} />}
      </div>
      {papers.map((paper, at) => (
        <PaperFields
          key={`${stage} ${at + 1}`}
          id={`paper-${stage}-${at}`}
          paper={paper}
          set={(changed) => change({ papers: withPaper(papers, at, changed) })}
        />
      ))}
      <p>
        <Button small onClick={() => change({ papers: [...papers, newPaper(config)] })}>
          {t('referrals.path.add_paper', { stage: t(`referrals.stage.${stage}`) })}
        </Button>
      </p>
    </>
  );
}

function BoardChoice({ step: { stage, board }, change }: { step: Step; change: (changed: Partial<Step>) => void }) {
  const { t } = useWords();
  const boards = useBoards(stage === 'commission' ? 'home_commission' : 'receiving_board');
  const unknown = board !== null && boards.every(({ id }) => id !== board);
  return (
    <SelectField
      id={`board-${stage}`}
      label={t('referrals.path.board')}
      value={board ?? ''}
      onChange={({ target }) => change({ board: target.value === '' ? null : target.value })}
      options={[
        { value: '', label: t('referrals.field.choose') },
        ...(unknown ? [{ value: board, label: t('referrals.path.board_other') }] : []),
        ...boards.map(({ id, label }) => ({ value: id, label })),
      ]}
    />
  );
}
