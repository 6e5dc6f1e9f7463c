/**
 * The day on this device: what screens use, and nothing behind it.
 *
 * 1. `openStore(mission)` gives the store in its stage: `new`, `locked`, `newer`.
 * 2. A new device: `joinMission` with the code of its QR and its new PIN gives the store, open.
 * 3. `store.append(bodies, who)` writes; `store.subscribe` tells of every change; `store.day` is what it all comes to.
 * 4. `new ServerKeeper(store, keeperWorld())` and `new Room(store)` share it. Run both in one tab: `asLeader`.
 */
export { DayFault, type DayFaultReason, dayFaultReasons, isFault } from './fault.ts';
export { openCamera, scan } from './qr/camera.ts';
export { type Here, pairingQr, type Read, readQr } from './qr/readQr.ts';
export type { UnlockBy } from './store/access.ts';
export type { Imported } from './store/carrying.ts';
export type { Change, Stage } from './store/change.ts';
export type { Enrolment } from './store/create.ts';
export { isStrongPassphrase } from './store/exported.ts';
export { keepStorage, missionsHere, openStore, room } from './store/open.ts';
export { hasPasskeys } from './store/passkey.ts';
export type { Photo, PhotoHead } from './store/photos.ts';
export { isStrongPin } from './store/pin.ts';
export { filePeer, type SafetyReport, serverPeer, type WipeReason } from './store/safety.ts';
export { DayStore, idleMs } from './store/store.ts';
export { joinMission } from './joining.ts';
export { asLeader, keeperWorld } from './leader.ts';
export { Unwelcome } from './transport/asked.ts';
export { ServerKeeper, type ServerState } from './transport/keeper.ts';
export { type Peer, Room } from './transport/room.ts';
