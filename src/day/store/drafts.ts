import { open, seal } from './box.ts';
import { type DayDatabase, written } from './dayDatabase.ts';

const aboutDraft = (id: string): string => `yntymaq day draft ${id}`;

/**
 * What somebody types and has not saved: kept with every key, sealed like the operations, so that a lock, a closed tab or a dead
 * battery takes nothing of it.
 */
export class DayDrafts {
  readonly #db: DayDatabase;
  readonly #dataKey: CryptoKey;
  readonly #values: Map<string, unknown>;
  /** The ids whose newest value is not on the disk yet. */
  readonly #waiting = new Set<string>();
  #writing: Promise<void> | null = null;

  private constructor(db: DayDatabase, dataKey: CryptoKey, values: Map<string, unknown>) {
    this.#db = db;
    this.#dataKey = dataKey;
    this.#values = values;
  }

  static async open(db: DayDatabase, dataKey: CryptoKey): Promise<DayDrafts> {
    const rows = await db.drafts.toArray();
    const opened = rows.map(async ({ id, box }) => [id, await open<unknown>(dataKey, box, aboutDraft(id))] as const);
    return new DayDrafts(db, dataKey, new Map(await Promise.all(opened)));
  }

  get(id: string): unknown {
    return this.#values.get(id);
  }

  /** Remembers at once and writes as soon as the disk is free; `undefined` takes it away. @throws DayFault `full` */
  put(id: string, value: unknown): Promise<void> {
    if (value === undefined) this.#values.delete(id);
    else this.#values.set(id, value);
    this.#waiting.add(id);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    return this.#writing;
  }

  async #write(): Promise<void> {
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      const value = this.#values.get(id);
      if (value === undefined) await this.#db.drafts.delete(id);
      else {
        const box = await seal(this.#dataKey, value, aboutDraft(id));
        await written(1, () => this.#db.drafts.put({ id, box }));
      }
    }
  }
}
