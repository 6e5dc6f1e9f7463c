import { type Heads, headOf, type Refusal } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import { type Aside, asideIsSafe, asidesIn } from './asides.ts';
import type { DayDatabase, Forks } from './dayDatabase.ts';
import { differing, type Lines, noteForks, noteHanded } from './forks.ts';
import { isToKeep } from './segments.ts';

type With = { dataKey: CryptoKey; lines: () => Lines; now: () => number };

/** What this device finds out of histories that are not the same elsewhere, and what of that the server has taken. */
export class DayHistories {
  readonly #db: DayDatabase;
  readonly #with: With;

  constructor(db: DayDatabase, around: With) {
    this.#db = db;
    this.#with = around;
  }

  /** Where the histories that are here stand, after as much of each as is said to be here. */
  async heads(have: Have): Promise<Heads> {
    const { ends } = await this.#db.must('state');
    const known = Object.entries(ends).filter(([device, { sequence }]) => have[device] === sequence);
    return Object.fromEntries(known.map(([device, { chain }]) => [device, headOf(chain)]));
  }

  /** Somebody says where the histories stand after these numbers. */
  async compare(at: Have, heads: Heads): Promise<void> {
    const { ends } = await this.#db.must('state');
    await this.#note(differing(at, heads, { lines: this.#with.lines(), ends }));
  }

  /** Somebody refused runs from here, because another history is there. */
  async refusedElsewhere(refused: readonly Refusal[]): Promise<void> {
    await this.#note(refused.filter(isToKeep).map(({ device }) => device));
  }

  async #note(devices: readonly string[]): Promise<void> {
    if (devices.length > 0) await noteForks(this.#db, devices, this.#with.now());
  }

  forks = async (): Promise<Forks> => (await this.#db.read('forks')) ?? {};

  /** The server has taken what is here of that device up to this number. */
  handed = (device: string, sequence: number): Promise<void> => noteHanded(this.#db, device, sequence);

  /** What contradicts what is here and the server has not taken yet. */
  asides = async (): Promise<Aside[]> => (await asidesIn(this.#db, this.#with.dataKey)).filter(({ isSafe }) => !isSafe);

  asideHanded = (n: number): Promise<void> => asideIsSafe(this.#db, n);
}
