/** What carries a day between devices: fetched after the first screen. */
export { asLeader, keeperWorld, readQr, Room, ServerKeeper } from '../index.ts';
