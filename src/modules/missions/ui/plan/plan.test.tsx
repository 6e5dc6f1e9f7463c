import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { permissionsOf, type Role } from '../../../../permissions.ts';
import { catalogues } from '../../../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../../platform/i18n/react.ts';
import { SessionContext } from '../../../../web/kit/session.ts';
import type { Planned } from '../client.ts';
import type { ReactNode } from 'react';
import { type Part, toDoOf } from './lacks.ts';
import { MissionView } from './MissionPage.tsx';
import { PartView } from './PartPages.tsx';
import { Readiness } from './Readiness.tsx';
import { Schedule } from './Schedule.tsx';
import { Team } from './Team.tsx';

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
  booked: null,
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
function rendered(page: ReactNode, { role = 'coordinator', organisation = host, locale = 'en' }: Who = {}) {
  const may = [...permissionsOf(role)];
  const acting = { person: id(5), organisation, role, may, memberships: [] };
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={acting}>{page}</SessionContext>
      </QueryClientProvider>
    </LanguageProvider>,
  ).replaceAll('\u00a0', ' ');
}
const shown = (planned: Planned, who: Who = {}) => rendered(<MissionView mission={planned} />, who);
const parts: Record<Exclude<Part, 'means'>, (planned: Planned) => ReactNode> = {
  plan: (planned) => <Schedule mission={planned} asked={undefined} />,
  team: (planned) => <Team mission={planned} />,
  readiness: (planned) => <Readiness mission={planned} />,
};
const part = (name: keyof typeof parts, planned: Planned, who: Who = {}) =>
  rendered(<PartView mission={planned} part={name} render={parts[name]} />, who);
const buttons = (html: string) => [...html.matchAll(/<button[^>]*>([^<]+)/g)].map(([, label]) => label);
const headings = (html: string) => [...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, words]) => words);

test('the plan shows one day, room by room, with who sees people and how many can come; the days are links', () => {
  const html = part('plan', mission);
  expect(html).toContain('<b>Surgery</b> · room Room A');
  expect(html).toMatch(/<time>09:00–13:00<\/time> · Clinician 40 · 24 places/);
  expect(html).not.toContain('cancelled');
  expect(html).toContain(`href="/app/missions/${id(9)}/plan?day=2026-12-02"`);
  const second = rendered(<Schedule mission={mission} asked="2026-12-02" />);
  expect(second).toContain('cancelled');
});

test('a row has one quiet button, and what cannot be taken back lightly is not offered before it is opened', () => {
  const html = part('plan', mission);
  expect(buttons(html)).toEqual(['Add a session', 'Edit']);
  expect(buttons(part('team', mission))).toEqual(['Add a clinician', 'Edit']);
});

test('what a clinician still lacks is said in words and with its days: an account, a role, a right to sign', () => {
  expect(part('team', mission)).not.toContain('cannot sign');
  const lacks = (more: Partial<Planned>) => part('team', { ...mission, ...more });
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
  const html = part('team', answered);
  expect(html).toContain('Answered for by Clinician 41');
  expect(html).not.toContain('cannot sign');
  const over = member(41, { permission: { authority: 'A', number: '1', from: '2026-01-01', until: '2026-11-30' } });
  expect(part('team', { ...answered, clinicians: [guest, over] })).toContain('Who answers has no permission then');
});

test('the first thing on the page is what is still to be done, each with the way to where it is done', () => {
  expect(shown(mission)).not.toContain('Still to be done');
  const bare = {
    ...mission,
    title: { kk: { text: 'Клиника', by: 'person' as const } },
    sessions: [],
    venues: [],
    rooms: [],
    clinicians: [member(40, { person: null })],
  };
  const html = shown(bare);
  for (const way of ['plan">Add a venue', 'plan">Add a session today or later', 'team">1 clinician still lacks'])
    expect(html).toContain(`/app/missions/${id(9)}/${way}`);
  expect(html).toContain('Write the title in each language');
  expect(html.indexOf('Still to be done')).toBeLessThan(html.indexOf('aria-current="step"'));
  expect(html).toMatch(/aria-disabled="true"[^>]*>Announce/);
  expect(shown(mission, { role: 'officer' })).toContain('A coordinator announces it');
});

test('after it is announced a mission still says what would be missed on the day, and once it is over nothing', () => {
  const check = { id: id(70), version: 1, item: 'Water', responsible: null, due: '2026-11-01', doneAt: null };
  const planned: Planned = {
    ...mission,
    state: 'announced',
    sessions: [session(30, { clinician: null }), session(32, { day: '2026-11-01', clinician: null })],
    checks: [{ ...check, isRequired: false, isDone: false }],
  };
  expect(toDoOf(planned)).toEqual([
    { kind: 'nobody', part: 'plan', count: 1 },
    { kind: 'late', part: 'readiness', count: 1 },
  ]);
  expect(toDoOf({ ...planned, state: 'closed' })).toEqual([]);
});

test('an item of the readiness list is ticked by its own box; who may not plan reads whether it is done', () => {
  const check = { id: id(70), version: 1, item: 'Water', responsible: 'Aigul', due: null, doneAt: null };
  const planned = { ...mission, checks: [{ ...check, isRequired: true, isDone: true }] };
  expect(part('readiness', planned)).toMatch(/<input type="checkbox"[^>]* checked=""\/?>/);
  const read = part('readiness', { ...planned, isOwn: false }, { organisation: visitor });
  expect([read.includes('checkbox'), read.includes('>done<')]).toEqual([false, true]);
});

test('who comes reads the whole plan and gets no button; who reads the announcement is not told of the team', () => {
  const theirs = { ...mission, isOwn: false, people: [], visibility: 'public' as const, state: 'announced' as const };
  const read = (who: string, planned: Planned) => [
    shown(planned, { organisation: who }),
    part('team', planned, { organisation: who }),
  ];
  for (const html of read(visitor, theirs)) expect(buttons(html)).toEqual([]);
  expect(shown(theirs, { organisation: visitor })).toContain(`/app/missions/${id(9)}/team`);
  const announced = { ...theirs, clinicians: [] };
  expect(shown(announced, { organisation: stranger })).not.toContain(`/app/missions/${id(9)}/team`);
  expect(headings(part('team', announced, { organisation: stranger }))).not.toContain('Team');
});

test('a mission that is over shows no button that would change its plan', () => {
  const closed = { ...mission, state: 'closed' as const };
  expect(buttons(shown(closed))).toEqual(['Reopen']);
  expect(buttons(part('plan', closed))).toEqual([]);
  expect(buttons(shown({ ...mission, state: 'cancelled' }))).toEqual([]);
});

test('what happened is folded: the last five, and behind them the rest', () => {
  const happening = (n: number): Planned['events'][number] => ({
    id: id(100 + n),
    at: `2026-11-0${n}T08:00:00Z`,
    subject: 'mission',
    subjectId: id(9),
    action: 'change',
    fields: [],
    person: null,
    organisation: host,
    isDemo: false,
  });
  const html = shown({ ...mission, events: [1, 2, 3, 4, 5, 6, 7].map(happening) });
  expect(html).toContain('<summary>What happened (7)</summary>');
  expect(html).toContain('<summary>Earlier (2)</summary>');
  expect(html).not.toMatch(/<details[^>]* open/);
});

test('the pages speak Kazakh and Russian', () => {
  const [kk, ru] = [part('plan', mission, { locale: 'kk' }), part('plan', mission, { locale: 'ru' })];
  expect([headings(kk).includes('Қабылдау жоспары'), headings(ru).includes('План приёма')]).toEqual([true, true]);
});
