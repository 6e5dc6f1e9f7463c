import { type FormEvent, useState } from 'react';
import { Button, Note, SelectField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type InstrumentAction, instrumentStates } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import { nothingTold, ProofField, StepFields, type ToldTyped, toldIn } from './StepFields.tsx';
import { orNull } from './typed.ts';
import type { Step, ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

type Typed = ToldTyped & { claim: string };
const nothing: Typed = { ...nothingTold, claim: '' };
type FormProps = ViewProps & { close: () => void };

/** The next step: when, how, and what proves it. */
export function StepForm({ instrument, action, reload, close }: FormProps & { action: InstrumentAction }) {
  const { t } = useWords();
  const { id, version, grounds } = instrument;
  const draft = useDraft(`instrument.${id}.${action}`, nothing);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(instrumentsApi.recordStep.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, step: { action, ...toldIn(values), claim: orNull(values.claim) } });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t(`instruments.ui.action.${action}`)}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <StepFields id="step" values={values} set={set} error={error} />
      <ProofField id="step" claim={values.claim} set={(claim) => set({ claim })} grounds={grounds} />
      <Buttons isSending={isSending} close={close} word={t(`instruments.ui.action.${action}`)} />
    </form>
  );
}

function Buttons({ isSending, close, word }: { isSending: boolean; close: () => void; word: string }) {
  const { t } = useWords();
  return (
    <div className="row">
      <Button type="submit" tone="primary" unavailable={isSending}>
        {isSending ? t('phrase.saving') : word}
      </Button>
      <Button onClick={close}>{t('action.close')}</Button>
    </div>
  );
}

type CorrectionTyped = Typed & { state: string; reason: LocalisedText };
const asTold = ({ state, taken, knownOn, manner, claim }: Step): CorrectionTyped => ({
  state,
  taken: taken ?? '',
  knownOn: knownOn ?? '',
  manner: manner ?? {},
  claim: claim ?? '',
  reason: {},
});

/** A further step that says what was wrong with this one, and why: what was recorded stays to be read. */
export function CorrectionForm({ instrument, step, reload, close }: FormProps & { step: Step }) {
  const { t } = useWords();
  const { id, version } = instrument;
  const [told] = useState(() => asTold(step));
  const draft = useDraft(`instrument.${id}.correct.${step.id}`, told);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(instrumentsApi.correctStep.call, () => {
    draft.clear();
    close();
  });
  const state = instrumentStates.find((each) => each === values.state);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const right = state ? { state, ...toldIn(values), claim: orNull(values.claim) } : null;
    send({ id, version, step: step.id, reason: readLocalised(values.reason) ?? {}, right });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('instruments.ui.correct')}>
      <ErrorNote error={error} typed reload={reload} />
      <RightField values={values} set={set} />
      {state && <StepFields id="correct" values={values} set={set} error={error} />}
      {state && (
        <ProofField id="correct" claim={values.claim} set={(claim) => set({ claim })} grounds={instrument.grounds} />
      )}
      <LocalisedTextField
        id="correct-reason"
        label={t('instruments.ui.correction.reason')}
        hint={t('instruments.ui.correction.reason_hint')}
        error={faultAt(error, '/reason')}
        value={values.reason}
        set={(reason) => set({ reason })}
      />
      <Buttons isSending={isSending} close={close} word={t('instruments.ui.correct')} />
    </form>
  );
}

type RightProps = { values: CorrectionTyped; set: (changed: Partial<CorrectionTyped>) => void };

/** What is right: another state, or nothing of the kind. */
function RightField({ values, set }: RightProps) {
  const { t } = useWords();
  return (
    <SelectField
      id="correct-state"
      label={t('instruments.ui.correction.right')}
      value={values.state}
      onChange={({ target }) => set({ state: target.value })}
      options={[
        ...instrumentStates.map((value) => ({ value, label: t(`instruments.ui.state.${value}`) })),
        { value: '', label: t('instruments.ui.correction.never') },
      ]}
    />
  );
}
