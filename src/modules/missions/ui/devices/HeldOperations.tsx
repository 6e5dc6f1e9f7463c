import { useQuery } from '@tanstack/react-query';
import { Action, Badge } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { Device, Held } from '../../contract.devices.ts';
import { missionsApi } from '../client.ts';

type Shown = { mission: string; devices: readonly Device[] };

const nameOf = (devices: readonly Device[], id: string): string => {
  const device = devices.find((one) => one.id === id);
  return device ? `${device.letter} · ${device.label}` : '–';
};

/** What revoked devices brought, and what contradicts itself: how much and of what kind, never what it says. */
export function HeldOperations({ mission, devices }: Shown) {
  const { t } = useLanguage();
  const query = useQuery(missionsApi.heldOperations.queryOptions({ input: { id: mission } }));
  return (
    <Loaded query={query}>
      {({ held, contradictions }) => (
        <>
          {held.length > 0 && (
            <section className="card stack" aria-labelledby="held">
              <h2 id="held">{t('missions.devices.held')}</h2>
              <p>{t('missions.devices.held_lead')}</p>
              <ul className="plain stack">
                {held.map((batch) => (
                  <li key={batch.id}>
                    <Batch mission={mission} devices={devices} batch={batch} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {contradictions.length > 0 && <Contradictions devices={devices} contradictions={contradictions} />}
        </>
      )}
    </Loaded>
  );
}

function Batch({ mission, devices, batch }: Shown & { batch: Held }) {
  const { t, formats } = useLanguage();
  const mayDecide = useMay('patients.write');
  const moment = formats.moment(new Date(batch.receivedAt), 'Asia/Almaty');
  const device = nameOf(devices, batch.device);
  return (
    <div className="stack-s">
      <p>{t('missions.devices.brought', { count: batch.operations, device, moment })}</p>
      {batch.decision !== null && <Badge tone="plain">{t(`missions.devices.decided.${batch.decision}`)}</Badge>}
      {batch.decision === null && mayDecide && <Decide mission={mission} batch={batch} />}
    </div>
  );
}

function Decide({ mission, batch }: { mission: string; batch: Held }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(missionsApi.decideHeld.call);
  const decide = (decision: 'admitted' | 'refused') => send({ id: mission, batch: batch.id, decision });
  return (
    <>
      <div className="row">
        <Action
          id={`admit-${batch.id}`}
          tone="primary"
          unavailable={isSending}
          onClick={() => decide('admitted')}
          effect={t('missions.devices.admit_effect')}
        >
          {t('missions.devices.admit')}
        </Action>
        <Action
          id={`refuse-${batch.id}`}
          unavailable={isSending}
          onClick={() => decide('refused')}
          effect={t('missions.devices.refuse_effect')}
        >
          {t('missions.devices.refuse')}
        </Action>
      </div>
      <ErrorNote error={error} />
    </>
  );
}

type Contradiction = { id: string; device: string; broughtBy: string; sequence: number; receivedAt: string };

function Contradictions({
  devices,
  contradictions,
}: Pick<Shown, 'devices'> & { contradictions: readonly Contradiction[] }) {
  const { t, formats } = useLanguage();
  return (
    <section className="card stack" aria-labelledby="contradictions">
      <h2 id="contradictions">{t('missions.devices.contradictions')}</h2>
      <p>{t('missions.devices.contradictions_lead')}</p>
      <ul className="plain stack-s">
        {contradictions.map(({ id, device, broughtBy, sequence, receivedAt }) => (
          <li key={id}>
            {t('missions.devices.contradicts', {
              device: nameOf(devices, device),
              by: nameOf(devices, broughtBy),
              sequence: String(sequence),
              moment: formats.moment(new Date(receivedAt), 'Asia/Almaty'),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
