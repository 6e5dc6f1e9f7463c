import { type PointerEvent, useEffect, useRef } from 'react';
import type { Step, View } from './view.ts';

type Do = (step: Step) => void;
type At = { x: number; y: number };

/** So many pixels of a finger's way are one slice. */
const pixelsOfSlice = 8;

const between = ([a, b]: readonly At[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

/**
 * Mouse, pen and fingers over the picture: one drags (the window, through the slices, or the picture itself), two zoom and move. The wheel
 * goes through the slices; with Control it zooms.
 */
export function usePointers(drag: View['drag'], act: Do) {
  const surface = useRef<HTMLElement>(null);
  const down = useRef(new Map<number, At>());
  const way = useRef(0);
  useWheel(surface, act);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    way.current = 0;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = down.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const spread = between([...down.current.values()]);
    down.current.set(event.pointerId, now);
    const [right, below] = [now.x - before.x, now.y - before.y];
    if (down.current.size > 1) {
      const wider = between([...down.current.values()]);
      if (spread > 0 && wider > 0) act({ zoom: wider / spread });
      surface.current?.scrollBy(-right / 2, -below / 2);
    } else if (drag === 'move') surface.current?.scrollBy(-right, -below);
    else if (drag === 'window') act({ darker: below, narrower: right });
    else {
      way.current += below;
      const slices = Math.trunc(way.current / pixelsOfSlice);
      way.current -= slices * pixelsOfSlice;
      if (slices !== 0) act({ by: slices });
    }
  };
  const up = (event: PointerEvent<HTMLElement>) => void down.current.delete(event.pointerId);
  return { ref: surface, onPointerDown, onPointerMove, onPointerUp: up, onPointerCancel: up };
}

/** React listens to the wheel without the right to keep the page where it is. */
function useWheel(surface: { current: HTMLElement | null }, act: Do): void {
  useEffect(() => {
    const element = surface.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const direction = Math.sign(event.deltaY);
      if (direction !== 0) act(event.ctrlKey ? { zoom: direction > 0 ? 0.8 : 1.25 } : { by: direction });
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [surface, act]);
}
