import { useState } from 'react';
import { Button, Card, Note } from '../../../design/index.ts';

import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { Screen, TwoPresses } from '../parts.tsx';
import { useSafety } from '../Safety.tsx';
import { usePeers, useServerState } from '../sharing.ts';
import { tried } from '../Unlock.tsx';
import { clockText } from '../view/day.ts';
import { behindOf } from '../view/devices.ts';
import { Carry } from './Carry.tsx';
import { Pairing } from './Pairing.tsx';

/** What is not yet safe elsewhere, with whom this device shares, and how it is taken out by hand. */
export function DevicesScreen() {
  const t = useT();
  return (
    <Screen title={t('day.devices.title')}>
      <Safe />
      <Server />
      <Members />
      <Pairing />
      <Carry />
      <End />
    </Screen>
  );
}

function Safe() {
  const t = useT();
  const report = useSafety();
  if (!report) return null;
  const count = report.unsafe + report.unsafePhotos;
  return (
    <Note tone={count > 0 ? 'warn' : 'info'}>
      <b>{count > 0 ? t('day.safety.only_here', { count }) : t('day.safety.all_safe')}</b>
    </Note>
  );
}

function Server() {
  const t = useT();
  const { sharing } = useWorkplace();
  const state = useServerState(sharing.keeper);
  return (
    <Card level={2} title={t('day.server.title')}>
      <div className="stack">
        <output>{t(`day.server.${state?.state ?? 'idle'}`)}</output>
        <p className="quiet">
          {state?.lastAt ? t('day.server.last', { at: clockText(state.lastAt) }) : t('day.server.never')}
        </p>
        {sharing.keeper && <Button onClick={() => void sharing.keeper?.syncNow()}>{t('day.server.now')}</Button>}
      </div>
    </Card>
  );
}

function Members() {
  const t = useT();
  const { store, sharing } = useWorkplace();
  const peers = usePeers(sharing.room);
  const report = useSafety();
  const others = store.members.filter(({ id, isServer }) => id !== store.identity.device && !isServer);
  return (
    <Card level={2} title={t('day.devices.others', { count: others.length })}>
      <p className="quiet">{t('day.devices.own', { letter: store.identity.letter, label: store.identity.label })}</p>
      <ul className="plain">
        {others.map(({ id, letter, label, isRevoked }) => {
          const peer = peers.find(({ device }) => device === id);
          const behind = behindOf(store.have, report?.peers[id]);
          return (
            <li key={id} className="nx">
              <b>{letter}</b>
              <span>{label}</span>
              <span className="quiet">
                {isRevoked
                  ? t('day.devices.revoked')
                  : peer
                    ? t('day.devices.linked', { at: clockText(peer.heardAt) })
                    : behind === null
                      ? t('day.devices.never')
                      : t('day.devices.behind', { count: behind })}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** The end of the day on this device: everything goes, when everything is safe. */
function End() {
  const t = useT();
  const { store } = useWorkplace();
  const [fault, setFault] = useState<Awaited<ReturnType<typeof tried>>>(null);
  return (
    <Card level={2} title={t('day.wipe.title')}>
      <div className="stack">
        <p className="quiet">{t('day.wipe.text', { days: store.identity.keepDays })}</p>
        {fault && (
          <Note tone="stop">
            <p>
              <FaultText fault={fault} />
            </p>
          </Note>
        )}
        <TwoPresses
          label={t('day.wipe.wipe')}
          sure={t('day.wipe.sure')}
          onSure={() => void tried(() => store.wipe()).then(setFault)}
        />
      </div>
    </Card>
  );
}
