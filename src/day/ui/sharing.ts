import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { asLeader, type DayStore, keeperWorld, type Peer, Room, ServerKeeper, type ServerState } from '../index.ts';

/** What keeps this device alike with the server and with the devices of its room, while the store is open. */
export type Sharing = { keeper: ServerKeeper | null; room: Room };

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

export function useSharing(store: DayStore): Sharing {
  const [room] = useState(() => new Room(store));
  const [keeper, setKeeper] = useState<ServerKeeper | null>(null);
  useEffect(() => () => room.leave(), [room]);
  useEffect(() => {
    const end = new AbortController();
    const work = async () => {
      const own = new ServerKeeper(store, keeperWorld());
      const again = () => void own.syncNow();
      addEventListener('online', again);
      setKeeper(own);
      await own.syncNow();
      await ended(end.signal);
      removeEventListener('online', again);
      own.stop();
    };
    void asLeader(store.identity.mission, work, end.signal);
    return () => end.abort();
  }, [store]);
  return useMemo(() => ({ keeper, room }), [keeper, room]);
}

const nothing = () => () => undefined;
export const useServerState = (keeper: ServerKeeper | null): ServerState | null =>
  useSyncExternalStore(keeper ? (told) => keeper.subscribe(told) : nothing, () => keeper?.state ?? null);

export const usePeers = (room: Room): readonly Peer[] =>
  useSyncExternalStore(
    (told) => room.subscribe(told),
    () => room.peers,
  );
