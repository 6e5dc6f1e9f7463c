import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { DayStore, Peer, Room, ServerKeeper, ServerState } from '../index.ts';

/** What keeps this device alike with the server and with the devices of its room, while the store is open. */
export type Sharing = { keeper: ServerKeeper | null; room: Room | null };

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** Comes after the first screen is there: a day opens, and is worked on, without any of it. */
const parts = () => import('./sharingParts.ts');

export function useSharing(store: DayStore): Sharing {
  const [room, setRoom] = useState<Room | null>(null);
  const [keeper, setKeeper] = useState<ServerKeeper | null>(null);
  useEffect(() => {
    const end = new AbortController();
    const share = async (): Promise<void> => {
      const { asLeader, keeperWorld, Room: RoomOf, ServerKeeper: KeeperOf } = await parts();
      if (end.signal.aborted) return;
      const own = new RoomOf(store);
      setRoom(own);
      end.signal.addEventListener('abort', () => own.leave());
      const keep = async () => {
        const kept = new KeeperOf(store, keeperWorld());
        const again = () => void kept.syncNow();
        addEventListener('online', again);
        setKeeper(kept);
        await kept.syncNow();
        await ended(end.signal);
        removeEventListener('online', again);
        kept.stop();
      };
      await asLeader(store.identity.mission, keep, end.signal);
    };
    void share();
    return () => end.abort();
  }, [store]);
  return useMemo(() => ({ keeper, room }), [keeper, room]);
}

const nothing = () => () => undefined;
const nobody: readonly Peer[] = [];
export const useServerState = (keeper: ServerKeeper | null): ServerState | null =>
  useSyncExternalStore(keeper ? (told) => keeper.subscribe(told) : nothing, () => keeper?.state ?? null);

export const usePeers = (room: Room | null): readonly Peer[] =>
  useSyncExternalStore(room ? (told) => room.subscribe(told) : nothing, () => room?.peers ?? nobody);
