import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { permissionsOf, type Role } from '../../../permissions.ts';
import { catalogues } from '../../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../platform/i18n/react.ts';
import { SessionContext } from '../../../web/kit/session.ts';
import { barOf } from './amounts.ts';
import { CommitmentRow } from './CommitmentRow.tsx';
import { Answers } from './Answers.tsx';
import { commitmentOf, draftOf, emptyDraft } from './commitmentDraft.ts';
import { Corrections } from './Corrections.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Differences } from './Differences.tsx';
import { addressOf, fileAddress, listingOf } from './listing.ts';
import { Publication } from './Publication.tsx';
import { Requests } from './Requests.tsx';
import { Silent } from './TodayTerms.tsx';
import type { Commitment, Delivery, Row, Today } from './types.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const organisations = [
  { id: id(1), names: { en: 'Giver' }, country: 'KR', isDemo: false },
  { id: id(2), names: { en: 'Receiver' }, country: 'KZ', isDemo: false },
];
const standing: Row['standing'] = {
  status: 'no_target',
  since: null,
  isExceeded: false,
  sentence: { key: 'no_target', params: {} },
  delivered: { amount: '37', currency: null },
  deliveredComparator: 'eq',
  deliveries: 1,
  reportedOn: null,
  differences: 0,
  isPart: false,
};
const row: Row = {
  id: id(9),
  partnership: { id: id(8), slug: 'a-b', names: { en: 'A and B' } },
  kind: 'measure',
  title: { en: { text: 'Operations', by: 'person' } },
  currency: null,
  target: null,
  comparator: 'eq',
  measure: { key: 'operations', names: { en: 'operations', kk: 'операция' }, aggregation: 'additive' },
  strength: 'agreed',
  debtors: [id(1)],
  creditors: [id(2)],
  term: null,
  termLast: null,
  condition: null,
  conditionState: null,
  conditionOn: null,
  conditionReasons: null,
  dueAfter: null,
  per: null,
  beneficiaries: null,
  place: null,
  placeKey: null,
  meeting: null,
  instrument: null,
  article: null,
  replacedBy: null,
  partOf: null,
  statedOn: null,
  withdrawnOn: null,
  visibility: 'own_side',
  isOwn: true,
  isDemo: false,
  version: 1,
  changedAt: '2026-11-20T09:00:00Z',
  standing,
};
const delivery: Delivery = {
  id: id(7),
  commitment: id(9),
  amount: { amount: '37', currency: null },
  comparator: 'eq',
  period: null,
  place: null,
  placeKey: null,
  reportedOn: null,
  isAgreed: false,
  agreement: 'stated',
  isFromRecords: false,
  counted: null,
  owner: id(2),
  visibility: 'own_side',
  isOwn: true,
  isDemo: false,
  version: 1,
  confirmations: [],
  grounds: [],
  mayConfirmAs: ['receiver'],
};
const commitment: Commitment = {
  ...row,
  organisations,
  deliveries: [delivery],
  grounds: [],
  assessments: [],
  events: [],
  ownPart: 'creditor',
  agreement: 'stated',
  differences: [],
  settlements: [],
  corrections: [],
  disputes: [],
  answers: [],
  requests: [],
  mayAnswer: false,
  replacement: null,
  replaces: [],
  whole: null,
  parts: [],
  sides: [],
};

function shown(page: ReactNode, { role = 'coordinator', locale = 'en' }: { role?: Role; locale?: Locale } = {}) {
  const may = [...permissionsOf(role)];
  const session = { person: id(5), organisation: id(2), role, may, memberships: [] };
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={session}>{page}</SessionContext>
      </QueryClientProvider>
    </LanguageProvider>,
  ).replaceAll('\u00a0', ' ');
}
const buttons = (html: string) => [...html.matchAll(/<button[^>]*>([^<]+)/g)].map(([, label]) => label);

test('without a stated number there is no outline to fill, only what was counted', () => {
  const html = shown(<CommitmentRow row={row} organisations={organisations} />);
  expect(barOf(row)).toEqual({ kind: 'open' });
  expect(html).toContain('Delivered: 37 (operations), no number was promised. No term is stated');
  expect(html).toContain('own side only');
});

test('more than was promised runs past the outline, to the last minor unit', () => {
  const target = { amount: '1087000000', currency: 'JPY' };
  const money: Row = { ...row, kind: 'money', target };
  const withDelivered = (amount: string) =>
    barOf({ ...money, standing: { ...standing, delivered: { amount, currency: 'JPY' } } });
  expect(withDelivered('1087000000')).toMatchObject({ share: 1 });
  const over = withDelivered('1087000001');
  expect(over.kind === 'measured' && over.share > 1).toBe(true);
});

