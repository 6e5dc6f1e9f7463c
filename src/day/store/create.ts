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
import { newBrowserKey, newDataKey } from './keys.ts';
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

/** Writes a new store, in one transaction. Nothing that names anybody is readable in it. */
export async function createStore(
  db: DayDatabase,
  { signingKey, members, token, linkSecret, offset = null, ...identity }: Enrolment,
  by: UnlockBy,
): Promise<void> {
  const dataKey = await newDataKey();
  const browserKey = await newBrowserKey();
  const lock = await newLock(dataKey, browserKey, { by, name: identity.label });
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
