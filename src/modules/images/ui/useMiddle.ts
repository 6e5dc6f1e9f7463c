import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Keeps the middle of what is seen where it is while the picture grows or shrinks. */
export function useMiddle(surface: RefObject<HTMLElement | null>, zoom: number): void {
  const before = useRef(zoom);
  useLayoutEffect(() => {
    const element = surface.current;
    const grown = zoom / before.current;
    before.current = zoom;
    if (!element || grown === 1) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
    const middle = (start: number, size: number): number => (start + size / 2) * grown - size / 2;
    element.scrollTo(middle(scrollLeft, clientWidth), middle(scrollTop, clientHeight));
  }, [surface, zoom]);
}
