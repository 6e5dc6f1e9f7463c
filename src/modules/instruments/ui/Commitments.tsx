import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { CommitmentRow } from '../../accords/ui/CommitmentRow.tsx';
import { instrumentsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** What was promised under the instrument, as it stands. */
export function Commitments({ instrument }: Pick<ViewProps, 'instrument'>) {
  const { t } = useWords();
  const { id, articles } = instrument;
  const mayWrite = useMay('instruments.write');
  const { data } = useQuery(accordsApi.commitments.queryOptions({ input: { instrument: id, limit: 100 } }));
  const { send, isSending, error } = useSend(instrumentsApi.linkCommitment.call);
  const items = data?.items ?? [];
  return (
    <section className="stack">
      <h2>{t('instruments.ui.commitments')}</h2>
      <ErrorNote error={error} />
      {data && items.length === 0 && <p className="quiet">{t('instruments.ui.commitment.none')}</p>}
      {items.map((row) => (
        <div key={row.id} className="stack-s">
          <CommitmentRow row={row} organisations={data?.organisations ?? []} />
          <p className="row">
            {articles
              .filter((article) => article.id === row.article)
              .map(({ id: key, number }) => (
                <a key={key} href={`#article-${key}`}>
                  {t('instruments.ui.article.number', { number })}
                </a>
              ))}
            {mayWrite && row.isOwn && (
              <Button
                small
                unavailable={isSending}
                onClick={() => send({ id, commitment: row.id, version: row.version, isTied: false, article: null })}
              >
                {t('instruments.ui.commitment.untie')}
              </Button>
            )}
          </p>
        </div>
      ))}
      {mayWrite && instrument.isParty && <Tie instrument={instrument} tied={items.map((row) => row.id)} />}
    </section>
  );
}

function Tie({ instrument, tied }: Pick<ViewProps, 'instrument'> & { tied: readonly string[] }) {
  const { t, text } = useWords();
  const { id, partnership, articles } = instrument;
  const { data } = useQuery(
    accordsApi.commitments.queryOptions({ input: { partnership: partnership.slug, limit: 100 } }),
  );
  const [chosen, choose] = useState('');
  const [article, setArticle] = useState('');
  const { send, isSending, error } = useSend(instrumentsApi.linkCommitment.call, () => choose(''));
  const free = (data?.items ?? []).filter((row) => row.isOwn && row.instrument === null && !tied.includes(row.id));
  const row = free.find((each) => each.id === chosen);
  if (free.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (row)
      send({ id, commitment: row.id, version: row.version, isTied: true, article: article === '' ? null : article });
  };
  return (
    <form className="fgrid" onSubmit={submit} aria-label={t('instruments.ui.commitment.tie')}>
      <SelectField
        id="tie-commitment"
        label={t('instruments.ui.commitment.which')}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
        options={[
          { value: '', label: t('instruments.ui.choose') },
          ...free.map((each) => ({ value: each.id, label: text(each.title).text.slice(0, 100) })),
        ]}
      />
      {articles.length > 0 && <ArticleChoice {...{ articles, article }} set={setArticle} />}
      <Button type="submit" unavailable={isSending || !row}>
        {t('instruments.ui.commitment.tie')}
      </Button>
      <ErrorNote error={error} />
    </form>
  );
}

type ArticleProps = {
  articles: ViewProps['instrument']['articles'];
  article: string;
  set: (article: string) => void;
};

function ArticleChoice({ articles, article, set }: ArticleProps) {
  const { t } = useWords();
  return (
    <SelectField
      id="tie-article"
      label={t('instruments.ui.commitment.article')}
      value={article}
      onChange={({ target }) => set(target.value)}
      options={[
        { value: '', label: t('instruments.ui.commitment.no_article') },
        ...articles.map(({ id, number }) => ({ value: id, label: t('instruments.ui.article.number', { number }) })),
      ]}
    />
  );
}
