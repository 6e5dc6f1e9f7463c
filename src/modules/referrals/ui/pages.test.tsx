import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { permissionsOf, type Role } from '../../../permissions.ts';
import { catalogues } from '../../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../platform/i18n/react.ts';
import { SessionContext } from '../../../web/kit/session.ts';
import { mainLine, stages } from '../referral.ts';
import { acts } from '../transitions.ts';
import { ActForm } from './ActForm.tsx';
import { lineFrom } from './bar.ts';
import { newPath, withChanged, withStep } from './path/draft.ts';
import { PathSteps } from './path/PathSteps.tsx';
import { ReferralView } from './ReferralPage.tsx';
import { Row } from './Row.tsx';
import type { Acted, Referral } from './types.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [sender, receiver, stranger] = [id(1), id(2), id(3)];
const acted = (n: number, at: string, more: Partial<Acted>): Acted => ({
  id: id(n),
  at,
  act: 'submit',
  from: 'draft',
  to: 'submitted',
  organisation: sender,
  person: id(50),
  reason: null,
  hasWords: false,
  ...more,
});
const referral: Referral = {
  id: id(9),
  number: 'Y-2026-0417',
  sender,
  commission: null,
  receiver,
  patient: id(20),
  quota: id(21),
  path: { id: id(22), version: 2 },
  pathNames: { en: 'The order of the two ministries' },
  papers: [
    { stage: 'submitted', code: 'mri', names: { en: 'MRI, brain' }, kind: 'paper', required: true, from: 'sender' },
  ],
  stage: 'board',
  stageSince: '2026-11-19T08:00:00Z',
  requestState: 'sent',
  taskState: 'waiting',
  priority: 'urgent',
  createdAt: '2026-11-10T08:00:00Z',
  askedAt: '2026-11-12T08:00:00Z',
  dueAt: '2026-11-26T08:00:00Z',
  isLate: false,
  isStopPending: false,
  arrival: null,
  arrivalTime: null,
  until: null,
  arrivedAt: null,
  startedAt: null,
  dischargedAt: null,
  fractions: null,
  reason: null,
  previous: null,
  next: null,
  version: 4,
  requestVersion: 3,
  taskVersion: 1,
  isDemo: true,
  parties: ['receiver'],
  acts: [],
  turn: ['receiver'],
  line: mainLine
    .filter((stage) => stage !== 'commission' && stage !== 'follow_up')
    .map((stage) => ({ stage, days: 5 })),
  lacks: [],
  caseMark: '1.1',
  isConsented: true,
  acted: [
    acted(30, '2026-11-12T11:20:00Z', {}),
    acted(31, '2026-11-13T04:05:00Z', { act: 'check', from: 'submitted', to: 'completeness' }),
    acted(32, '2026-11-19T08:00:00Z', { act: 'check', from: 'completeness', to: 'board' }),
  ],
  organisations: [
    { id: sender, names: { en: 'Ak-Dobo', kk: 'Ақ-Добо' }, isDemo: true },
    { id: receiver, names: { en: 'Kumisbulak', kk: 'Күмісбұлақ' }, isDemo: true },
  ],
};

type Who = { role?: Role; organisation?: string; locale?: Locale; isClinical?: boolean };
function rendered(page: ReactNode, { role = 'coordinator', organisation = receiver, locale = 'en' }: Who = {}) {
  const may = [...permissionsOf(role, { isClinical: true })];
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={{ person: id(5), organisation, role, may, memberships: [] }}>{page}</SessionContext>
      </QueryClientProvider>
    </LanguageProvider>,
  ).replaceAll('\u00a0', ' ');
}
const shown = (more: Partial<Referral> = {}, who: Who = {}) =>
  rendered(<ReferralView referral={{ ...referral, ...more }} />, who);
const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('the head says which referral from whom to whom, and that it is a demonstration', () => {
  const html = plain(shown());
  expect(html).toContain('Referral Y-2026-0417');
  expect(html).toMatch(/Ak-Dobo\s+Kumisbulak/);
  expect(html).toContain('An invented referral.');
  expect(plain(shown({ isDemo: false }))).not.toContain('An invented referral.');
});

