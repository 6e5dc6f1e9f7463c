import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { bindings, instrumentKinds, instrumentStates } from '../instrument.ts';
import { addressOf, type Listing, listingOf, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

type Typed = Record<'q' | 'kind' | 'state' | 'binding' | 'partnership' | 'party' | 'period' | 'sort', string>;

const typedOf = ({ kind, state, ...listing }: Listing): Typed => ({
  q: '',
  binding: '',
  partnership: '',
  party: '',
  period: '',
  sort: '',
  ...listing,
  kind: kind?.[0] ?? '',
  state: state?.[0] ?? '',
});

/** The filters in force, to be changed; they follow the address when it changes by a link. */
function useTyped(listing: Listing) {
  const address = addressOf(listing);
  const [known, setKnown] = useState(address);
  const [typed, setTyped] = useState(() => typedOf(listing));
  if (known !== address) {
    setKnown(address);
    setTyped(typedOf(listing));
  }
  return { typed, set: (changed: Partial<Typed>) => setTyped({ ...typed, ...changed }) };
}

/** What the list shows and in which order. Nothing moves before the button is pressed. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const router = useRouter();
  const { typed, set } = useTyped(listing);
  const [isOpen] = useState(() => Object.keys(listing).length > 0 || matchMedia('(min-width: 48rem)').matches);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.history.push(addressOf(listingOf(typed)));
  };
  return (
    <search>
      <details open={isOpen}>
        <summary>{t('action.filter')}</summary>
        <form className="filters" onSubmit={submit} aria-label={t('action.filter')}>
          <TextField
            id="filter-q"
            type="search"
            label={t('instruments.ui.by.q')}
            value={typed.q}
            onChange={(event) => set({ q: event.target.value })}
            maxLength={200}
          />
          <Choices typed={typed} set={set} />
          <TextField
            id="filter-period"
            label={t('instruments.ui.by.period')}
            placeholder="2019/2024"
            value={typed.period}
            onChange={(event) => set({ period: event.target.value })}
            maxLength={40}
          />
          <div className="row">
            <Button type="submit">{t('instruments.ui.list.show')}</Button>
            {Object.keys(listing).length > 0 && <LinkButton href="/app/instruments">{t('action.clear')}</LinkButton>}
          </div>
        </form>
      </details>
    </search>
  );
}

/** Each filter of one choice, with what can be chosen. */
function useFields() {
  const { t, locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const seated = new Set(partnerships.flatMap(({ sides }) => sides.flatMap((side) => side.organisations)));
  return [
    {
      name: 'state',
      options: instrumentStates.map((value) => ({ value, label: t(`instruments.ui.standing.${value}`) })),
    },
    { name: 'kind', options: instrumentKinds.map((value) => ({ value, label: t(`instruments.ui.kind.${value}`) })) },
    { name: 'binding', options: bindings.map((value) => ({ value, label: t(`instruments.ui.binding.${value}`) })) },
    {
      name: 'partnership',
      options: partnerships.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
    },
    {
      name: 'party',
      options: organisations
        .filter(({ id }) => seated.has(id))
        .map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
    },
  ] as const;
}

function Choices({ typed, set }: { typed: Typed; set: (changed: Partial<Typed>) => void }) {
  const { t } = useWords();
  return (
    <>
      {useFields().map(({ name, options }) => (
        <SelectField
          key={name}
          id={`filter-${name}`}
          label={t(`instruments.ui.by.${name}`)}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.target.value })}
          options={[{ value: '', label: t('instruments.ui.by.any') }, ...options]}
        />
      ))}
      <SelectField
        id="filter-sort"
        label={t('action.sort')}
        value={typed.sort}
        onChange={(event) => set({ sort: event.target.value })}
        options={[
          { value: '', label: t('instruments.ui.sort.usual') },
          ...sorts.map((value) => ({ value, label: t(`instruments.ui.sort.${value}`) })),
        ]}
      />
    </>
  );
}
