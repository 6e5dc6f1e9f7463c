import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { instrumentsApi } from './client.ts';
import { InstrumentFields } from './InstrumentFields.tsx';
import { askedBy, typedOf } from './typed.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** /app/instruments/{id}/edit: what it is. Where it stands is told by steps alone. */
export function EditPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(instrumentsApi.instrument.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(instrument) => <EditView key={id} instrument={instrument} reload={() => void query.refetch()} />}
    </Loaded>
  );
}

function EditView({ instrument, reload }: ViewProps) {
  const { t, text } = useWords();
  const may = useMay('instruments.write') && instrument.isOwn;
  const title = text(instrument.title).text;
  const crumbs = [
    { href: '/app/instruments', label: t('web.nav.instruments') },
    { href: `/app/instruments/${instrument.id}`, label: title },
  ];
  return (
    <>
      <PageHead title={t('action.edit')} lead={title} crumbs={crumbs} />
      {may ? (
        <EditForm instrument={instrument} reload={reload} />
      ) : (
        <Note tone="warn">{t('instruments.ui.officers_only')}</Note>
      )}
    </>
  );
}

function EditForm({ instrument, reload }: ViewProps) {
  const { t, locale } = useWords();
  const router = useRouter();
  const { id, version, partnership } = instrument;
  const [kept] = useState(() => typedOf(instrument, locale));
  const draft = useDraft(`instrument.${id}.${version}`, kept);
  const { send, isSending, error } = useSend(instrumentsApi.changeInstrument.call, () => {
    draft.clear();
    router.history.push(`/app/instruments/${id}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, change: askedBy(draft.values, locale) });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('action.edit')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <InstrumentFields values={draft.values} set={draft.set} partnership={partnership.slug} error={error} self={id} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <LinkButton href={`/app/instruments/${id}`}>{t('action.close')}</LinkButton>
      </div>
    </form>
  );
}
