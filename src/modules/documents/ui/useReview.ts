import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { disagreementsOf } from '../claim.ts';
import type { Claim, Document } from './client.ts';
import { type Filter, shownBy } from './ClaimList.tsx';
import { hitsIn } from './marks.ts';
import { type Chosen, chosenIn } from './selection.ts';
import { type Decided, useDeciding } from './useDeciding.ts';

/** How long the bar that offers to undo stays. The key goes on working. */
const undoShown = 10_000;

/** Keeps what is selected in the page, until something else in it is. */
function useChosen(page: RefObject<HTMLElement | null>, blocks: Document['blocks']) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    const look = () => {
      const found = page.current && chosenIn(page.current, blocks);
      if (found || document.activeElement === page.current) setChosen(found);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [page, blocks]);
  return [chosen, setChosen] as const;
}

function useSought(page: RefObject<HTMLElement | null>, blocks: Document['blocks']) {
  const [sought, seek] = useState('');
  const hits = useMemo(
    () => blocks.reduce((sum, { words }) => sum + hitsIn(words, sought).length, 0),
    [blocks, sought],
  );
  const at = useRef(-1);
  const nextHit = () => {
    const marks = page.current?.querySelectorAll('mark.hit') ?? [];
    at.current = (at.current + 1) % Math.max(1, marks.length);
    marks[at.current]?.scrollIntoView({ block: 'center' });
  };
  return { sought, seek, hits, nextHit };
}

function useMaking(chosen: Chosen | null, setChosen: (chosen: null) => void, show: (pane: 'claims') => void) {
  const [isMaking, setMaking] = useState(false);
  const [kept, keep] = useState<Chosen | null>(null);
  return {
    isMaking,
    chosen: isMaking ? kept : chosen,
    startMaking: () => {
      keep(chosen);
      setMaking(true);
      show('claims');
    },
    stopMaking: () => {
      setMaking(false);
      setChosen(null);
    },
  };
}

const linked = (): string | null => /^#claim-(.+)$/.exec(globalThis.location?.hash ?? '')?.[1] ?? null;

/** Waits for the claim to be drawn, then shows it and lets who hears the page hear its title. */
const focusOn = (id: string): void =>
  void requestAnimationFrame(() => {
    const card = document.querySelector(`#claim-${CSS.escape(id)}`);
    card?.scrollIntoView({ block: 'nearest' });
    card?.querySelector('h3')?.focus({ preventScroll: true });
  });

/** Which claim is current, and how one gets to another. */
function useCurrent(claims: readonly Claim[]) {
  const [currentId, setCurrent] = useState(
    () => linked() ?? (claims.find(({ state }) => state === 'draft') ?? claims[0])?.id ?? null,
  );
  const [filter, setFilter] = useState<Filter>('all');
  const [pane, show] = useState<'claims' | 'source'>('claims');
  const numberOf = useMemo(() => new Map(claims.map(({ id }, index) => [id, index + 1])), [claims]);
  const warned = useMemo(() => disagreementsOf(claims), [claims]);
  const shown = shownBy(filter, claims, warned);
  const current = claims.find(({ id }) => id === currentId) ?? null;
  const goTo = (id: string) => {
    setCurrent(id);
    show('claims');
    focusOn(id);
  };
  const neighbour = (by: 1 | -1): Claim | undefined => {
    const at = shown.findIndex(({ id }) => id === currentId);
    return at < 0 ? shown[0] : shown[at + by];
  };
  const nextDraft = (after: string): Claim | undefined => {
    const from = claims.findIndex(({ id }) => id === after);
    return [...claims.slice(from + 1), ...claims.slice(0, from)].find(({ state }) => state === 'draft');
  };
  return { current, numberOf, warned, pane, show, goTo, neighbour, nextDraft, list: { filter, setFilter, shown } };
}

/** The bar that offers to undo: gone after a while. */
function useLastDecided() {
  const [lastDecided, setLast] = useState<Decided | null>(null);
  useEffect(() => {
    if (!lastDecided) return undefined;
    const timer = setTimeout(() => setLast(null), undoShown);
    return () => clearTimeout(timer);
  }, [lastDecided]);
  return [lastDecided, setLast] as const;
}

/** All that the review of one document holds: the current claim, what was just decided, selection and search. */
export function useReview({ claims, blocks }: Document) {
  const page = useRef<HTMLElement>(null);
  const [areKeysShown, showKeys] = useState(false);
  const [lastDecided, setLast] = useLastDecided();
  const { goTo, neighbour, nextDraft, ...place } = useCurrent(claims);
  const [chosenNow, setChosen] = useChosen(page, blocks);
  const making = useMaking(chosenNow, setChosen, place.show);
  const deciding = useDeciding({
    decided: (one) => {
      setLast(one);
      const next = nextDraft(one.claim);
      if (next) goTo(next.id);
    },
    takenBack: (claim) => {
      setLast(null);
      goTo(claim);
    },
  });
  const choose = (id: string) => {
    deciding.forgetErrors();
    goTo(id);
  };
  const step = (by: 1 | -1) => {
    const to = neighbour(by);
    if (to) choose(to.id);
  };
  const undo = () => {
    const last = claims.find(({ id }) => id === deciding.undoable.at(-1)?.claim);
    if (last && last.state !== 'draft') deciding.takeBack(last);
  };
  const made = (id: string) => {
    making.stopMaking();
    goTo(id);
  };
  const bar = { areKeysShown, showKeys, lastDecided, page };
  return { ...useSought(page, blocks), ...making, ...place, ...bar, deciding, choose, step, undo, made };
}
export type ReviewState = ReturnType<typeof useReview>;
