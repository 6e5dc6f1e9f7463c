import type { ReactNode } from 'react';
import { Card, type Fact, KeyValue, Pager, Table } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, organisationPath, placePath } from '../address.ts';
import { countedTo, rowsPerPage } from '../data.ts';
import { amountText, dateSaid, named, said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import type { OrganisationData } from '../things.ts';
import { placeName, useCountryName } from './countries.ts';
import { InstrumentList, MeetingList, PartnershipLinks, Section } from './listing.tsx';
import { Called } from './MeetingPage.tsx';
import { Demo, PromisedRow } from './parts.tsx';
import { RecordPage } from './RecordPage.tsx';

/** One organisation: what it owes, is owed and gave; who spoke for it. */
export function OrganisationPage({ ask, data }: { ask: Ask; data: OrganisationData }): ReactNode {
  const { locale, t } = useLanguage();
  const { organisation, partnerships, meetings, instruments, page, role } = data;
  const country = useCountryName();
  const path = organisationPath(organisation.id);
  const title = named(locale, organisation.names);
  return (
    <RecordPage
      {...{ ask, path, title, query: queryOf(role, page) }}
      isDemo={[organisation, ...data.promised, ...data.gave, ...meetings, ...instruments].some((it) => it.isDemo)}
      crumbs={[{ label: t('public.organisation') }]}
      top={
        <p className="row">
          <span>{t(`directory.ui.kind.${organisation.kind as 'ministry'}`)}</span>
          <span>{country(organisation.country)}</span>
          {organisation.isDemo && <Demo />}
        </p>
      }
      aside={<Aside data={data} />}
    >
      <Promises data={data} />
      <Gave gave={data.gave} />
      <MeetingList meetings={meetings} title={t('public.meetings')} />
      <InstrumentList instruments={instruments} title={t('public.instruments')} />
      <Posts posts={data.posts} />
      <PartnershipLinks partnerships={partnerships} />
    </RecordPage>
  );
}

const queryOf = (role: OrganisationData['role'], page: number): string => {
  const fields = new URLSearchParams();
  if (role === 'owed') fields.set('role', role);
  if (page > 1) fields.set('page', String(page));
  return fields.toString();
};

/** What it owes, or is owed: one of them at a time, the other a press away. */
function Promises({ data }: { data: OrganisationData }): ReactNode {
  const { locale, t } = useLanguage();
  const { promised, role, page, organisations, grounds, organisation } = data;
  const to = (as: OrganisationData['role'], other: number) =>
    addressOf(locale, organisationPath(organisation.id), queryOf(as, other));
  const hasNext = data[role] > page * rowsPerPage;
  return (
    <Section id="promises" title={t('public.promises.title')}>
      <nav className="row" aria-label={t('public.promises.title')}>
        {(['owes', 'owed'] as const).map((as) => (
          <a key={as} className="btn s" href={to(as, 1)} aria-current={as === role ? 'page' : undefined}>
            {t(`public.organisation.${as}`, { count: Math.min(data[as], countedTo) })}
            {data[as] > countedTo && '+'}
          </a>
        ))}
      </nav>
      {promised.length === 0 && <p className="quiet">{t('public.organisation.nothing')}</p>}
      {promised.length > 0 && (
        <div className="card">
          {promised.map((row) => (
            <PromisedRow key={row.id} {...{ row, organisations, grounds }} />
          ))}
        </div>
      )}
      {(page > 1 || hasNext) && (
        <Pager
          label={t('public.pages')}
          summary={t('public.page', { page })}
          previous={page > 1 ? { href: to(role, page - 1), label: t('action.previous') } : undefined}
          next={hasNext ? { href: to(role, page + 1), label: t('action.next') } : undefined}
        />
      )}
    </Section>
  );
}

/** What was delivered, line by line and never added up: one person may be in several of them. */
export function Gave({ gave, title }: { gave: OrganisationData['gave']; title?: string }): ReactNode {
  const { locale, t, formats } = useLanguage();
  if (gave.length === 0) return null;
  const heading = title ?? t('public.organisation.gave');
  return (
    <Section id="deliveries" title={heading} hint={t('public.counted.text')}>
      <Table
        id="deliveries-table"
        caption={heading}
        captionHidden
        columns={[
          { key: 'what', label: t('public.axis.what') },
          { key: 'amount', label: t('public.timeline.delivered') },
          { key: 'when', label: t('public.when') },
          { key: 'place', label: t('public.place') },
        ]}
        rows={gave.map(({ id, promise, amount, comparator, period, reportedOn, place, isDemo }) => ({
          key: id,
          cells: [
            <span key="what">
              <a href={addressOf(locale, commitmentPath(promise.id))}>{said(locale, promise.title).text}</a>{' '}
              {isDemo && <Demo />}
            </span>,
            promise.kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...promise, comparator }),
            period !== null
              ? dateSaid(formats, period)
              : reportedOn === null
                ? t('public.timeline.undated')
                : t('public.when.reported', { date: dateSaid(formats, reportedOn) }),
            place ?? '',
          ],
        }))}
      />
    </Section>
  );
}

function Posts({ posts }: { posts: OrganisationData['posts'] }): ReactNode {
  const { locale, t, formats } = useLanguage();
  if (posts.length === 0) return null;
  const day = (edtf: string | null) => (edtf === null ? t('public.not_stated') : dateSaid(formats, edtf));
  return (
    <Section id="posts" title={t('public.organisation.posts')} hint={t('public.organisation.posts_text')}>
      <Table
        id="posts-table"
        caption={t('public.organisation.posts')}
        captionHidden
        columns={(['name', 'post', 'since', 'until', 'seen'] as const).map((key) => ({
          key,
          label: t(`public.post.${key}`),
        }))}
        rows={posts.map(({ id, names, title, since, until, seenOn }) => ({
          key: id,
          cells: [named(locale, names), <Called key="post" value={title} />, day(since), day(until), day(seenOn)],
        }))}
      />
    </Section>
  );
}

function Aside({ data: { organisation } }: { data: OrganisationData }): ReactNode {
  const { locale, t } = useLanguage();
  const { website, placeKey, place, identifiers } = organisation;
  const fact = (label: string, value: ReactNode): Fact[] => (value ? [{ label, value }] : []);
  const where =
    placeKey === null ? place : <a href={addressOf(locale, placePath(placeKey))}>{placeName(locale, placeKey)}</a>;
  const site = website !== null && /^https?:\/\//.test(website) && (
    <a href={website} rel="nofollow">
      <bdi>{website}</bdi>
    </a>
  );
  const facts = [
    ...fact(t('public.place'), where),
    ...Object.entries(identifiers).flatMap(([scheme, code]) => fact(scheme.toUpperCase(), <bdi>{code}</bdi>)),
    ...fact(t('public.organisation.website'), site),
  ];
  if (facts.length === 0) return null;
  return (
    <Card title={t('public.glance')} level={2}>
      <KeyValue facts={facts} />
    </Card>
  );
}
