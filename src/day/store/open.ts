import { Dexie } from 'dexie';
import { isFault } from '../fault.ts';
import type { Stage } from './change.ts';
import { DayDatabase, databaseName, storeFormat } from './dayDatabase.ts';
import { DayStore } from './store.ts';
import { realWorld, type World } from './world.ts';

/** Dexie keeps ten times the number that it is told. */
const isNewer = async (mission: string, version: number): Promise<boolean> => {
  const databases = (await indexedDB.databases?.()) ?? [];
  const found = databases.find(({ name }) => name === databaseName(mission));
  return (found?.version ?? 0) > version * 10;
};

async function stageOf(db: DayDatabase): Promise<Stage> {
  const format = await db.read('format');
  if (format === undefined) return 'new';
  return format > storeFormat ? 'newer' : 'locked';
}

/**
 * Opens the store of a mission on this device: `new` before it joined, `locked` after, `newer` where a newer application has written it
 * (which is then left alone). A store whose time is over is wiped instead, and is `new`.
 */
export async function openStore(mission: string, world: World = realWorld()): Promise<DayStore> {
  const db = new DayDatabase(mission);
  if (await isNewer(mission, db.verno || 1)) return new DayStore(db, world, 'newer');
  await db.open();
  const stage = await stageOf(db);
  const store = new DayStore(db, world, stage);
  if (stage !== 'locked') return store;
  try {
    await store.wipe('due');
  } catch (error) {
    if (!isFault(error, 'unsafe_left')) throw error;
    store.watch();
    return store;
  }
  store.close();
  return openStore(mission, world);
}

/** The missions that this browser holds a day of. */
export async function missionsHere(): Promise<string[]> {
  const prefix = databaseName('');
  const names = await Dexie.getDatabaseNames();
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** Asks the browser to keep what is stored here when room is short. False: it may be taken away, and has to be told. */
export async function keepStorage(): Promise<boolean> {
  if (typeof navigator === 'undefined' || !navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

/** How much room there is, in bytes; null where the browser does not say. */
export async function room(): Promise<{ used: number; quota: number } | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, quota };
}
