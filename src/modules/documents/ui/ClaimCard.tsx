import { type RefObject, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { Badge, Button, LinkButton, Note, Quote } from '../../../design/index.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { ClaimFields } from './ClaimFields.tsx';
import type { Claim, Document } from './client.ts';
import { StateChip } from './ClaimRow.tsx';
import { Disagreements } from './Disagreements.tsx';
import { type Choices, entryFor } from './entry.ts';
import { filledOf, readFilled } from './fields.ts';
import { LedgerFields } from './LedgerFields.tsx';
import type { Partnership } from './partnership.ts';
import type { ClaimWords } from './useClaimWords.ts';
import type { Deciding } from './useDeciding.ts';

export type CardHandle = { accept: () => void; edit: () => void };
export type CardProps = {
  claim: Claim;
  number: number;
  /** Claims that give another number for the same measure. */
  others: readonly Claim[];
  numberOf: ReadonlyMap<string, number>;
  document: Document;
  partnership: Partnership | undefined;
  words: ClaimWords;
  deciding: Deciding;
  next: () => void;
  handle: RefObject<CardHandle | null>;
};

const noChoices: Choices = { giver: '', receiver: '', of: '' };

/** What was typed over a claim, and what accepting it would enter. */
function useCard({ claim, document, partnership, words, deciding }: CardProps) {
  const { kind, value } = claim;
  const start = useMemo(() => ({ filled: filledOf(kind, value), choices: noChoices }), [kind, value]);
  const draft = useDraft(`claim.${claim.id}.${claim.version}`, start);
  const { filled, choices } = draft.values;
  const isDirty = Object.entries(start.filled).some(([name, text]) => (filled[name] ?? '') !== text);
  const read = isDirty ? readFilled(kind, value, filled) : { value };
  const stated = 'value' in read ? read.value : value;
  const around = partnership && words.measures && { document, ...partnership, measures: words.measures };
  const entry = around && entryFor({ ...claim, value: stated }, around, choices);
  const [isRefused, refuse] = useState(false);
  const accept = () => {
    if ('faults' in read) refuse(true);
    else if (entry) deciding.accept({ claim, value: isDirty ? read.value : null, entry, forget: draft.clear });
  };
  const faults: ReadonlySet<string> = 'faults' in read ? read.faults : new Set();
  return { draft, filled, choices, isDirty, faults, entry, accept, isRefused };
}

/** The claim under review: its quote, what it says, what it would enter, and what to do with it. */
export function ClaimCard(props: CardProps) {
  const { claim, number, words, others, numberOf, deciding, handle } = props;
  const mayWrite = useMay('documents.write');
  const card = useCard(props);
  const box = useRef<HTMLLIElement>(null);
  const edit = () => box.current?.querySelector<HTMLElement>('.fgrid input, .fgrid select')?.focus();
  useImperativeHandle(handle, () => ({ accept: card.accept, edit }));
  const isDraft = claim.state === 'draft';
  const { quote, quoteOffset, sentence, language } = claim;
  return (
    <li className="cl cur stack" aria-current="true" id={`claim-${claim.id}`} ref={box}>
      <div className="cl-head">
        <span className="idx">{number}</span>
        <h3 tabIndex={-1}>{words.title(claim)}</h3>
        <Badge>{words.t(`documents.ui.kind.${claim.kind}`)}</Badge>
        {claim.page !== null && <Badge tone="line">{words.t('documents.ui.page', { page: claim.page })}</Badge>}
      </div>
      <Quote text={sentence} lang={language} marks={[{ start: quoteOffset, end: quoteOffset + quote.length }]} />
      {others.length > 0 && <Disagreements {...{ claim, others, numberOf, words }} />}
      <CardFields {...props} card={card} isOpen={isDraft && mayWrite} />
      <ErrorNote error={deciding.error} typed={card.isDirty} />
      {isDraft ? <Buttons {...props} card={card} edit={edit} mayWrite={mayWrite} /> : <DecidedNote {...props} />}
    </li>
  );
}

type FieldsProps = CardProps & { card: ReturnType<typeof useCard>; isOpen: boolean };

function CardFields({ claim, words, partnership, card, isOpen }: FieldsProps) {
  const { draft, filled, choices, faults, entry, isRefused } = card;
  const { t } = words;
  return (
    <>
      {draft.wasKept && isOpen && <p className="hint">{t('web.draft_kept')}</p>}
      <ClaimFields
        kind={claim.kind}
        readOnly={!isOpen}
        set={(changed) => draft.set({ filled: { ...filled, ...changed } })}
        {...{ filled, faults, words }}
      />
      {claim.state === 'draft' && entry && partnership && (
        <LedgerFields
          set={(changed) => draft.set({ choices: { ...choices, ...changed } })}
          {...{ entry, choices, partnership, words }}
        />
      )}
      {isRefused && faults.size > 0 && <Note tone="stop">{t('documents.ui.claim.faults')}</Note>}
    </>
  );
}

type ButtonsProps = CardProps & { card: ReturnType<typeof useCard>; edit: () => void; mayWrite: boolean };

function Buttons({ claim, words: { t }, deciding, next, card, edit, mayWrite }: ButtonsProps) {
  return (
    <div className="row">
      {mayWrite && (
        <>
          <Button tone="primary" shortcut="a" onClick={card.accept} unavailable={deciding.isBusy || !card.entry}>
            {t(card.isDirty ? 'documents.ui.accept_changed' : 'action.accept')}
          </Button>
          {claim.kind === 'instrument' && (
            <LinkButton href={`/app/instruments/enter?document=${claim.document}&claim=${claim.id}`}>
              {t('documents.ui.entry.instrument')}
            </LinkButton>
          )}
          <Button shortcut="e" onClick={edit}>
            {t('action.edit')}
          </Button>
          <Button tone="danger" shortcut="r" onClick={() => deciding.reject(claim)} unavailable={deciding.isBusy}>
            {t('action.reject')}
          </Button>
          {card.isDirty && <Button onClick={card.draft.clear}>{t('documents.ui.as_read')}</Button>}
        </>
      )}
      <NextButton t={t} next={next} />
    </div>
  );
}

const NextButton = ({ t, next }: { t: Translator; next: () => void }) => (
  <span className="push">
    <Button shortcut="j" onClick={next}>
      {t('action.next')}
    </Button>
  </span>
);

/** Who decided and when, and the way back. */
function DecidedNote({ claim, words: { t, formats }, deciding, next }: CardProps) {
  const { person } = useSession();
  const mayWrite = useMay('documents.write');
  const { decidedAt, decidedBy, visibility } = claim;
  const when = decidedAt === null ? '' : formats.moment(new Date(decidedAt), 'Asia/Almaty');
  return (
    <>
      <p className="row small">
        <StateChip claim={claim} t={t} />
        <span className="quiet">
          {t(decidedBy === person ? 'documents.ui.decided.by_me' : 'documents.ui.decided.by_colleague', { when })}
        </span>
        {visibility !== 'own_side' && <Badge tone="leaf">{t(`accords.ui.visibility.${visibility}`)}</Badge>}
      </p>
      <div className="row">
        {mayWrite && (
          <Button onClick={() => deciding.takeBack(claim)} unavailable={deciding.isBusy}>
            {t('documents.ui.take_back')}
          </Button>
        )}
        <NextButton t={t} next={next} />
      </div>
    </>
  );
}
