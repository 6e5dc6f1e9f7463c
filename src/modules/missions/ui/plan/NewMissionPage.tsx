import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { SelectField, TextField } from '../../../../design/index.ts';
import { nameIn, textIn } from '../../../../platform/i18n/shown.ts';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { textOf } from '../../../../web/kit/listing.ts';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { directoryApi } from '../../../directory/ui/client.ts';
import { usualKeepDays } from '../../mission.ts';
import { slugOf } from '../../plan.ts';
import { missionsApi } from '../client.ts';
import { DescribeFields, describedBy, type Typed } from './Describe.tsx';
import { Frame } from './Frame.tsx';
import { useWords } from './useWords.ts';

type Values = Typed & { partnership: string; slug: string };

const emptyOf = (partnership: string): Values => ({
  title: {},
  languages: ['kk', 'ru'],
  visitors: [],
  commitment: '',
  keepDays: String(usualKeepDays),
  partnership,
  slug: '',
});

/** /app/missions/new: a mission begins, with the acting organisation as its host. */
export function NewMissionPage() {
  const { t, locale } = useWords();
  const router = useRouter();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = textOf(search['partnership']) ?? '';
  const empty = useMemo(() => emptyOf(asked), [asked]);
  const draft = useDraft<Values>('mission.new', empty);
  const { values, set } = draft;
  const proposed = slugOf(textIn(locale, values.title).text);
  const slug = values.slug === '' ? proposed : values.slug;
  const sending = useSend(missionsApi.recordMission.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/missions/${id}`);
  });
  const submit = () => sending.send({ partnership: values.partnership, slug, ...describedBy(values) });
  return (
    <>
      <PageHead
        title={t('missions.plan.new')}
        lead={t('missions.plan.new_lead')}
        crumbs={[{ href: '/app/missions', label: t('missions.plan.all') }]}
      />
      <Frame label={t('missions.plan.new')} {...{ sending, submit }} wasKept={draft.wasKept}>
        <Partnership value={values.partnership} set={(partnership) => set({ partnership, commitment: '' })} />
        <DescribeFields values={values} set={set} partnership={values.partnership} error={sending.error} />
        <Address slug={slug} set={(typed) => set({ slug: typed })} error={sending.error} />
      </Frame>
    </>
  );
}

/** Only partnerships with a side of ours can be chosen. */
function Partnership({ value, set }: { value: string; set: (slug: string) => void }) {
  const { t, locale } = useWords();
  const { data = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const ours = data.filter(({ ownSide }) => ownSide !== null);
  return (
    <SelectField
      id="mission-partnership"
      label={t('missions.plan.partnership')}
      required
      value={value}
      onChange={(event) => set(event.target.value)}
      options={[
        { value: '', label: t('missions.plan.choose') },
        ...ours.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
      ]}
    />
  );
}

/** Proposed from the title until another is typed. */
function Address({ slug, set, error }: { slug: string; set: (slug: string) => void; error: Error | null }) {
  const { t } = useWords();
  return (
    <TextField
      id="mission-slug"
      label={t('missions.plan.slug')}
      hint={t('missions.plan.slug_hint')}
      error={faultAt(error, '/slug')}
      required
      maxLength={80}
      pattern="[a-z0-9]+(-[a-z0-9]+)*"
      value={slug}
      onChange={(event) => set(event.target.value)}
    />
  );
}
