import { useState } from 'react';
import { Button, Card, Note } from '../../../design/index.ts';

import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { Screen, TwoPresses } from '../parts.tsx';
import { useServerState } from '../sharing.ts';
import { tried } from '../tried.ts';
import { clockText } from '../view/day.ts';
import { Carry } from './Carry.tsx';
import { Locks } from './Locks.tsx';
import { Members } from './Members.tsx';
import { Pairing } from './Pairing.tsx';
import { Safe, Stored } from './Stored.tsx';

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
      <Stored />
      <Locks />
      <End />
    </Screen>
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
