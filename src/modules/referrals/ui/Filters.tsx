import { FilterForm } from '../../../web/kit/FilterForm.tsx';
import { parties, priorities, stages } from '../referral.ts';
import { referralSorts } from '../list.ts';
import { type Listing, path } from './listing.ts';
import { useQuotas } from './useQuotas.ts';
import { useWords } from './useWords.ts';

/** What the list shows and in which order. */
export function Filters({ listing }: { listing: Listing }) {
  const { t } = useWords();
  const quotas = useQuotas().map(({ id, label }) => ({ value: id, label }));
  const choices = [
    { name: 'stage', options: stages.map((value) => ({ value, label: t(`referrals.stage.${value}`) })) },
    { name: 'as', options: parties.map((value) => ({ value, label: t(`referrals.as.${value}`) })) },
    { name: 'quota', options: quotas },
    { name: 'priority', options: priorities.map((value) => ({ value, label: t(`referrals.priority.${value}`) })) },
    { name: 'late', options: [{ value: 'yes', label: t('referrals.list.late') }] },
    { name: 'turn', options: [{ value: 'ours', label: t('referrals.list.ours') }] },
  ] as const;
  return (
    <FilterForm
      path={path}
      listing={listing}
      words={t('referrals.list.words')}
      choices={choices.map(({ name, options }) => ({ name, options, label: t(`referrals.list.by.${name}`) }))}
      sorts={[
        { value: '', label: t('referrals.sort.usual') },
        ...referralSorts.map((value) => ({ value, label: t(`referrals.sort.${value}`) })),
      ]}
    />
  );
}
