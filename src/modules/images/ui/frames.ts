import { frameHeadBytes, gather, readHead, type Samples } from '../frame.ts';
import { unpackFrames } from '../packed.ts';
import { mostAtOnce } from '../study.ts';

/** Asks for the pictures of a run of slices, from 0. */
export type AskRun = (run: { from: number; count: number }, signal: AbortSignal) => Promise<Uint8Array>;
type Setup = {
  ids: readonly string[];
  ask: AskRun;
  /** Bytes of samples that stay in memory; the farthest from where one looks go first. */
  most: number;
  /** Something came, or failed. */
  changed: () => void;
};

/** How many requests are under way at once. */
const lines = 2;

async function samplesIn(frame: Uint8Array): Promise<Samples> {
  const packed = new Uint8Array(frame.subarray(frameHeadBytes));
  const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return gather(new Uint8Array(await new Response(unpacking).arrayBuffer()), readHead(frame));
}

/**
 * The slices of a series as they come: first the one that is looked at, alone, then those around it in runs, until all are
 * here or as many as may be.
 */
export class Frames {
  error: Error | null = null;
  readonly #setup: Setup;
  readonly #here = new Map<number, Samples>();
  readonly #asked = new Set<number>();
  /** Asked for, and not sent: nobody asks again. */
  readonly #missing = new Set<number>();
  readonly #leaving = new AbortController();
  #bytes = 0;
  #at = 0;
  #busy = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  get(index: number): Samples | undefined {
    return this.#here.get(index);
  }

  get count(): number {
    return this.#here.size;
  }

  /** Says which slice is looked at, and fetches it and those around it. */
  lookAt(index: number): void {
    this.#at = index;
    this.error = null;
    while (this.#busy < lines) {
      const run = this.#next();
      if (!run) return;
      void this.#fetch(run);
    }
  }

  stop(): void {
    this.#leaving.abort();
  }

  #isWanted(index: number): boolean {
    const isThere = index >= 0 && index < this.#setup.ids.length;
    return isThere && !this.#here.has(index) && !this.#asked.has(index) && !this.#missing.has(index);
  }

  /** The nearest slices that are not here: one where nothing is, and then as many as may be asked for at once. */
  #next(): { from: number; count: number } | undefined {
    if (this.#isWanted(this.#at)) return { from: this.#at, count: 1 };
    const size = this.#setup.ids.length;
    const average = this.#here.size === 0 ? 0 : this.#bytes / this.#here.size;
    const reach = Math.min(size, average === 0 ? 1 : Math.floor(this.#setup.most / average / 2));
    for (let far = 1; far <= reach; far++)
      for (const index of [this.#at + far, this.#at - far]) if (this.#isWanted(index)) return this.#runFrom(index);
    return undefined;
  }

  /** As many neighbours as are wanted, away from what is looked at. */
  #runFrom(index: number): { from: number; count: number } {
    const step = index > this.#at ? 1 : -1;
    let count = 1;
    while (count < mostAtOnce && this.#isWanted(index + count * step)) count++;
    return { from: step === 1 ? index : index - count + 1, count };
  }

  async #fetch({ from, count }: { from: number; count: number }): Promise<void> {
    const { ask, changed, ids } = this.#setup;
    const wanted = Array.from({ length: count }, (_empty, n) => from + n);
    for (const index of wanted) this.#asked.add(index);
    this.#busy++;
    try {
      const came = unpackFrames(await ask({ from, count }, this.#leaving.signal));
      for (const index of wanted) if (!came.some(({ id }) => id === ids[index])) this.#missing.add(index);
      for (const { id, frame } of came) {
        const index = ids.indexOf(id);
        // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the page answers in between
        if (index >= 0) this.#keep(index, await samplesIn(frame));
        changed();
      }
    } catch (error) {
      if (this.#leaving.signal.aborted) return;
      this.error = error instanceof Error ? error : new Error(String(error));
      changed();
    } finally {
      for (const index of wanted) this.#asked.delete(index);
      this.#busy--;
    }
    if (!this.error && !this.#leaving.signal.aborted) this.lookAt(this.#at);
  }

  #keep(index: number, samples: Samples): void {
    if (this.#here.has(index)) return;
    this.#here.set(index, samples);
    this.#bytes += samples.byteLength;
    while (this.#bytes > this.#setup.most) {
      const farthest = [...this.#here.keys()].reduce((a, b) =>
        Math.abs(b - this.#at) > Math.abs(a - this.#at) ? b : a,
      );
      if (farthest === this.#at) return;
      this.#bytes -= this.#here.get(farthest)?.byteLength ?? 0;
      this.#here.delete(farthest);
    }
  }
}