test('who may confirm gets the button of their part; a viewer and the other part get none', () => {
  const page = <Deliveries commitment={commitment} />;
  expect(buttons(shown(page))).toContain('Confirm: this was received');
  expect(buttons(shown(page))).not.toContain('Confirm: this was given');
  expect(buttons(shown(page, { role: 'viewer' }))).toEqual([]);
});

test('a delivery that another organisation has confirmed cannot be taken back here', () => {
  const confirmed = { ...delivery, confirmations: [{ organisation: id(1), as: 'giver', at: '2026-11-20T09:00:00Z' }] };
  const page = <Deliveries commitment={{ ...commitment, deliveries: [confirmed as Delivery] }} />;
  expect(buttons(shown(<Deliveries commitment={commitment} />))).toContain('Take back: recorded by mistake');
  expect(buttons(shown(page))).not.toContain('Take back: recorded by mistake');
});

test('only a coordinator of the side that keeps a commitment can show it to others', () => {
  const page = (isOwn: boolean) => <Publication commitment={{ ...commitment, isOwn }} reload={() => undefined} />;
  expect(buttons(shown(page(true)))).toEqual(['Show to all sides', 'Publish']);
  expect(buttons(shown(page(true), { role: 'officer' }))).toEqual([]);
  expect(buttons(shown(page(false)))).toEqual([]);
});

test('silence past the term is said apart from being late, in the reader’s language', () => {
  const silent: Row = { ...row, standing: { ...standing, status: 'not_reported', since: '2020-12-23' } };
  const late: Row = { ...row, id: id(10), standing: { ...standing, status: 'overdue' } };
  const html = (rows: Row[]) => shown(<Silent today={{ late: rows } as unknown as Today} />, { locale: 'kk' });
  expect(html([silent])).toContain('23.12.2020 күнінен бері мәлімет жоқ');
  expect(html([silent])).toContain('«кешіктірілген» емес');
  expect(html([late])).not.toContain('«кешіктірілген» емес');
});

test('a list is what its address says, and what the address does not know is left out', () => {
  const listing = listingOf({
    q: 'x',
    status: 'kept,overdue,late',
    kind: 'act',
    sort: 'term',
    cursor: 'c',
    other: '1',
  });
  expect(listing).toEqual({ q: 'x', status: ['kept', 'overdue'], kind: ['act'], sort: 'term', cursor: 'c' });
  expect(listingOf(Object.fromEntries(new URL(`http://a${addressOf(listing)}`).searchParams))).toEqual(listing);
  expect(fileAddress(listing, 'csv', 'kk')).toBe(
    '/api/commitments/file?format=csv&locale=kk&q=x&status=kept&status=overdue&kind=act&sort=term',
  );
});

const said = (amount: string) => ({ amount: { amount, currency: null }, comparator: 'eq' as const });
const counts = (side: number, amount: string, of: number) => ({
  side: id(side),
  organisations: [id(side)],
  figure: said(amount),
  deliveries: [id(of)],
});

test('where sides count differently both figures stand there, and what counts until they settle it', () => {
  const difference = {
    period: '2019',
    place: 'Talgar',
    sides: [counts(1, '40', 6), counts(2, '37', 7)],
    counted: { ...said('37'), comparator: 'ge' as const },
  };
  const html = shown(<Differences commitment={{ ...commitment, differences: [difference] }} />);
  for (const text of ['Talgar · 2019', 'Giver', '40 (operations)', 'Receiver', '37 (operations)', 'at least 37'])
    expect(html).toContain(text);
  expect(buttons(html)).toEqual(['Propose one figure']);
  const theirs = { ...commitment, differences: [difference], deliveries: [{ ...delivery, isOwn: false }] };
  expect(buttons(shown(<Differences commitment={theirs} />))).toEqual([]);
});

test('only the side that is asked accepts a proposed figure; who proposed it may take it back', () => {
  const settlement = (may: ('accept' | 'refuse' | 'take_back')[]) => ({
    id: id(20),
    figure: said('39'),
    reasons: { en: { text: 'We compared the lists', by: 'person' as const } },
    deliveries: [id(6), id(7)],
    state: 'proposed' as const,
    organisation: id(1),
    proposedAt: '2026-11-20T09:00:00Z',
    answeredAt: null,
    may,
  });
  const page = (may: ('accept' | 'refuse' | 'take_back')[], role?: Role) =>
    shown(<Differences commitment={{ ...commitment, settlements: [settlement(may)] }} />, role ? { role } : {});
  expect(page(['accept', 'refuse'])).toContain('Giver proposes: 39 (operations)');
  expect(buttons(page(['accept', 'refuse']))).toEqual(['Accept', 'Decline']);
  expect(buttons(page(['take_back']))).toEqual(['Take the proposal back']);
  expect(buttons(page(['accept', 'refuse'], 'viewer'))).toEqual([]);
});

