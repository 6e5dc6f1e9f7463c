import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Badge, DemoBadge, EmptyState, LinkButton } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { oneOf } from '../../../web/kit/listing.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { missionStates } from '../mission.ts';
import { missionsApi, type MissionRow, type Organisations } from './client.ts';
import { useWords } from './plan/useWords.ts';

const tones = { draft: 'plain', announced: 'sky', running: 'sun', closed: 'leaf', cancelled: 'clay' } as const;

/** /app/missions and /app/partnerships/{slug}/missions: who came and who comes. The state that is asked for is in the address. */
export function MissionsPage() {
  const { t } = useWords();
  const { slug } = useParams({ strict: false });
  const search: Record<string, unknown> = useSearch({ strict: false });
  const state = oneOf(search['state'], missionStates);
  const input = { ...(slug !== undefined && { partnership: slug }), ...(state && { state }) };
  const query = useQuery(missionsApi.missions.queryOptions({ input }));
  const crumbs = slug === undefined ? [] : [{ href: `/app/partnerships/${slug}`, label: slug }];
  return (
    <>
      <PageHead
        title={t('missions.plan.all')}
        lead={t('missions.plan.all_lead')}
        crumbs={crumbs}
        actions={<New slug={slug} />}
      />
      <States path={slug === undefined ? '/app/missions' : `/app/partnerships/${slug}/missions`} chosen={state} />
      <Loaded query={query}>
        {({ items, organisations }) =>
          items.length === 0 ? (
            <EmptyState level={2} title={t('phrase.no_results')} text={t('missions.plan.none')} />
          ) : (
            <section className="card" aria-label={t('missions.plan.all')}>
              {items.map((row) => (
                <Row key={row.id} row={row} organisations={organisations} />
              ))}
            </section>
          )
        }
      </Loaded>
    </>
  );
}

function New({ slug }: { slug: string | undefined }) {
  const { t } = useWords();
  const asked = slug === undefined ? '' : `?partnership=${encodeURIComponent(slug)}`;
  if (!useMay('missions.write')) return null;
  return (
    <LinkButton tone="primary" href={`/app/missions/new${asked}`}>
      {t('missions.plan.new')}
    </LinkButton>
  );
}

function States({ path, chosen }: { path: string; chosen: MissionRow['state'] | undefined }) {
  const { t } = useWords();
  const link = (state: MissionRow['state'] | undefined) => (
    <a
      key={state ?? 'all'}
      href={state ? `${path}?state=${state}` : path}
      aria-current={state === chosen ? 'true' : undefined}
    >
      {state ? t(`missions.state.${state}`) : t('missions.plan.any_state')}
    </a>
  );
  return (
    <nav className="picks" aria-label={t('missions.plan.states')}>
      {[undefined, ...missionStates].map(link)}
    </nav>
  );
}

function Row({ row, organisations }: { row: MissionRow; organisations: Organisations }) {
  const { t, locale, text, organisation, span } = useWords();
  const { id, title, state, host, visitors, isDemo, partnership } = row;
  const names = visitors.map((each) => organisation(each, organisations)).join(', ');
  const who = [organisation(host, organisations), names].filter(Boolean).join(' ← ');
  return (
    <article className="promise stack-s">
      <h2 className="minor">
        <a href={`/app/missions/${id}`}>{text(title)}</a>
      </h2>
      <p className="quiet">{[span(row), who].join(' · ')}</p>
      <p className="row">
        <Badge tone={tones[state]}>{t(`missions.state.${state}`)}</Badge>
        {isDemo && <DemoBadge label={t('missions.plan.demo')} />}
        {partnership && <span className="quiet">{nameIn(locale, partnership.names)}</span>}
      </p>
    </article>
  );
}
