import { useState } from 'react';
import { TextField } from '../../../design/index.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import { plainNumber } from './typed.ts';
import type { Capacity, Overview } from './types.ts';
import { useWords } from './useWords.ts';

/** Puts the right figure in the place of a wrong one; left empty, the wrong one is taken out. The log keeps both. */
export function CapacityCorrection({ capacity, close }: { capacity: Capacity; close: () => void }) {
  const { t } = useWords();
  const { id, version, amount, title, comparator, per, kind, asOf, place, placeKey } = capacity;
  const [right, setRight] = useState(amount);
  const entry = { title, comparator, per, kind, asOf, place, placeKey, amount: plainNumber(right) };
  return (
    <ReasonsForm
      name={`capacity-correction.${id}`}
      label={t('accords.ui.correction.why')}
      submitLabel={t('accords.ui.correction.submit')}
      call={accordsApi.correctCapacity.call}
      inputOf={(reasons) => ({ id, version, reasons, ...(right.trim() !== '' && { right: entry }) })}
      close={close}
    >
      {(error) => (
        <TextField
          id={`capacity-correction-${id}-amount`}
          inputMode="numeric"
          label={t('accords.ui.capacity.amount')}
          error={faultAt(error, '/right/amount')}
          value={right}
          onChange={(event) => setRight(event.target.value)}
        />
      )}
    </ReasonsForm>
  );
}

const amountIn = (said: Record<string, unknown> | null): string | null => {
  const amount = said?.['amount'];
  return typeof amount === 'object' && amount !== null && 'amount' in amount ? String(amount.amount) : null;
};

/** What was wrong about these figures, when and why. */
export function CapacityLog({ overview: { corrections, organisations } }: { overview: Overview }) {
  const { t, formats, text, names } = useWords();
  if (corrections.length === 0) return null;
  const figure = (said: Record<string, unknown> | null) => {
    const amount = amountIn(said);
    return amount === null ? t('accords.ui.capacity.taken_out') : formats.amount({ amount, currency: null }, 'eq');
  };
  return (
    <details>
      <summary>{t('accords.ui.capacity.corrections')}</summary>
      <ul className="stack-s">
        {corrections.map(({ id, at, before, after, reasons, organisation }) => (
          <li key={id}>
            {formats.moment(new Date(at), 'Asia/Almaty')}: {figure(before)} → {figure(after)}. {text(reasons).text} (
            {names([organisation], organisations)})
          </li>
        ))}
      </ul>
    </details>
  );
}
