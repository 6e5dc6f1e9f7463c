import type { ReactNode } from 'react';
import { Breadcrumb, Card, EmptyState, Figure, Figures, Pager, StatusChip, statusKeys } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import {
  addressOf,
  commitmentPath,
  dataAddress,
  homePath,
  organisationPath,
  partnershipFeedPath,
  partnershipPath,
} from '../address.ts';
import { type Capacity, type PartnershipData, type Promised, rowsPerPage } from '../data.ts';
import { dateSaid, deliveredText, named, said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';
import { InstrumentList } from './listing.tsx';
import { Legend } from './Legend.tsx';
import { Demo, Grounds, PromisedRow, Said, TakeTheData } from './parts.tsx';
import { Story } from './Story.tsx';

/** One partnership: who, what was promised, what was counted, in what order. */
export function PartnershipPage({ ask, data }: { ask: Ask; data: PartnershipData }): ReactNode {
  const { locale, t } = useLanguage();
  const { partnership, page } = data;
  const path = partnershipPath(partnership.slug);
  const title = named(locale, partnership.names);
  const query = page > 1 ? `page=${page}` : '';
  return (
    <Document
      {...{ ask, path, title, query, hasData: true, isDemo: isDemoAnywhere(data) }}
      feed={partnershipFeedPath(partnership.slug)}
      description={said(locale, partnership.summary).text}
    >
      <Top data={data} />
      <div className="wrap section stack-l">
        <Counted data={data} />
        <Promises data={data} />
        <Capacities data={data} kind="capacity" />
        <Capacities data={data} kind="context" />
        <div className="cols side">
          <div className="stack-l">
            <Story happened={data.happened} />
            <InstrumentList instruments={data.happened.instruments} title={t('public.instruments')} />
          </div>
          <aside className="stack" aria-label={t('public.sides')}>
            <Sides data={data} />
            <Card title={t('public.take')} level={2}>
              <TakeTheData
                csv={dataAddress(locale, path, { as: 'csv' })}
                json={dataAddress(locale, path, { as: 'json' })}
              />
            </Card>
          </aside>
        </div>
      </div>
    </Document>
  );
}

function Top({ data: { partnership, counts } }: { data: PartnershipData }): ReactNode {
  const { locale, t } = useLanguage();
  return (
    <div className="band">
      <div className="wrap pad-end">
        <Breadcrumb
          label={t('public.crumb')}
          items={[
            { href: addressOf(locale, homePath), label: t('public.nav.promises') },
            { label: t('public.crumb.partnership') },
          ]}
        />
        <div className="stack">
          <h1>{named(locale, partnership.names)}</h1>
          <p className="lead">
            <Said text={partnership.summary} />
          </p>
          <p className="row">
            {partnership.isDemo && <Demo />}
            {statusKeys.flatMap((key) => {
              const count = counts[key];
              return count === undefined ? [] : [<Count key={key} status={key} count={count} />];
            })}
          </p>
        </div>
      </div>
    </div>
  );
}

const isDemoAnywhere = ({ partnership, promised, capacities }: PartnershipData): boolean =>
  [partnership, ...promised, ...capacities].some(({ isDemo }) => isDemo);

function Count({ status, count }: { status: (typeof statusKeys)[number]; count: number }): ReactNode {
  const { t, formats } = useLanguage();
  const word = status === 'not_reported' ? t('public.status.silent') : t(`public.status.${status}`);
  return <StatusChip status={status} label={`${word}: ${formats.number(count)}`} />;
}

function Sides({ data: { partnership, organisations } }: { data: PartnershipData }): ReactNode {
  const { locale, t } = useLanguage();
  const found = (id: string) => organisations.filter((organisation) => organisation.id === id);
  return partnership.sides.map((side) => (
    <Card key={side.id} title={named(locale, side.names)} level={2}>
      <ul className="plain stack-s">
        {side.organisations.flatMap(found).map(({ id, names, place, isDemo }) => (
          <li key={id}>
            <a href={addressOf(locale, organisationPath(id))}>{named(locale, names)}</a>
            {place !== null && <span className="quiet"> · {place}</span>}
            {isDemo && (
              <>
                {' '}
                <Demo />
              </>
            )}
          </li>
        ))}
      </ul>
      {side.organisations.length === 0 && <p className="quiet">{t('public.sides.none')}</p>}
    </Card>
  ));
}

/** Counted with no number promised: each figure alone, with its proof. */
function Counted({ data }: { data: PartnershipData }): ReactNode {
  const { t } = useLanguage();
  const rows = data.promised.filter(
    ({ status, kind, deliveries }) => status === 'no_target' && kind !== 'act' && deliveries > 0,
  );
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="h-counted">
      <h2 id="h-counted">{t('public.counted.title')}</h2>
      <Figures>
        {rows.map((row) => (
          <CountedFigure key={row.id} {...{ row, data }} />
        ))}
      </Figures>
      <p className="hint">{t('public.counted.text')}</p>
    </section>
  );
}

