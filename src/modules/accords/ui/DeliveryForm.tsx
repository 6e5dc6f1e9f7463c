import type { FormEvent } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { comparators } from '../status.ts';
import { ClaimChoice } from './ClaimChoice.tsx';
import { accordsApi } from './client.ts';
import { orNull, plainNumber } from './typed.ts';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

const empty = {
  amount: '',
  comparator: 'eq' as (typeof comparators)[number],
  period: '',
  place: '',
  placeKey: '',
  reportedOn: '',
  claim: '',
};

/** What was typed, as the server takes it. A single act is done or not: there is nothing to count. */
function deliveryOf(typed: typeof empty, { kind, currency }: Commitment) {
  const { amount, comparator, period, place, placeKey, reportedOn } = typed;
  const isAct = kind === 'act';
  return {
    amount: { amount: isAct ? '1' : plainNumber(amount), currency },
    comparator: isAct ? ('eq' as const) : comparator,
    period: orNull(period),
    place: orNull(place),
    placeKey: orNull(placeKey),
    reportedOn: orNull(reportedOn),
  };
}

/** Records what was done for a commitment. It rests on an accepted claim: without a source there is nothing to record. */
export function DeliveryForm({ commitment, close }: { commitment: Commitment; close: () => void }) {
  const { t } = useWords();
  const draft = useDraft(`delivery.${commitment.id}`, empty);
  const sending = useSend(accordsApi.recordDelivery.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.send({ id: commitment.id, delivery: deliveryOf(draft.values, commitment), claims: [draft.values.claim] });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('accords.ui.deliveries.record')}>
      <h3>{t('accords.ui.deliveries.record')}</h3>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={sending.error} typed />
      <ClaimChoice
        slug={commitment.partnership.slug}
        value={draft.values.claim}
        choose={(chosen) => draft.set({ claim: chosen })}
        error={faultAt(sending.error, '/claims')}
      />
      {commitment.kind !== 'act' && (
        <AmountFields commitment={commitment} values={draft.values} set={draft.set} error={sending.error} />
      )}
      <WhenAndWhere values={draft.values} set={draft.set} error={sending.error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={sending.isSending}>
          {t(sending.isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type PartProps = {
  values: typeof empty;
  set: (changed: Partial<typeof empty>) => void;
  error: Error | null;
};

function WhenAndWhere({ values, set, error }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <TextField
        id="delivery-period"
        label={t('accords.ui.form.period')}
        hint={t('accords.ui.form.edtf_hint')}
        error={faultAt(error, '/delivery/period')}
        value={values.period}
        onChange={(event) => set({ period: event.target.value })}
      />
      <TextField
        id="delivery-place"
        label={t('accords.ui.fact.place')}
        error={faultAt(error, '/delivery/place')}
        value={values.place}
        onChange={(event) => set({ place: event.target.value })}
      />
      <PlaceField
        id="delivery-place-key"
        label={t('accords.ui.entry.place_key')}
        value={values.placeKey || null}
        set={(placeKey) => set({ placeKey: placeKey ?? '' })}
        error={faultAt(error, '/delivery/placeKey')}
      />
      <TextField
        id="delivery-reported"
        type="date"
        label={t('accords.ui.form.reported_on')}
        error={faultAt(error, '/delivery/reportedOn')}
        value={values.reportedOn}
        onChange={(event) => set({ reportedOn: event.target.value })}
      />
    </>
  );
}

function AmountFields({ commitment, values, set, error }: PartProps & { commitment: Commitment }) {
  const { t, unit } = useWords();
  return (
    <div className="duo">
      <SelectField
        id="delivery-comparator"
        label={t('accords.ui.form.comparator')}
        value={values.comparator}
        onChange={(event) => set({ comparator: event.target.value as typeof values.comparator })}
        options={comparators.map((value) => ({ value, label: t(`accords.ui.comparator.${value}`) }))}
      />
      <TextField
        id="delivery-amount"
        inputMode="decimal"
        required
        label={t('accords.ui.form.amount', { unit: commitment.currency ?? unit(commitment) })}
        error={faultAt(error, '/delivery/amount')}
        value={values.amount}
        onChange={(event) => set({ amount: event.target.value })}
      />
    </div>
  );
}
