import { DayFault } from '../fault.ts';
import { openBytes, sealBytes } from './box.ts';
import { type DayDatabase, type PhotoRow, written } from './dayDatabase.ts';
import { notSafe } from './retention.ts';

export type Photo = { id: string; visit: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> };
export type PhotoHead = Omit<PhotoRow, 'box' | 'isSafe'>;

const aboutPhoto = (id: string): string => `yntymaq day photo ${id}`;

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Photos of papers, sealed like the operations that name them. */
export class DayPhotos {
  readonly #db: DayDatabase;
  readonly #dataKey: CryptoKey;

  constructor(db: DayDatabase, dataKey: CryptoKey) {
    this.#db = db;
    this.#dataKey = dataKey;
  }

  /**
   * Stores a photo, before the operation that names it is written. Twice is the same photo.
   *
   * @returns what the operation says of it
   * @throws DayFault `full` when the device has no room
   */
  async put({ id, visit, mediaType, bytes }: Photo): Promise<PhotoHead> {
    const head = { id, visit, mediaType, bytes: bytes.length, sha256: await sha256Of(bytes) };
    const box = await sealBytes(this.#dataKey, bytes, aboutPhoto(id));
    await written(1, () =>
      this.#db.transaction('rw', this.#db.meta, this.#db.photos, async () => {
        const known = await this.#db.photos.get(id);
        if (known && known.sha256 !== head.sha256) throw new DayFault('damaged');
        if (known) return;
        await this.#db.photos.add({ ...head, isSafe: 0, box });
        await this.#db.write('safety', notSafe(await this.#db.must('safety')));
      }),
    );
    return head;
  }

  async get(id: string): Promise<(Photo & { sha256: string }) | null> {
    const row = await this.#db.photos.get(id);
    if (!row) return null;
    const { visit, mediaType, sha256, box } = row;
    const bytes = new Uint8Array(await openBytes(this.#dataKey, box, aboutPhoto(id)));
    return { id, visit, mediaType, sha256, bytes };
  }

  ids = (): Promise<string[]> => this.#db.photos.toCollection().primaryKeys();

  /** Those that the server has not acknowledged. */
  unsafe = (): Promise<string[]> => this.#db.photos.where('isSafe').equals(0).primaryKeys();

  async markSafe(id: string): Promise<void> {
    await this.#db.photos.update(id, { isSafe: 1 });
  }
}
