import { useEffect } from 'react';
import { Button } from '../../design/index.ts';
import { useChime } from './chime.ts';
import { DisplayKeeper } from './DisplayKeeper.tsx';
import { LanguageChoice, roomName, specialtyName, useT } from './language.tsx';
import { useNumbers } from './numbers.ts';
import type { Numbers } from './view/display.ts';

/** A screen of its own must not go dark. */
function useAwake(): void {
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => undefined);
    };
    wake();
    document.addEventListener('visibilitychange', wake);
    return () => document.removeEventListener('visibilitychange', wake);
  }, []);
}

/** The second screen: who is called where. Numbers and rooms only. */
export function RoomDisplay() {
  const t = useT();
  const { called, next } = useNumbers();
  useAwake();
  return (
    <main className="display">
      <section aria-labelledby="called">
        <h1 id="called">{t('day.display.called')}</h1>
        <div aria-live="polite" aria-atomic="false">
          {called.length === 0 && <p className="quiet">{t('day.display.nobody')}</p>}
          <ol className="plain called">
            {called.map(({ ticket, room, at }) => (
              <li key={`${ticket} ${at}`}>
                <b>{ticket}</b>
                <span>{roomName(t, room)}</span>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <section aria-labelledby="next">
        <h2 id="next">{t('day.display.next')}</h2>
        <ul className="plain next">
          {next.map(({ specialty, tickets }) => (
            <li key={specialty}>
              <span>{specialtyName(t, specialty)}</span> <b>{tickets.join('  ')}</b>
            </li>
          ))}
        </ul>
      </section>
      <Foot called={called} />
    </main>
  );
}

/** What whoever puts the screen up sets once. */
function Foot({ called }: Pick<Numbers, 'called'>) {
  const t = useT();
  const [newest] = called;
  const { isOn, turn } = useChime(newest ? `${newest.ticket} ${newest.room} ${newest.at}` : '');
  return (
    <footer className="row between">
      <LanguageChoice />
      <Button small onClick={turn}>
        {t(isOn ? 'day.display.sound.off' : 'day.display.sound.on')}
      </Button>
      <DisplayKeeper />
    </footer>
  );
}
