import { type FormEvent, useEffect, useState } from 'react';
import { Button, Note, TextField } from '../../design/index.ts';
import { DayFault, type DayStore, isStrongPin, joinMission, keeperWorld, keepStorage, Unwelcome } from '../index.ts';
import { FaultText } from './faults.tsx';
import { useT } from './language.tsx';
import { tried } from './tried.ts';

/** The code in an address like `/day#join=…`, or alone as somebody pasted it; null where there is none. */
export function joinCode(text: string): string | null {
  const [, code] = /(?:^|[#&]join=)([\w-]{43})$/.exec(text.trim()) ?? [];
  return code ?? null;
}

/** Lets this device into a mission by its code. Needs the network, once. @throws DayFault */
async function joinBy(code: string, pin: string): Promise<DayStore> {
  try {
    return await joinMission({ fetch: keeperWorld().fetch, code, by: { pin } });
  } catch (error) {
    throw error instanceof Unwelcome ? new DayFault('not_of_mission', { cause: error }) : error;
  }
}

function useJoining(onJoined: (store: DayStore) => void) {
  const [code, setCode] = useState(() => joinCode(location.hash) ?? '');
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<DayFault | null>(null);
  const [isBusy, setBusy] = useState(false);
  // What shares the day comes while the PIN is being typed.
  useEffect(() => void import('./sharingParts.ts').catch(() => undefined), []);
  const join = async () => {
    const found = joinCode(code);
    if (!found) return setFault(new DayFault('not_of_mission'));
    if (!isStrongPin(pin)) return setFault(new DayFault('weak_pin'));
    setBusy(true);
    const failed = await tried(async () => {
      const store = await joinBy(found, pin);
      void keepStorage().catch(() => undefined);
      location.hash = '#/settings';
      onJoined(store);
    });
    setBusy(false);
    setFault(failed);
  };
  return { code, setCode, pin, setPin, fault, isBusy, join };
}

/** This browser holds no day: it joins a mission by the code that the host's people have made, and gets its PIN. */
export function Join({ onJoined }: { onJoined: (store: DayStore) => void }) {
  const t = useT();
  const { code, setCode, pin, setPin, fault, isBusy, join } = useJoining(onJoined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void join();
  };
  const isAboutPin = fault?.reason === 'weak_pin';
  return (
    <main className="wrap mission stack narrow">
      <h1>{t('day.join.title')}</h1>
      <p className="quiet">{t('day.join.text')}</p>
      {fault && !isAboutPin && (
        <Note tone="stop">
          <p>
            <FaultText fault={fault} />
          </p>
        </Note>
      )}
      <form className="stack" onSubmit={submit}>
        <TextField
          id="code"
          label={t('day.join.code')}
          hint={t('day.join.code.hint')}
          autoComplete="off"
          spellCheck={false}
          required
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
        <NewPin pin={pin} setPin={setPin} fault={isAboutPin ? fault : null} />
        <Button type="submit" tone="primary" full unavailable={isBusy}>
          {t('day.join.join')}
        </Button>
      </form>
    </main>
  );
}

type PinField = { pin: string; setPin: (pin: string) => void; fault: DayFault | null };

function NewPin({ pin, setPin, fault }: PinField) {
  const t = useT();
  return (
    <TextField
      id="pin"
      label={t('day.join.pin')}
      hint={t('day.join.pin.hint')}
      type="password"
      inputMode="numeric"
      autoComplete="new-password"
      required
      value={pin}
      onChange={({ target }) => setPin(target.value)}
      error={fault && <FaultText fault={fault} />}
    />
  );
}
