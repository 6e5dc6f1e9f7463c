import { useQuery } from '@tanstack/react-query';
import { strengthKeys, statusKeys } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { kinds } from './choices.ts';
import { conditions, directions, type Listing, path, sorts } from './listing.ts';
import { useWords } from './useWords.ts';

/** What the list shows and in which order. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const choices = useChoices().map(({ name, options }) => ({ name, label: t(`accords.ui.list.by.${name}`), options }));
  const orders = sorts.map((value) => ({ value, label: t(`accords.ui.sort.${value}`) }));
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('accords.ui.list.words')}
      choices={choices}
      sorts={[{ value: '', label: t('accords.ui.sort.usual') }, ...orders]}
    />
  );
}

/** Each filter of one choice, with what can be chosen. */
function useChoices() {
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