test('the bar says the step, the next one, whose turn it is and until when; a late one is marked beside its stage', () => {
  const html = plain(shown());
  expect(html).toContain('Step 4 of 10. Next: Accepted. It is the turn of the receiving centre, by 26 Nov 2026.');
  expect(html).not.toMatch(/\blate\b/);
  expect(plain(shown({ isLate: true }))).toMatch(/by 26 Nov 2026\. late/);
});

test('both truths stand side by side: what the sender asked, and that the receiver has not answered', () => {
  const html = plain(shown());
  expect(html).toMatch(/Sender: Ak-Dobo sent to the centre The papers were checked Ak-Dobo, 19 Nov 2026/);
  expect(html).toMatch(/Receiver: Kumisbulak no answer yet This side has said nothing yet\./);
});

test('a button says who presses it and what it does; one that cannot be pressed says why', () => {
  const html = plain(shown());
  expect(html).toContain('You: the receiving centre. Accept Takes one seat. A date is agreed next.');
  const other = shown({ parties: ['sender'] }, { organisation: sender });
  expect(other).toMatch(
    /aria-disabled="true"[^>]*aria-describedby="act-accept-effect"|aria-describedby="act-accept-effect"[^>]*aria-disabled="true"/,
  );
  expect(plain(other)).toContain('Accept Done by the receiving centre.');
});

test('who only looks on, and who is no part of it, is offered nothing', () => {
  expect(plain(shown({ parties: [] }, { organisation: stranger, role: 'viewer' }))).not.toContain(
    'Withdraw the referral',
  );
});

test('a consent that ended is said at once, with what is kept and what can still be done', () => {
  const html = plain(shown({ isConsented: false }));
  expect(html).toContain('The patient’s consent no longer stands: the clinical data is closed.');
  expect(html).toContain('What you wrote is still on this page.');
});

test('papers that lack are called by their names, not by codes', () => {
  expect(plain(shown({ lacks: ['mri'] }))).toContain('Still missing before this step is left: MRI, brain.');
});

test.each(['kk', 'ru', 'en'] as const)('every stage has its page in %s', (locale) => {
  for (const stage of stages) {
    const html = shown({ stage, parties: ['sender', 'receiver'], isStopPending: stage === 'in_treatment' }, { locale });
    expect([stage, html.includes('aria-current="step"')]).toEqual([stage, true]);
  }
});

test('every act has a form with a name, what it does, its fields and a way out', () => {
  for (const act of acts) {
    const stage = stages.find((each) => lineFrom(act, each));
    const line = stage && lineFrom(act, stage);
    expect([act, line !== undefined]).toEqual([act, true]);
    if (!line) continue;
    const html = rendered(<ActForm referral={referral} line={line} isGone={false} done={() => {}} close={() => {}} />);
    expect(html).toMatch(/<form[^>]*aria-label="[^"]+"/);
    expect(plain(html)).toContain('Cancel');
  }
});

test('when somebody else was first, the form says who did what, keeps its fields, and can no longer be sent', () => {
  const line = lineFrom('accept', 'board');
  if (!line) throw new Error('nobody accepts');
  const html = rendered(<ActForm referral={referral} line={line} isGone done={() => {}} close={() => {}} />);
  expect(plain(html)).toContain('Somebody else acted first. The referral now stands at: Board.');
  expect(plain(html)).toMatch(/19 Nov 2026[^·]* · Ak-Dobo · The papers were checked/);
  expect(html).toContain('<textarea');
  expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Accept/);
});

test('a row of the list says how far it has come, whose turn it is and by when', () => {
  expect(plain(rendered(<Row row={referral} organisations={referral.organisations} />))).toContain(
    'Our turn, by 26 Nov 2026.',
  );
  const html = plain(
    rendered(<Row row={{ ...referral, parties: ['sender'] }} organisations={referral.organisations} />),
  );
  expect(html).toContain('Y-2026-0417');
  expect(html).toContain('It is the turn of the receiving centre, by 26 Nov 2026.');
});

test('what the graph check says stands beside the step that it concerns', () => {
  const config = withChanged(withStep(newPath().config, 'commission', false), 'board', { days: 7 });
  const html = rendered(<PathSteps config={config} faults={[{ fault: 'board-missing', stage: 'board' }]} />);
  const board = html.slice(html.indexOf('id="step-board"'), html.indexOf('id="step-accepted"'));
  expect(plain(board)).toContain('It is not said who decides.');
  expect(html).not.toContain('step-commission');
});
