import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { useWorkplace } from './context.tsx';
import { publishNumbers } from './numbers.ts';
import { useRoute } from './route.ts';
import { DayScreen } from './screens/DayScreen.tsx';
import { PeopleScreen } from './screens/PeopleScreen.tsx';
import { SettingsScreen } from './screens/SettingsScreen.tsx';
import { numbersOf } from './view/display.ts';

/**
 * Screens behind the day are fetched right after it: the day opens sooner, and each is there before it is asked for. What somebody who
 * has just joined sees first, their workplace and who is booked, is part of it.
 */
const loaders = {
  register: () => import('./screens/RegisterScreen.tsx'),
  visit: () => import('./screens/VisitScreen.tsx'),
  encounter: () => import('./screens/EncounterScreen.tsx'),
  reconcile: () => import('./screens/ReconcileScreen.tsx'),
  devices: () => import('./screens/DevicesScreen.tsx'),
} as const;
const shown = <Props,>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }) satisfies { default: ComponentType<Props> });

const Register = shown(async () => (await loaders.register()).RegisterScreen);
const Visit = shown(async () => (await loaders.visit()).VisitScreen);
const Encounter = shown(async () => (await loaders.encounter()).EncounterScreen);
const Reconcile = shown(async () => (await loaders.reconcile()).ReconcileScreen);
const Devices = shown(async () => (await loaders.devices()).DevicesScreen);
/** The camera and what reads its pictures come only when somebody scans. */
const Scan = lazy(() => import('./screens/ScanScreen.tsx'));

export function Screens() {
  const { day, date, now, settings } = useWorkplace();
  useEffect(() => publishNumbers(numbersOf(day, { date, now })), [day, date, now]);
  useEffect(() => {
    void Promise.all(Object.values(loaders).map((load) => load()));
  }, []);
  const [screen = '', id = '', other = ''] = useRoute();
  const isNamed = settings.by !== '' && settings.room !== '';
  return (
    <Suspense fallback={<main className="wrap" aria-busy="true" />}>
      {isNamed ? <Shown key={`${screen}/${id}/${other}`} screen={screen} id={id} other={other} /> : <SettingsScreen />}
    </Suspense>
  );
}

function Shown({ screen, id, other }: { screen: string; id: string; other: string }) {
  if (screen === 'register') return <Register />;
  if (screen === 'scan') return <Scan />;
  if (screen === 'people') return <PeopleScreen />;
  if (screen === 'visit') return <Visit id={id} />;
  if (screen === 'encounter') return <Encounter visit={id} id={other} />;
  if (screen === 'reconcile') return <Reconcile />;
  if (screen === 'devices') return <Devices />;
  if (screen === 'settings') return <SettingsScreen />;
  return <DayScreen />;
}
