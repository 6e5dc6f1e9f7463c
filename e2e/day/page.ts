import { newDeviceKeys } from '../../src/modules/missions/day/chain.ts';
import * as day from '../../src/day/index.ts';

/** The page of these journeys: the day's own parts without its screens. */
export type DayPage = { day: typeof day; newDeviceKeys: typeof newDeviceKeys };
Object.assign(globalThis, { day, newDeviceKeys } satisfies DayPage);
