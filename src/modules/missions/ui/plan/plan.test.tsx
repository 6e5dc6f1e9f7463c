import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { permissionsOf, type Role } from '../../../../permissions.ts';
import { catalogues } from '../../../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../../platform/i18n/react.ts';
import { SessionContext } from '../../../../web/kit/session.ts';
import type { Planned } from '../client.ts';
import { MissionView } from './MissionPage.tsx';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [host, visitor, stranger] = [id(1), id(2), id(3)];
const text = (words: string) => ({ en: { text: words, by: 'person' as const } });
const session = (n: number, more: Partial<Planned['sessions'][number]> = {}): Planned['sessions'][number] => ({
  id: id(n),
  version: 1,
  room: id(20),
  day: '2026-12-01',
  starts: '09:00',
  ends: '13:00',
  specialty: 'surgery',
  clinician: id(40),
  capacityPerHour: 6,
  keptReferred: 0,
  keptChildren: 0,
  keptDisability: 0,
  isCancelled: false,
  ...more,
});
const member = (n: number, more: Partial<Planned['clinicians'][number]> = {}): Planned['clinicians'][number] => ({
  id: id(n),
  version: 1,
  name: `Clinician ${n}`,
  person: id(60 + n),
  organisation: host,
  specialty: 'surgery',
  permission: { authority: 'The authority', number: '77', from: '2026-01-01', until: null },
  answeredForBy: null,
  hasEnded: false,
  ...more,
});
const stands = (n: number) => ({ person: id(60 + n), name: '', since: '2026-01-01T00:00:00Z', endsAt: null });
const mission: Planned = {
  id: id(9),
  slug: 'a-clinic',
  title: text('A clinic'),
  languages: ['en'],
  host,
  visitors: [visitor],
  commitment: null,
  keepDays: 7,
  state: 'draft',
  visibility: 'own_side',
  isDemo: false,
  isOwn: true,
  version: 4,
  events: [],
  partnership: { id: id(8), slug: 'a-b', names: { en: 'A and B' } },
  organisations: [
    { id: host, names: { en: 'The host' }, isDemo: false },
    { id: visitor, names: { en: 'The visitors' }, isDemo: false },
  ],
  people: [stands(40)],
  today: '2026-11-21',
  venues: [
    {
      id: id(10),
      version: 1,
      name: text('The school'),
      place: 'konaev',
      zone: 'Asia/Almaty',
      address: text('Street 1'),
    },
  ],
  rooms: [{ id: id(20), version: 1, venue: id(10), name: 'Room A' }],
  sessions: [session(30), session(31, { day: '2026-12-02', isCancelled: true })],
  clinicians: [member(40)],
  equipment: [],
  interpreters: [],
  checks: [],
};

type Who = { role?: Role; organisation?: string; locale?: Locale };
function shown(planned: Planned, { role = 'coordinator', organisation = host, locale = 'en' }: Who = {}) {
  const may = [...permissionsOf(role)];
  const acting = { person: id(5), organisation, role, may, memberships: [] };
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={acting}>
          <MissionView mission={planned} />
        </SessionContext>
      </QueryClientProvider>
    </LanguageProvider>,
  ).replaceAll('\u00a0', ' ');
}
const buttons = (html: string) => [...html.matchAll(/<button[^>]*>([^<]+)/g)].map(([, label]) => label);
const headings = (html: string) => [...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, words]) => words);

test('the plan is a table of rooms by day, with who sees people and how many can come', () => {
  const html = shown(mission);
  const columns = [...html.matchAll(/<th scope="col"[^>]*>([^<]+)/g)].map(([, words]) => words);
  expect([columns.length, columns[0]]).toEqual([3, 'Room']);
  expect(html).toContain('<th scope="row">Room A</th>');
  expect(html).toContain('09:00–13:00 <b>Surgery</b>');
  expect(html).toContain('Clinician 40 · 24 places');
  expect(html).toContain('cancelled');
});

test('what a clinician still lacks is said in words and with its days: an account, a role, a right to sign', () => {
  expect(shown(mission)).not.toContain('cannot sign');
  const lacks = (more: Partial<Planned>) => shown({ ...mission, ...more });
  const without = member(40, { permission: null });
  expect(lacks({ clinicians: [without] })).toContain('No permission and nobody who answers: cannot sign on');
  expect(lacks({ people: [] })).toContain('No clinical role on');
  expect(lacks({ clinicians: [member(40, { person: null })] })).toContain('No account: an administrator invites them');
  const ended = { people: [{ ...stands(40), endsAt: '2026-12-01T05:00:00Z' }] };
  expect(lacks(ended)).toContain('No clinical role on');
});

test('a local physician who answers takes the place of a permission, while theirs runs', () => {
  const guest = member(40, { permission: null, answeredForBy: id(41), organisation: visitor });
  const answered = { ...mission, people: [stands(40), stands(41)], clinicians: [guest, member(41)] };
  const html = shown(answered);
  expect(html).toContain('Answered for by Clinician 41');
  expect(html).not.toContain('cannot sign');
  const over = member(41, { permission: { authority: 'A', number: '1', from: '2026-01-01', until: '2026-11-30' } });
  expect(shown({ ...answered, clinicians: [guest, over] })).toContain('Who answers has no permission then');
});

test('a draft says what it lacks before it can be announced, and an officer that a coordinator announces it', () => {
  expect(shown(mission)).not.toContain('Still missing');
  const bare = {
    ...mission,
    title: { kk: { text: 'Клиника', by: 'person' as const } },
    sessions: [],
    venues: [],
    rooms: [],
  };
  const html = shown(bare);
  for (const words of ['a venue', 'a session today or later', 'a title in each language'])
    expect(html).toContain(`<li>${words}`);
  expect(html).toMatch(/aria-disabled="true"[^>]*>Announce/);
  expect(shown(mission, { role: 'officer' })).toContain('A coordinator announces it');
});

test('who comes reads the whole plan and gets no button; who reads the announcement is not told of the team', () => {
  const theirs = { ...mission, isOwn: false, people: [], visibility: 'public' as const, state: 'announced' as const };
  expect(buttons(shown(theirs, { organisation: visitor }))).toEqual([]);
  expect(headings(shown(theirs, { organisation: visitor }))).toContain('Team');
  const announced = { ...theirs, clinicians: [] };
  expect(headings(shown(announced, { organisation: stranger }))).not.toContain('Team');
});

test('a mission that is over shows no button that would change its plan', () => {
  const closed = { ...mission, state: 'closed' as const };
  expect(buttons(shown(closed))).toEqual(['Reopen']);
  expect(buttons(shown({ ...mission, state: 'cancelled' }))).toEqual([]);
});

test('the page speaks Kazakh and Russian', () => {
  const [kk, ru] = [shown(mission, { locale: 'kk' }), shown(mission, { locale: 'ru' })];
  expect([headings(kk).includes('Қабылдау жоспары'), headings(ru).includes('План приёма')]).toEqual([true, true]);
});
