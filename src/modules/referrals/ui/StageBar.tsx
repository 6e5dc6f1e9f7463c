import { Badge, LifecycleBar } from '../../../design/index.ts';
import { isEnded } from '../referral.ts';
import { nextOn, stepsShown } from './bar.ts';
import { applyingOf, reachedOf, type Referral } from './types.ts';
import { useWords } from './useWords.ts';

/** Where the referral stands on its own path, what comes next, who must act and by when. */
export function StageBar({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const { stage } = referral;
  const reached = reachedOf(referral);
  const steps = stepsShown({ stage, reached, applying: applyingOf(referral) });
  return (
    <section className="card" aria-label={t('referrals.ui.life')}>
      <LifecycleBar
        label={t('referrals.ui.life')}
        steps={steps.map((key) => ({ key, label: t(`referrals.step.${key}`) }))}
        reached={reached.map((each) => each.stage)}
        current={stage}
        sentence={<Sentence referral={referral} at={steps.indexOf(stage) + 1} of={steps.length} />}
      />
    </section>
  );
}

/** Step, next step, who must act, by when; and beside them what stands in the way. */
function Sentence({ referral, at, of }: { referral: Referral; at: number; of: number }) {
  const { t, day, formats } = useWords();
  const { stage, dueAt, isLate, turn, isStopPending } = referral;
  const next = nextOn({ stage, applying: applyingOf(referral) });
  if (isEnded(stage)) return <b>{t(`referrals.stage.${stage}`)}.</b>;
  const who = formats.list(
    turn.map((party) => t(`referrals.party.${party}`)),
    'or',
  );
  const until = dueAt === null ? null : day(dueAt);
  return (
    <>
      <b>{t('referrals.ui.step', { at, of })}</b>{' '}
      {next && t('referrals.ui.next', { stage: t(`referrals.stage.${next}`) })}{' '}
      {who !== '' && (until ? t('referrals.ui.turn_by', { who, day: until }) : t('referrals.ui.turn', { who }))}{' '}
      {isLate && <Badge tone="clay">{t('referrals.late')}</Badge>}{' '}
      {isStopPending && <Badge tone="sun">{t('referrals.ui.stop_pending')}</Badge>}
    </>
  );
}
