import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Note, SelectField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { type InstrumentState, instrumentStates } from '../instrument.ts';
import { instrumentsApi } from './client.ts';
import { InstrumentFields } from './InstrumentFields.tsx';
import { nothingTold, StepFields, type ToldTyped, toldIn } from './StepFields.tsx';
import { askedBy, type InstrumentTyped, nothingTyped } from './typed.ts';
import { useWords } from './useWords.ts';

/** /app/instruments/new: an instrument and the first thing that is known of it. */
export function NewPage() {
  const { t } = useWords();
  const may = useMay('instruments.write');
  const crumbs = [{ href: '/app/instruments', label: t('web.nav.instruments') }];
  return (
    <>
      <PageHead title={t('instruments.ui.new')} lead={t('instruments.ui.new_lead')} crumbs={crumbs} />
      {may ? <NewForm /> : <Note tone="warn">{t('instruments.ui.officers_only')}</Note>}
    </>
  );
}

type Typed = InstrumentTyped & ToldTyped & { partnership: string; state: InstrumentState };

function NewForm() {
  const { t, locale } = useWords();
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const [empty] = useState<Typed>({
    ...nothingTyped,
    partnership: typeof search['partnership'] === 'string' ? search['partnership'] : '',
    state: 'signed',
    ...nothingTold,
  });
  const draft = useDraft('instrument', empty);
  const { values, set } = draft;
  const { send, isSending, error } = useSend(instrumentsApi.recordInstrument.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/instruments/${id}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { partnership, state } = values;
    const step = { state, ...toldIn(values), claim: null };
    send({ partnership, instrument: askedBy(values, locale), step, claims: [] });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('instruments.ui.new')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <PartnershipField values={values} set={set} />
      <InstrumentFields values={values} set={set} partnership={values.partnership} error={error} />
      <FirstStepFields values={values} set={set} error={error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'instruments.ui.new')}
        </Button>
        <Button onClick={draft.clear}>{t('action.clear')}</Button>
      </div>
    </form>
  );
}

type Props = { values: Typed; set: (changed: Partial<Typed>) => void };

function PartnershipField({ values, set }: Props) {
  const { t, locale } = useWords();
  const { data = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const own = data.filter(({ ownSide }) => ownSide !== null);
  return (
    <SelectField
      id="instrument-partnership"
      label={t('instruments.ui.by.partnership')}
      required
      value={values.partnership}
      onChange={({ target }) => set({ partnership: target.value, parties: [], parent: '', signatories: [] })}
      options={[
        { value: '', label: t('instruments.ui.choose') },
        ...own.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
      ]}
    />
  );
}

/** What is known first: a source may first tell of an instrument when it is signed. */
function FirstStepFields({ values, set, error }: Props & { error: Error | null }) {
  const { t } = useWords();
  return (
    <fieldset className="field stack-s">
      <legend>{t('instruments.ui.first_step')}</legend>
      <div className="fgrid">
        <SelectField
          id="first-state"
          label={t('instruments.ui.by.state')}
          value={values.state}
          onChange={({ target }) => set({ state: target.value as InstrumentState })}
          options={instrumentStates.map((value) => ({ value, label: t(`instruments.ui.state.${value}`) }))}
        />
      </div>
      <StepFields id="first" values={values} set={set} error={error} />
    </fieldset>
  );
}
