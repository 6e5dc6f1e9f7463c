import type { ReactNode } from 'react';
import { EmptyState, Table } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { type Place, placeOf, places, regionsOf } from '../../platform/place/place.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import { addressOf, placePath } from '../address.ts';
import { dateSaid } from '../figures.ts';
import type { Ask } from '../pages.ts';
import type { PlaceData } from '../things.ts';
import { placeName } from './countries.ts';
import { MeetingList, OrganisationLinks, PartnershipLinks, PromiseList, Section } from './listing.tsx';
import { Gave } from './OrganisationPage.tsx';
import { RecordPage } from './RecordPage.tsx';

/** One place, then and now: what it lay in when, and what was promised and done there. */
export function PlacePage({ ask, data }: { ask: Ask; data: PlaceData }): ReactNode {
  const { locale, t } = useLanguage();
  const place = placeOf(data.key);
  if (!place) return null;
  const path = placePath(data.key);
  const title = place.names[locale];
  const { promised, deliveries, organisations, grounds, meetings, seated, partnerships } = data;
  const isEmpty = [promised, deliveries, meetings, seated, partnerships].every((rows) => rows.length === 0);
  const isDemo = [...promised, ...deliveries, ...meetings].some((it) => it.isDemo);
  return (
    <RecordPage
      {...{ ask, path, title, isDemo }}
      crumbs={[{ label: t('public.place') }]}
      top={
        <>
          <p className="row">{t(`public.place.kind.${place.kind}`)}</p>
          <ThenAndNow place={place} data={data} today={ask.today} />
        </>
      }
    >
      {isEmpty && <EmptyState title={t('public.place.nothing')} text={t('public.empty.text')} level={2} />}
      <Spans place={place} />
      <PromiseList {...{ id: 'promises', title: t('public.place.promises'), rows: promised, organisations, grounds }} />
      <Gave gave={deliveries} title={t('public.place.deliveries')} />
      <MeetingList meetings={meetings} title={t('public.meetings')} />
      {seated.length > 0 && (
        <Section id="organisations" title={t('public.organisations')}>
          <OrganisationLinks organisations={seated} />
        </Section>
      )}
      <PartnershipLinks partnerships={partnerships} />
    </RecordPage>
  );
}

/** The earliest year that anything here is dated with. */
function earliestOf({ meetings, deliveries, promised }: PlaceData): string | null {
  const dates = [
    ...meetings.map(({ held, reportedOn }) => held ?? reportedOn),
    ...deliveries.map(({ period, reportedOn }) => period ?? reportedOn),
    ...promised.map(({ statedOn }) => statedOn),
  ];
  const years = dates.flatMap((edtf) => {
    if (edtf === null || whyNotEdtf(edtf) !== null) return [];
    const { first, yearless } = boundsOf(edtf);
    return first === null || yearless ? [] : [first.slice(0, 4)];
  });
  return years.toSorted()[0] ?? null;
}

/** "Almaty region in 2020, Zhetysu region since 2022", where the records here are older than the borders. */
function ThenAndNow({ place, data, today }: { place: Place; data: PlaceData; today: string }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const year = earliestOf(data);
  if (place.kind === 'country' || place.kind === 'region') return null;
  const now = regionsOf(place, today);
  const past = year === null ? [] : regionsOf(place, year);
  const nameOf = (found: readonly Place[]) => formats.list(found.map(({ names }) => names[locale]));
  if (now.length === 0) return null;
  const isSame = past.length === 0 || nameOf(past) === nameOf(now);
  if (isSame || year === null) return <p className="lead">{t('public.place.lies_in', { region: nameOf(now) })}</p>;
  const since = now[0]?.from ?? null;
  return (
    <p className="lead">
      {since === null
        ? t('public.place.then_and_now', { past: nameOf(past), year, now: nameOf(now) })
        : t('public.place.then_and_since', {
            past: nameOf(past),
            year,
            now: nameOf(now),
            since: dateSaid(formats, `${since.slice(0, 4)}/..`),
          })}
    </p>
  );
}

/** What the place lies in, lay in, and what lay or lies in it: each with its time. */
function Spans({ place }: { place: Place }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const day = (edtf: string | null) => (edtf === null ? '' : dateSaid(formats, edtf));
  const above = place.within.map((span) => ({ ...span, key: span.region, relation: 'in' as const }));
  const below = places.flatMap(({ id, within }) =>
    within.filter(({ region }) => region === place.id).map((span) => ({ ...span, key: id, relation: 'has' as const })),
  );
  const rows = [...above, ...(place.kind === 'country' ? [] : below)];
  if (rows.length === 0) return null;
  return (
    <Section id="spans" title={t('public.place.spans')}>
      <Table
        id="spans-table"
        caption={t('public.place.spans')}
        captionHidden
        columns={[
          { key: 'place', label: t('public.place') },
          { key: 'relation', label: t('public.place.relation') },
          { key: 'from', label: t('public.place.from') },
          { key: 'until', label: t('public.place.until') },
        ]}
        rows={rows.map(({ key, relation, from, until }) => ({
          key: `${relation} ${key} ${from}`,
          cells: [
            <a key="place" href={addressOf(locale, placePath(key))}>
              {placeName(locale, key)}
            </a>,
            t(`public.place.${relation}`),
            day(from),
            day(until),
          ],
        }))}
      />
    </Section>
  );
}
