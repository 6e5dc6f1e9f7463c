import type { FormEvent, ReactNode } from 'react';
import { Button, Note, TextArea } from '../../../design/index.ts';
import type { Call } from '../../../platform/client.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { useWords } from './useWords.ts';

type Props<Input> = {
  /** Which form of which record: also the name of what is kept while it is typed. */
  name: string;
  label: string;
  hint?: string;
  submitLabel: string;
  /** The field of the request that holds the text. */
  field?: string;
  most?: number;
  call: (input: Input, options: { context: Call }) => Promise<unknown>;
  /** The whole request, with the text in the reader's language. */
  inputOf: (text: LocalisedText) => Input;
  close: () => void;
  /** Further fields, which may be at fault. */
  children?: (error: Error | null) => ReactNode;
};
const empty = { text: '' };

/** A text with what belongs to it: reasons, an answer. What was typed is kept until it was sent. */
export function ReasonsForm<Input>(props: Props<Input>) {
  const { name, label, hint, submitLabel, field = '/reasons', most = 500, call, inputOf, close, children } = props;
  const { t, locale } = useWords();
  const draft = useDraft(name, empty);
  const { send, isSending, error } = useSend(call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(inputOf({ [locale]: { text: draft.values.text, by: 'person' } }));
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={submitLabel}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      {children?.(error)}
      <TextArea
        id={`${name}-text`}
        label={label}
        {...(hint !== undefined && { hint })}
        error={faultAt(error, field)}
        required
        maxLength={most}
        value={draft.values.text}
        onChange={(event) => draft.set({ text: event.target.value })}
      />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {isSending ? t('phrase.saving') : submitLabel}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
