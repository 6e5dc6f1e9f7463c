import type { ReactNode } from 'react';
import type { Claim } from './client.ts';
import { ClaimRow } from './ClaimRow.tsx';
import type { ClaimWords } from './useClaimWords.ts';

export const filters = ['all', 'to_review', 'warned'] as const;
export type Filter = (typeof filters)[number];

/** The claims that a filter shows. */
export const shownBy = (filter: Filter, claims: readonly Claim[], warned: ReadonlyMap<string, unknown>): Claim[] =>
  claims.filter(({ id, state }) => filter === 'all' || (filter === 'to_review' ? state === 'draft' : warned.has(id)));

/** How many decided claims at the start go under one line: all but the last three before the current one. */
export function foldedAtStart(claims: readonly Claim[], current: string | null): number {
  const open = claims.findIndex(({ id, state }) => state === 'draft' || id === current);
  const decided = open < 0 ? claims.length : open;
  return decided > 4 ? decided - 3 : 0;
}

type Props = {
  /** All claims of the document, for the counts. */
  claims: readonly Claim[];
  shown: readonly Claim[];
  current: string | null;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  warned: ReadonlyMap<string, unknown>;
  numberOf: ReadonlyMap<string, number>;
  words: ClaimWords;
  choose: (claim: string) => void;
  card: (claim: Claim) => ReactNode;
  making: ReactNode;
};

/** The drafted claims in the order of the text, with the current one open. */
export function ClaimList(props: Props) {
  const { claims, shown, current, filter, warned, numberOf, words, choose, card, making } = props;
  const { t } = words;
  const folded = filter === 'all' ? foldedAtStart(shown, current) : 0;
  const row = (claim: Claim) => {
    if (claim.id === current) return card(claim);
    const number = numberOf.get(claim.id) ?? 0;
    const open = () => choose(claim.id);
    return <ClaimRow key={claim.id} isWarned={warned.has(claim.id)} choose={open} {...{ claim, number, words }} />;
  };
  return (
    <section aria-label={t('documents.ui.claims')} className="stack claims">
      <div className="row between">
        <h2>{t('documents.ui.claims')}</h2>
        <FilterButtons {...props} />
      </div>
      {making}
      {shown.length === 0 && (
        <p className="quiet">{t(claims.length === 0 ? 'documents.ui.no_claims' : 'documents.ui.none_here')}</p>
      )}
      <ol className="plain stack-s">
        {folded > 0 && (
          <li className="cl">
            <details>
              <summary>{t('documents.ui.folded', { last: folded, count: folded })}</summary>
              <ol className="plain stack-s">{shown.slice(0, folded).map(row)}</ol>
            </details>
          </li>
        )}
        {shown.slice(folded).map(row)}
      </ol>
    </section>
  );
}

function FilterButtons({ claims, warned, filter, setFilter, words: { t } }: Props) {
  return (
    <div className="row small">
      {filters.map((each) => (
        <button
          type="button"
          key={each}
          className={`badge filter ${each === filter ? 'sky' : 'line'}`}
          aria-pressed={each === filter}
          onClick={() => setFilter(each)}
        >
          {t(`documents.ui.filter.${each}`, { count: shownBy(each, claims, warned).length })}
        </button>
      ))}
    </div>
  );
}
