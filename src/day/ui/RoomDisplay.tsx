import { useEffect } from 'react';
import { specialtyName, useT } from './language.tsx';
import { useNumbers } from './numbers.ts';

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
                <span>{t('day.display.room', { room })}</span>
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
    </main>
  );
}
