import { newDeviceKeys } from '../modules/missions/day/chain.ts';
import type { UnlockBy } from './store/access.ts';
import { openStore } from './store/open.ts';
import { isKeepDays, usualKeepDays } from './store/retention.ts';
import type { DayStore } from './store/store.ts';
import { realWorld, type World } from './store/world.ts';
import { askPlanAhead, type Fetch, join } from './transport/server.ts';

type Joining = { fetch: Fetch; code: string; by: UnlockBy; world?: World };

/**
 * Joins a mission with the code of its QR, and makes a locked store for it on this device. Needs the network, once.
 *
 * @throws Unwelcome where the code is gone; DayFault `weak_pin`, `no_passkey`, `already_enrolled`, `no_connection`
 */
export async function joinMission({ fetch, code, by, world = realWorld() }: Joining): Promise<DayStore> {
  const { privateKey, publicKey } = await newDeviceKeys();
  const joined = await join(fetch, code, publicKey);
  const { devices: members, linkSecret = '', keepDays, now, ...said } = joined;
  // What is written before the server is asked again has the right time already.
  const offset = now === undefined || Number.isNaN(now) ? null : now - world.now();
  const store = await openStore(said.mission, world);
  askPlanAhead(store, fetch, said.token);
  await store.create(
    {
      ...said,
      members,
      linkSecret,
      keepDays: isKeepDays(keepDays) ? keepDays : usualKeepDays,
      offset,
      signingKey: privateKey,
    },
    by,
  );
  return store;
}
