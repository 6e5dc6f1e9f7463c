import { type FormEvent, useEffect, useState } from 'react';
import { Button, Card, Note, TextField } from '../../../design/index.ts';
import { type DayFault, hasPasskeys } from '../../index.ts';
import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { tried } from '../tried.ts';
import { notePasskey } from '../Unlock.tsx';

/** By what this device opens: another PIN, or a passkey beside it where the browser can derive a key from one. */
function useLocks() {
  const t = useT();
  const { store } = useWorkplace();
  const [pin, setPin] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<DayFault | null>(null);
  const [said, say] = useState('');
  const [isPossible, setPossible] = useState(false);
  useEffect(() => void hasPasskeys().then(setPossible), []);
  const attempt = async (work: () => Promise<void>, done: string) => {
    const failed = await tried(work);
    setFault(failed);
    if (failed) return say('');
    setPin('');
    setNext('');
    say(done);
  };
  const change = () => attempt(() => store.changeLock({ pin }, { pin: next }), t('day.lock.pin.done'));
  const addPasskey = () =>
    attempt(async () => {
      await store.changeLock({ pin }, { passkey: true });
      notePasskey();
    }, t('day.lock.passkey.done'));
  return { pin, setPin, next, setNext, fault, said, isPossible, change, addPasskey };
}

export function Locks() {
  const t = useT();
  const { pin, setPin, next, setNext, fault, said, isPossible, change, addPasskey } = useLocks();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change();
  };
  return (
    <Card level={2} title={t('day.lock.title')}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{t('day.lock.text')}</p>
        <PinField id="pin-now" label={t('day.lock.now')} value={pin} onType={setPin} />
        <PinField id="pin-next" label={t('day.lock.next')} value={next} onType={setNext} />
        {fault && (
          <Note tone="stop">
            <p>
              <FaultText fault={fault} />
            </p>
          </Note>
        )}
        <div className="pair">
          <Button type="submit">{t('day.lock.change')}</Button>
          {isPossible && <Button onClick={() => void addPasskey()}>{t('day.lock.passkey')}</Button>}
        </div>
        <output>{said}</output>
      </form>
    </Card>
  );
}

type Pin = { id: string; label: string; value: string; onType: (pin: string) => void };

function PinField({ id, label, value, onType }: Pin) {
  return (
    <TextField
      id={id}
      label={label}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={({ target }) => onType(target.value)}
    />
  );
}
