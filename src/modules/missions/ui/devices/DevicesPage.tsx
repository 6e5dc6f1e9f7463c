import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState, Note } from '../../../../design/index.ts';
import { useT } from '../../../../platform/i18n/react.ts';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { missionsApi } from '../client.ts';
import { AddDevice, type Added, JoiningCode } from './AddDevice.tsx';
import { DeviceList } from './DeviceList.tsx';
import { HeldOperations } from './HeldOperations.tsx';

/** /app/missions/{id}/devices: which devices hold the day, what each has, and what waits for a decision. */
export function DevicesPage() {
  const { id = '' } = useParams({ strict: false });
  const t = useT();
  const query = useQuery(missionsApi.devices.queryOptions({ input: { id } }));
  const [added, setAdded] = useState<Added | null>(null);
  const [mayAdd, mayLook] = [useMay('patients.write'), useMay('patients.read')];
  return (
    <>
      <PageHead
        title={t('missions.devices.title')}
        lead={t('missions.devices.lead')}
        crumbs={[{ href: `/app/missions/${id}`, label: t('missions.devices.mission') }]}
      />
      <div className="stack-l">
        {added && <JoiningCode added={added} forget={() => setAdded(null)} />}
        <Loaded query={query}>
          {(devices) =>
            devices.length === 0 ? (
              <EmptyState level={2} title={t('missions.devices.none')} text={t('missions.devices.none_text')} />
            ) : (
              <>
                {mayLook && <HeldOperations mission={id} devices={devices} />}
                <DeviceList mission={id} devices={devices} />
              </>
            )
          }
        </Loaded>
        {mayAdd ? <AddDevice mission={id} added={setAdded} /> : <Note>{t('missions.devices.no_access')}</Note>}
      </div>
    </>
  );
}
