import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, useMemo } from 'react';
import { Button, LinkButton, Note, TextArea } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from './client.ts';
import { describedBy, draftOf } from './commitmentDraft.ts';
import { type FieldsProps, LineFields, PartyFields, WhatFields } from './CommitmentFields.tsx';
import { TermFields } from './TermFields.tsx';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** /app/commitments/{id}/change: what is known better now. What others have read of it stays in the log. */
export function ChangeCommitmentPage() {
  const { t, text } = useWords();
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(accordsApi.commitment.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(commitment) => (
        <>
          <PageHead
            title={t('accords.ui.change.open')}
            crumbs={[
              { href: '/app/commitments', label: t('web.nav.commitments') },
              { href: `/app/commitments/${id}`, label: text(commitment.title).text },
            ]}
          />
          <ChangeForm key={`${id} ${commitment.version}`} commitment={commitment} reload={() => void query.refetch()} />
        </>
      )}
    </Loaded>
  );
}

export function ChangeForm({ commitment, reload }: ViewProps) {
  const { t, locale } = useWords();
  const router = useRouter();
  const { id, version, visibility, partnership } = commitment;
  const before = useMemo(() => draftOf(commitment), [commitment]);
  const draft = useDraft(`commitment.${id}.${version}`, before);
  const { send, isSending, error } = useSend(accordsApi.changeCommitment.call, () => {
    draft.clear();
    router.history.push(`/app/commitments/${id}`);
  });
  const { reasons } = draft.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = reasons.trim() === '' ? {} : { reasons: { [locale]: { text: reasons, by: 'person' as const } } };
    send({ id, version, change: describedBy(draft.values), ...why });
  };
  const fields = { values: draft.values, set: draft.set, error, at: '/change' } as const;
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('accords.ui.change.open')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <WhatFields {...fields} isNew={false} />
      <PartyFields {...fields} slug={partnership.slug} />
      <TermFields {...fields} />
      <LineFields {...fields} slug={partnership.slug} own={id} />
      {visibility !== 'own_side' && <Why {...fields} />}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <LinkButton href={`/app/commitments/${id}`}>{t('action.cancel')}</LinkButton>
      </div>
    </form>
  );
}

/** Why something changes that others have seen: it goes into the log. */
function Why({ values, set, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <TextArea
      id="change-reasons"
      label={t('accords.ui.correction.why')}
      hint={t('accords.ui.change.reasons_hint')}
      error={faultAt(error, '/reasons')}
      maxLength={500}
      value={values.reasons}
      onChange={({ target }) => set({ reasons: target.value })}
    />
  );
}
