import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, strengthKeys, statusKeys, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { kinds } from './choices.ts';
import { addressOf, directions, type Listing, listingOf, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

/** What the list shows and in which order. A choice counts at once; words count when they are sent. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const router = useRouter();
  const go = (form: HTMLFormElement) =>
    router.history.push(addressOf(listingOf(Object.fromEntries(new FormData(form).entries()))));
  // On a phone the filters would push the list off the screen; one that is in force is always shown.
  const [isOpen] = useState(() => Object.keys(listing).length > 0 || matchMedia('(min-width: 48rem)').matches);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(event.currentTarget);
  };
  return (
    <search>
      <details open={isOpen}>
        <summary>{t('action.filter')}</summary>
        <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
          <TextField
            id="filter-q"
            name="q"
            type="search"
            label={t('accords.ui.list.words')}
            defaultValue={listing.q}
            maxLength={200}
          />
          <Choices listing={listing} choose={(form) => form && go(form)} />
          <div className="row">
            <Button type="submit">{t('action.search')}</Button>
            {Object.keys(listing).length > 0 && <LinkButton href="/app/commitments">{t('action.clear')}</LinkButton>}
          </div>
        </form>
      </details>
    </search>
  );
}

/** Each filter of one choice, with what can be chosen. */
function useFields(listing: Listing) {
  const { t, locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  return [
    {
      name: 'status',
      value: listing.status?.[0],
      options: statusKeys.map((value) => ({
        value,
        label: value === 'not_reported' ? t('accords.ui.status.not_reported_short') : t(`accords.ui.status.${value}`),
      })),
    },
    {
      name: 'kind',
      value: listing.kind?.[0],
      options: kinds.map((value) => ({ value, label: t(`accords.ui.kind.${value}`) })),
    },
    {
      name: 'strength',
      value: listing.strength,
      options: strengthKeys.map((value) => ({ value, label: t(`accords.ui.strength.${value}`) })),
    },
    {
      name: 'partnership',
      value: listing.partnership,
      options: partnerships.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
    },
    {
      name: 'direction',
      value: listing.direction,
      options: directions.map((value) => ({ value, label: t(`accords.ui.direction.${value}`) })),
    },
  ] as const;
}

function Choices({ listing, choose }: { listing: Listing; choose: (form: HTMLFormElement | null) => void }) {
  const { t } = useWords();
  const fields = useFields(listing);
  return (
    <>
      {fields.map(({ name, value, options }) => (
        <SelectField
          key={`${name} ${options.length}`}
          id={`filter-${name}`}
          name={name}
          label={t(`accords.ui.list.by.${name}`)}
          defaultValue={value ?? ''}
          onChange={(event) => choose(event.target.form)}
          options={[{ value: '', label: t('accords.ui.list.any') }, ...options]}
        />
      ))}
      <SelectField
        id="filter-sort"
        name="sort"
        label={t('action.sort')}
        defaultValue={listing.sort ?? ''}
        onChange={(event) => choose(event.target.form)}
        options={[
          { value: '', label: t('accords.ui.sort.usual') },
          ...sorts.map((value) => ({ value, label: t(`accords.ui.sort.${value}`) })),
        ]}
      />
    </>
  );
}
