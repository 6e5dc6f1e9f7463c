import { type FormEvent, useState } from 'react';
import { Button, LifecycleBar, type LifecycleStep, Note, SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type InstrumentAction, type InstrumentState, instrumentStates, isEnded } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import type { Instrument, ViewProps } from './types.ts';
import { useWords, type Words } from './useWords.ts';

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
      {action && <StepForm key={action} {...{ instrument, action, reload }} close={() => open(null)} />}
    </section>
  );
}

type StepTyped = { taken: string; knownOn: string; manner: LocalisedText; claim: string };
const emptyStep: StepTyped = { taken: '', knownOn: '', manner: {}, claim: '' };
const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());
const toldIn = ({ taken, knownOn, manner, claim }: StepTyped) => ({
  taken: orNull(taken),
  knownOn: orNull(knownOn),
  manner: readLocalised(manner),
  claim: orNull(claim),
});

type FieldsProps = {
  id: string;
  values: StepTyped;
  set: (changed: Partial<StepTyped>) => void;
  instrument: Instrument;
  error: Error | null;
};

/** When, how, and what proves it. */
function StepFields({ id, values, set, instrument: { grounds }, error }: FieldsProps) {
  const { t } = useWords();
  const own = grounds.filter(({ isOwn }) => isOwn);
  return (
    <>
      <div className="fgrid">
        <TextField
          id={`${id}-taken`}
          label={t('instruments.ui.step.taken')}
          hint={t('instruments.ui.step.edtf_hint')}
          error={faultAt(error, '/step/taken')}
          maxLength={40}
          value={values.taken}
          onChange={({ target }) => set({ taken: target.value })}
        />
        <TextField
          id={`${id}-known`}
          label={t('instruments.ui.step.known_on')}
          hint={t('instruments.ui.step.known_on_hint')}
          error={faultAt(error, '/step/knownOn')}
          maxLength={40}
          value={values.knownOn}
          onChange={({ target }) => set({ knownOn: target.value })}
        />
      </div>
      <LocalisedTextField
        id={`${id}-manner`}
        label={t('instruments.ui.step.manner')}
        hint={t('instruments.ui.step.manner_hint')}
        isLine
        value={values.manner}
        set={(manner) => set({ manner })}
      />
      <SelectField
        id={`${id}-claim`}
        label={t('instruments.ui.step.claim')}
        value={values.claim}
        onChange={({ target }) => set({ claim: target.value })}
        options={[
          { value: '', label: t('instruments.ui.step.no_claim') },
          ...own.map(({ claim, quote, document }) => ({
            value: claim,
            label: `${quote.slice(0, 90)} (${document.title})`,
          })),
        ]}
      />
    </>
  );
}

type FormProps = ViewProps & { close: () => void };

function StepForm({ instrument, action, reload, close }: FormProps & { action: InstrumentAction }) {
  const { t } = useWords();
  const draft = useDraft(`instrument.${instrument.id}.${action}`, emptyStep);
  const { send, isSending, error } = useSend(instrumentsApi.recordStep.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id: instrument.id, version: instrument.version, step: { action, ...toldIn(draft.values) } });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t(`instruments.ui.action.${action}`)}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <StepFields id="step" values={draft.values} set={draft.set} instrument={instrument} error={error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : `instruments.ui.action.${action}`)}
        </Button>
        <Button onClick={close}>{t('action.close')}</Button>
      </div>
    </form>
  );
}

type CorrectionTyped = StepTyped & { state: string; reason: LocalisedText };

/** A further step that says what was wrong with this one, and why: what was recorded stays to be read. */
export function CorrectionForm({ instrument, step, reload, close }: FormProps & { step: Instrument['steps'][number] }) {
  const { t } = useWords();
  const start: CorrectionTyped = {
    state: step.state,
    taken: step.taken ?? '',
    knownOn: step.knownOn ?? '',
    manner: step.manner ?? {},
    claim: step.claim ?? '',
    reason: {},
  };
  const [empty] = useState(start);
  const draft = useDraft(`instrument.${instrument.id}.correct.${step.id}`, empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(instrumentsApi.correctStep.call, () => {
    draft.clear();
    close();
  });
  const state = instrumentStates.find((each) => each === values.state);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const right = state ? { state, ...toldIn(values) } : null;
    const at = { id: instrument.id, version: instrument.version, step: step.id };
    send({ ...at, reason: readLocalised(values.reason) ?? {}, right });
  };
  const states = instrumentStates.map((value) => ({ value, label: t(`instruments.ui.state.${value}`) }));
  return (
    <form className="stack" onSubmit={submit} aria-label={t('instruments.ui.correct')}>
      <ErrorNote error={error} typed reload={reload} />
      <SelectField
        id="correct-state"
        label={t('instruments.ui.correction.right')}
        value={values.state}
        onChange={({ target }) => set({ state: target.value })}
        options={[...states, { value: '', label: t('instruments.ui.correction.never') }]}
      />
      {state && <StepFields id="correct" values={values} set={set} instrument={instrument} error={error} />}
      <LocalisedTextField
        id="correct-reason"
        label={t('instruments.ui.correction.reason')}
        hint={t('instruments.ui.correction.reason_hint')}
        error={faultAt(error, '/reason')}
        value={values.reason}
        set={(reason) => set({ reason })}
      />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'instruments.ui.correct')}
        </Button>
        <Button onClick={close}>{t('action.close')}</Button>
      </div>
    </form>
  );
}
