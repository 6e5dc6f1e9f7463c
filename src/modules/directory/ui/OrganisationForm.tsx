import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { Button, Note, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import type { Draft } from '../../../web/kit/useDraft.ts';
import type { Sending } from '../../../web/kit/useSend.ts';
import { identifierSchemes } from '../identifier.ts';
import { organisationKinds } from '../organisation.ts';
import { directoryApi } from './client.ts';
import { NameFields } from './NameFields.tsx';
import { organisationOf, type OrganisationTyped } from './organisationTyped.ts';
import { PlaceField } from './PlaceField.tsx';

type Fields = ReturnType<typeof organisationOf>;
type Props = {
  title: string;
  draft: Pick<Draft<OrganisationTyped>, 'values' | 'wasKept' | 'set'>;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  /** Before the names of faulty fields: `/change` where the record is changed. */
  at?: string;
  send: (fields: Fields) => void;
  close: () => void;
  /** The organisation itself, which is not its own parent. */
  itself?: string;
};

/** Everything that is entered of an organisation, new or known. */
export function OrganisationForm({ title, draft, sending, at = '', send, close, itself }: Props) {
  const { t } = useLanguage();
  const { values, set } = draft;
  const { error, isSending } = sending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(organisationOf(values));
  };
  const part = { values, set, fault: (field: string) => faultAt(error, `${at}/${field}`) };
  return (
    <form className="card stack" onSubmit={submit} aria-label={title}>
      <h2 className="minor">{title}</h2>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <NameFields
        id="organisation-name"
        legend={t('directory.ui.name')}
        values={values.names}
        set={(names) => set({ names })}
        error={part.fault('names')}
      />
      <Kind {...part} itself={itself} />
      <Where {...part} />
      <Identification {...part} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type Part = {
  values: OrganisationTyped;
  set: (changed: Partial<OrganisationTyped>) => void;
  fault: (field: string) => string | undefined;
};

function Kind({ values, set, itself }: Part & { itself: string | undefined }): ReactNode {
  const { t, locale } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <div className="duo">
      <SelectField
        id="organisation-kind"
        label={t('directory.ui.kind')}
        value={values.kind}
        onChange={(event) => set({ kind: event.target.value as typeof values.kind })}
        options={organisationKinds.map((value) => ({ value, label: t(`directory.ui.kind.${value}`) }))}
      />
      <SelectField
        id="organisation-parent"
        label={t('directory.ui.parent')}
        value={values.parent}
        onChange={(event) => set({ parent: event.target.value })}
        options={[
          { value: '', label: t('directory.ui.parent.none') },
          ...organisations
            .filter(({ id }) => id !== itself)
            .map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
        ]}
      />
    </div>
  );
}

function Where({ values, set, fault }: Part): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="duo">
      <TextField
        id="organisation-country"
        label={t('directory.ui.country')}
        hint={t('directory.ui.country_hint')}
        error={fault('country')}
        required
        pattern="[A-Za-z]{2}"
        maxLength={2}
        value={values.country}
        onChange={(event) => set({ country: event.target.value })}
      />
      <div>
        <PlaceField
          id="organisation-place"
          label={t('directory.ui.place')}
          country={values.country.toUpperCase()}
          value={values.placeKey}
          set={(placeKey) => set({ placeKey })}
          error={fault('placeKey')}
        />
      </div>
      <TextField
        id="organisation-place-written"
        label={t('directory.ui.place_written')}
        hint={t('directory.ui.place_written_hint')}
        error={fault('place')}
        maxLength={80}
        value={values.place}
        onChange={(event) => set({ place: event.target.value })}
      />
    </div>
  );
}

function Identification({ values, set, fault }: Part): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <div className="duo">
        {identifierSchemes.map((scheme) => (
          <TextField
            key={scheme}
            id={`organisation-${scheme}`}
            label={t(`directory.ui.identifier.${scheme}`)}
            error={fault(`identifiers/${scheme}`) && t(`directory.ui.identifier.${scheme}_wrong`)}
            autoComplete="off"
            maxLength={200}
            value={values[scheme]}
            onChange={(event) => set({ [scheme]: event.target.value })}
          />
        ))}
        <TextField
          id="organisation-website"
          type="url"
          label={t('directory.ui.website')}
          error={fault('website')}
          placeholder="https://"
          maxLength={500}
          value={values.website}
          onChange={(event) => set({ website: event.target.value })}
        />
      </div>
      <TextArea
        id="organisation-aliases"
        label={t('directory.ui.aliases')}
        hint={t('directory.ui.aliases_hint')}
        error={fault('aliases')}
        rows={3}
        value={values.aliases}
        onChange={(event) => set({ aliases: event.target.value })}
      />
    </>
  );
}
