import { type FormEvent, useState } from 'react';
import { Button, Icon, TextField } from '../../design/index.ts';
import type { DayFault, DayStore, UnlockBy } from '../index.ts';
import { FaultText } from './faults.tsx';
import { useT } from './language.tsx';
import { tried } from './tried.ts';

const passkeyPlace = 'yntymaq-day-passkey';
/** Whether a passkey was made for this device: only then is one asked for. */
const hasPasskey = (): boolean => localStorage.getItem(passkeyPlace) !== null;
export const notePasskey = (): void => localStorage.setItem(passkeyPlace, 'made');

type OfPin = { value: string; type: (pin: string) => void; fault: DayFault | null };

export function PinField({ value, type, fault }: OfPin) {
  const t = useT();
  return (
    <TextField
      id="pin"
      label={t('day.unlock.pin')}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      required
      value={value}
      onChange={({ target }) => type(target.value)}
      error={fault && <FaultText fault={fault} />}
    />
  );
}

function useUnlocking(store: DayStore) {
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<DayFault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unlock = async (by: UnlockBy) => {
    setBusy(true);
    setFault(await tried(() => store.unlock(by)));
    setPin('');
    setBusy(false);
  };
  return { pin, setPin, fault, isBusy, unlock };
}

/** The locked device: it shows nothing of anybody. */
export function Unlock({ store }: { store: DayStore }) {
  const t = useT();
  const { pin, setPin, fault, isBusy, unlock } = useUnlocking(store);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void unlock({ pin });
  };
  return (
    <main className="wrap mission stack narrow">
      <h1>{t('day.unlock.title')}</h1>
      <p className="quiet">{t('day.unlock.text')}</p>
      <form className="stack" onSubmit={submit}>
        <PinField value={pin} type={setPin} fault={fault} />
        <Button type="submit" tone="primary" full unavailable={isBusy}>
          {t(isBusy ? 'day.unlock.busy' : 'day.unlock.open')}
        </Button>
        <ByPasskey isBusy={isBusy} onAsk={() => void unlock({ passkey: true })} />
      </form>
      <p className="hint">
        <Icon name="kept" className="inline" /> {t('day.unlock.kept')}
      </p>
    </main>
  );
}

/** Only where a passkey was made for this device. */
function ByPasskey({ isBusy, onAsk }: { isBusy: boolean; onAsk: () => void }) {
  const t = useT();
  if (!hasPasskey()) return null;
  return (
    <Button full unavailable={isBusy} onClick={onAsk}>
      {t('day.unlock.passkey')}
    </Button>
  );
}
