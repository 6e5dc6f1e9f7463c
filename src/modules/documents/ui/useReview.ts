import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { disagreementsOf } from '../claim.ts';
import type { Document } from './client.ts';
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

/** Which claim is current, which are shown, and what has just been decided. */
export function useReview(document: Document) {
  const { claims } = document;
  const page = useRef<HTMLElement>(null);
  const [currentId, setCurrent] = useState(
    () => linked() ?? (claims.find(({ state }) => state === 'draft') ?? claims[0])?.id ?? null,
  );
  const [filter, setFilter] = useState<Filter>('all');
  const [pane, show] = useState<'claims' | 'source'>('claims');
  const [areKeysShown, showKeys] = useState(false);
  const [lastDecided, setLast] = useState<Decided | null>(null);
  const numberOf = useMemo(() => new Map(claims.map(({ id }, index) => [id, index + 1])), [claims]);
  const warned = useMemo(() => disagreementsOf(claims), [claims]);
  const [chosenNow, setChosen] = useChosen(page, document.blocks);
  const making = useMaking(chosenNow, setChosen, show);
  const shown = shownBy(filter, claims, warned);
  const current = claims.find(({ id }) => id === currentId) ?? null;

  const choose = (id: string) => {
    deciding.forgetErrors();
    setCurrent(id);
    show('claims');
    requestAnimationFrame(() =>
      globalThis.document.querySelector(`#claim-${CSS.escape(id)}`)?.scrollIntoView({ block: 'nearest' }),
    );
  };
  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ id }) => id === currentId);
    const to = at < 0 ? shown[0] : shown[at + by];
    if (to) choose(to.id);
  };
  const deciding = useDeciding({
    decided: (one) => {
      setLast(one);
      const from = claims.findIndex(({ id }) => id === one.claim);
      const draft = [...claims.slice(from + 1), ...claims.slice(0, from)].find(({ state }) => state === 'draft');
      if (draft) choose(draft.id);
    },
    takenBack: (claim) => {
      setLast(null);
      choose(claim);
    },
  });
  const undo = () => {
    const last = claims.find(({ id }) => id === deciding.undoable.at(-1)?.claim);
    if (last && last.state !== 'draft') deciding.takeBack(last);
  };
  useEffect(() => {
    const timer = setTimeout(() => setLast(null), undoShown);
    return () => clearTimeout(timer);
  }, [lastDecided]);
  const made = (id: string) => {
    making.stopMaking();
    choose(id);
  };
  const list = { filter, setFilter, shown };
  const view = { pane, show, areKeysShown, showKeys, lastDecided, page };
  return {
    ...useSought(page, document.blocks),
    ...making,
    ...view,
    deciding,
    current,
    numberOf,
    warned,
    list,
    choose,
    step,
    undo,
    made,
  };
}
