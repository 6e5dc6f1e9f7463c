import { DayFault, type DayStore, joinMission, keeperWorld, Unwelcome } from '../index.ts';

/** What carries a day between devices: fetched after the first screen. */
export { asLeader, keeperWorld, readQr, Room, ServerKeeper } from '../index.ts';

/** Lets this device into a mission by its code. Needs the network, once. @throws DayFault */
export async function joinBy(code: string, pin: string): Promise<DayStore> {
  try {
    return await joinMission({ fetch: keeperWorld().fetch, code, by: { pin } });
  } catch (error) {
    throw error instanceof Unwelcome ? new DayFault('not_of_mission', { cause: error }) : error;
  }
}
