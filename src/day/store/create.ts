import type { Member } from '../../modules/missions/day/exchange.ts';
import { DayFault } from '../fault.ts';
import { newLock, type UnlockBy } from './access.ts';
import { seal } from './box.ts';
import {
  type DayDatabase,
  type Identity,
  noOperations,
  nothingSafe,
  type Secrets,
  storeFormat,
  written,
} from './dayDatabase.ts';
import { type Lock, newBrowserKey, newDataKey, notExtractable } from './keys.ts';
import { noAttempts } from './pin.ts';

/** What a device learns when it joins a mission. The signing key was made on it and never leaves it. */
export type Enrolment = Identity &
  Secrets & {
    signingKey: CryptoKey;
    members: readonly Member[];
    /** By what the clock of this device is wrong, in milliseconds to be added, as the server's answer told. */
    offset?: number | null;
  };

export const secretsAbout = 'yntymaq day secrets 1';

/** The keys of a store that is about to be: they need nothing of the network. The data key cannot be read out any more. */
export type NewKeys = { dataKey: CryptoKey; browserKey: CryptoKey; lock: Lock };

/** `name` is what a list of passkeys will show. @throws DayFault `weak_pin`, `no_passkey` */
export async function newKeys(by: UnlockBy, name: string): Promise<NewKeys> {
  const [dataKey, browserKey] = await Promise.all([newDataKey(), newBrowserKey()]);
  const lock = await newLock(dataKey, browserKey, { by, name });
  return { dataKey: await notExtractable(dataKey), browserKey, lock };
}

/** Writes a new store, in one transaction. Nothing that names anybody is readable in it. */
export async function createStore(
  db: DayDatabase,
  { signingKey, members, token, linkSecret, offset = null, ...identity }: Enrolment,
  by: UnlockBy | NewKeys,
): Promise<void> {
  const { dataKey, browserKey, lock } = 'lock' in by ? by : await newKeys(by, identity.label);
  const secrets = await seal(dataKey, { token, linkSecret } satisfies Secrets, secretsAbout);
  await written(0, () =>
    db.transaction('rw', db.meta, async () => {
      if ((await db.read('identity')) !== undefined) throw new DayFault('already_enrolled');
      await db.write('format', storeFormat);
      await db.write('identity', identity);
      await db.write('browserKey', browserKey);
      await db.write('signingKey', signingKey);
      await db.write('locks', [lock]);
      await db.write('attempts', noAttempts);
      await db.write('secrets', secrets);
      await db.write('members', members);
      await db.write('safety', nothingSafe);
      await db.write('state', { ...noOperations, offset });
    }),
  );
}
