import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, DemoBadge, KeyValue, LocalisedRemarks, LinkButton } from '../../../../design/index.ts';
import { useLocalised } from '../../../../platform/i18n/react.ts';
import { nameIn } from '../../../../platform/i18n/shown.ts';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { Why } from '../../../../web/kit/Why.tsx';
import { isOver } from '../../mission.ts';
import { missionsApi, type Planned } from '../client.ts';
import { ChangeForm } from './Describe.tsx';
import { Happened } from './Happened.tsx';
import { MayPlan, useMayPlan } from './Frame.tsx';
import { daysOf } from './lacks.ts';
import { Lifecycle } from './Lifecycle.tsx';
import { Numbers, Parts, ToDos } from './Overview.tsx';
import { useWords } from './useWords.ts';
import { useTakesPart } from './useTakesPart.ts';

/** /app/missions/{id}: where the mission stands, what is still missing, its numbers, and the way to each of its parts. */
export function MissionPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(missionsApi.mission.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(mission) => <MissionView key={id} mission={mission} />}</Loaded>;
}

export function MissionView({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const takesPart = useTakesPart(mission);
  const mayPlan = useMay('missions.write') && mission.isOwn && !isOver(mission.state);
  return (
    <MayPlan value={mayPlan}>
      <Head mission={mission} />
      <LocalisedRemarks text={mission.title} {...useLocalised()} />
      <div className="cols side">
        <div className="stack-l">
          {takesPart && <ToDos mission={mission} />}
          <Lifecycle mission={mission} />
          {isOpen && <ChangeForm mission={mission} close={() => setOpen(false)} />}
          <Numbers mission={mission} takesPart={takesPart} />
          <Parts mission={mission} takesPart={takesPart} />
        </div>
        <aside className="stack" aria-label={t('missions.plan.facts')}>
          <Facts mission={mission} change={isOpen ? undefined : () => setOpen(true)} />
          <Happened mission={mission} />
          <Why subject="mission" id={mission.id} />
        </aside>
      </div>
    </MayPlan>
  );
}

function Head({ mission }: { mission: Planned }) {
  const { t, locale, text, span } = useWords();
  const { title, partnership, isDemo, slug, state } = mission;
  const days = daysOf(mission);
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
      actions={
        <>
          {isDemo && <DemoBadge label={t('missions.plan.demo')} />}
          {state !== 'draft' && (
            <LinkButton small href={`/${locale}/missions/${slug}`}>
              {t('missions.way.public')}
            </LinkButton>
          )}
        </>
      }
    />
  );
}

function Facts({ mission, change }: { mission: Planned; change: (() => void) | undefined }) {
  const { t, organisation } = useWords();
  const may = useMayPlan();
  const { host, visitors, languages, organisations, slug, visibility, commitment, keepDays } = mission;
  const names = visitors.map((id) => organisation(id, organisations)).join(', ');
  const facts = [
    { label: t('missions.plan.host'), value: organisation(host, organisations) },
    { label: t('missions.plan.visitors'), value: names === '' ? t('missions.plan.nobody') : names },
    { label: t('missions.plan.languages'), value: languages.map((each) => t(`language.${each}`)).join(', ') },
    { label: t('missions.plan.seen'), value: t(`missions.visibility.${visibility}`) },
    { label: t('missions.plan.slug'), value: <span className="break">{slug}</span> },
    { label: t('missions.plan.keep_days'), value: t('missions.plan.keep_days_said', { days: keepDays }) },
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
      <div className="row between">
        <h2 className="minor">{t('missions.plan.facts')}</h2>
        {may && change && (
          <Button small tone="quiet" onClick={change} aria-label={`${t('action.edit')}: ${t('missions.plan.facts')}`}>
            {t('action.edit')}
          </Button>
        )}
      </div>
      <KeyValue facts={facts} />
    </section>
  );
}
