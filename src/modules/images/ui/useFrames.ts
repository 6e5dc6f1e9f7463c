import { useEffect, useMemo, useReducer } from 'react';
import { askFile } from '../../../platform/client.ts';
import type { Series } from '../schemas.ts';
import { type AskRun, Frames } from './frames.ts';

/** Three hundred slices of a CT are 157 MB; a telephone has less than a desk. */
const budget = (): number => {
  const gigabytes = (navigator as { deviceMemory?: number }).deviceMemory ?? 4;
  return gigabytes >= 4 ? 320_000_000 : 120_000_000;
};

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
const askOf =
  (series: string): AskRun =>
  async ({ from, count }, signal) =>
    bytesOf(await askFile(`/images/series/${series}/frames?from=${from}&count=${count}`, signal));

/** What comes within one frame of the screen is shown with it. */
function together(changed: () => void): () => void {
  let pending = 0;
  return () => {
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      changed();
    });
  };
}

/** The pictures of a series around the slice that is looked at. */
export function useFrames({ id, slices }: Series, index: number): Frames {
  const [, changed] = useReducer((n: number) => n + 1, 0);
  const ids = slices.map((slice) => slice.id).join(' ');
  const frames = useMemo(
    () => new Frames({ ids: ids.split(' '), ask: askOf(id), most: budget(), changed: together(changed) }),
    [id, ids],
  );
  useEffect(() => frames.lookAt(index), [frames, index]);
  useEffect(() => () => frames.stop(), [frames]);
  return frames;
}
