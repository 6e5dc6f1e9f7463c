import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, LinkButton, Note, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from './client.ts';
import { NameFields } from './NameFields.tsx';
import { type NamesTyped, namesOf, noNames, slugOf, type SideTyped, textsOf } from './names.ts';
import { SideFields } from './SideFields.tsx';

const emptySide = (organisations: string[] = []): SideTyped => ({ names: noNames, organisations });
const startOf = (organisation: string) => ({
  names: noNames,
  summary: noNames,
  slug: '',
  visibility: 'partnership' as 'partnership' | 'public',
  sides: [emptySide([organisation]), emptySide()],
});
export type PartnershipTyped = ReturnType<typeof startOf>;

/** /app/partnerships/new: a coordinator opens a partnership and seats its organisations. */
export function OpenPage() {
  const { t } = useLanguage();
  const may = useMay('directory.write');
  const crumbs = [{ href: '/app/partnerships', label: t('web.nav.partnerships') }];
  return (
    <>
      <PageHead title={t('directory.ui.open.title')} lead={t('directory.ui.open.lead')} crumbs={crumbs} />
      {may ? <OpenForm /> : <Note tone="warn">{t('directory.ui.coordinators_only')}</Note>}
    </>
  );
}

/** What was typed, as the server takes it. */
const askedBy = (values: PartnershipTyped) => ({
  slug: values.slug || slugOf(values.names),
  names: namesOf(values.names),
  summary: textsOf(values.summary),
  visibility: values.visibility,
  sides: values.sides.map(({ names, organisations }) => ({ names: namesOf(names), organisations })),
});

function OpenForm() {
  const { t } = useLanguage();
  const { organisation } = useSession();
  const router = useRouter();
  const draft = useDraft('partnership', startOf(organisation));
  const { values, set } = draft;
  const { send, isSending, error } = useSend(directoryApi.openPartnership.call, ({ slug }) => {
    draft.clear();
    router.history.push(`/app/partnerships/${slug}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(askedBy(values));
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('directory.ui.open.title')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <Parts values={values} set={set} error={error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'directory.ui.open.title')}
        </Button>
        <Button onClick={draft.clear}>{t('action.clear')}</Button>
      </div>
    </form>
  );
}

function Parts({ values, set, error }: DescribeProps) {
  const { t } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <>
      <NameFields
        id="name"
        legend={t('directory.ui.name')}
        values={values.names}
        set={(names) => set({ names })}
        error={faultAt(error, '/names')}
      />
      <Describe values={values} set={set} error={error} />
      {values.sides.map((side, index) => (
        <SideFields
          // oxlint-disable-next-line react/no-array-index-key -- sides are only added at the end and have no name yet
          key={index}
          index={index}
          side={side}
          organisations={organisations}
          set={(changed) => set({ sides: values.sides.with(index, changed) })}
          error={faultAt(error, `/sides/${index}`)}
        />
      ))}
      <div className="row">
        <Button onClick={() => set({ sides: [...values.sides, emptySide()] })}>
          {t('directory.ui.open.add_side')}
        </Button>
        <LinkButton href="/app/organisations">{t('directory.ui.open.register_first')}</LinkButton>
      </div>
    </>
  );
}

type DescribeProps = {
  values: PartnershipTyped;
  set: (changed: Partial<PartnershipTyped>) => void;
  error: Error | null;
};

function Describe({ values, set, error }: DescribeProps) {
  const { t, locale } = useLanguage();
  const suggested = slugOf(values.names);
  const visibilities = ['partnership', 'public'] as const;
  return (
    <>
      <TextArea
        id="summary"
        label={t('directory.ui.summary')}
        hint={t('directory.ui.summary_hint')}
        error={faultAt(error, '/summary')}
        required
        maxLength={500}
        value={values.summary[locale]}
        onChange={(event) => set({ summary: { ...values.summary, [locale]: event.target.value } satisfies NamesTyped })}
      />
      <TextField
        id="slug"
        label={t('directory.ui.slug')}
        hint={t('directory.ui.slug_hint')}
        error={faultAt(error, '/slug')}
        placeholder={suggested}
        required={suggested === ''}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        maxLength={80}
        value={values.slug}
        onChange={(event) => set({ slug: event.target.value })}
      />
      <SelectField
        id="visibility"
        label={t('directory.ui.visibility')}
        hint={t('directory.ui.visibility_hint')}
        value={values.visibility}
        onChange={(event) => set({ visibility: event.target.value as (typeof visibilities)[number] })}
        options={visibilities.map((value) => ({ value, label: t(`directory.ui.visibility.${value}`) }))}
      />
    </>
  );
}
