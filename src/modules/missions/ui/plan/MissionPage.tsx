import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, KeyValue, LocalisedRemarks } from '../../../../design/index.ts';
import { useLocalised } from '../../../../platform/i18n/react.ts';
import { nameIn } from '../../../../platform/i18n/shown.ts';
import { History } from '../../../../web/kit/History.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay, useSession } from '../../../../web/kit/session.ts';
import { isOver } from '../../mission.ts';
import { missionsApi, type Planned } from '../client.ts';
import { ChangeForm } from './Describe.tsx';
import { MayPlan, useMayPlan } from './Frame.tsx';
import { happeningText } from './happenings.ts';
import { Lifecycle } from './Lifecycle.tsx';
import { Means } from './Means.tsx';
import { Readiness } from './Readiness.tsx';
import { Sessions } from './Sessions.tsx';
import { Team } from './Team.tsx';
import { useWords } from './useWords.ts';
import { Venues } from './Venues.tsx';

/** /app/missions/{id}: who comes to whom, where and when, in which rooms, and what is still missing. */
export function MissionPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(missionsApi.mission.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(mission) => <MissionView key={id} mission={mission} />}</Loaded>;
}

export function MissionView({ mission }: { mission: Planned }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { organisation } = useSession();
  const { isOwn, state, host, visitors, clinicians, equipment, interpreters, checks } = mission;
  const mayPlan = useMay('missions.write') && isOwn && !isOver(state);
  // Who only reads the announcement is told nothing of these, and so is not told that there are none.
  const isTold = [clinicians, equipment, interpreters, checks].some(({ length }) => length > 0);
  const takesPart = isOwn || isTold || [host, ...visitors].includes(organisation);
  return (
    <MayPlan value={mayPlan}>
      <Head mission={mission} />
      <LocalisedRemarks text={mission.title} {...useLocalised()} />
      <Lifecycle mission={mission} />
      <div className="cols side">
        <div className="stack-l">
          {isOpen && <ChangeForm mission={mission} close={() => setOpen(false)} />}
          <Sessions mission={mission} />
          <Venues mission={mission} />
          {takesPart && (
            <>
              <Team mission={mission} />
              <Means mission={mission} />
              <Readiness mission={mission} />
            </>
          )}
          <History
            events={mission.events}
            organisations={mission.organisations}
            words={(event) => happeningText(event, words)}
          />
        </div>
        <aside className="stack" aria-label={words.t('missions.plan.facts')}>
          <Facts mission={mission} change={isOpen ? undefined : () => setOpen(true)} />
          <Ways mission={mission} />
        </aside>
      </div>
    </MayPlan>
  );
}

function Head({ mission: { title, partnership, isDemo, sessions } }: { mission: Planned }) {
  const { t, locale, text, span } = useWords();
  const days = sessions.flatMap(({ day, isCancelled }) => (isCancelled ? [] : [day])).toSorted();
  const crumbs = [
    { href: '/app/missions', label: t('missions.plan.all') },
    ...(partnership
      ? [{ href: `/app/partnerships/${partnership.slug}/missions`, label: nameIn(locale, partnership.names) }]
      : []),
  ];
  return (
    <PageHead
      title={text(title)}
      crumbs={crumbs}
      lead={span({ firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null })}
      actions={isDemo && <DemoBadge label={t('missions.plan.demo')} />}
    />
  );
}

function Facts({ mission, change }: { mission: Planned; change: (() => void) | undefined }) {
  const { t, organisation } = useWords();
  const may = useMayPlan();
  const { host, visitors, languages, organisations, slug, visibility, commitment } = mission;
  const names = visitors.map((id) => organisation(id, organisations)).join(', ');
  const facts = [
    { label: t('missions.plan.host'), value: organisation(host, organisations) },
    { label: t('missions.plan.visitors'), value: names === '' ? t('missions.plan.nobody') : names },
    { label: t('missions.plan.languages'), value: languages.map((each) => t(`language.${each}`)).join(', ') },
    { label: t('missions.plan.seen'), value: t(`missions.visibility.${visibility}`) },
    { label: t('missions.plan.slug'), value: slug },
    ...(commitment === null
      ? []
      : [
          {
            label: t('missions.plan.commitment'),
            value: <a href={`/app/commitments/${commitment}`}>{t('missions.plan.commitment_open')}</a>,
          },
        ]),
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('missions.plan.facts')}</h2>
      <KeyValue facts={facts} />
      {may && change && (
        <Button full onClick={change}>
          {t('missions.plan.change')}
        </Button>
      )}
    </section>
  );
}

/** What belongs to a mission and has a page of its own, for whoever may open it. */
function Ways({ mission: { id, isOwn, slug, state } }: { mission: Planned }) {
  const { t, locale } = useWords();
  const [mayBook, mayFollow] = [useMay('missions.book'), useMay('encounters.read')];
  const ways = [
    ...(mayBook && isOwn ? (['bookings'] as const) : []),
    ...(isOwn ? (['devices'] as const) : []),
    ...(mayFollow && isOwn ? (['follow-up'] as const) : []),
    ...(isOwn ? (['report'] as const) : []),
  ];
  const isAnnounced = state !== 'draft';
  if (ways.length === 0 && !isAnnounced) return null;
  return (
    <nav className="card stack-s" aria-label={t('missions.way.title')}>
      {ways.map((way) => (
        <a key={way} href={`/app/missions/${id}/${way}`}>
          {t(`missions.way.${way}`)}
        </a>
      ))}
      {isAnnounced && <a href={`/${locale}/missions/${slug}`}>{t('missions.way.public')}</a>}
    </nav>
  );
}
