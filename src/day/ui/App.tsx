import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Button, Logo, Note } from '../../design/index.ts';
import { type DayStore, missionsHere, openStore } from '../index.ts';
import { Working } from './context.tsx';
import { Join } from './Join.tsx';
import { LanguageChoice, useT } from './language.tsx';
import { RoomDisplay } from './RoomDisplay.tsx';
import { Screens } from './Screens.tsx';
import { Unlock } from './Unlock.tsx';
import { useUpdate } from './update.ts';

/** The store of the mission whose day this browser holds; null where it holds none. */
async function storeHere(): Promise<DayStore | null> {
  const [mission] = await missionsHere();
  return mission === undefined ? null : openStore(mission);
}

export function App() {
  return location.pathname === '/day/display' ? <RoomDisplay /> : <OfPeople />;
}

function OfPeople() {
  const t = useT();
  const [store, setStore] = useState<DayStore | null>();
  useEffect(() => {
    void storeHere().then(setStore);
  }, []);
  return (
    <>
      <header className="mast">
        <div className="wrap">
          <a className="brand" href="#/">
            <Logo />
            {t('day.brand')}
          </a>
          <div className="push">
            <LanguageChoice />
          </div>
        </div>
      </header>
      <UpdateBand />
      {store === undefined && <main className="wrap" aria-busy="true" />}
      {store === null && <Join onJoined={setStore} />}
      {store && <OnDevice store={store} onJoined={setStore} />}
    </>
  );
}

function UpdateBand() {
  const t = useT();
  const { isReady, take } = useUpdate();
  if (!isReady) return null;
  return (
    <aside className="update" aria-label={t('day.update.title')}>
      <p>{t('day.update.text')}</p>
      <Button small onClick={take}>
        {t('day.update.take')}
      </Button>
    </aside>
  );
}

/** By what stage the store is in: nothing of the day is on the screen unless it is open. */
function OnDevice({ store, onJoined }: { store: DayStore; onJoined: (store: DayStore) => void }) {
  const t = useT();
  const subscribe = useCallback((told: () => void) => store.subscribe(told), [store]);
  const stage = useSyncExternalStore(subscribe, () => store.stage);
  if (stage === 'open')
    return (
      <Working store={store}>
        <Screens />
      </Working>
    );
  if (stage === 'locked') return <Unlock store={store} />;
  if (stage === 'new') return <Join onJoined={onJoined} />;
  return (
    <main className="wrap mission stack">
      <h1>{t('day.title')}</h1>
      <Note tone={stage === 'newer' ? 'stop' : 'info'}>
        <p>{t(stage === 'newer' ? 'day.fault.newer_store' : 'day.wiped')}</p>
      </Note>
    </main>
  );
}
