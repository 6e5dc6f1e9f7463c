import { Fragment, type MouseEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { useT } from '../../../platform/i18n/react.ts';
import type { Claim, Document } from './client.ts';
import { furnitureName } from './furniture.ts';
import { pageAt } from '../page.ts';
import { type Segment, segmentsOf } from './marks.ts';

export type Numbered = { claims: readonly Claim[]; numberOf: ReadonlyMap<string, number> };
type Props = Numbered & {
  document: Document;
  current: string | null;
  sought: string;
  choose: (claim: string) => void;
  page: RefObject<HTMLElement | null>;
};

/** Brings the current claim's words into view, without moving the rest of the page. */
function useShown(page: RefObject<HTMLElement | null>, current: string | null): void {
  useEffect(() => {
    const pane = page.current;
    const mark = current === null ? null : pane?.querySelector<HTMLElement>('mark.cur');
    if (!pane || !mark || pane.scrollHeight <= pane.clientHeight) return;
    const [outer, inner] = [pane.getBoundingClientRect(), mark.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      pane.scrollBy({ top: inner.top - outer.top - pane.clientHeight / 3 });
  }, [page, current]);
}

/** The page of a paper that begins before this block or in it; null where the block before is on the same one. */
function pageOpenedBy({ blocks, pageStarts }: Document, index: number): number | null {
  const endOf = (at: number): number => (blocks[at]?.runs.at(-1)?.[2] ?? 1) - 1;
  const page = pageAt(pageStarts, endOf(index));
  return index > 0 && page === pageAt(pageStarts, endOf(index - 1)) ? null : page;
}

/** The page as it was taken in: its furniture marked and left out, its claims marked and numbered. */
export function SourcePane({ document, claims, numberOf, current, sought, choose, page: pane }: Props) {
  const t = useT();
  useShown(pane, current);
  const chooseAt = (event: MouseEvent) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-claim]') : null;
    const isSelecting = globalThis.getSelection()?.isCollapsed === false;
    if (!mark?.dataset['claim'] || isSelecting) return;
    event.preventDefault();
    choose(mark.dataset['claim']);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the numbers are links; a press on the words is a shortcut to them, and what scrolls must be reachable
    <section className="card doc" aria-label={t('documents.ui.source')} ref={pane} onClick={chooseAt} tabIndex={0}>
      {document.blocks.map((block, index) => {
        const inside = segmentsOf(block, claims, sought);
        const page = pageOpenedBy(document, index);
        return (
          <Fragment key={block.runs[0]?.[1] ?? index}>
            {page !== null && <p className="doc-page">{t('documents.ui.page', { page })}</p>}
            <SourceBlock {...{ block, index, inside, claims, numberOf, current }} lang={document.language} />
          </Fragment>
        );
      })}
      {document.isCut && <p className="hint">{t('documents.ui.cut')}</p>}
    </section>
  );
}

type BlockProps = Numbered & {
  block: Document['blocks'][number];
  index: number;
  inside: readonly Segment[];
  current: string | null;
  lang: string;
};

function SourceBlock({ block, index, inside, lang, ...marks }: BlockProps) {
  const words = inside.map((segment) => <Words key={segment.start} block={index} segment={segment} {...marks} />);
  const language = lang === 'und' ? undefined : lang;
  if (block.kind === 'furniture') return <FurnitureBlock block={block}>{words}</FurnitureBlock>;
  if (block.kind === 'title')
    return (
      <h2 className="minor doc-title" lang={language}>
        {words}
      </h2>
    );
  return <p lang={language}>{words}</p>;
}

function FurnitureBlock({ block, children }: { block: Document['blocks'][number]; children: ReactNode }) {
  const t = useT();
  return (
    <p className="furn">
      <span className="furn-label">{t(`documents.ui.furniture.${furnitureName(block.furniture)}`)}</span> {children}
    </p>
  );
}

function Words({
  block,
  segment,
  claims,
  numberOf,
  current,
}: Numbered & { block: number; segment: Segment; current: string | null }) {
  const t = useT();
  const { start, text, isHit } = segment;
  const run = <span {...{ 'data-block': block, 'data-at': start }}>{text}</span>;
  const shown = isHit ? <mark className="hit">{run}</mark> : run;
  const [id] = segment.claims;
  if (id === undefined) return shown;
  const isCurrent = current !== null && segment.claims.includes(current);
  const state = claims.find((claim) => claim.id === id)?.state;
  const className = isCurrent ? 'cur' : state === 'accepted' ? 'done' : state === 'rejected' ? 'no' : 'next';
  return (
    <mark className={className} data-claim={id}>
      {shown}
      {segment.ending.map((ended) => (
        <sup key={ended}>
          <a
            href={`#claim-${ended}`}
            data-claim={ended}
            aria-label={t('documents.ui.claim.number', { number: numberOf.get(ended) ?? 0 })}
          >
            {numberOf.get(ended)}
          </a>
        </sup>
      ))}
    </mark>
  );
}
