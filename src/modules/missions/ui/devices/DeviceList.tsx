import { Action, Badge, Card } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { Device } from '../../contract.devices.ts';
import { missionsApi } from '../client.ts';

const tones = { waiting: 'sun', expired: 'plain', joined: 'leaf', revoked: 'clay', wiped: 'plain' } as const;

const mayBeLost = ({ isServer, state }: Device): boolean => !isServer && (state === 'joined' || state === 'waiting');

/** Every device by its letter: when it was last seen, what it lacks, and what to do when it is lost. */
export function DeviceList({ mission, devices }: { mission: string; devices: readonly Device[] }) {
  const { t } = useLanguage();
  const mayRevoke = useMay('missions.write');
  return (
    <Card level={2} title={t('missions.devices.title')}>
      <ul className="work plain">
        {devices.map((device) => (
          <li key={device.id}>
            <div className="stack-s">
              <p className="row">
                <span>
                  <b>{device.letter}</b> · {device.isServer ? t('missions.devices.server') : device.label}
                </span>
                {!device.isServer && (
                  <Badge tone={tones[device.state]}>{t(`missions.devices.state.${device.state}`)}</Badge>
                )}
              </p>
              <Known device={device} />
              {mayRevoke && mayBeLost(device) && <Lost mission={mission} device={device} />}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Known({ device: { isServer, lastSeenAt, received, lacks } }: { device: Device }) {
  const { t, formats } = useLanguage();
  if (isServer) return <p className="hint">{t('missions.devices.entries', { count: String(received) })}</p>;
  if (lastSeenAt === null) return null;
  const seen = formats.moment(new Date(lastSeenAt), 'Asia/Almaty');
  return (
    <p className="hint">
      {t('missions.devices.known', { seen, entries: String(received) })}{' '}
      {lacks > 0 && t('missions.devices.lacks', { count: String(lacks) })}
    </p>
  );
}

/** Behind a question, because it is pressed once in a mission and never by mistake. */
function Lost({ mission, device }: { mission: string; device: Device }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(missionsApi.revokeDevice.call);
  const name = `${device.letter} · ${device.label}`;
  return (
    <details>
      <summary aria-label={`${t('missions.devices.lost')} ${name}`}>{t('missions.devices.lost')}</summary>
      <Action
        id={`revoke-${device.id}`}
        tone="danger"
        unavailable={isSending}
        aria-label={`${t('missions.devices.revoke')}: ${name}`}
        onClick={() => send({ id: mission, device: device.id })}
        effect={t('missions.devices.revoke_effect', { device: device.label })}
      >
        {t('missions.devices.revoke')}
      </Action>
      <ErrorNote error={error} />
    </details>
  );
}
