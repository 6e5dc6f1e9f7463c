import { useState } from 'react';
import { Button, LifecycleBar, type LifecycleStep } from '../../../design/index.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { useMay } from '../../../web/kit/session.ts';
import { type InstrumentAction, type InstrumentState, isEnded } from '../instrument.ts';
import type { Instrument, ViewProps } from './types.ts';
import { useWords, type Words } from './useWords.ts';

const StepForm = later(['instruments'], () => import('./StepForm.tsx'), 'StepForm');

const mainLine = ['proposed', 'under_negotiation', 'initialled', 'signed', 'in_force'] as const;

/** The line of an instrument, with the end or the interruption where it stands, and the days that are known. */
function stepsShown(
  { standing, steps }: Pick<Instrument, 'standing' | 'steps'>,
  { t, formats }: Words,
): LifecycleStep[] {
  const beside: InstrumentState[] = standing.state === 'suspended' || isEnded(standing.state) ? [standing.state] : [];
  return [...mainLine, ...beside].map((key) => {
    const told = steps.findLast(({ state }) => state === key);
    const day = told?.taken ?? told?.knownOn;
    return { key, label: t(`instruments.ui.state.${key}`), note: day ? formats.edtf(day, 'short') : undefined };
  });
}

/** Where it stands, and the buttons of the transition table: each asks for its day and its proof. */
export function Lifecycle({ instrument, reload }: ViewProps) {
  const words = useWords();
  const { t } = words;
  const mayWrite = useMay('instruments.write') && instrument.isOwn;
  const [action, open] = useState<InstrumentAction | null>(null);
  const { standing, actions } = instrument;
  const buttons = mayWrite && actions.length > 0 && (
    <>
      {actions.map((each) => (
        <Button key={each} aria-expanded={action === each} onClick={() => open(action === each ? null : each)}>
          {t(`instruments.ui.action.${each}`)}
        </Button>
      ))}
    </>
  );
  return (
    <section className="card stack">
      <h2 className="minor">{t('instruments.ui.lifecycle')}</h2>
      <LifecycleBar
        label={t('instruments.ui.lifecycle')}
        steps={stepsShown(instrument, words)}
        current={standing.state}
        reached={instrument.steps.map(({ state }) => state)}
        sentence={t(isEnded(standing.state) ? 'instruments.ui.stands_ended' : 'instruments.ui.stands', {
          standing: words.standing(standing),
        })}
        actions={buttons || undefined}
      />
      <Coming>
        {action && <StepForm key={action} {...{ instrument, action, reload }} close={() => open(null)} />}
      </Coming>
    </section>
  );
}
