import type { ReactNode } from 'react';
import { Card, EmptyState, type NavItem, Pager, Party } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, dataAddress, feedPath, homePath, partnershipPath, queryOf } from '../address.ts';
import type { Ground, HomeData, HomePartnership, Organisation } from '../data.ts';
import { named } from '../figures.ts';
import { byField, type Corridor, corridorsOf } from '../overview.ts';
import type { Ask } from '../pages.ts';
import { fields } from '../things.ts';
import { Corridors } from './Corridors.tsx';
import { Document } from './Document.tsx';
import { KeyFigures } from './KeyFigures.tsx';
import { Legend } from './Legend.tsx';
import { Newest, Silent } from './News.tsx';
import { Demo, PromisedRow, TakeTheData } from './parts.tsx';
import { SearchBar } from './SearchBar.tsx';
import { Ways } from './Ways.tsx';

/** What was promised, what was done, how we know. */
export function HomePage({ ask, data }: { ask: Ask; data: HomeData }): ReactNode {
  const { t } = useLanguage();
  const { search, real, demo, silent, newest, outlines } = data;
  const kind = real.all > 0 ? 'real' : 'demo';
  const corridors = corridorsOf(outlines, kind, ask.today);
  return (
    <Document
      {...{
        ask,
        query: queryOf(search),
        path: homePath,
        section: 'home',
        hasData: true,
        isDemo: demo.all > 0,
        feed: feedPath,
      }}
      title={t('public.title')}
      description={t('public.lead')}
    >
      <Top data={data} {...{ corridors, kind }} />
      {silent.length + newest.length > 0 && (
        <div className="wrap section cols half">
          <Silent rows={silent} />
          <Newest grounds={newest} />
        </div>
      )}
      {corridors.length > 0 && (
        <div className="band">
          <div className="wrap section">
            <Corridors corridors={corridors} isDemo={kind === 'demo'} />
          </div>
        </div>
      )}
      <Partnerships data={data} />
    </Document>
  );
}

type TopProps = { data: HomeData; corridors: readonly Corridor[]; kind: 'real' | 'demo' };

function Top({ data: { search, real, demo, outlines }, corridors, kind }: TopProps): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="band">
      <div className="wrap section stack">
        <h1 className="hero">{t('public.question')}</h1>
        <p className="lead">{t('public.lead')}</p>
        <SearchBar search={search} />
        <KeyFigures {...{ real, demo }} />
        <Ways corridors={corridors} fields={byField(outlines, kind, fields)} />
      </div>
    </div>
  );
}

function Partnerships({ data }: { data: HomeData }): ReactNode {
  const { locale, t } = useLanguage();
  const { partnerships, organisations, grounds } = data;
  return (
    <section className="wrap section" id="partnerships" aria-labelledby="h-partnerships">
      <div className="sec-head stack-s">
        <h2 id="h-partnerships">{t('public.home.by_partner')}</h2>
        <Legend />
      </div>
      <div className="stack-l">
        {partnerships.length === 0 && (
          <EmptyState title={t('public.empty.title')} text={t('public.empty.text')} level={3} />
        )}
        {partnerships.map((partnership) => (
          <PartnershipCard key={partnership.id} {...{ partnership, organisations, grounds }} />
        ))}
        <Pages data={data} />
        <TakeTheData
          csv={dataAddress(locale, homePath, { as: 'csv' })}
          json={dataAddress(locale, homePath, { as: 'json' })}
        />
      </div>
    </section>
  );
}

type CardProps = {
  partnership: HomePartnership;
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
};

function PartnershipCard({ partnership, organisations, grounds }: CardProps): ReactNode {
  const { locale, t } = useLanguage();
  const { slug, sides, names, total, promised, isDemo } = partnership;
  const href = addressOf(locale, partnershipPath(slug));
  const [first, second] = sides;
  const title =
    first && second && sides.length === 2 ? (
      <a href={href}>
        <Party
          from={named(locale, first.names)}
          to={named(locale, second.names)}
          arrowLabel={t('public.party.and')}
          mutual
        />
      </a>
    ) : (
      <a href={href}>{named(locale, names)}</a>
    );
  const aside = (
    <span className="row">
      {isDemo && <Demo />}
      <a href={href}>{t('public.home.total', { count: total })}</a>
    </span>
  );
  return (
    <Card title={title} level={3} aside={aside}>
      {promised.length === 0 && <p className="quiet">{t('public.home.nothing_yet')}</p>}
      {promised.map((row) => (
        <PromisedRow key={row.id} {...{ row, organisations, grounds, level: 4 }} />
      ))}
    </Card>
  );
}

function Pages({ data }: { data: HomeData }): ReactNode {
  const { locale, t } = useLanguage();
  const { search, more } = data;
  const to = (page: number): string => `${addressOf(locale, homePath, queryOf({ ...search, page }))}#partnerships`;
  const previous: NavItem | undefined =
    search.page > 1 ? { href: to(search.page - 1), label: t('action.previous') } : undefined;
  const next: NavItem | undefined = more ? { href: to(search.page + 1), label: t('action.next') } : undefined;
  if (!previous && !next) return null;
  return <Pager label={t('public.pages')} summary={t('public.page', { page: search.page })} {...{ previous, next }} />;
}
