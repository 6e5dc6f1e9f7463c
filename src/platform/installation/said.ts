import type { Database } from '../database.ts';
import { readSetting } from './settings.sql.ts';
import type { SettingValue } from './settings.ts';

type Said = { banner: SettingValue<'banner'>; contact: SettingValue<'contact'> };
const fresh = 10_000;

/** What is said to everybody, at most ten seconds old; nothing while the database does not answer. */
export function saidBy(db: Database, now: () => Date): () => Promise<Said | undefined> {
  let [at, known]: [number, Promise<Said | undefined>] = [Number.NEGATIVE_INFINITY, Promise.resolve(undefined)];
  const read = () =>
    db.transaction().execute(async (tx) => ({
      banner: await readSetting(tx, 'banner'),
      contact: await readSetting(tx, 'contact'),
    }));
  return () => {
    if (now().getTime() - at >= fresh) {
      at = now().getTime();
      known = read().catch(() => undefined);
    }
    return known;
  };
}
