import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { cooperationFields } from '../../directory/partnership.ts';
import { states } from '../meeting.ts';
import { type Choice, Choices } from './FormFrame.tsx';
import { addressOf, type Listing, listingOf, sorts, withoutPage } from './listing.ts';
import { useWords } from './useWords.ts';

type Typed = Record<string, string>;
type Props = { typed: Typed; set: (name: string, value: string) => void };

/** What the list shows and in which order. Nothing moves before the button is pressed; then the address says it. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const router = useRouter();
  const [typed, setTyped] = useState<Typed>(() => ({ ...withoutPage(listing) }));
  // On a phone the filters would push the list off the screen; one that is in force is always shown.
  const choices = useChoices();
  const [isOpen] = useState(() => Object.keys(listing).length > 0 || matchMedia('(min-width: 48rem)').matches);
  const set = (name: string, value: string) => setTyped((before) => ({ ...before, [name]: value }));
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
            label={t('meetings.list.words')}
            value={typed['q'] ?? ''}
            onChange={(event) => set('q', event.target.value)}
            maxLength={200}
          />
          <Choices at="filter" choices={choices} values={typed} set={set} />
          <PlaceField
            id="filter-place"
            label={t('meetings.form.place')}
            value={typed['place'] ?? null}
            set={(key) => set('place', key ?? '')}
          />
          <Period typed={typed} set={set} />
          <Buttons isFiltered={Object.keys(listing).length > 0} />
        </form>
      </details>
    </search>
  );
}

/** Each filter of one choice, with what can be chosen. */
function useChoices(): Choice<string>[] {
  const { t, locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const any = { value: '', label: t('meetings.list.any') };
  return [
    {
      name: 'partnership',
      label: t('meetings.form.partnership'),
      options: [any, ...partnerships.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) }))],
    },
    {
      name: 'state',
      label: t('meetings.life.title'),
      options: [any, ...states.map((value) => ({ value, label: t(`meetings.state.${value}`) }))],
    },
    {
      name: 'field',
      label: t('meetings.list.field'),
      options: [any, ...cooperationFields.map((value) => ({ value, label: t(`meetings.field.${value}`) }))],
    },
    {
      name: 'sort',
      label: t('action.sort'),
      options: [
        { value: '', label: t('meetings.sort.usual') },
        ...sorts.map((value) => ({ value, label: t(`meetings.sort.${value}`) })),
      ],
    },
  ];
}

function Buttons({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords();
  return (
    <div className="row">
      <Button type="submit">{t('meetings.list.show')}</Button>
      {isFiltered && <LinkButton href="/app/meetings">{t('action.clear')}</LinkButton>}
    </div>
  );
}

function Period({ typed, set }: Props) {
  const { t } = useWords();
  return (['from', 'until'] as const).map((name) => (
    <TextField
      key={name}
      id={`filter-${name}`}
      type="date"
      label={t(`meetings.list.${name}`)}
      value={typed[name] ?? ''}
      onChange={(event) => set(name, event.target.value)}
    />
  ));
}
