import { type FormEvent, useMemo } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type Document, documentsApi } from './client.ts';
import type { ClaimWords } from './useClaimWords.ts';

const emptyIsNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const isDate = (text: string): boolean => text.trim() === '' || whyNotEdtf(text.trim()) === null;

const startOf = ({ title, titles, publisher, address, publishedOn }: Document) => ({
  title,
  publisher: publisher ?? '',
  address: address ?? '',
  publishedOn: publishedOn ?? '',
  titles: titles ?? {},
});
type Values = ReturnType<typeof startOf>;

/** What was typed over what is said about a source, and sending it at the version that was seen. */
function useCorrecting(document: Document) {
  const start = useMemo(() => startOf(document), [document]);
  const draft = useDraft(`document.${document.id}.${document.version}`, start);
  const sending = useSend(documentsApi.changeDocument.call, draft.clear);
  const { values } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDate(values.publishedOn)) return;
    sending.send({
      id: document.id,
      version: document.version,
      title: values.title.trim(),
      publisher: emptyIsNull(values.publisher),
      address: emptyIsNull(values.address),
      publishedOn: emptyIsNull(values.publishedOn),
      titles: readLocalised(values.titles),
    });
  };
  return { ...draft, ...sending, submit };
}

/** What is said about a source, for correction: its title, versions of it in other languages, where it comes from. */
export function CorrectForm({ document, words: { t } }: { document: Document; words: ClaimWords }) {
  const { values, set, wasKept, submit, isSending, error } = useCorrecting(document);
  return (
    <form className="stack" onSubmit={submit}>
      {wasKept && <p className="hint">{t('web.draft_kept')}</p>}
      <Lines {...{ values, set, error, t }} />
      <LocalisedTextField
        id="correct-titles"
        label={t('documents.ui.change.titles')}
        value={values.titles}
        set={(titles) => set({ titles })}
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

type LinesProps = {
  values: Values;
  set: (changed: Partial<Values>) => void;
  error: Error | null;
  t: ClaimWords['t'];
};

function Lines({ values, set, error, t }: LinesProps) {
  return (
    <div className="fgrid">
      {(['title', 'publisher', 'address'] as const).map((name) => (
        <TextField
          key={name}
          id={`correct-${name}`}
          label={t(`documents.ui.field.${name}`)}
          error={faultAt(error, `/${name}`)}
          maxLength={name === 'address' ? 2000 : 300}
          value={values[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      ))}
      <TextField
        id="correct-published"
        label={t('documents.ui.field.published')}
        hint={t('documents.ui.hint.date')}
        error={isDate(values.publishedOn) ? undefined : t('problem.field.custom')}
        value={values.publishedOn}
        onChange={({ target }) => set({ publishedOn: target.value })}
      />
    </div>
  );
}
