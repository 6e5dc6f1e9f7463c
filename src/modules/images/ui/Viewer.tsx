import { type KeyboardEvent, useReducer, useState } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import type { Series } from '../schemas.ts';
import { type Window, windowOf } from '../window.ts';
import { Canvas, canDraw, ratioOf } from './Canvas.tsx';
import { Picture } from './Picture.tsx';
import { Controls } from './ViewerControls.tsx';
import { useFrames } from './useFrames.ts';
import { useMiddle } from './useMiddle.ts';
import { usePointers } from './usePointers.ts';
import { stepOfKey, type Step, stepped, type View } from './view.ts';
import './viewer.css';

const unknown: Window = { centre: 40, width: 400 };

/** A series, slice by slice. Where the browser cannot draw, the server does. */
export function Viewer({ series }: { series: Series }) {
  const [isAble] = useState(canDraw);
  const first = series.slices[0]?.shape.window ?? unknown;
  const [view, act] = useReducer(stepped(series.slices.length), {
    index: 0,
    window: first,
    zoom: 1,
    drag: matchMedia('(pointer: coarse)').matches ? 'slices' : 'window',
  } satisfies View);
  const words = useWords(series, view);
  return (
    <section className="viewer" aria-label={words.name}>
      {isAble ? (
        <Drawn series={series} view={view} act={act} label={words.picture} />
      ) : (
        <Picture
          slice={series.slices[view.index]?.id ?? ''}
          label={words.picture}
          window={view.window === unknown ? undefined : view.window}
        />
      )}
      <Controls series={series} view={view} act={act} words={words} />
    </section>
  );
}

/** What the parts of the viewer are called, and what is shown now. */
function useWords({ modality, slices }: Series, { index, window }: View) {
  const { t, formats } = useLanguage();
  const [centre, width] = [formats.number(window.centre, 0), formats.number(window.width, 0)];
  return {
    name: t('images.ui.viewer', { modality }),
    slice: t('images.ui.slice', { number: index + 1, count: slices.length }),
    picture: t('images.ui.picture', { modality, number: index + 1, count: slices.length }),
    window: t('images.ui.window', { centre, width }),
  };
}
export type Words = ReturnType<typeof useWords>;

type DrawnProps = { series: Series; view: View; act: (step: Step) => void; label: string };

function Drawn({ series, view, act, label }: DrawnProps) {
  const { t } = useLanguage();
  const frames = useFrames(series, view.index);
  const pointers = usePointers(view.drag, act);
  useMiddle(pointers.ref, view.zoom);
  const slice = series.slices[view.index];
  const samples = frames.get(view.index);
  const press = (event: KeyboardEvent) => {
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : stepOfKey(event.key);
    if (!step) return;
    event.preventDefault();
    act(step);
  };
  // A file that proposes no window is shown from its smallest value to its largest.
  const window = slice && samples && view.window === unknown ? windowOf(samples, slice.shape) : view.window;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- each of its keys has a control of its own below */}
      <section
        className="viewer-surface"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('images.ui.surface')}
        onKeyDown={press}
        data-drag={view.drag}
        style={{ ['--ratio' as string]: slice ? ratioOf(slice.shape) : 1 }}
        data-here={frames.count}
        data-shown={samples ? view.index : undefined}
        {...pointers}
      >
        {slice && <Canvas samples={samples} shape={slice.shape} window={window} zoom={view.zoom} label={label} />}
      </section>
      <p className="quiet viewer-state">
        {samples ? t('images.ui.here', { here: frames.count, count: series.slices.length }) : t('phrase.loading')}
      </p>
      <ErrorNote error={frames.error} retry={() => frames.lookAt(view.index)} />
    </>
  );
}
