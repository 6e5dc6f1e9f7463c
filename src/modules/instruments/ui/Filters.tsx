import { useQuery } from '@tanstack/react-query';
import { TextField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { bindings, instrumentKinds, instrumentStates } from '../instrument.ts';
import { type Listing, path, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

/** What the list shows and in which order. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const choices = useChoices().map(({ name, options }) => ({ name, label: t(`instruments.ui.by.${name}`), options }));
  const orders = sorts.map((value) => ({ value, label: t(`instruments.ui.sort.${value}`) }));
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('instruments.ui.by.q')}
      choices={choices}
      sorts={[{ value: '', label: t('instruments.ui.sort.usual') }, ...orders]}
      renderMore={(typed, set) => (
        <TextField
          id="filter-period"
          label={t('instruments.ui.by.period')}
          placeholder="2019/2024"
          value={typed['period'] ?? ''}
          onChange={(event) => set('period', event.target.value)}
          maxLength={40}
        />
      )}
    />
  );
}

/** Each filter of one choice, with what can be chosen. */
function useChoices() {
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
