import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Button, Note, SelectField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ClaimChoice } from './ClaimChoice.tsx';
import { accordsApi } from './client.ts';
import { commitmentOf, emptyDraft } from './commitmentDraft.ts';
import { LineFields, PartyFields, WhatFields } from './CommitmentFields.tsx';
import { TermFields } from './TermFields.tsx';
import { useWords } from './useWords.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** /app/commitments/new: a commitment by hand, of the partnership, meeting or instrument in the address. */
export function NewCommitmentPage() {
  const { t, locale } = useWords();
  const router = useRouter();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const ours = partnerships.filter(({ ownSide }) => ownSide !== null);
  const slug = textOf(search['partnership']);
  const go = (to: string) => router.history.push(to);
  return (
    <>
      <PageHead
        title={t('accords.ui.entry.new')}
        lead={t('accords.ui.entry.lead')}
        crumbs={[{ href: '/app/commitments', label: t('web.nav.commitments') }]}
      />
      <SelectField
        id="commitment-partnership"
        label={t('accords.ui.list.by.partnership')}
        value={slug}
        onChange={({ target }) => go(`/app/commitments/new?partnership=${encodeURIComponent(target.value)}`)}
        options={[
          { value: '', label: t('accords.ui.form.choose') },
          ...ours.map((each) => ({ value: each.slug, label: nameIn(locale, each.names) })),
        ]}
      />
      {slug !== '' && (
        <NewCommitment
          key={slug}
          slug={slug}
          meeting={textOf(search['meeting'])}
          instrument={textOf(search['instrument'])}
          done={(id) => go(`/app/commitments/${id}`)}
        />
      )}
    </>
  );
}

type NewProps = { slug: string; meeting: string; instrument: string; done: (id: string) => void };

export function NewCommitment({ slug, meeting, instrument, done }: NewProps) {
  const { t } = useWords();
  const draft = useDraft(`commitment.${slug}`, emptyDraft);
  const { send, isSending, error } = useSend(accordsApi.recordCommitment.call, ({ id }) => {
    draft.clear();
    done(id);
  });
  const { claim } = draft.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ground = { ...(meeting !== '' && { meeting }), ...(instrument !== '' && { instrument }) };
    const claims = claim === '' ? [] : [claim];
    send({ partnership: slug, commitment: commitmentOf(draft.values), claims, ...ground });
  };
  const fields = { values: draft.values, set: draft.set, error, at: '/commitment' } as const;
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('accords.ui.entry.new')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <WhatFields {...fields} isNew />
      <PartyFields {...fields} slug={slug} />
      <TermFields {...fields} />
      <LineFields {...fields} slug={slug} />
      {meeting === '' && instrument === '' && (
        <ClaimChoice slug={slug} value={claim} choose={(chosen) => draft.set({ claim: chosen })} />
      )}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
      </div>
    </form>
  );
}
