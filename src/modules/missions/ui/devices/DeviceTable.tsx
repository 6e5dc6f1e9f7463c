import { Action, Badge, Table } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { Device } from '../../contract.devices.ts';
import { missionsApi } from '../client.ts';

const tones = { waiting: 'sun', expired: 'plain', joined: 'leaf', revoked: 'clay', wiped: 'plain' } as const;

/** Every device by its letter: when it was last seen and what it lacks. */
export function DeviceTable({ mission, devices }: { mission: string; devices: readonly Device[] }) {
  const { t, formats } = useLanguage();
  const mayRevoke = useMay('missions.write');
  const seen = (at: string | null) =>
    at === null ? t('missions.devices.seen_never') : formats.moment(new Date(at), 'Asia/Almaty');
  return (
    <section className="card">
      <Table
        id="devices"
        caption={t('missions.devices.title')}
        captionHidden
        columns={(['device', 'state', 'seen', 'entries', 'lacks', 'revoke'] as const).map((key) => ({
          key,
          label: t(`missions.devices.${key}`),
        }))}
        rows={devices.map((device) => ({
          key: device.id,
          cells: [
            <NameOf key="device" device={device} />,
            <Badge key="state" tone={tones[device.state]}>
              {t(`missions.devices.state.${device.state}`)}
            </Badge>,
            device.isServer ? '–' : seen(device.lastSeenAt),
            String(device.received),
            device.isServer ? '–' : String(device.lacks),
            mayRevoke && !device.isServer && device.revokedAt === null ? (
              <Revoke key="revoke" mission={mission} device={device} />
            ) : (
              '–'
            ),
          ],
        }))}
      />
    </section>
  );
}

function NameOf({ device: { letter, label, isServer } }: { device: Device }) {
  const { t } = useLanguage();
  return (
    <span>
      <b>{letter}</b> · {isServer ? t('missions.devices.server') : label}
    </span>
  );
}

function Revoke({ mission, device }: { mission: string; device: Device }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(missionsApi.revokeDevice.call);
  return (
    <>
      <Action
        id={`revoke-${device.id}`}
        small
        unavailable={isSending}
        aria-label={`${t('missions.devices.revoke')}: ${device.letter} · ${device.label}`}
        onClick={() => send({ id: mission, device: device.id })}
        effect={t('missions.devices.revoke_effect', { device: device.label })}
      >
        {t('missions.devices.revoke')}
      </Action>
      <ErrorNote error={error} />
    </>
  );
}
