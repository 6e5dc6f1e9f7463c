import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Day } from '../../modules/missions/day/day.ts';
import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Body, Operation } from '../../modules/missions/day/operation.ts';
import { type DayFault, type DayStore, isFault } from '../index.ts';
import { type Sharing, useSharing } from './sharing.ts';
import { tried } from './tried.ts';
import { dateAt } from './view/day.ts';

/** Who works at this device, where, and by which right they sign. */
export type Settings = {
  by: string;
  /** Of the plan; empty where somebody works who is not on it. */
  clinician: string;
  /** Number of the permission to practise; empty where a local physician answers. */
  permission: string;
  answeredFor: string;
  room: string;
  specialty: string;
  /** A date that was chosen instead of today's: the clock of the device may be wrong. */
  date: string | null;
};
export const noSettings: Settings = {
  by: '',
  clinician: '',
  permission: '',
  answeredFor: '',
  room: '',
  specialty: 'therapy',
  date: null,
};
const settingsPlace = 'settings';

export type Workplace = {
  store: DayStore;
  day: Day;
  /** What the server said of the mission before the network was gone; null where it has not yet. */
  plan: DayPlan | null;
  /** By the clock of this device put right. */
  now: number;
  date: string;
  settings: Settings;
  /** Says who works where once the disk holds it; false, and the fault is shown, where the device could not. */
  change: (settings: Settings) => Promise<boolean>;
  /** Writes what somebody did; null, and the fault is shown, where the device could not. */
  act: (bodies: readonly Body[]) => Promise<Operation[] | null>;
  fault: DayFault | null;
  forget: () => void;
  sharing: Sharing;
};
const WorkplaceContext = createContext<Workplace | null>(null);

/** The time, anew every so often: waiting grows longer without anybody's doing anything. */
function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

function useSettings(store: DayStore, say: (fault: DayFault | null) => void) {
  const [settings, setSettings] = useState(() => ({
    ...noSettings,
    ...(store.drafts.get(settingsPlace) as Partial<Settings> | undefined),
  }));
  const change = useCallback(
    async (next: Settings) => {
      const fault = await tried(() => store.drafts.put(settingsPlace, next));
      if (fault === null) setSettings(next);
      say(fault);
      return fault === null;
    },
    [store, say],
  );
  return [settings, change] as const;
}

/** Tells the store that somebody is at the device, so that it does not lock under their hands. */
function useTouch(store: DayStore): void {
  useEffect(() => {
    const touch = () => store.touch();
    const kinds = ['pointerdown', 'keydown'] as const;
    for (const kind of kinds) addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, touch);
    };
  }, [store]);
}

/** The day as it is; as it last was, while the store locks and these screens are about to go. */
function dayNow(store: DayStore, last: { day: Day }): Day {
  try {
    last.day = store.day;
  } catch (error) {
    if (!isFault(error, 'locked')) throw error;
  }
  return last.day;
}

/** What is known of the mission and of this device's clock; as it last was, while the store locks. */
function learntNow(store: DayStore, last: { plan: DayPlan | null; offset: number | null }): void {
  try {
    [last.plan, last.offset] = [store.plan, store.offset];
  } catch (error) {
    if (!isFault(error, 'locked')) throw error;
  }
}

function useLearnt(store: DayStore, subscribe: (told: () => void) => () => void) {
  const [last] = useState<{ plan: DayPlan | null; offset: number | null }>(() => ({ plan: null, offset: null }));
  const read = <Key extends 'plan' | 'offset'>(key: Key) => {
    learntNow(store, last);
    return last[key];
  };
  const plan = useSyncExternalStore(subscribe, () => read('plan'));
  const offset = useSyncExternalStore(subscribe, () => read('offset'));
  return { plan, offset };
}

/** Everything that a screen of the open day works with. */
export function Working({ store, children }: { store: DayStore; children: ReactNode }): ReactNode {
  const subscribe = useCallback((told: () => void) => store.subscribe(told), [store]);
  const [last] = useState<{ day: Day }>(() => ({ day: store.day }));
  const day = useSyncExternalStore(subscribe, () => dayNow(store, last));
  const { plan, offset } = useLearnt(store, subscribe);
  const now = useNow() + (offset ?? 0);
  const [fault, setFault] = useState<DayFault | null>(null);
  const [settings, change] = useSettings(store, setFault);
  useTouch(store);
  const sharing = useSharing(store);
  const act = useCallback(
    async (bodies: readonly Body[]) => {
      let written: Operation[] | null = null;
      setFault(await tried(async () => (written = await store.append(bodies, settings.by))));
      return written;
    },
    [store, settings.by],
  );
  const date = settings.date ?? dateAt(now, null);
  const workplace = useMemo(
    () => ({ store, day, plan, now, date, settings, change, act, fault, forget: () => setFault(null), sharing }),
    [store, day, plan, now, date, settings, change, act, fault, sharing],
  );
  return <WorkplaceContext value={workplace}>{children}</WorkplaceContext>;
}

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext);
  if (!workplace) throw new Error('useWorkplace needs Working above it');
  return workplace;
}

export type Draft<T> = [typed: T, type: (change: Partial<T>) => void, clear: (shown?: T) => void];

/** What is typed into a form: on the disk of this device with every key, until `clear`. */
export function useDraft<T extends object>(id: string, empty: T): Draft<T> {
  const { store } = useWorkplace();
  const [typed, setTyped] = useState<T>(() => ({ ...empty, ...(store.drafts.get(id) as Partial<T> | undefined) }));
  const type = useCallback(
    (change: Partial<T>) =>
      setTyped((before) => {
        const next = { ...before, ...change };
        void store.drafts.put(id, next);
        return next;
      }),
    [store, id],
  );
  const clear = useCallback(
    (shown = empty) => {
      setTyped(shown);
      void store.drafts.put(id, undefined);
    },
    [store, id, empty],
  );
  return [typed, type, clear];
}
