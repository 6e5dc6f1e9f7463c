import type { FormEvent } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { organisationKinds } from '../organisation.ts';
import { directoryApi } from './client.ts';
import { NameFields } from './NameFields.tsx';
import { namesOf, noNames } from './names.ts';

const empty = { names: noNames, kind: 'hospital' as (typeof organisationKinds)[number], country: '', place: '' };

/** Adds an organisation to the directory. */
export function RegisterForm({ done, close }: { done: () => void; close: () => void }) {
  const { t } = useLanguage();
  const draft = useDraft('organisation', empty);
  const { names, kind, country, place } = draft.values;
  const { send, isSending, error } = useSend(directoryApi.registerOrganisation.call, () => {
    draft.clear();
    done();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const where = place.trim() === '' ? {} : { place: place.trim() };
    send({ kind, country: country.trim().toUpperCase(), names: namesOf(names), ...where });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('directory.ui.register.title')}>
      <h2 className="minor">{t('directory.ui.register.title')}</h2>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <NameFields
        id="organisation-name"
        legend={t('directory.ui.name')}
        values={names}
        set={(changed) => draft.set({ names: changed })}
        error={faultAt(error, '/names')}
      />
      <Place values={draft.values} set={draft.set} error={error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type PlaceProps = { values: typeof empty; set: (changed: Partial<typeof empty>) => void; error: Error | null };

function Place({ values: { kind, country, place }, set, error }: PlaceProps) {
  const { t } = useLanguage();
  return (
    <div className="duo">
      <SelectField
        id="organisation-kind"
        label={t('directory.ui.kind')}
        value={kind}
        onChange={(event) => set({ kind: event.target.value as typeof kind })}
        options={organisationKinds.map((value) => ({ value, label: t(`directory.ui.kind.${value}`) }))}
      />
      <TextField
        id="organisation-country"
        label={t('directory.ui.country')}
        hint={t('directory.ui.country_hint')}
        error={faultAt(error, '/country')}
        required
        pattern="[A-Za-z]{2}"
        maxLength={2}
        value={country}
        onChange={(event) => set({ country: event.target.value })}
      />
      <TextField
        id="organisation-place"
        label={t('directory.ui.place')}
        error={faultAt(error, '/place')}
        maxLength={80}
        value={place}
        onChange={(event) => set({ place: event.target.value })}
      />
    </div>
  );
}
