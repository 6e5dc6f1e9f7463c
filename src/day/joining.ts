import { newDeviceKeys } from '../modules/missions/day/chain.ts';
import { DayFault } from './fault.ts';
import { newKeys } from './store/create.ts';
import { openStore } from './store/open.ts';
import { isStrongPin } from './store/pin.ts';
import { isKeepDays, usualKeepDays } from './store/retention.ts';
import type { DayStore } from './store/store.ts';
import { realWorld, type World } from './store/world.ts';
import type { Fetch } from './transport/asked.ts';
import { expectPlan, join } from './transport/join.ts';

type Joining = { fetch: Fetch; code: string; by: { pin: string }; world?: World };

/** A code lets in one key: who asks again, because the answer was lost on its way, asks with the same. */
const keysFor = new Map<string, ReturnType<typeof newDeviceKeys>>();
function keysOf(code: string): ReturnType<typeof newDeviceKeys> {
  const keys = keysFor.get(code) ?? newDeviceKeys();
  keysFor.set(code, keys);
  return keys;
}

/**
 * Joins a mission with the code of its QR, and makes an open store for it on this device. The key of the PIN is made while the server is
 * asked, and the plan comes while the store is written. Needs the network, once.
 *
 * @throws Unwelcome where the code is gone; DayFault `weak_pin`, `already_enrolled`, `no_connection`
 */
export async function joinMission({ fetch, code, by, world = realWorld() }: Joining): Promise<DayStore> {
  // Before anybody is asked: the code works once.
  if (!isStrongPin(by.pin)) throw new DayFault('weak_pin');
  const { privateKey, publicKey } = await keysOf(code);
  const making = newKeys(by, '');
  making.catch(() => undefined);
  const { joined, plan } = await join(fetch, code, publicKey);
  const { devices: members, linkSecret = '', keepDays, now, ...said } = joined;
  // What is written before the server is asked again has the right time already.
  const offset = now === undefined || Number.isNaN(now) ? null : now - world.now();
  const store = await openStore(said.mission, world);
  expectPlan(store, plan);
  await store.create(
    {
      ...said,
      members,
      linkSecret,
      keepDays: isKeepDays(keepDays) ? keepDays : usualKeepDays,
      offset,
      signingKey: privateKey,
    },
    await making,
  );
  keysFor.delete(code);
  return store;
}
