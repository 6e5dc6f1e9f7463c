import { type FormEvent, useMemo } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type Document, documentsApi } from './client.ts';
import type { ClaimWords } from './useClaimWords.ts';

const emptyIsNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is said about a source, for correction: its title, versions of it in other languages, where it comes from. */
export function CorrectForm({ document, words: { t } }: { document: Document; words: ClaimWords }) {
  const { id, version, title, titles, publisher, address, publishedOn } = document;
  const start = useMemo(
    () => ({
      title,
      publisher: publisher ?? '',
      address: address ?? '',
      publishedOn: publishedOn ?? '',
      titles: (titles ?? {}) as LocalisedText,
    }),
    [title, titles, publisher, address, publishedOn],
  );
  const { values, set, clear, wasKept } = useDraft(`document.${id}.${version}`, start);
  const { send, isSending, error } = useSend(documentsApi.changeDocument.call, clear);
  const isDateWrong = values.publishedOn.trim() !== '' && whyNotEdtf(values.publishedOn.trim()) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDateWrong) return;
    const said = {
      title: values.title.trim(),
      publisher: emptyIsNull(values.publisher),
      address: emptyIsNull(values.address),
      publishedOn: emptyIsNull(values.publishedOn),
    };
    send({ id, version, ...said, titles: readLocalised(values.titles) });
  };
  const line = (name: 'title' | 'publisher' | 'address') => (
    <TextField
      key={name}
      id={`correct-${name}`}
      label={t(`documents.ui.field.${name}`)}
      error={faultAt(error, `/${name}`)}
      maxLength={name === 'address' ? 2000 : 300}
      value={values[name]}
      onChange={({ target }) => set({ [name]: target.value })}
    />
  );
  return (
    <form className="stack" onSubmit={submit}>
      {wasKept && <p className="hint">{t('web.draft_kept')}</p>}
      <div className="fgrid">
        {(['title', 'publisher', 'address'] as const).map(line)}
        <TextField
          id="correct-published"
          label={t('documents.ui.field.published')}
          hint={t('documents.ui.hint.date')}
          error={isDateWrong ? t('problem.field.custom') : undefined}
          value={values.publishedOn}
          onChange={({ target }) => set({ publishedOn: target.value })}
        />
      </div>
      <LocalisedTextField
        id="correct-titles"
        label={t('documents.ui.change.titles')}
        value={values.titles}
        set={(changed) => set({ titles: changed })}
        isLine
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" unavailable={isSending}>
          {t('action.save')}
        </Button>
      </p>
    </form>
  );
}
