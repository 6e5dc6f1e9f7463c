import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, SelectField, strengthKeys, statusKeys, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { kinds } from './choices.ts';
import { addressOf, conditions, directions, type Listing, listingOf, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

type Typed = Record<
  'q' | 'status' | 'kind' | 'strength' | 'partnership' | 'direction' | 'condition' | 'differing' | 'sort',
  string
>;

const typedOf = ({
  q,
  status,
  kind,
  strength,
  partnership,
  direction,
  condition,
  differing,
  sort,
}: Listing): Typed => ({
  q: q ?? '',
  status: status?.[0] ?? '',
  kind: kind?.[0] ?? '',
  strength: strength ?? '',
  partnership: partnership ?? '',
  direction: direction ?? '',
  condition: condition ?? '',
  differing: differing ?? '',
  sort: sort ?? '',
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
  // On a phone the filters would push the list off the screen; one that is in force is always shown.
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
            label={t('accords.ui.list.words')}
            value={typed.q}
            onChange={(event) => set({ q: event.target.value })}
            maxLength={200}
          />
          <Choices typed={typed} set={set} />
          <div className="row">
            <Button type="submit">{t('accords.ui.list.show')}</Button>
            {Object.keys(listing).length > 0 && <LinkButton href="/app/commitments">{t('action.clear')}</LinkButton>}
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
  return [
    {
      name: 'status',
      options: statusKeys.map((value) => ({
        value,
        label: value === 'not_reported' ? t('accords.ui.status.not_reported_short') : t(`accords.ui.status.${value}`),
      })),
    },
    { name: 'kind', options: kinds.map((value) => ({ value, label: t(`accords.ui.kind.${value}`) })) },
    { name: 'strength', options: strengthKeys.map((value) => ({ value, label: t(`accords.ui.strength.${value}`) })) },
    {
      name: 'partnership',
      options: partnerships.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
    },
    { name: 'direction', options: directions.map((value) => ({ value, label: t(`accords.ui.direction.${value}`) })) },
    { name: 'condition', options: conditions.map((value) => ({ value, label: t(`accords.ui.condition.${value}`) })) },
    { name: 'differing', options: [{ value: 'true', label: t('accords.ui.difference.badge') }] },
  ] as const;
}

function Choices({ typed, set }: { typed: Typed; set: (changed: Partial<Typed>) => void }) {
  const { t } = useWords();
  const orders = sorts.map((value) => ({ value, label: t(`accords.ui.sort.${value}`) }));
  return (
    <>
      {useFields().map(({ name, options }) => (
        <SelectField
          key={name}
          id={`filter-${name}`}
          label={t(`accords.ui.list.by.${name}`)}
          value={typed[name]}
          onChange={(event) => set({ [name]: event.target.value })}
          options={[{ value: '', label: t('accords.ui.list.any') }, ...options]}
        />
      ))}
      <SelectField
        id="filter-sort"
        label={t('action.sort')}
        value={typed.sort}
        onChange={(event) => set({ sort: event.target.value })}
        options={[{ value: '', label: t('accords.ui.sort.usual') }, ...orders]}
      />
    </>
  );
}
