import { type FormEvent, useState } from 'react';
import { Button, LocalisedTextView, Note, TextField } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { instrumentsApi } from './client.ts';
import type { ViewProps } from './types.ts';
import { useWords } from './useWords.ts';

/** The articles, as the text counts them. */
export function Articles({ instrument, reload }: ViewProps) {
  const { t } = useWords();
  const localised = useLocalised();
  const mayWrite = useMay('instruments.write') && instrument.isOwn;
  const [isOpen, open] = useState(false);
  const { articles } = instrument;
  if (articles.length === 0 && !mayWrite) return null;
  return (
    <section className="stack">
      <h2>{t('instruments.ui.articles')}</h2>
      {articles.length === 0 && <p className="quiet">{t('instruments.ui.article.none')}</p>}
      {!isOpen &&
        articles.map(({ id, number, title, wording }) => (
          <article key={id} id={`article-${id}`} className="stack-s">
            <h3>{t('instruments.ui.article.number', { number })}</h3>
            {title && <LocalisedTextView as="b" text={title} {...localised} />}
            {wording && <LocalisedTextView text={wording} {...localised} />}
          </article>
        ))}
      {mayWrite && !isOpen && (
        <p>
          <Button onClick={() => open(true)}>{t('instruments.ui.article.write')}</Button>
        </p>
      )}
      {isOpen && <ArticlesForm {...{ instrument, reload }} close={() => open(false)} />}
    </section>
  );
}

type Typed = { number: string; title: LocalisedText; wording: LocalisedText };

/** The articles being typed, one of them changed, added or taken out. */
function useArticles(instrument: ViewProps['instrument']) {
  const [kept] = useState<{ articles: Typed[] }>(() => ({
    articles: instrument.articles.map(({ number, title, wording }) => ({
      number,
      title: title ?? {},
      wording: wording ?? {},
    })),
  }));
  const draft = useDraft(`instrument.${instrument.id}.${instrument.version}.articles`, kept);
  const { articles } = draft.values;
  const asked = () =>
    articles.map(({ number, title, wording }) => ({
      number,
      title: readLocalised(title),
      wording: readLocalised(wording),
    }));
  return {
    draft,
    articles,
    asked,
    change: (at: number, changed: Partial<Typed>) =>
      draft.set({ articles: articles.map((each, index) => (index === at ? { ...each, ...changed } : each)) }),
    remove: (at: number) => draft.set({ articles: articles.toSpliced(at, 1) }),
    add: () => draft.set({ articles: [...articles, { number: String(articles.length + 1), title: {}, wording: {} }] }),
  };
}

function ArticlesForm({ instrument, reload, close }: ViewProps & { close: () => void }) {
  const { t } = useWords();
  const { draft, articles, asked, change, remove, add } = useArticles(instrument);
  const { send, isSending, error } = useSend(instrumentsApi.setArticles.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id: instrument.id, version: instrument.version, articles: asked() });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('instruments.ui.article.write')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      {articles.map((article, at) => (
        <ArticleFields
          // oxlint-disable-next-line react/no-array-index-key -- what is being typed has no id yet
          key={at}
          {...{ at, article, error }}
          set={(changed) => change(at, changed)}
          remove={() => remove(at)}
        />
      ))}
      <div className="row">
        <Button onClick={add}>{t('instruments.ui.article.add')}</Button>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.close')}</Button>
      </div>
    </form>
  );
}

type FieldsProps = {
  at: number;
  article: Typed;
  set: (changed: Partial<Typed>) => void;
  remove: () => void;
  error: Error | null;
};

function ArticleFields({ at, article, set, remove, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <fieldset className="card stack">
      <legend>{t('instruments.ui.article.number', { number: article.number })}</legend>
      <TextField
        id={`article-${at}-number`}
        label={t('instruments.ui.article.number_label')}
        error={faultAt(error, `/articles/${at}/number`)}
        required
        maxLength={40}
        value={article.number}
        onChange={({ target }) => set({ number: target.value })}
      />
      <LocalisedTextField
        id={`article-${at}-title`}
        label={t('instruments.ui.article.title')}
        isLine
        value={article.title}
        set={(title) => set({ title })}
      />
      <LocalisedTextField
        id={`article-${at}-wording`}
        label={t('instruments.ui.article.wording')}
        value={article.wording}
        set={(wording) => set({ wording })}
      />
      <p>
        <Button small onClick={remove}>
          {t('action.delete')}
        </Button>
      </p>
    </fieldset>
  );
}
