import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Coming } from './Coming.tsx';

/** How long after the last answer that the page waited for a part comes by itself, in milliseconds. */
const patience = 1500;

/**
 * Around a part further down on a page: it comes when somebody begins to scroll, else a moment after all else, so that what is
 * seen first does not wait for it. Meanwhile its place is marked `data-comes-later`.
 */
export function WhenNear({ children }: { children: ReactNode }) {
  const [isHere, setHere] = useState(false);
  const isWaiting = useIsFetching() > 0;
  useEffect(() => {
    const come = (): void => setHere(true);
    addEventListener('scroll', come, { once: true, passive: true, capture: true });
    const wait = isWaiting ? undefined : setTimeout(come, patience);
    return () => {
      removeEventListener('scroll', come, { capture: true });
      clearTimeout(wait);
    };
  }, [isWaiting]);
  return isHere ? <Coming>{children}</Coming> : <div data-comes-later style={{ minBlockSize: '30rem' }} />;
}
