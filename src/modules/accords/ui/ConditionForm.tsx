import { useState } from 'react';
import { SelectField, TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { ClaimChoice } from './ClaimChoice.tsx';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

const states = ['met', 'unmet'] as const;

type Found = { state: (typeof states)[number]; on: string; term: string; claim: string };

/** Whether the condition is met, since when, and how one knows: then the promise is due. */
export function ConditionForm({ commitment, close }: { commitment: Commitment; close: () => void }) {
  const { t } = useWords();
  const { id, version, dueAfter, partnership } = commitment;
  const [found, setFound] = useState<Found>({ state: 'met', on: '', term: '', claim: '' });
  const { state, on, term, claim } = found;
  const given = {
    ...(state === 'met' && term.trim() !== '' && { term: term.trim() }),
    ...(claim !== '' && { claim }),
  };
  const set = (changed: Partial<Found>) => setFound({ ...found, ...changed });
  return (
    <ReasonsForm
      name={`condition.${id}`}
      label={t('accords.ui.assess.reasons')}
      hint={t('accords.ui.assess.reasons_hint')}
      submitLabel={t('action.save')}
      call={accordsApi.findCondition.call}
      inputOf={(reasons) => ({ id, version, state, on, reasons, ...given })}
      close={close}
    >
      {(error) => (
        <>
          <ConditionFields found={found} set={set} error={error} isCounted={dueAfter !== null} />
          <ClaimChoice
            id="condition-claim"
            slug={partnership.slug}
            value={claim}
            choose={(chosen) => set({ claim: chosen })}
            error={faultAt(error, '/claim')}
            isOptional
          />
        </>
      )}
    </ReasonsForm>
  );
}

type FieldsProps = { found: Found; set: (changed: Partial<Found>) => void; error: Error | null; isCounted: boolean };

/** `isCounted`: the term follows from the day on which the condition is met. */
function ConditionFields({ found: { state, on, term }, set, error, isCounted }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="condition-state"
        label={t('accords.ui.fact.condition')}
        value={state}
        onChange={(event) => set({ state: event.target.value as Found['state'] })}
        options={states.map((value) => ({ value, label: t(`accords.ui.condition.${value}`) }))}
      />
      <TextField
        id="condition-on"
        type="date"
        required
        label={t('accords.ui.condition.on')}
        error={faultAt(error, '/on')}
        value={on}
        onChange={(event) => set({ on: event.target.value })}
      />
      {state === 'met' && (
        <TextField
          id="condition-term"
          label={t('accords.ui.condition.term')}
          hint={t(isCounted ? 'accords.ui.condition.term_follows' : 'accords.ui.form.edtf_hint')}
          error={faultAt(error, '/term')}
          value={term}
          onChange={(event) => set({ term: event.target.value })}
        />
      )}
    </>
  );
}
