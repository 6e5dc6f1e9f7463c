import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../design/index.ts';
import { DayFault, type DayStore, isFault, missionsHere, openStore } from '../index.ts';
import { useT } from './language.tsx';
import { publishNumbers } from './numbers.ts';
import { useSharing } from './sharing.ts';
import { tried } from './tried.ts';
import { PinField } from './Unlock.tsx';
import { dateAt } from './view/day.ts';
import { numbersOf } from './view/display.ts';

const everyMs = 15_000;

/** Shows what the day has come to, for as long as the day is open here. */
function publish(store: DayStore): void {
  try {
    const now = Date.now() + (store.offset ?? 0);
    publishNumbers(numbersOf(store.day, { date: dateAt(now, null), now }));
  } catch (error) {
    if (!isFault(error, 'locked')) throw error;
  }
}

/** A machine that does nothing else takes part in the exchange, and stays open as long as its screen is looked at. */
function Running({ store }: { store: DayStore }) {
  useSharing(store);
  useEffect(() => {
    publish(store);
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') store.touch();
      publish(store);
    }, everyMs);
    const stop = store.subscribe(() => publish(store));
    return () => {
      clearInterval(timer);
      stop();
      store.lock();
    };
  }, [store]);
  return null;
}

/** Lets the corridor screen of another machine follow the day by itself: opened by the PIN, it shows numbers and nothing else. */
export function DisplayKeeper() {
  const t = useT();
  const [store, setStore] = useState<DayStore | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<DayFault | null>(null);
  useEffect(() => {
    void missionsHere().then(async ([mission]) => setStore(mission === undefined ? null : await openStore(mission)));
  }, []);
  useEffect(() => store?.subscribe(() => setOpen(store.stage === 'open')), [store]);
  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    setFault((await tried(async () => store?.unlock({ pin }))) ?? null);
    setPin('');
  };
  if (!store) return null;
  if (isOpen) return <Running store={store} />;
  return (
    <details className="keeper">
      <summary>{t('day.display.follow')}</summary>
      <form className="stack narrow" onSubmit={(event) => void unlock(event)}>
        <p className="quiet">{t('day.display.follow.text')}</p>
        <PinField value={pin} type={setPin} fault={fault} />
        <Button type="submit">{t('day.unlock.open')}</Button>
      </form>
    </details>
  );
}
