import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { documentSorts } from '../listing.ts';
import type { Partnerships } from './Intake.tsx';
import { languageName } from './languageName.ts';
import { addressOf, type Listing, listingOf } from './listing.ts';

export type Facets = { languages: readonly string[]; publishers: readonly string[] };
type Props = { listing: Listing; partnerships: Partnerships; facets: Facets };

/** What the list shows. A choice counts at once; words and days count when they are sent. */
export function Filters({ listing, partnerships, facets }: Props) {
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
        <Choices choose={go} {...{ listing, partnerships, facets }} />
        {(['from', 'until'] as const).map((end) => (
          <TextField
            key={end}
            id={`filter-${end}`}
            name={end}
            type="date"
            label={t(`documents.ui.list.${end}`)}
            defaultValue={listing[end]}
          />
        ))}
        <div className="row">
          <Button type="submit">{t('action.search')}</Button>
          {Object.keys(listing).length > 0 && <LinkButton href="/app/documents">{t('action.clear')}</LinkButton>}
        </div>
      </form>
    </search>
  );
}

type ChoiceProps = Props & { choose: (form: HTMLFormElement | null) => void };
type Option = { value: string; label: string };

function Choices({ listing, partnerships, facets, choose }: ChoiceProps) {
  const { t, locale } = useLanguage();
  const any = { value: '', label: t('web.list.any') };
  const select = (name: 'state' | 'partnership' | 'language' | 'publisher', label: string, options: Option[]) => (
    <SelectField
      // What can be chosen comes after the page: drawn again, the field shows what the address asks for.
      key={`${name} ${options.length}`}
      id={`filter-${name}`}
      name={name}
      label={label}
      defaultValue={listing[name] ?? ''}
      onChange={(event) => choose(event.target.form)}
      options={[any, ...options]}
    />
  );
  const states = (['to_review', 'reviewed'] as const).map((value) => ({
    value,
    label: t(`documents.ui.list.${value}`),
  }));
  const named = partnerships.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }));
  const languages = facets.languages.map((value) => ({ value, label: languageName(value, t) }));
  return (
    <>
      {select('state', t('documents.ui.list.state'), states)}
      {select('partnership', t('accords.ui.list.by.partnership'), named)}
      {select('language', t('documents.ui.list.by_language'), languages)}
      {select(
        'publisher',
        t('documents.ui.list.by_publisher'),
        facets.publishers.map((value) => ({ value, label: value })),
      )}
      <Sorting listing={listing} choose={choose} />
    </>
  );
}

function Sorting({ listing, choose }: Pick<ChoiceProps, 'listing' | 'choose'>) {
  const { t } = useLanguage();
  return (
    <SelectField
      id="filter-sort"
      name="sort"
      label={t('documents.ui.list.sort')}
      defaultValue={listing.sort ?? '-taken_in'}
      onChange={(event) => choose(event.target.form)}
      options={documentSorts.map((value) => ({ value, label: t(`documents.ui.list.sort.${value}`) }))}
    />
  );
}
