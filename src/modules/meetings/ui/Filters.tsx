import { useQuery } from '@tanstack/react-query';
import { TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { FilterForm, type SetTyped, type Typed } from '../../../web/kit/FilterForm.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { PlaceField } from '../../directory/ui/PlaceField.tsx';
import { cooperationFields } from '../../directory/partnership.ts';
import { states } from '../meeting.ts';
import { type Listing, path, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

/** What the list shows and in which order. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const orders = sorts.map((value) => ({ value, label: t(`meetings.sort.${value}`) }));
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('meetings.list.words')}
      choices={useChoices()}
      sorts={[{ value: '', label: t('meetings.sort.usual') }, ...orders]}
      renderMore={(typed, set) => <WhereAndWhen typed={typed} set={set} />}
    />
  );
}

/** Each filter of one choice, with what can be chosen. */
function useChoices() {
  const { t, locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  return [
    {
      name: 'partnership',
      label: t('meetings.form.partnership'),
      options: partnerships.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
    },
    {
      name: 'state',
      label: t('meetings.life.title'),
      options: states.map((value) => ({ value, label: t(`meetings.state.${value}`) })),
    },
    {
      name: 'field',
      label: t('meetings.list.field'),
      options: cooperationFields.map((value) => ({ value, label: t(`meetings.field.${value}`) })),
    },
  ];
}

function WhereAndWhen({ typed, set }: { typed: Typed; set: SetTyped }) {
  const { t } = useWords();
  return (
    <>
      <PlaceField
        id="filter-place"
        label={t('meetings.form.place')}
        value={typed['place'] ?? null}
        set={(key) => set('place', key ?? '')}
      />
      {(['from', 'until'] as const).map((name) => (
        <TextField
          key={name}
          id={`filter-${name}`}
          type="date"
          label={t(`meetings.list.${name}`)}
          value={typed[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      ))}
    </>
  );
}
