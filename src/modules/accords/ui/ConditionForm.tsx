import { useState } from 'react';
import { SelectField, TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

const states = ['met', 'unmet'] as const;

/** Whether the condition is met, since when, and how one knows: then the promise is due. */
export function ConditionForm({ commitment, close }: { commitment: Commitment; close: () => void }) {
  const { t } = useWords();
  const { id, version, dueAfter } = commitment;
  const [state, setState] = useState<(typeof states)[number]>('met');
  const [on, setOn] = useState('');
  const [term, setTerm] = useState('');
  const given = state === 'met' && term.trim() !== '' ? { term: term.trim() } : {};
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
          <SelectField
            id="condition-state"
            label={t('accords.ui.fact.condition')}
            value={state}
            onChange={(event) => setState(event.target.value as typeof state)}
            options={states.map((value) => ({ value, label: t(`accords.ui.condition.${value}`) }))}
          />
          <TextField
            id="condition-on"
            type="date"
            required
            label={t('accords.ui.condition.on')}
            error={faultAt(error, '/on')}
            value={on}
            onChange={(event) => setOn(event.target.value)}
          />
          {state === 'met' && (
            <TextField
              id="condition-term"
              label={t('accords.ui.condition.term')}
              hint={t(dueAfter === null ? 'accords.ui.form.edtf_hint' : 'accords.ui.condition.term_follows')}
              error={faultAt(error, '/term')}
              value={term}
              onChange={(event) => setTerm(event.target.value)}
            />
          )}
        </>
      )}
    </ReasonsForm>
  );
}
