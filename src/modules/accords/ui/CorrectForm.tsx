import { useState } from 'react';
import { Note, SelectField, TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import { plainNumber } from './typed.ts';
import type { Commitment, Delivery } from './types.ts';
import { useWords } from './useWords.ts';

type Props = { delivery: Delivery; commitment: Commitment; close: () => void };

/** Takes a delivery out by a counter-entry. The wrong entry stays in the log, with the reasons. */
export function CorrectForm({ delivery, commitment, close }: Props) {
  const { t, unit } = useWords();
  const { id, version, amount, comparator, period, place, placeKey, reportedOn } = delivery;
  const isAct = commitment.kind === 'act';
  const [isReplaced, setReplaced] = useState(!isAct);
  const [right, setRight] = useState(amount.amount);
  const entry = { amount: { ...amount, amount: plainNumber(right) }, comparator, period, place, placeKey, reportedOn };
  return (
    <ReasonsForm
      name={`correction.${id}`}
      label={t('accords.ui.correction.why')}
      submitLabel={t('accords.ui.correction.submit')}
      call={accordsApi.correctDelivery.call}
      inputOf={(reasons) => ({ id, version, reasons, ...(isReplaced && { right: entry }) })}
      close={close}
    >
      {(error) => (
        <>
          <Note tone="warn">{t('accords.ui.correction.effect')}</Note>
          {!isAct && <Instead id={id} isReplaced={isReplaced} set={setReplaced} />}
          {isReplaced && (
            <TextField
              id={`correction-${id}-amount`}
              inputMode="decimal"
              required
              label={t('accords.ui.form.amount', { unit: commitment.currency ?? unit(commitment) })}
              error={faultAt(error, '/right/amount')}
              value={right}
              onChange={(event) => setRight(event.target.value)}
            />
          )}
        </>
      )}
    </ReasonsForm>
  );
}

function Instead({ id, isReplaced, set }: { id: string; isReplaced: boolean; set: (isReplaced: boolean) => void }) {
  const { t } = useWords();
  return (
    <SelectField
      id={`correction-${id}-kind`}
      label={t('accords.ui.correction.instead')}
      value={isReplaced ? 'right' : 'nothing'}
      onChange={(event) => set(event.target.value === 'right')}
      options={[
        { value: 'right', label: t('accords.ui.correction.right') },
        { value: 'nothing', label: t('accords.ui.correction.nothing') },
      ]}
    />
  );
}
