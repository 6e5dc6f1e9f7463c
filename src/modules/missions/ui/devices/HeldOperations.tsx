import { useQuery } from '@tanstack/react-query';
import { Action, Badge, Card } from '../../../../design/index.ts';
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
            <Card level={2} title={t('missions.devices.held')}>
              <p>{t('missions.devices.held_lead')}</p>
              <ul className="work plain">
                {held.map((batch) => (
                  <li key={batch.id}>
                    <Batch mission={mission} devices={devices} batch={batch} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {contradictions.length > 0 && <Contradictions devices={devices} contradictions={contradictions} />}
        </>
      )}
    </Loaded>
  );
}

const countOf = ({ kinds }: Held, kind: string): number => kinds.find((one) => one.kind === kind)?.operations ?? 0;

function Batch({ mission, devices, batch }: Shown & { batch: Held }) {
  const { t, formats } = useLanguage();
  const mayDecide = useMay('patients.write');
  const moment = formats.moment(new Date(batch.receivedAt), 'Asia/Almaty');
  const device = nameOf(devices, batch.device);
  return (
    <div className="stack-s">
      <p>{t('missions.devices.brought', { count: batch.operations, device, moment })}</p>
      <p className="hint">
        {t('missions.devices.holds', {
          visits: String(countOf(batch, 'visit.registered')),
          signed: String(countOf(batch, 'encounter.signed')),
        })}
      </p>
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

/** What one device brought of another's second history at one moment is one line. */
function Contradictions({
  devices,
  contradictions,
}: Pick<Shown, 'devices'> & { contradictions: readonly Contradiction[] }) {
  const { t, formats } = useLanguage();
  const together = Map.groupBy(contradictions, (one) => `${one.device} ${one.broughtBy} ${one.receivedAt}`);
  return (
    <Card level={2} title={t('missions.devices.contradictions')}>
      <p>{t('missions.devices.contradictions_lead')}</p>
      <ul className="work plain">
        {[...together.values()].flatMap((all) =>
          all.slice(0, 1).map(({ id, device, broughtBy, receivedAt }) => (
            <li key={id}>
              {t('missions.devices.contradicts', {
                count: all.length,
                device: nameOf(devices, device),
                by: nameOf(devices, broughtBy),
                moment: formats.moment(new Date(receivedAt), 'Asia/Almaty'),
              })}
            </li>
          )),
        )}
      </ul>
    </Card>
  );
}
