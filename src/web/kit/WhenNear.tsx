import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Coming } from './Coming.tsx';

/** How long after the last answer that the page waited for a part comes that nobody has scrolled to, in milliseconds. */
const patience = 1500;

/**
 * Around a part far down on a page: it comes when somebody scrolls near it, else a moment after the rest, so that what is seen
 * first does not wait for it. Meanwhile its place is marked `data-comes-later`.
 */
export function WhenNear({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isHere, setHere] = useState(false);
  const isWaiting = useIsFetching() > 0;
  useEffect(() => {
    const come = (): void => setHere(true);
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && come());
    // While the page still waits for what stands above, everything seems near.
    const waits = isWaiting
      ? []
      : [setTimeout(() => place.current && watch.observe(place.current), 300), setTimeout(come, patience)];
    return () => {
      watch.disconnect();
      for (const wait of waits) clearTimeout(wait);
    };
  }, [isWaiting]);
  return isHere ? <Coming>{children}</Coming> : <div ref={place} data-comes-later style={{ minBlockSize: '30rem' }} />;
}
