import type { ReactNode } from 'react';
import {
  BarLegend,
  Card,
  EmptyState,
  Figure,
  Figures,
  type NavItem,
  Pager,
  Party,
  Quote,
  StatusChip,
  type StrengthKey,
  strengthKeys,
} from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, dataAddress, homePath, partnershipPath, queryOf } from '../address.ts';
import type { Ground, HomeData, HomePartnership, Organisation, Promised, Tally } from '../data.ts';
import { named } from '../figures.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';
import { AmountLine, DateText, Demo, PromisedRow, Said, Strength, TakeTheData, useStatusLabel } from './parts.tsx';
import { SearchBar } from './SearchBar.tsx';

/** What was promised, what was done, how we know. */
export function HomePage({ ask, data }: { ask: Ask; data: HomeData }): ReactNode {
  const { t } = useLanguage();
  const { search, real, demo, partnerships, silent, newest, organisations, grounds } = data;
  const allDemo = real.all === 0 && demo.all > 0;
  const query = queryOf(search);
  return (
    <Document
      {...{ ask, query, path: homePath, section: 'home', hasData: true, isDemo: demo.all > 0 }}
      title={t('public.title')}
      description={t('public.lead')}
    >
      <div className="band">
        <div className="wrap section stack">
          <h1 className="hero">{t('public.question')}</h1>
          <p className="lead">{t('public.lead')}</p>
          <SearchBar search={search} />
          <KeyFigures {...{ real, demo }} />
        </div>
      </div>
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
            <PartnershipCard key={partnership.id} {...{ partnership, organisations, grounds, marked: !allDemo }} />
          ))}
          <Pages data={data} />
          <TakeTheData
            csv={dataAddress(ask.locale, homePath, { as: 'csv' })}
            json={dataAddress(ask.locale, homePath, { as: 'json' })}
          />
        </div>
      </section>
      {silent.length + newest.length > 0 && (
        <div className="band">
          <div className="wrap section cols half">
            <Silent rows={silent} marked={!allDemo} />
            <Newest grounds={newest} marked={!allDemo} />
          </div>
        </div>
      )}
    </Document>
  );
}

export function Legend(): ReactNode {
  const { t } = useLanguage();
  return (
    <BarLegend
      entries={[
        { bar: { content: { kind: 'measured', share: 0, term: true } }, text: t('public.legend.promised') },
        { bar: { content: { kind: 'measured', share: 0.6 } }, text: t('public.legend.delivered') },
        { bar: { content: { kind: 'open' } }, text: t('public.legend.open') },
        { bar: { content: { kind: 'act', done: false } }, text: t('public.legend.act') },
      ]}
    />
  );
}

/** Real rows and demonstration rows are counted apart, and never together. */
function KeyFigures({ real, demo }: { real: Tally; demo: Tally }): ReactNode {
  const { t } = useLanguage();
  if (real.all === 0 && demo.all === 0) return null;
  const shown = real.all > 0 ? real : demo;
  return (
    <div className="stack-s">
      <p className="quiet">
        {shown === demo ? (
          <>
            <Demo /> {t('public.figures.demo_only')}
          </>
        ) : (
          t('public.figures.real_only')
        )}
      </p>
      <Tallied tally={shown} />
      {shown === real && demo.all > 0 && (
        <p className="quiet">
          <Demo /> {t('public.figures.demo_apart', { open: demo.open, kept: demo.kept, silent: demo.silent })}
        </p>
      )}
    </div>
  );
}

