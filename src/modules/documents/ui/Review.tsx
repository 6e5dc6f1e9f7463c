import './review.css';
import { lazy, type RefObject, useRef } from 'react';
import { Button, Toast } from '../../../design/index.ts';
import { useMay } from '../../../web/kit/session.ts';
import { WhenNear } from '../../../web/kit/WhenNear.tsx';
import { type CardHandle, ClaimCard } from './ClaimCard.tsx';
import { ClaimList } from './ClaimList.tsx';
import type { Claim, Document } from './client.ts';
import { KeysDialog } from './KeysDialog.tsx';
import { NewClaim } from './NewClaim.tsx';
import { type Partnership, usePartnership } from './partnership.ts';
import { ReviewHead } from './ReviewHead.tsx';
import { SourcePane } from './SourcePane.tsx';
import { type ClaimWords, useClaimWords } from './useClaimWords.ts';
import { useKeys } from './useKeys.ts';
import { type ReviewState, useReview } from './useReview.ts';

/** What happened to the document stands below what people review, and comes after it. */
const DocumentRecord = lazy(async () => ({ default: (await import('./DocumentRecord.tsx')).DocumentRecord }));

/** The keys of the review. */
type Keyed = {
  review: ReviewState;
  handle: RefObject<CardHandle | null>;
  search: RefObject<HTMLInputElement | null>;
  mayWrite: boolean;
};
function useReviewKeys({ review, handle, search, mayWrite }: Keyed) {
  const { deciding, current } = review;
  useKeys({
    a: () => mayWrite && current?.state === 'draft' && handle.current?.accept(),
    e: () => handle.current?.edit(),
    r: () => mayWrite && current?.state === 'draft' && deciding.reject(current),
    j: () => review.step(1),
    k: () => review.step(-1),
    u: () => mayWrite && review.undo(),
    n: () => mayWrite && review.startMaking(),
    '/': () => search.current?.focus(),
    '?': () => review.showKeys(true),
  });
}

/** Nothing enters the ledger before a person has looked at the words it rests on. */
export function Review({ document }: { document: Document }) {
  const words = useClaimWords();
  const partnership = usePartnership(document.partnership);
  const review = useReview(document);
  const handle = useRef<CardHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  // An accepted claim is entered at once, and taken back it leaves the ledger again.
  const mayWrite = [useMay('documents.write'), useMay('accords.write'), useMay('instruments.write')].every(Boolean);
  useReviewKeys({ review, handle, search, mayWrite });
  return (
    <>
      <ReviewHead savedAt={review.deciding.savedAt} {...{ document, partnership, words }} />
      <Tools {...{ review, search, words, mayWrite }} />
      <div className="review" data-show={review.pane}>
        <SourcePane
          claims={document.claims}
          current={review.current?.id ?? null}
          sought={review.sought}
          choose={review.choose}
          page={review.page}
          numberOf={review.numberOf}
          document={document}
        />
        <Claims {...{ document, partnership, review, words, handle }} />
      </div>
      <WhenNear>
        <DocumentRecord document={document} words={words} />
      </WhenNear>
      <UndoBar review={review} words={words} />
      {review.areKeysShown && <KeysDialog close={() => review.showKeys(false)} />}
    </>
  );
}

type ClaimsProps = Parts & {
  document: Document;
  partnership: Partnership | undefined;
  handle: RefObject<CardHandle | null>;
};

function Claims({ document, partnership, review, words, handle }: ClaimsProps) {
  const { deciding, current, numberOf, warned, list } = review;
  const card = (claim: Claim) => (
    <ClaimCard
      key={`${claim.id} ${claim.version}`}
      number={numberOf.get(claim.id) ?? 0}
      others={document.claims.filter(({ id }) => warned.get(claim.id)?.includes(id))}
      next={() => review.step(1)}
      {...{ claim, numberOf, document, partnership, words, deciding, handle }}
    />
  );
  const making = review.isMaking && (
    <NewClaim close={review.stopMaking} made={review.made} chosen={review.chosen} {...{ document, words }} />
  );
  return (
    <ClaimList
      claims={document.claims}
      current={current?.id ?? null}
      choose={review.choose}
      {...{ ...list, warned, numberOf, words, card, making }}
    />
  );
}

type Parts = { review: ReviewState; words: ClaimWords };

/** Above both sides: search in the page, make a claim, the keys; on a phone, which side is shown. */
function Tools({ review, words: { t }, search, mayWrite }: Parts & Pick<Keyed, 'search' | 'mayWrite'>) {
  return (
    <div className="row review-tools">
      <search className="row">
        <input
          ref={search}
          type="search"
          aria-label={t('documents.ui.search')}
          placeholder={t('documents.ui.search')}
          value={review.sought}
          onChange={(event) => review.seek(event.target.value)}
          onKeyDown={(event) =>
            event.key === 'Enter' ? review.nextHit() : event.key === 'Escape' && event.currentTarget.blur()
          }
        />
        <output className="quiet small">
          {review.sought.trim().length > 1 && t('documents.ui.hits', { count: review.hits })}
        </output>
      </search>
      {mayWrite && (
        <Button shortcut="n" onClick={review.startMaking}>
          {t(review.chosen ? 'documents.ui.new.from_selection' : 'documents.ui.new.open')}
        </Button>
      )}
      <Button shortcut="?" onClick={() => review.showKeys(true)}>
        {t('documents.ui.keys.title')}
      </Button>
      <fieldset className="panes" aria-label={t('documents.ui.panes')}>
        {(['claims', 'source'] as const).map((pane) => (
          <Button key={pane} aria-pressed={review.pane === pane} onClick={() => review.show(pane)}>
            {t(`documents.ui.${pane}`)}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

function UndoBar({ review: { lastDecided, undo, numberOf }, words: { t } }: Parts) {
  const message = lastDecided
    ? t(`documents.ui.done.${lastDecided.as}`, { number: numberOf.get(lastDecided.claim) ?? 0 })
    : null;
  return <Toast message={message} undo={{ label: t('action.undo'), onUndo: undo }} />;
}
