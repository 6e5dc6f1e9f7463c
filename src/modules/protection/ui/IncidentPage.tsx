import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, KeyValue, LifecycleBar } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSession } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { incidentStates } from '../incident.ts';
import { type Incident, protectionApi } from './client.ts';
import { Duties } from './Duties.tsx';
import { IncidentForm } from './IncidentForm.tsx';
import { zone } from './moments.ts';
import { Touched } from './Touched.tsx';

const happenings = [
  'opened',
  'changed',
  'contained',
  'closed',
  'reopened',
  'peopleFound',
  'authorityTold',
  'peopleTold',
] as const;

/** /app/admin/incidents/{id}: an incident, whom it touches, and whom to tell by when. */
export function IncidentPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(protectionApi.incident.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(incident) => <Shown incident={incident} />}</Loaded>;
}

function Shown({ incident }: { incident: Incident }) {
  const { t } = useLanguage();
  const { memberships } = useSession();
  const words = ({ action }: { action: string }) =>
    t(`protection.event.${happenings.find((known) => known === action) ?? 'other'}`);
  return (
    <>
      <PageHead
        title={incident.title}
        kicker={
          <>
            {t(`protection.ui.kind.${incident.kind}`)} {incident.isDemo && <DemoBadge label={t('web.demo.badge')} />}
          </>
        }
        crumbs={[
          { href: '/app/admin', label: t('web.nav.admin') },
          { href: '/app/admin/incidents', label: t('protection.ui.incidents.title') },
        ]}
      />
      <Life incident={incident} />
      <Duties incident={incident} />
      <Touched incident={incident} />
      <Facts incident={incident} />
      <History
        events={incident.events}
        organisations={memberships.map(({ organisation, names }) => ({ id: organisation, names }))}
        words={words}
      />
    </>
  );
}

function Life({ incident: { id, state, version, moves } }: { incident: Incident }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(protectionApi.moveIncident.call);
  return (
    <section className="card stack">
      <ErrorNote error={error} />
      <LifecycleBar
        label={t('protection.ui.incident.life')}
        steps={incidentStates.map((key) => ({ key, label: t(`protection.ui.state.${key}`) }))}
        current={state}
        sentence={t(`protection.ui.incident.sentence.${state}`)}
        actions={moves.map((move) => (
          <Button key={move} unavailable={isSending} onClick={() => send({ id, version, move })}>
            {t(`protection.ui.move.${move}`)}
          </Button>
        ))}
      />
    </section>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const sending = useSend(protectionApi.changeIncident.call, () => setOpen(false));
  const { id, version } = incident;
  if (!isOpen) return <Known incident={incident} edit={() => setOpen(true)} />;
  return (
    <IncidentForm
      name={`incident.${id}.${version}`}
      title={t('protection.ui.incident.edit')}
      known={incident}
      sending={sending}
      send={(fields) => sending.send({ ...fields, id, version })}
      close={() => setOpen(false)}
    />
  );
}

function Known({ incident, edit }: { incident: Incident; edit: () => void }) {
  const { t, locale, formats } = useLanguage();
  const { whatHappened, countries, risk, foundAt, beganAt, endedAt, state } = incident;
  const moment = (at: string | null) => (at === null ? '–' : formats.moment(new Date(at), zone));
  const names = formats.list(countries.map((country) => countryName(locale, country)));
  const facts = [
    { label: t('protection.ui.incident.found_at'), value: moment(foundAt) },
    { label: t('protection.ui.incident.began_at'), value: moment(beganAt) },
    { label: t('protection.ui.incident.ended_at'), value: moment(endedAt) },
    { label: t('protection.ui.incident.countries'), value: names },
    { label: t('protection.ui.incident.risk'), value: t(`protection.ui.risk.${risk}`) },
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('protection.ui.incident.facts')}</h2>
      <p className="pre">{whatHappened}</p>
      <KeyValue facts={facts} />
      {state !== 'closed' && (
        <p>
          <Button onClick={edit}>{t('protection.ui.incident.edit')}</Button>
        </p>
      )}
    </section>
  );
}
