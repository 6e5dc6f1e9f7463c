import { openBytes, sealBytes } from './box.ts';
import { type DayDatabase, written } from './database.ts';

export type Photo = { id: string; visit: string; bytes: Uint8Array<ArrayBuffer> };

const aboutPhoto = (id: string): string => `yntymaq day photo ${id}`;

/** Photos of papers, sealed like the operations that name them. */
export class DayPhotos {
  readonly #db: DayDatabase;
  readonly #dataKey: CryptoKey;

  constructor(db: DayDatabase, dataKey: CryptoKey) {
    this.#db = db;
    this.#dataKey = dataKey;
  }

  /**
   * Stores a photo before the operation that names it is written. Twice is the same photo.
   *
   * @throws DayFault `full` when the device has no room
   */
  async put({ id, visit, bytes }: Photo): Promise<void> {
    const box = await sealBytes(this.#dataKey, bytes, aboutPhoto(id));
    await written(1, () =>
      this.#db.transaction('rw', this.#db.meta, this.#db.photos, async () => {
        if ((await this.#db.photos.get(id)) !== undefined) return;
        await this.#db.photos.add({ id, visit, bytes: bytes.length, isSafe: 0, box });
        await this.#db.write('safety', { ...(await this.#db.must('safety')), safeSince: null });
      }),
    );
  }

  async get(id: string): Promise<Photo | null> {
    const row = await this.#db.photos.get(id);
    if (!row) return null;
    return { id, visit: row.visit, bytes: new Uint8Array(await openBytes(this.#dataKey, row.box, aboutPhoto(id))) };
  }

  async has(id: string): Promise<boolean> {
    return (await this.#db.photos.where('id').equals(id).count()) > 0;
  }

  ids = (): Promise<string[]> => this.#db.photos.toCollection().primaryKeys();

  /** Those that the server has not acknowledged. */
  unsafe = (): Promise<string[]> => this.#db.photos.where('isSafe').equals(0).primaryKeys();

  async markSafe(id: string): Promise<void> {
    await this.#db.photos.update(id, { isSafe: 1 });
  }
}
