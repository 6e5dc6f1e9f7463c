import type { ReactNode } from 'react';
import { Card, StatusChip, statusKeys } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, fieldPath, partnerPath, partnershipPath } from '../address.ts';
import { named } from '../figures.ts';
import { allOf } from '../overview.ts';
import type { Ask } from '../pages.ts';
import type { Counts, GroupData, Outline } from '../things.ts';
import { useCountryName } from './countries.ts';
import { InstrumentList, MeetingList, OrganisationLinks, PromiseList, Section } from './listing.tsx';
import { LongText } from './PageTop.tsx';
import { Demo } from './parts.tsx';
import { RecordPage } from './RecordPage.tsx';

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
    <RecordPage
      {...{ ask, path, title, isDemo }}
      crumbs={[{ label: t(isCountry ? 'public.partner' : 'public.field') }]}
      top={
        <>
          <Tallied outlines={outlines} kind="real" />
          <Tallied outlines={outlines} kind="demo" />
        </>
      }
      aside={
        seated.length > 0 && (
          <Card title={t('public.organisations')} level={2}>
            <OrganisationLinks organisations={seated} />
          </Card>
        )
      }
    >
      <Partnerships data={data} />
      <PromiseList
        {...{ id: 'promises', title: t('public.group.newest'), rows: promised, organisations, grounds }}
        metaOf={({ partnership }) => ` · ${named(locale, partnership.names)}`}
      />
      <MeetingList meetings={meetings} title={t('public.meetings')} />
      <InstrumentList instruments={instruments} title={t('public.instruments')} />
    </RecordPage>
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
