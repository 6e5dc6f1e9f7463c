import { type FormEvent, useState } from 'react';
import { Button, Quote, SelectField, TextField } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { type Draft, useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type ClaimBody, type ClaimKind, claimKinds } from '../value.ts';
import { ClaimFields } from './ClaimFields.tsx';
import { type Document, documentsApi } from './client.ts';
import { type Filled, readFilled } from './fields.ts';
import { type Chosen, chosenByWords } from './selection.ts';
import type { ClaimWords } from './useClaimWords.ts';

const blank: Readonly<Record<ClaimKind, Filled>> = {
  money: { comparator: 'eq' },
  count: { comparator: 'eq', role: 'result' },
  capacity: { comparator: 'eq' },
  date: { role: 'event' },
  period: { role: 'other' },
  instrument: { type: 'memorandum' },
  commitment: { strength: 'discussed' },
  delivery: { status: 'completed' },
};
const noFaults: ReadonlySet<string> = new Set();
const empty = { kind: 'count' as ClaimKind, words: '', filled: {} as Filled };
type Values = typeof empty;

/** What the chosen words suggest: themselves, and a number that stands in them. */
const suggested = (kind: ClaimKind, quote: string): Filled => {
  const number = /\d+(?:[\s\u00A0]\d{3})*(?:[.,]\d+)?/.exec(quote)?.[0] ?? '';
  return { ...blank[kind], what: quote.slice(0, 500), value: number, amount: number };
};

type Props = {
  document: Document;
  chosen: Chosen | null;
  words: ClaimWords;
  made: (claim: string) => void;
  close: () => void;
};

function useNewClaim({ document, chosen, made }: Props) {
  const draft = useDraft(`new-claim.${document.id}`, empty);
  const { kind, words } = draft.values;
  const place = chosen ?? chosenByWords(document.blocks, words);
  const filled = { ...suggested(kind, place?.quote ?? ''), ...draft.values.filled };
  const [faults, setFaults] = useState(noFaults);
  const sending = useSend(documentsApi.addClaim.call, ({ id }) => {
    draft.clear();
    made(id);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readFilled(kind, {}, filled);
    setFaults('faults' in read ? read.faults : noFaults);
    if (!place || 'faults' in read) return;
    const claim = { kind, value: read.value } as ClaimBody;
    sending.send({ document: document.id, start: place.start, end: place.end, claim });
  };
  return { draft, place, filled, faults, submit, ...sending };
}

/** A claim made by hand, from words that were selected in the page or typed here. */
export function NewClaim(props: Props) {
  const { document, chosen, words, close } = props;
  const { t } = words;
  const { draft, place, filled, faults, submit, error, isSending } = useNewClaim(props);
  const { kind } = draft.values;
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('documents.ui.new.title')}>
      <h3>{t('documents.ui.new.title')}</h3>
      {!chosen && <ChosenWords draft={draft} isFound={place !== null} words={words} />}
      {place && <Quote text={place.quote} lang={document.language} />}
      <SelectField
        id="new-kind"
        label={t('documents.ui.new.kind')}
        value={kind}
        onChange={(event) => draft.set({ kind: event.target.value as ClaimKind, filled: {} })}
        options={claimKinds.map((value) => ({ value, label: t(`documents.ui.kind.${value}`) }))}
      />
      <ClaimFields
        prefix="new"
        set={(changed) => draft.set({ filled: { ...draft.values.filled, ...changed } })}
        {...{ kind, filled, faults, words }}
      />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending || !place}>
          {t('documents.ui.new.make')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type ChosenProps = { draft: Draft<Values>; isFound: boolean; words: ClaimWords };

/** For whoever does not select with a pointer: the words themselves, typed or pasted. */
function ChosenWords({ draft, isFound, words: { t } }: ChosenProps) {
  const isMissing = draft.values.words.trim().length > 1 && !isFound;
  return (
    <TextField
      id="new-words"
      label={t('documents.ui.new.words')}
      hint={t(isMissing ? 'documents.ui.new.not_found' : 'documents.ui.new.words_hint')}
      value={draft.values.words}
      onChange={(event) => draft.set({ words: event.target.value })}
    />
  );
}
