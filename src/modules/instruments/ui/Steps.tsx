import { useState } from 'react';
import { Button, LocalisedTextView, Proof } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { useMay } from '../../../web/kit/session.ts';
import { Grounds } from '../../accords/ui/Grounds.tsx';
import type { Step, ViewProps } from './types.ts';
import { useWords, type Words } from './useWords.ts';

const CorrectionForm = later(['instruments'], () => import('./StepForm.tsx'), 'CorrectionForm');

type Told = Pick<Step, 'taken' | 'knownOn'>;

/** When it was, as far as it is known: a day, or only that a source said so then. */
const whenOf = ({ taken, knownOn }: Told, { t }: Words): string => {
  if (taken !== null && knownOn !== null) return t('instruments.ui.step.when_both', { taken, knownOn });
  if (taken !== null) return t('instruments.ui.step.when_taken', { taken });
  return knownOn === null ? '' : t('instruments.ui.step.when_known', { knownOn });
};

/** What happened to the instrument, step by step, each with its day, its manner and its proof. */
export function Steps({ instrument, reload }: ViewProps) {
  const words = useWords();
  const { t } = words;
  return (
    <section className="stack">
      <h2>{t('instruments.ui.steps')}</h2>
      <ol className="tl">
        {instrument.steps.map((step) => (
          <OneStep key={step.id} {...{ step, instrument, reload }} />
        ))}
      </ol>
      {instrument.voided.length > 0 && <Voided instrument={instrument} />}
    </section>
  );
}

function OneStep({ step, instrument, reload }: ViewProps & { step: Step }) {
  const words = useWords();
  const { t } = words;
  const localised = useLocalised();
  const mayWrite = useMay('instruments.write') && instrument.isOwn;
  const [isOpen, open] = useState(false);
  const proof = instrument.grounds.filter(({ claim }) => claim === step.claim);
  return (
    <li className={['signed', 'in_force'].includes(step.state) ? 'sig' : undefined}>
      <span className="when">{whenOf(step, words)}</span>
      <b>{t(`instruments.ui.state.${step.state}`)}</b>
      {step.manner && <LocalisedTextView text={step.manner} {...localised} />}
      {proof.length > 0 ? (
        <Grounds grounds={proof} isOwn={proof.every(({ isOwn }) => isOwn)} flat untold />
      ) : (
        <p className="hint">{t('instruments.ui.step.no_claim')}</p>
      )}
      {step.corrected.length > 0 && <Corrected step={step} />}
      {mayWrite && !isOpen && (
        <Button small onClick={() => open(true)}>
          {t('instruments.ui.correct')}
        </Button>
      )}
      <Coming>{isOpen && <CorrectionForm {...{ instrument, step, reload }} close={() => open(false)} />}</Coming>
    </li>
  );
}

/** What was said before, and why it was put right. */
function Corrected({ step }: { step: Step }) {
  const words = useWords();
  const { t, text } = words;
  return (
    <Proof flat title={t('instruments.ui.correction.was', { count: step.corrected.length })}>
      <ul className="plain stack-s">
        {step.corrected.map((told) => (
          <li key={told.at}>
            {told.isVoid
              ? t('instruments.ui.correction.never')
              : `${t(`instruments.ui.state.${told.state}`)}. ${whenOf(told, words)}`}
            <br />
            <span className="quiet">{t('instruments.ui.correction.because', { reason: text(told.reason).text })}</span>
          </li>
        ))}
      </ul>
    </Proof>
  );
}

function Voided({ instrument: { voided } }: Pick<ViewProps, 'instrument'>) {
  const words = useWords();
  const { t, text } = words;
  return (
    <Proof flat title={t('instruments.ui.correction.voided', { count: voided.length })}>
      <ul className="plain stack-s">
        {voided.map((told) => (
          <li key={told.at}>
            <del>{t(`instruments.ui.state.${told.state}`)}</del>. {whenOf(told, words)}
            <br />
            <span className="quiet">{t('instruments.ui.correction.because', { reason: text(told.reason).text })}</span>
          </li>
        ))}
      </ul>
    </Proof>
  );
}
