import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/localised.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Partnerships } from './Intake.tsx';
import { addressOf, type Listing, listingOf } from './listing.ts';

type Props = { listing: Listing; partnerships: Partnerships };

/** What the list shows. A choice counts at once; words count when they are sent. */
export function Filters({ listing, partnerships }: Props) {
  const { t } = useLanguage();
  const router = useRouter();
  const go = (form: HTMLFormElement | null) =>
    form && router.history.push(addressOf(listingOf(Object.fromEntries(new FormData(form).entries()))));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(event.currentTarget);
  };
  return (
    <search>
      <form className="filters" onSubmit={submit} aria-label={t('action.filter')} key={addressOf(listing)}>
        <TextField
          id="filter-q"
          name="q"
          type="search"
          label={t('documents.ui.list.words')}
          defaultValue={listing.q}
          maxLength={200}
        />
        <Choices choose={go} {...{ listing, partnerships }} />
        <div className="row">
          <Button type="submit">{t('action.search')}</Button>
          {Object.keys(listing).length > 0 && <LinkButton href="/app/documents">{t('action.clear')}</LinkButton>}
        </div>
      </form>
    </search>
  );
}

function Choices({ listing, partnerships, choose }: Props & { choose: (form: HTMLFormElement | null) => void }) {
  const { t, locale } = useLanguage();
  const any = { value: '', label: t('accords.ui.list.any') };
  const states = (['to_review', 'reviewed'] as const).map((value) => ({
    value,
    label: t(`documents.ui.list.${value}`),
  }));
  return (
    <>
      <SelectField
        id="filter-state"
        name="state"
        label={t('documents.ui.list.state')}
        defaultValue={listing.state ?? ''}
        onChange={(event) => choose(event.target.form)}
        options={[any, ...states]}
      />
      <SelectField
        key={partnerships.length}
        id="filter-partnership"
        name="partnership"
        label={t('accords.ui.list.by.partnership')}
        defaultValue={listing.partnership ?? ''}
        onChange={(event) => choose(event.target.form)}
        options={[any, ...partnerships.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }))]}
      />
    </>
  );
}
