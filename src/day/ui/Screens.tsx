import { lazy, Suspense, useEffect } from 'react';
import { useWorkplace } from './context.tsx';
import { publishNumbers } from './numbers.ts';
import { useRoute } from './route.ts';
import { DayScreen } from './screens/DayScreen.tsx';
import { DevicesScreen } from './screens/DevicesScreen.tsx';
import { EncounterScreen } from './screens/EncounterScreen.tsx';
import { PeopleScreen } from './screens/PeopleScreen.tsx';
import { ReconcileScreen } from './screens/ReconcileScreen.tsx';
import { RegisterScreen } from './screens/RegisterScreen.tsx';
import { SettingsScreen } from './screens/SettingsScreen.tsx';
import { VisitScreen } from './screens/VisitScreen.tsx';
import { numbersOf } from './view/display.ts';

/** The camera and what reads its pictures come only when somebody scans. */
const ScanScreen = lazy(() => import('./screens/ScanScreen.tsx'));

export function Screens() {
  const { day, date, now, settings } = useWorkplace();
  useEffect(() => publishNumbers(numbersOf(day, { date, now })), [day, date, now]);
  const [screen = '', id = '', other = ''] = useRoute();
  const isNamed = settings.by !== '' && settings.room !== '';
  return isNamed ? (
    <Shown key={`${screen}/${id}/${other}`} screen={screen} id={id} other={other} />
  ) : (
    <SettingsScreen />
  );
}

function Shown({ screen, id, other }: { screen: string; id: string; other: string }) {
  if (screen === 'register') return <RegisterScreen />;
  if (screen === 'scan')
    return (
      <Suspense fallback={<main className="wrap" aria-busy="true" />}>
        <ScanScreen />
      </Suspense>
    );
  if (screen === 'people') return <PeopleScreen />;
  if (screen === 'visit') return <VisitScreen id={id} />;
  if (screen === 'encounter') return <EncounterScreen visit={id} id={other} />;
  if (screen === 'reconcile') return <ReconcileScreen />;
  if (screen === 'devices') return <DevicesScreen />;
  if (screen === 'settings') return <SettingsScreen />;
  return <DayScreen />;
}
