import type { ReactNode } from 'react';
import { Card, StatusChip, statusKeys } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, dataAddress, fieldPath, partnerPath, partnershipPath } from '../address.ts';
import { named } from '../figures.ts';
import { allOf } from '../overview.ts';
import type { Ask } from '../pages.ts';
import type { Counts, GroupData, Outline } from '../things.ts';
import { useCountryName } from './countries.ts';
import { Document } from './Document.tsx';
import { Legend } from './Legend.tsx';
import { InstrumentList, MeetingList, OrganisationLinks, Section } from './listing.tsx';
import { LongText, PageTop } from './PageTop.tsx';
import { Demo, PromisedRow, TakeTheData } from './parts.tsx';

/** A partner country, or a field: its partnerships, and the newest of what was promised in them. */
export function GroupPage({ ask, data }: { ask: Ask; data: GroupData }): ReactNode {
  const { locale, t } = useLanguage();
  const { about, outlines, promised, organisations, grounds, meetings, instruments, seated } = data;
  const country = useCountryName();
  const isCountry = about.kind === 'country';
  const path = isCountry ? partnerPath(about.code) : fieldPath(about.field);
  const title = isCountry ? country(about.code) : t(`public.field.${about.field}`);
  const isDemo = [...outlines, ...promised].some((it) => it.isDemo);
  return (
    <Document {...{ ask, path, title, isDemo, hasData: true }} description={title}>
      <PageTop crumbs={[{ label: t(isCountry ? 'public.partner' : 'public.field') }]} title={title}>
        <Tallied outlines={outlines} kind="real" />
        <Tallied outlines={outlines} kind="demo" />
      </PageTop>
      <div className="wrap section cols side">
        <div className="stack-l">
          <Partnerships data={data} />
          {promised.length > 0 && (
            <Section id="promises" title={t('public.group.newest')}>
              <Legend />
              <div className="card">
                {promised.map((row) => (
                  <PromisedRow
                    key={row.id}
                    {...{ row, organisations, grounds }}
                    meta={<> · {named(locale, row.partnership.names)}</>}
                  />
                ))}
              </div>
            </Section>
          )}
          <MeetingList meetings={meetings} title={t('public.meetings')} />
          <InstrumentList instruments={instruments} title={t('public.instruments')} />
        </div>
        <aside className="stack" aria-label={t('public.glance')}>
          {seated.length > 0 && (
            <Card title={t('public.organisations')} level={2}>
              <OrganisationLinks organisations={seated} />
            </Card>
          )}
          <Card title={t('public.take')} level={2}>
            <TakeTheData
              csv={dataAddress(locale, path, { as: 'csv' })}
              json={dataAddress(locale, path, { as: 'json' })}
            />
          </Card>
        </aside>
      </div>
    </Document>
  );
}

/** How many stand how; demonstration on a line of its own. */
function Tallied({ outlines, kind }: { outlines: readonly Outline[]; kind: 'real' | 'demo' }): ReactNode {
  const { t, formats } = useLanguage();
  const total: Counts = {};
  for (const outline of outlines)
    for (const key of statusKeys) {
      const count = outline[kind][key];
      if (count !== undefined) total[key] = (total[key] ?? 0) + count;
    }
  if (allOf(total) === 0) return null;
  const word = (key: (typeof statusKeys)[number]) =>
    key === 'not_reported' ? t('public.status.silent') : t(`public.status.${key}`);
  return (
    <p className="row">
      {kind === 'demo' && <Demo />}
      {statusKeys.flatMap((key) => {
        const count = total[key];
        return count === undefined
          ? []
          : [<StatusChip key={key} status={key} label={`${word(key)}: ${formats.number(count)}`} />];
      })}
    </p>
  );
}

function Partnerships({ data: { partnerships, outlines } }: { data: GroupData }): ReactNode {
  const { locale, t } = useLanguage();
  const totalOf = (id: string): number =>
    outlines.filter((it) => it.id === id).reduce((all, it) => all + allOf(it.real) + allOf(it.demo), 0);
  return (
    <Section id="partnerships" title={t('public.partnerships')}>
      {partnerships.map(({ id, slug, names, summary, isDemo }) => (
        <Card
          key={id}
          title={<a href={addressOf(locale, partnershipPath(slug))}>{named(locale, names)}</a>}
          aside={
            <span className="row">
              {isDemo && <Demo />}
              {t('public.home.total', { count: totalOf(id) })}
            </span>
          }
        >
          <LongText text={summary} />
        </Card>
      ))}
    </Section>
  );
}
