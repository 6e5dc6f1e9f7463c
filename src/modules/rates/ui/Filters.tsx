import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { sorts } from '../rate.ts';
import { ratesApi } from './client.ts';
import { offered } from './Converter.tsx';
import { addressOf, type Listing, listingOf } from './listing.ts';

type Typed = Record<'currency' | 'from' | 'until' | 'source' | 'sort', string>;
type Fields = { typed: Typed; set: (changed: Partial<Typed>) => void; sources: readonly string[] };

/** Which rates the list shows, and how many there are. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useLanguage();
  const router = useRouter();
  const { cursor: _cursor, ...asked } = listing;
  const [typed, setTyped] = useState<Typed>({ currency: '', from: '', until: '', source: '', sort: '-day', ...asked });
  const { data: counts } = useQuery(ratesApi.rateCounts.queryOptions({ input: asked }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.history.push(addressOf(listingOf(typed)));
  };
  return (
    <search>
      <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
        <FilterFields
          typed={typed}
          set={(changed) => setTyped({ ...typed, ...changed })}
          sources={counts?.sources ?? []}
        />
        <Button type="submit">{t('rates.ui.show')}</Button>
        {Object.keys(listing).length > 0 && <LinkButton href="/app/rates">{t('action.clear')}</LinkButton>}
      </form>
      <output className="quiet">{counts && t('phrase.results', { count: counts.real + counts.demo })}</output>
    </search>
  );
}

function FilterFields({ typed, set, sources }: Fields) {
  const { t } = useLanguage();
  const all = { value: '', label: t('rates.ui.all') };
  const choices = [
    { name: 'currency', options: [all, ...offered] },
    { name: 'source', options: [all, ...sources.map((value) => ({ value, label: value }))] },
    { name: 'sort', options: sorts.map((value) => ({ value, label: t(`rates.ui.sort.${value}`) })) },
  ] as const;
  return (
    <>
      {choices.map(({ name, options }) => (
        <SelectField
          key={name}
          id={`rates-${name}`}
          label={t(`rates.ui.${name}`)}
          options={options}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      ))}
      {(['from', 'until'] as const).map((name) => (
        <TextField
          key={name}
          id={`rates-${name}`}
          type="date"
          label={t(`rates.ui.${name}`)}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      ))}
    </>
  );
}
