import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Action,
  Button,
  DemoBadge,
  KeyValue,
  LinkButton,
  LocalisedRemarks,
  LocalisedTextView,
} from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { meetingsApi, type Meeting, type ViewProps } from './client.ts';
import { Files } from './Files.tsx';
import { happeningText } from './happenings.ts';
import { Lifecycle } from './Lifecycle.tsx';
import { Minutes } from './Minutes.tsx';
import { Participants } from './Participants.tsx';
import { Points } from './Points.tsx';
import { Proof } from './Proof.tsx';
import { Publication } from './Publication.tsx';
import { useWords } from './useWords.ts';
import './meetings.css';

const ThenAndNow = later(['directory_places'], () => import('../../directory/ui/ThenAndNow.tsx'), 'ThenAndNow');
const ChangeForm = later(['directory_places', 'meetings'], () => import('./ChangeForm.tsx'), 'ChangeForm');

/** /app/meetings/{id}: when, where and whom we met, what was said, and what came of it. */
export function MeetingPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(meetingsApi.meeting.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(meeting) => <MeetingView key={id} meeting={meeting} reload={() => void query.refetch()} />}
    </Loaded>
  );
}

export function MeetingView({ meeting, reload }: ViewProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Head meeting={meeting} />
      <LocalisedRemarks text={meeting.title} {...useLocalised()} />
      <Lifecycle meeting={meeting} reload={reload} />
      <div className="cols side">
        <div className="stack-l">
          <Coming>{isOpen && <ChangeForm meeting={meeting} reload={reload} close={() => setOpen(false)} />}</Coming>
          <Participants meeting={meeting} reload={reload} />
          <Agenda meeting={meeting} />
          <Points meeting={meeting} reload={reload} />
          <Minutes meeting={meeting} reload={reload} />
          <Proof meeting={meeting} reload={reload} />
          <Why subject="meeting" id={meeting.id} />
          <History
            events={meeting.events}
            organisations={meeting.organisations}
            words={(event) => happeningText(event, words)}
          />
        </div>
        <aside className="stack" aria-label={words.t('meetings.fact.title')}>
          <Facts meeting={meeting} change={isOpen ? undefined : () => setOpen(true)} />
          <Files meeting={meeting} />
          <Publication meeting={meeting} reload={reload} />
          <Retraction meeting={meeting} reload={reload} />
        </aside>
      </div>
    </>
  );
}

function Head({ meeting }: { meeting: Meeting }) {
  const words = useWords();
  const { t, locale, text } = words;
  const { id, partnership, ownSide, isDemo } = meeting;
  const crumbs = [
    { href: '/app/partnerships', label: t('web.nav.partnerships') },
    { href: `/app/partnerships/${partnership.slug}`, label: nameIn(locale, partnership.names) },
    { href: `/app/meetings?partnership=${partnership.slug}`, label: t('meetings.title') },
  ];
  return (
    <PageHead
      title={text(meeting.title)}
      crumbs={crumbs}
      lead={[words.when(meeting), words.where(meeting)].filter(Boolean).join(' · ')}
      actions={
        <>
          {isDemo && <DemoBadge label={t('meetings.demo')} />}
          {ownSide !== null && <LinkButton href={`/app/meetings/${id}/brief`}>{t('meetings.brief.open')}</LinkButton>}
        </>
      }
    />
  );
}

function Agenda({ meeting: { agenda } }: { meeting: Meeting }) {
  const { t } = useWords();
  const localised = useLocalised();
  return (
    <section className="stack">
      <h2>{t('meetings.agenda')}</h2>
      {agenda ? (
        <div className="written">
          <LocalisedTextView text={agenda} {...localised} />
        </div>
      ) : (
        <p className="quiet">{t('meetings.no_agenda')}</p>
      )}
    </section>
  );
}

/** With the region in which the place lay when the meeting was held, and in which it lies now. */
function Where({ meeting }: { meeting: Meeting }) {
  const { where } = useWords();
  const { place, held, reportedOn } = meeting;
  return (
    <>
      {where(meeting)}
      {place !== null && (
        <>
          <br />
          <small className="quiet">
            <Coming>
              <ThenAndNow place={place} on={held ?? reportedOn} />
            </Coming>
          </small>
        </>
      )}
    </>
  );
}

function Facts({ meeting, change }: { meeting: Meeting; change: (() => void) | undefined }) {
  const words = useWords();
  const { t, formats } = words;
  const mayChange = useMay('meetings.write') && meeting.isOwn;
  const { reportedOn, manner } = meeting;
  const where = words.where(meeting);
  const facts = [
    { label: t('meetings.fact.when'), value: words.when(meeting) },
    {
      label: t('meetings.fact.where'),
      value: where === '' ? t('meetings.fact.not_stated') : <Where meeting={meeting} />,
    },
    { label: t('meetings.fact.manner'), value: t(`meetings.manner.${manner}`) },
    ...(reportedOn === null ? [] : [{ label: t('meetings.fact.reported'), value: formats.edtf(reportedOn) }]),
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('meetings.fact.title')}</h2>
      <KeyValue facts={facts} />
      {mayChange && change && (
        <Button full onClick={change}>
          {t('meetings.form.edit')}
        </Button>
      )}
    </section>
  );
}

function Retraction({ meeting: { id, version, isOwn, visibility, partnership }, reload }: ViewProps) {
  const { t } = useWords();
  const router = useRouter();
  const mayWrite = useMay('meetings.write');
  const { send, isSending, error } = useSend(meetingsApi.retractMeeting.call, () =>
    router.history.push(`/app/meetings?partnership=${partnership.slug}`),
  );
  if (!isOwn || !mayWrite || visibility !== 'own_side') return null;
  return (
    <div className="stack">
      <Action
        id="retract"
        tone="danger"
        unavailable={isSending}
        onClick={() => send({ id, version })}
        effect={t('meetings.retract_effect')}
      >
        {t('meetings.retract')}
      </Action>
      <ErrorNote error={error} reload={reload} />
    </div>
  );
}