function Tallied({ tally }: { tally: Tally }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  const countryNames = tally.countries.map((code) =>
    code === 'KR' ? t('public.country.kr') : (names.of(code) ?? code),
  );
  const listOf = (status: string) => addressOf(locale, homePath, `status=${status}`);
  const proofLabel = t('public.figures.show');
  return (
    <Figures>
      <Figure
        value={formats.number(tally.countries.length)}
        label={
          countryNames.length === 0 || countryNames.length > 6
            ? t('public.figures.countries', { count: tally.countries.length })
            : t('public.figures.countries_named', {
                count: tally.countries.length,
                names: countryNames.join(', '),
              })
        }
      />
      <Figure value={formats.number(tally.open)} label={t('public.figures.open', { count: tally.open })} />
      <Figure
        value={formats.number(tally.kept)}
        label={t('public.figures.kept', { count: tally.kept })}
        {...{ href: listOf('kept'), proofLabel }}
      />
      <Figure
        value={formats.number(tally.silent)}
        label={t('public.figures.silent', { count: tally.silent })}
        {...{ href: listOf('not_reported'), proofLabel }}
      />
    </Figures>
  );
}

type CardProps = {
  partnership: HomePartnership;
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
  marked: boolean;
};

function PartnershipCard({ partnership, organisations, grounds, marked }: CardProps): ReactNode {
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
      {marked && isDemo && <Demo />}
      <a href={href}>{t('public.home.total', { count: total })}</a>
    </span>
  );
  return (
    <Card title={title} level={3} aside={aside}>
      {promised.length === 0 && <p className="quiet">{t('public.home.nothing_yet')}</p>}
      {promised.map((row) => (
        <PromisedRow key={row.id} {...{ row, organisations, grounds, marked: marked && !isDemo, level: 4 }} />
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

function Silent({ rows, marked }: { rows: readonly Promised[]; marked: boolean }): ReactNode {
  const { locale, t } = useLanguage();
  const statusLabel = useStatusLabel();
  return (
    <section aria-labelledby="h-silent">
      <div className="sec-head stack-s">
        <h2 id="h-silent">{t('public.silent.title')}</h2>
        <p className="quiet">{t('public.silent.text')}</p>
      </div>
      <div className="stack">
        {rows.length === 0 && <p>{t('public.silent.none')}</p>}
        {rows.map((row) => (
          <article className="card stack-s" key={row.id}>
            <h3>
              <a href={addressOf(locale, commitmentPath(row.id))}>
                <Said text={row.title} />
              </a>
            </h3>
            <p className="quiet">
              {named(locale, row.partnership.names)} · <AmountLine row={row} />
            </p>
            <p className="row">
              <StatusChip status={row.status} label={statusLabel(row)} />
              {marked && row.isDemo && <Demo />}
            </p>
          </article>
        ))}
        {rows.length > 0 && (
          <p>
            <a href={addressOf(locale, homePath, 'status=not_reported')}>{t('public.silent.all')}</a>
          </p>
        )}
      </div>
    </section>
  );
}

const strengthOf = ({ value }: Ground): StrengthKey | undefined =>
  strengthKeys.find((key) => key === value['strength']);

function Newest({ grounds, marked }: { grounds: readonly Ground[]; marked: boolean }): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="h-newest">
      <div className="sec-head stack-s">
        <h2 id="h-newest">{t('public.newest.title')}</h2>
        <p className="quiet">{t('public.newest.text')}</p>
      </div>
      <ol className="plain stack">
        {grounds.map((ground) => (
          <Statement key={ground.claimId} {...{ ground, marked }} />
        ))}
      </ol>
    </section>
  );
}

function Statement({ ground, marked }: { ground: Ground; marked: boolean }): ReactNode {
  const { locale, t } = useLanguage();
  const { sentence, language, quote, quoteOffset, publishedOn, title, isDemo, commitmentId } = ground;
  const strength = strengthOf(ground);
  return (
    <li className="claim stack-s">
      <Quote text={sentence} lang={language} marks={[{ start: quoteOffset, end: quoteOffset + quote.length }]} />
      <p className="src row">
        {strength && <Strength strength={strength} />}
        {publishedOn === null ? t('public.proof.undated') : <DateText edtf={publishedOn} />}
        <bdi>{title}</bdi>
        {commitmentId !== null && (
          <a href={addressOf(locale, commitmentPath(commitmentId))}>{t('public.newest.promise')}</a>
        )}
        {marked && isDemo && <Demo />}
      </p>
    </li>
  );
}
