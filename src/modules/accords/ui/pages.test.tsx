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
import { Deliveries } from './Deliveries.tsx';
import { addressOf, csvAddress, listingOf } from './listing.ts';
import { Publication } from './Publication.tsx';
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
  beneficiaries: null,
  place: null,
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
  reportedOn: null,
  isFromRecords: false,
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
  expect(csvAddress(listing, 'kk')).toBe(
    '/api/commitments.csv?locale=kk&q=x&status=kept&status=overdue&kind=act&sort=term',
  );
});
