import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoBadge } from '../../../../design/index.ts';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { textOf } from '../../../../web/kit/listing.ts';
import { NotFound } from '../../../../web/kit/NotFound.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { isOver } from '../../mission.ts';
import { missionsApi, type Planned } from '../client.ts';
import { MayPlan } from './Frame.tsx';
import type { Part } from './lacks.ts';
import { Means } from './Means.tsx';
import { Readiness } from './Readiness.tsx';
import { Schedule } from './Schedule.tsx';
import { Team } from './Team.tsx';
import { useTakesPart } from './useTakesPart.ts';
import { useWords } from './useWords.ts';
import { Venues } from './Venues.tsx';

/** /app/missions/{id}/plan: the days with their rooms, and where they are. The day is in the address. */
export function SchedulePage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = textOf(search['day']);
  return (
    <PartPage
      part="plan"
      render={(mission) => (
        <>
          <Schedule mission={mission} asked={asked} />
          <Venues mission={mission} />
        </>
      )}
    />
  );
}

/** /app/missions/{id}/team: who sees people, and by what right. */
export const TeamPage = () => <PartPage part="team" render={(mission) => <Team mission={mission} />} />;
/** /app/missions/{id}/means: equipment and interpreters. */
export const MeansPage = () => <PartPage part="means" render={(mission) => <Means mission={mission} />} />;
/** /app/missions/{id}/readiness: what must be ready before the day. */
export const ReadinessPage = () => <PartPage part="readiness" render={(mission) => <Readiness mission={mission} />} />;

type Props = { part: Part; render: (mission: Planned) => ReactNode };

function PartPage({ part, render }: Props) {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(missionsApi.mission.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(mission) => <PartView key={id} {...{ mission, part, render }} />}</Loaded>;
}

/** A part of a mission on a page of its own, with the ways to the others. Who reads an announcement is shown the plan alone. */
export function PartView({ mission, part, render }: Props & { mission: Planned }) {
  const { t, text } = useWords();
  const takesPart = useTakesPart(mission);
  const mayPlan = useMay('missions.write') && mission.isOwn && !isOver(mission.state);
  if (part !== 'plan' && !takesPart) return <NotFound />;
  const here = `/app/missions/${mission.id}`;
  return (
    <MayPlan value={mayPlan}>
      <PageHead
        title={t(`missions.page.${part}`)}
        crumbs={[
          { href: '/app/missions', label: t('missions.plan.all') },
          { href: here, label: text(mission.title) },
        ]}
        actions={mission.isDemo && <DemoBadge label={t('missions.plan.demo')} />}
      />
      {takesPart && (
        <nav className="picks" aria-label={t('missions.page.planned')}>
          {(['plan', 'team', 'means', 'readiness'] as const).map((each) => (
            <a key={each} href={`${here}/${each}`} aria-current={each === part ? 'page' : undefined}>
              {t(`missions.page.${each}`)}
            </a>
          ))}
        </nav>
      )}
      {isOver(mission.state) && <p className="quiet">{t('missions.page.over')}</p>}
      {render(mission)}
    </MayPlan>
  );
}
