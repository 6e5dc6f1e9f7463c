import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { openAccesses } from '../src/platform/access/access.ts';
import { asPerson } from '../src/platform/database.ts';
import { unknownHost } from '../src/platform/installation/host.ts';
import type { Served } from '../src/platform/serve.ts';
import { now, type Someone, today, type World } from './world.ts';

const tokenOf = ({ cookie }: Pick<Someone, 'cookie'>): string => cookie.split(/[=.]/)[2] ?? '';

/** What a handler gets, in somebody's name, in a transaction of its own. */
export const actingAs = <T>(world: World, who: Someone, work: (context: Served) => Promise<T>): Promise<T> =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, (tx, entry) => {
    if ('refused' in entry) throw new Error(entry.refused);
    const { vault, files } = world;
    return work({
      tx,
      actor: entry.actor,
      accesses: openAccesses(),
      vault,
      files,
      now,
      today,
      clockNow: () => now,
      newId: uuidv7,
      cameFrom: null,
      origin: 'http://yntymaq.test',
      host: unknownHost,
      idempotencyKey: undefined,
      maxUpload: 1_000_000,
      fetchPage: () => Promise.reject(new Error('nothing is fetched here')),
    });
  });

/** The same, with every check that waits for the end of a transaction; then it is undone, as if nobody had tried. */
export async function triedAs<T>(world: World, who: Someone, work: (context: Served) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const undone = new Error('undone');
  await actingAs(world, who, async (context) => {
    done.push(await work(context));
    await sql`set constraints all immediate`.execute(context.tx);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  const [result] = done;
  if (result === undefined) throw new Error('nothing was tried');
  return result;
}

/** Statements in the application's own name, inside somebody's request. */
export const sqlAs = (world: World, who: Someone, statement: string): Promise<Record<string, unknown>[]> =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, async (tx) => {
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(tx);
    return rows;
  });
