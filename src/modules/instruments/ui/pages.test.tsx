import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { catalogues } from '../../../platform/i18n/catalogues.server.ts';
import type { Locale } from '../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../platform/i18n/react.ts';
import { SessionContext } from '../../../web/kit/session.ts';
import { Compared } from './ComparePage.tsx';
import { Lifecycle } from './Lifecycle.tsx';
import { addressOf, fileAddress, listingOf } from './listing.ts';
import { Steps } from './Steps.tsx';
import { askedBy, nothingTyped, typedOf } from './typed.ts';
import type { Instrument, VersionText } from './types.ts';

const id = '01900000-0000-7000-8000-000000000001';
const session = { person: id, organisation: id, role: 'officer', may: ['instruments.write'], memberships: [] } as const;
const drawn = (page: ReactElement, locale: Locale = 'en') =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
        <SessionContext value={{ ...session, may: [...session.may], memberships: [] }}>{page}</SessionContext>
      </LanguageProvider>
    </QueryClientProvider>,
  );
const wordsIn = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();

const at = '2026-11-21T09:00:00.000Z';
const step = (over: Partial<Instrument['steps'][number]>): Instrument['steps'][number] => ({
  id,
  state: 'under_negotiation',
  taken: null,
  knownOn: '2020-09',
  manner: null,
  claim: null,
  person: id,
  at,
  corrected: [],
  ...over,
});
const plan: Instrument = {
  id,
  partnership: { id, slug: 'kz-il', names: { en: 'Kazakhstan and Israel' } },
  kind: 'cooperation_plan',
  title: { en: { text: 'Cooperation plan for 2019–2024', by: 'person' } },
  parties: [id],
  binding: 'not_stated',
  parent: { relation: 'carries_out', id: null, title: { en: { text: 'an agreement', by: 'person' } } },
  languages: ['kk'],
  covers: '2019/2024',
  standing: { state: 'under_negotiation', since: null, asOf: '2020-09' },
  visibility: 'own_side',
  isOwn: true,
  isDemo: false,
  version: 1,
  changedAt: at,
  actions: ['initial', 'sign', 'enter_into_force', 'restate'],
  steps: [step({})],
  voided: [],
  signatories: [],
  articles: [],
  versions: [],
  documents: [],
  grounds: [],
  children: [],
  organisations: [],
  events: [],
  isParty: true,
};
const nothing = () => undefined;

describe('where it stands', () => {
  test('a plan for 2019–2024 that is a draft in September 2020 is shown just so', () => {
    const said = wordsIn(drawn(<Lifecycle instrument={plan} reload={nothing} />));
    expect(said).toContain('Draft being agreed, as of September 2020.');
    expect(said).not.toMatch(/2024|expired|overdue/i);
  });
  test('its buttons are the moves of the table, for the side that keeps it alone', () => {
    const own = drawn(<Lifecycle instrument={plan} reload={nothing} />);
    expect([...own.matchAll(/<button/g)]).toHaveLength(plan.actions.length);
    const theirs = drawn(<Lifecycle instrument={{ ...plan, isOwn: false }} reload={nothing} />);
    expect(theirs).not.toContain('<button');
  });
  test('an end stands on the bar when it has come, and no source’s silence is drawn as a step', () => {
    const steps = [
      step({ state: 'signed', taken: '2018', knownOn: null }),
      step({ id: 'b', state: 'expired', taken: '2024' }),
    ];
    const ended = { ...plan, steps, actions: [], standing: { state: 'expired', since: '2024', asOf: null } as const };
    const bar = drawn(<Lifecycle instrument={ended} reload={nothing} />, 'kk');
    expect(bar).toContain('aria-current="step"><span>Қолданылу мерзімі бітті</span>');
    expect(bar.match(/class="leap"/g)).toHaveLength(4);
    expect(bar.match(/class="done"/g)).toHaveLength(1);
  });
});

test('a corrected step says what it said before and why, in words', () => {
  const before = {
    ...step({ state: 'signed', taken: '2021' }),
    reason: { en: { text: 'a wrong year', by: 'person' } },
  };
  const corrected = step({ state: 'initialled', corrected: [{ ...before, isVoid: false }] } as never);
  const said = wordsIn(drawn(<Steps instrument={{ ...plan, steps: [corrected] }} reload={nothing} />));
  expect(said).toContain('Recorded otherwise before: 1');
  expect(said).toContain('Reasons: a wrong year');
});

const version = (wording: string, over: Partial<VersionText> = {}): VersionText => ({
  id,
  instrument: id,
  number: 1,
  ownNumber: null,
  language: 'en',
  label: null,
  sha256: 'a'.repeat(64),
  length: wording.length,
  owner: id,
  isOwn: true,
  isShared: true,
  at,
  wording,
  ...over,
});

describe('two versions', () => {
  test('differ in words that are struck out and underlined, and said aloud', () => {
    const page = drawn(<Compared older={version('Meet twice a year.')} newer={version('Meet yearly a year.')} />);
    expect(page).toContain('<del><span class="sr">taken out: </span>twice</del>');
    expect(page).toContain('<ins><span class="sr">put in: </span>yearly</ins>');
    expect(wordsIn(page)).toContain('Words put in: 1. Words taken out: 1.');
  });
  test('that are the same say so, and hostile words stay words', () => {
    const text = '<script>alert(1)</script>';
    const page = drawn(<Compared older={version(text)} newer={version(text)} />);
    expect(page).toContain('The texts are the same.');
    expect(page).not.toContain('<script>');
  });
  test('in Hebrew run from right to left', () => {
    const page = drawn(
      <Compared older={version('שלום', { language: 'he' })} newer={version('שלום רב', { language: 'he' })} />,
    );
    expect(page).toContain('lang="he" dir="rtl"');
  });
});

test('what an address asks for is what the list asks for, and what it does not know is left out', () => {
  const listing = listingOf({ state: 'signed,in_force', kind: 'burnt', period: 2024, sort: '-covers', party: id });
  expect(listing).toEqual({ state: ['signed', 'in_force'], period: '2024', sort: '-covers', party: id });
  expect(addressOf(listing)).toBe(`/app/instruments?state=signed%2Cin_force&party=${id}&period=2024&sort=-covers`);
  expect(fileAddress(listing, 'xlsx', 'kk')).toContain('state=signed&state=in_force');
});

test('an instrument opened in a form and sent again is the same instrument', () => {
  const signatories = [
    {
      id,
      organisation: id,
      person: null,
      name: { kk: 'Әкім', en: 'Akim' },
      post: null,
      signed: '2018',
      personNames: null,
    },
  ];
  const asked = askedBy(typedOf({ ...plan, signatories }, 'en'), 'en');
  const { kind, title, parties, binding, parent, languages, covers } = plan;
  const { id: _id, personNames: _names, ...signed } = { ...signatories[0] };
  expect(asked).toEqual({ kind, title, parties, binding, parent, languages, covers, signatories: [signed] });
  expect(askedBy(nothingTyped, 'en')).toMatchObject({ parent: null, covers: null, title: {} });
});