function CountedFigure({ row, data }: { row: Promised; data: PartnershipData }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const grounds = data.grounds.filter(({ commitmentId, deliveryId }) => commitmentId === row.id && deliveryId !== null);
  const label = row.measure ? named(locale, row.measure.names) : said(locale, row.title).text;
  const value = deliveredText(formats, { ...row, measure: null }) ?? '';
  const href = addressOf(locale, commitmentPath(row.id));
  if (grounds.length === 0) return <Figure {...{ value, label, href }} proofLabel={t('public.figures.show')} />;
  const proof = (
    <>
      <Grounds grounds={grounds} />
      <p>
        <a href={href}>
          <Said text={row.title} />
        </a>
      </p>
    </>
  );
  return <Figure {...{ value, label, proof }} proofLabel={t('public.proof')} />;
}

function Promises({ data }: { data: PartnershipData }): ReactNode {
  const { locale, t } = useLanguage();
  const { promised, total, page, organisations, grounds, partnership } = data;
  const to = (other: number): string => addressOf(locale, partnershipPath(partnership.slug), `page=${other}`);
  const hasNext = total > page * rowsPerPage;
  return (
    <section className="stack" aria-labelledby="h-promises">
      <h2 id="h-promises">{t('public.promises.title')}</h2>
      {promised.length === 0 ? (
        <EmptyState title={t('public.home.nothing_yet')} text={t('public.empty.text')} />
      ) : (
        <>
          <Legend />
          <div className="card">
            {promised.map((row) => (
              <PromisedRow key={row.id} {...{ row, organisations, grounds }} />
            ))}
          </div>
        </>
      )}
      {(page > 1 || hasNext) && (
        <Pager
          label={t('public.pages')}
          summary={t('public.page', { page })}
          previous={page > 1 ? { href: to(page - 1), label: t('action.previous') } : undefined}
          next={hasNext ? { href: to(page + 1), label: t('action.next') } : undefined}
        />
      )}
    </section>
  );
}

/** What a place can do, or what is so around it: neither a promise nor a result. */
function Capacities({ data, kind }: { data: PartnershipData; kind: Capacity['kind'] }): ReactNode {
  const { t } = useLanguage();
  const those = data.capacities.filter((capacity) => capacity.kind === kind);
  if (those.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`h-${kind}`}>
      <h2 id={`h-${kind}`}>{t(`public.${kind}.title`)}</h2>
      <p className="quiet">{t(`public.${kind}.text`)}</p>
      <Figures>
        {those.map((capacity) => (
          <CapacityFigure key={capacity.id} {...{ capacity, data }} />
        ))}
      </Figures>
    </section>
  );
}

function CapacityFigure({ capacity, data }: { capacity: Capacity; data: PartnershipData }): ReactNode {
  const { t, formats } = useLanguage();
  const { id, amount, comparator, per, title, isDemo, asOf, place } = capacity;
  const grounds = data.grounds.filter(({ capacityId }) => capacityId === id);
  const figure = formats.compared(comparator, amount);
  const value = per === 'P1Y' ? t('public.capacity.per_year', { figure }) : figure;
  const label = (
    <>
      <Said text={title} />
      {[place, asOf === null ? null : dateSaid(formats, asOf)]
        .filter((part) => part !== null)
        .map((part) => ` · ${part}`)}{' '}
      {isDemo && <Demo />}
    </>
  );
  if (grounds.length === 0) return <Figure {...{ value, label }} />;
  return <Figure {...{ value, label }} proof={<Grounds grounds={grounds} />} proofLabel={t('public.proof')} />;
}
