import { type ChangeEvent, type FormEvent, useState } from 'react';
import { Button, Card, Note, TextField } from '../../../design/index.ts';
import { DayFault, isStrongPassphrase } from '../../index.ts';
import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { tried } from '../tried.ts';

/** Lets the browser save a file that was made here. */
function saved(file: Uint8Array<ArrayBuffer>, name: string): void {
  const address = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function useCarrying() {
  const t = useT();
  const { store, date } = useWorkplace();
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState<DayFault | null>(null);
  const [said, say] = useState('');
  const out = async (event: FormEvent) => {
    event.preventDefault();
    if (!isStrongPassphrase(passphrase)) return setFault(new DayFault('weak_pin'));
    const failed = await tried(async () => {
      const { file, keep } = await store.exportDay(passphrase);
      saved(file, `yntymaq-${date}-${store.identity.letter}.day`);
      await keep();
      say(t('day.export.done'));
    });
    setFault(failed);
  };
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (!file) return;
    const failed = await tried(async () => {
      const { refused } = await store.importDay(new Uint8Array(await file.arrayBuffer()), passphrase);
      say(t('day.import.done', { count: refused.length }));
    });
    setFault(failed);
    target.value = '';
  };
  return { passphrase, setPassphrase, fault, said, out, take };
}

/** The day by hand: out of this device in an encrypted file, and into it from another one's. */
export function Carry() {
  const t = useT();
  const { passphrase, setPassphrase, fault, said, out, take } = useCarrying();
  return (
    <Card level={2} title={t('day.export.title')}>
      <form className="stack" onSubmit={(event) => void out(event)}>
        <p className="quiet">{t('day.export.text')}</p>
        <TextField
          id="passphrase"
          label={t('day.export.passphrase')}
          hint={t('day.export.passphrase.hint')}
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={({ target }) => setPassphrase(target.value)}
        />
        {fault && (
          <Note tone="stop">
            <p>{fault.reason === 'weak_pin' ? t('day.export.weak') : <FaultText fault={fault} />}</p>
          </Note>
        )}
        <div className="pair">
          <Button type="submit">{t('day.export.export')}</Button>
          <label className="btn file">
            {t('day.import.import')}
            <input type="file" accept=".day" className="sr" onChange={(event) => void take(event)} />
          </label>
        </div>
        <output>{said}</output>
      </form>
    </Card>
  );
}
