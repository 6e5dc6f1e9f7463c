import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, LinkButton, Note } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { changedOf } from './changed.ts';
import { directoryApi } from './client.ts';
import { About, EditSides } from './PartnershipFields.tsx';
import { changeOf, partnershipTyped } from './partnershipTyped.ts';
import { SeatForm } from './SeatForm.tsx';
import type { Partnership } from './types.ts';
import { useHistoryWords } from './useHistoryWords.ts';

/** /app/partnerships/{slug}/edit: what a partnership is about, its sides and its history. Only its owner changes it. */
export function EditPartnershipPage() {
  const { slug = '' } = useParams({ strict: false });
  const query = useQuery(directoryApi.partnership.queryOptions({ input: { slug } }));
  return <Loaded query={query}>{(it) => <Editing key={slug} partnership={it} />}</Loaded>;
}

function Editing({ partnership: it }: { partnership: Partnership }) {
  const { t, locale } = useLanguage();
  const words = useHistoryWords();
  const may = useMay('directory.write') && it.isOwner;
  const { data } = useQuery(directoryApi.partnershipHistory.queryOptions({ input: { slug: it.slug } }));
  const name = nameIn(locale, it.names);
  return (
    <div className="stack-l">
      <PageHead
        title={t('directory.ui.edit_partnership')}
        lead={name}
        crumbs={[
          { href: '/app/partnerships', label: t('web.nav.partnerships') },
          { href: `/app/partnerships/${it.slug}`, label: name },
        ]}
      />
      {may ? (
        <>
          <EditForm partnership={it} />
          <SeatForm partnership={it} />
        </>
      ) : (
        <Note>{t('directory.ui.owner_only')}</Note>
      )}
      {data && <History events={data.events} organisations={data.organisations} words={words} />}
    </div>
  );
}

function EditForm({ partnership: it }: { partnership: Partnership }) {
  const { t } = useLanguage();
  const router = useRouter();
  const home = `/app/partnerships/${it.slug}`;
  const typed = partnershipTyped(it);
  const draft = useDraft(`partnership.${it.id}`, { ...typed, began: changeOf(typed, it) });
  const { send, isSending, error } = useSend(directoryApi.changePartnership.call, () => {
    draft.clear();
    router.history.push(home);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ slug: it.slug, version: it.version, change: changedOf(draft.values.began, changeOf(draft.values, it)) });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('directory.ui.edit_partnership')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <About values={draft.values} set={draft.set} error={error} wasPublic={it.visibility === 'public'} />
      <EditSides sides={draft.values.sides} set={(sides) => draft.set({ sides })} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <LinkButton href={home}>{t('action.cancel')}</LinkButton>
      </div>
    </form>
  );
}
