import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { comparators, type Comparator } from '../../../vocabulary.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { ClaimChoice } from '../../accords/ui/ClaimChoice.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { quotasApi } from './client.ts';
import { useWords } from './useWords.ts';

type Typed = {
  partnership: string;
  centre: string;
  diseaseGroup: string;
  year: string;
  seats: string;
  comparator: Comparator;
  claim: string;
  source: LocalisedText;
  isShared: boolean;
};
const blank: Typed = {
  partnership: '',
  centre: '',
  diseaseGroup: '',
  year: '',
  seats: '',
  comparator: 'eq',
  claim: '',
  source: {},
  isShared: true,
};
type Part = { values: Typed; set: (changed: Partial<Typed>) => void; error: Error | null };

/** Says what a centre can do in a year, and from where that is known. */
export function CapacityForm({ close }: { close: () => void }) {
  const { t } = useWords();
  const [values, put] = useState(blank);
  const set = (changed: Partial<Typed>) => put((before) => ({ ...before, ...changed }));
  const { send, isSending, error } = useSend(quotasApi.recordCapacity.call, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { year, seats, claim, source, ...same } = values;
    const known = { claim: claim === '' ? null : claim, source: readLocalised(source) };
    send({ ...same, ...known, year: Number(year), seats: Number(seats) });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('quotas.capacity.add')}>
      <Whose {...{ values, set, error }} />
      <HowMuch {...{ values, set, error }} />
      <Source {...{ values, set, error }} />
      <label className="choice">
        <input type="checkbox" checked={values.isShared} onChange={({ target }) => set({ isShared: target.checked })} />
        {t('quotas.capacity.share')}
      </label>
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

/** From where it is known: an accepted claim, or words. */
function Source({ values, set, error }: Part) {
  const { t } = useWords();
  return (
    <>
      {values.partnership !== '' && (
        <>
          <p className="hint">{t('quotas.capacity.claim_hint')}</p>
          <ClaimChoice
            slug={values.partnership}
            id="capacity-claim"
            value={values.claim}
            choose={(claim) => set({ claim })}
            isOptional
          />
        </>
      )}
      <LocalisedTextField
        id="capacity-source"
        label={t('quotas.capacity.source')}
        hint={t('quotas.capacity.source_hint')}
        value={values.source}
        set={(source) => set({ source })}
        error={faultAt(error, '/source')}
        isLine
      />
    </>
  );
}

function Whose({ values, set }: Part) {
  const { t, name } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const { data: groups = [] } = useQuery(quotasApi.diseaseGroups.queryOptions({ input: {} }));
  const first = { value: '', label: t('quotas.ui.choose') };
  return (
    <>
      <SelectField
        id="capacity-partnership"
        label={t('quotas.ui.partnership')}
        required
        value={values.partnership}
        onChange={({ target }) => set({ partnership: target.value, claim: '' })}
        options={[
          first,
          ...partnerships
            .filter(({ ownSide }) => ownSide !== null)
            .map(({ slug, names }) => ({ value: slug, label: name(names) })),
        ]}
      />
      <SelectField
        id="capacity-centre"
        label={t('quotas.capacity.centre')}
        required
        value={values.centre}
        onChange={({ target }) => set({ centre: target.value })}
        options={[first, ...organisations.map(({ id, names }) => ({ value: id, label: name(names) }))]}
      />
      <SelectField
        id="capacity-group"
        label={t('quotas.ui.group')}
        required
        value={values.diseaseGroup}
        onChange={({ target }) => set({ diseaseGroup: target.value })}
        options={[first, ...groups.map(({ code, names }) => ({ value: code, label: name(names) }))]}
      />
    </>
  );
}

function HowMuch({ values, set, error }: Part) {
  const { t, formats } = useWords();
  return (
    <>
      <TextField
        id="capacity-year"
        label={t('quotas.ui.year')}
        error={faultAt(error, '/year')}
        type="number"
        min={2000}
        max={2100}
        required
        value={values.year}
        onChange={({ target }) => set({ year: target.value })}
      />
      <TextField
        id="capacity-seats"
        label={t('quotas.capacity.seats')}
        error={faultAt(error, '/seats')}
        type="number"
        min={1}
        required
        value={values.seats}
        onChange={({ target }) => set({ seats: target.value })}
      />
      <SelectField
        id="capacity-comparator"
        label={t('quotas.capacity.comparator')}
        value={values.comparator}
        onChange={({ target }) => set({ comparator: comparators.find((each) => each === target.value) ?? 'eq' })}
        options={comparators.map((each) => ({
          value: each,
          label: formats.compared(each, Number(values.seats) || 800),
        }))}
      />
    </>
  );
}