test('what accuses offers only what this person may decide', () => {
  const request = (may: ('approve' | 'refuse' | 'take_back')[]) => ({
    id: id(21),
    commitment: id(9),
    about: 'late' as const,
    shownTo: 'public' as const,
    assessment: id(22),
    withdrawnOn: null,
    state: 'waiting' as const,
    requestedBy: id(5),
    requestedAt: '2026-11-20T09:00:00Z',
    decidedBy: null,
    decidedAt: null,
    remark: null,
    may,
  });
  const page = (may: ('approve' | 'refuse' | 'take_back')[]) =>
    shown(<Requests commitment={{ ...commitment, requests: [request(may)] }} />);
  expect(buttons(page(['approve', 'refuse']))).toEqual(['Approve and show', 'Decline']);
  expect(buttons(page(['take_back']))).toEqual(['Take back']);
  expect(page([])).toContain('waiting for a decision');
});

test('a party that is named may reply; its earlier words stay a press away', () => {
  const answer = (number: number) => ({
    id: id(30 + number),
    organisation: id(1),
    number,
    wording: { en: { text: `Words ${number}`, by: 'person' as const } },
    visibility: 'public' as const,
    at: '2026-11-20T09:00:00Z',
  });
  const html = shown(<Answers commitment={{ ...commitment, answers: [answer(2), answer(1)] }} />);
  expect(html).toMatch(/Words 2.*Earlier replies: 1.*Words 1/s);
  expect(buttons(html)).toEqual([]);
  expect(buttons(shown(<Answers commitment={{ ...commitment, mayAnswer: true }} />))).toEqual(['Reply']);
  expect(buttons(shown(<Answers commitment={{ ...commitment, mayAnswer: true }} />, { role: 'officer' }))).toEqual([]);
});

test('the log of corrections says what was, what is, and why', () => {
  const correction = {
    id: id(40),
    at: '2026-11-20T09:00:00Z',
    organisation: id(2),
    delivery: id(6),
    fields: ['amount'],
    before: { amount: { amount: '36', currency: null } },
    after: null,
    replacement: id(7),
    reasons: { en: { text: 'One was missed', by: 'person' as const } },
    visibility: 'public' as const,
  };
  const html = shown(<Corrections commitment={{ ...commitment, corrections: [correction] }} />);
  expect(html).toContain('36 → 37');
  expect(html).toContain('One was missed (Receiver)');
});

test('the form of a commitment sends what belongs to its kind, and begins with what is there', () => {
  const typed = {
    ...emptyDraft,
    kind: 'money' as const,
    currency: 'JPY',
    target: '1 087 000 000',
    measure: 'operations',
    per: 'P1Y',
  };
  expect(commitmentOf(typed)).toMatchObject({
    kind: 'money',
    measure: null,
    currency: 'JPY',
    target: { amount: '1087000000', currency: 'JPY' },
    per: 'P1Y',
    conditionState: null,
    term: null,
  });
  expect(commitmentOf({ ...typed, kind: 'act' })).toMatchObject({ currency: null, target: null, comparator: 'eq' });
  expect(draftOf({ ...commitment, term: '../2024' })).toMatchObject({
    term: '../2024',
    debtors: [id(1)],
    strength: 'agreed',
  });
});

test('by 2024 is said so, in each language', () => {
  const html = (locale: Locale) =>
    shown(<CommitmentRow row={{ ...row, term: '../2024' }} organisations={organisations} />, { locale });
  expect(html('en')).toContain('by 2024');
  expect(html('ru')).toContain('к 2024 году');
  expect(html('kk')).toContain('2024 жылға қарай');
});

test('a promise for each year says so behind its figure', () => {
  const yearly: Row = { ...row, target: { amount: '10', currency: null }, per: 'P1Y' };
  expect(shown(<CommitmentRow row={yearly} organisations={organisations} />)).toContain('10 (operations) a year');
  expect(shown(<CommitmentRow row={{ ...yearly, per: 'P6M' }} organisations={organisations} />)).toContain(
    'every 6 months',
  );
});
