import { DayFault } from '../fault.ts';
import type { DayStore } from '../store/store.ts';
import { waitAfter } from './backoff.ts';
import { type Fetch, Unwelcome } from './asked.ts';
import { syncOnce } from './server.ts';

/** `offline`: the server does not answer; it is asked again at `nextAt`. `unwelcome`: it does not know this device. */
export type ServerState = {
  state: 'idle' | 'asking' | 'offline' | 'unwelcome' | 'stopped';
  lastAt: number | null;
  nextAt: number | null;
  fault: DayFault | null;
};
export type KeeperWorld = {
  fetch: Fetch;
  now: () => number;
  chance: () => number;
  setTimer: (work: () => void, ms: number) => () => void;
};

/** How soon after something was written, and how often without. */
const soonMs = 1500;
const everyMs = 30_000;
/** How often the plan is asked for: it is large, and changes seldom on the day. */
const planMs = 5 * 60_000;

/** Keeps this device and the server alike while the store is unlocked: soon after every write, now and then, and at once when told. */
export class ServerKeeper {
  readonly #store: DayStore;
  readonly #world: KeeperWorld;
  readonly #stop: () => void;
  readonly #listeners = new Set<() => void>();
  #stopTimer = (): void => undefined;
  #failures = 0;
  #plannedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | null = null;
  #state: ServerState = { state: 'idle', lastAt: null, nextAt: null, fault: null };

  constructor(store: DayStore, world: KeeperWorld) {
    this.#store = store;
    this.#world = world;
    this.#stop = store.subscribe((change) => {
      if (change.kind === 'operations' && this.#failures === 0) this.#later(soonMs);
      if (change.kind === 'stage' && change.stage === 'open') void this.syncNow();
      if (change.kind === 'stage' && change.stage !== 'open') this.#stopTimer();
    });
  }

  get state(): ServerState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Asks at once: the network came back, or somebody pressed the button. Never throws: what came of it is in `state`. */
  async syncNow(): Promise<void> {
    this.#stopTimer();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  stop(): void {
    this.#stop();
    this.#stopTimer();
    this.#become({ state: 'stopped', nextAt: null });
  }

  #later(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#world.setTimer(() => void this.syncNow(), ms);
    this.#become({ nextAt: this.#world.now() + ms });
  }

  #become(change: Partial<ServerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Said after every round until the device has joined anew: what it writes waits for a person. */
  async #twoHistories(): Promise<DayFault | null> {
    if (this.#store.stage === 'wiped') return null;
    return (await this.#store.safety()).twoHistoriesSince === null ? null : new DayFault('two_histories');
  }

  async #run(): Promise<void> {
    if (this.#store.stage !== 'open' || this.#state.state === 'stopped') return;
    this.#become({ state: 'asking', nextAt: null });
    try {
      const isPlanWanted = this.#store.plan === null || this.#world.now() - this.#plannedAt >= planMs;
      await syncOnce(this.#store, this.#world.fetch, { isPlanWanted });
      if (isPlanWanted) this.#plannedAt = this.#world.now();
      this.#failures = 0;
      this.#become({ state: 'idle', lastAt: this.#world.now(), fault: await this.#twoHistories() });
      this.#later(everyMs);
    } catch (error) {
      if (error instanceof Unwelcome) return this.#become({ state: 'unwelcome', fault: null });
      this.#failures += 1;
      this.#become({
        state: 'offline',
        fault: error instanceof DayFault ? error : new DayFault('no_connection', { cause: error }),
      });
      this.#later(waitAfter(this.#failures, this.#world.chance()));
    }
  }
}
