import type { InferContractRouterOutputs } from '@orpc/contract';
import type { FormEvent } from 'react';
import { Button, Card, Note, TextField } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { missionsContract } from '../../contract.ts';
import { missionsApi } from '../client.ts';

export type Added = InferContractRouterOutputs<typeof missionsContract>['addDevice'];

/** Lets one more device in, under a name by which people know it. */
export function AddDevice({ mission, added }: { mission: string; added: (device: Added) => void }) {
  const { t } = useLanguage();
  const draft = useDraft(`missions.device.${mission}`, { label: '' });
  const { values, set } = draft;
  const { send, isSending, error } = useSend(missionsApi.addDevice.call, (device) => {
    draft.clear();
    added(device);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id: mission, label: values.label });
  };
  return (
    <Card level={2} title={t('missions.devices.add')}>
      <form className="stack" onSubmit={submit} aria-label={t('missions.devices.add')}>
        <TextField
          id="device-label"
          label={t('missions.devices.add_label')}
          hint={t('missions.devices.add_label_hint')}
          error={faultAt(error, 'label')}
          required
          maxLength={60}
          value={values.label}
          onChange={({ target }) => set({ label: target.value })}
        />
        <ErrorNote error={error} typed />
        <div className="row">
          <Button tone="primary" type="submit" unavailable={isSending}>
            {t('missions.devices.add')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** The code is here until the page is left, and can be had nowhere else. */
export function JoiningCode({
  added: { label, letter, address, qr, until },
  forget,
}: {
  added: Added;
  forget: () => void;
}) {
  const { t, formats } = useLanguage();
  const device = `${letter} · ${label}`;
  return (
    <Card level={2} title={t('missions.devices.code', { device })}>
      <div className="stack">
        <Note tone="warn">
          {t('missions.devices.code_once', { moment: formats.moment(new Date(until), 'Asia/Almaty') })}
        </Note>
        <img src={qr} alt={t('missions.devices.code_qr')} width={240} height={240} />
        <p>
          <code data-secret>{address}</code>
        </p>
        <p className="row">
          <Button onClick={() => void navigator.clipboard.writeText(address)}>{t('missions.devices.copy')}</Button>
          <Button onClick={forget}>{t('missions.devices.code_hidden')}</Button>
        </p>
      </div>
    </Card>
  );
}
