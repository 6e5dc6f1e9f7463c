import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { catalogues, translatorFor } from '../../../platform/i18n/catalogues.server.ts';
import { type Locale, locales } from '../../../platform/i18n/locales.ts';
import { LanguageProvider } from '../../../platform/i18n/react.ts';
import { type Session, SessionContext } from '../../../web/kit/session.ts';
import { claimKinds } from '../value.ts';
import { foldedAtStart, shownBy } from './ClaimList.tsx';
import type { Claim, Document } from './client.ts';
import { entryFor } from './entry.ts';
import { fieldsOf, filledOf, readFilled } from './fields.ts';
import { emptyIntake, isMeant, saidOf } from './intakeForm.ts';
import { addressOf, fileAddress, type Listing, listingOf } from './listing.ts';
import { hitsIn, segmentsOf } from './marks.ts';
import { happeningText } from './DocumentRecord.tsx';
import { ReleasePanel } from './ReleasePanel.tsx';
import { Review } from './Review.tsx';
import { chosenByWords } from './selection.ts';
import { UploadList, uploadsShown } from './UploadList.tsx';
import { useClaimWords } from './useClaimWords.ts';
import { keyPressed } from './useKeys.ts';
import type { Upload } from './useUploads.ts';

const uuid = (last: number) => `018f0000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const text = 'Екі жылда 2700-ден астам адам тегін қаралды.';
const claim = (over: Partial<Claim>): Claim => ({
  id: uuid(1),
  document: uuid(100),
  kind: 'count',
  value: { value: 2700, comparator: 'gt', what: 'адам', measure: 'people_seen', role: 'result' },
  state: 'draft',
  quote: '2700-ден астам адам',
  sentence: text,
  quoteOffset: 10,
  language: 'kk',
  span: { start: 10, end: 29 },
  page: null,
  stage: 'counts/measure-noun',
  confidence: 0.9,
  isChanged: false,
  visibility: 'own_side',
  decidedBy: null,
  decidedAt: null,
  version: 1,
  ...over,
});
const outer = claim({
  id: uuid(2),
  kind: 'delivery',
  value: { status: 'completed', what: text, figures: [uuid(1)] },
  quote: text,
  quoteOffset: 0,
  span: { start: 0, end: text.length },
});
const page: Document = {
  id: uuid(100),
  partnership: uuid(200),
  title: 'Облыс әкімі мен бас консул кездесті',
  publisher: null,
  address: null,
  language: 'kk',
  publishedOn: '2020-12-23',
  takenInAt: '2026-11-21T09:00:00Z',
  isDemo: false,
  version: 1,
  drafts: 2,
  accepted: 0,
  rejected: 0,
  titles: null,
  releaseState: null,
  others: [],
  pageStarts: null,
  fetched: null,
  sha256: '0'.repeat(64),
  encoding: 'utf-8',
  mediaType: 'text/plain',
  problems: [{ code: 'broken-encoding' }, { code: 'a code of a later reader' }],
  blocks: [
    { kind: 'furniture', furniture: 'rates', words: 'USD: 419.53', runs: [[0, 100, 111]] },
    { kind: 'paragraph', words: text, runs: [[0, 0, text.length]] },
  ],
  isCut: false,
  claims: [outer, claim({})],
};
const session = (may: string[]): Session => ({
  person: uuid(9),
  organisation: uuid(8),
  role: 'officer',
  may,
  memberships: [],
});
const drawn = (
  locale: Locale,
  element: ReactNode,
  may: string[] = ['documents.write', 'accords.write', 'instruments.write'],
) =>
  renderToStaticMarkup(
    <LanguageProvider locale={locale} catalogue={catalogues[locale]}>
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext value={session(may)}>{element}</SessionContext>
      </QueryClientProvider>
    </LanguageProvider>,
  );

test('the review shows the page with its furniture labelled, its claims numbered, and the first draft open', () => {
  const html = drawn('en', <Review document={page} />);
  expect(html).toContain('exchange rates of another day, never used');
  expect(html).toContain('0 of 2 claims reviewed');
  expect(html).toMatch(/<mark class="cur" data-claim="[^"]*0002">/);
  expect(html).toContain('<sup>');
  expect(html).toMatch(/aria-keyshortcuts="a"/);
  expect(html).toContain('Some letters of this page are broken');
  expect(html).not.toContain('undefined');
});

test('who only reads has no button that decides', () => {
  const html = drawn('kk', <Review document={page} />, ['documents.read']);
  expect(html).not.toContain('aria-keyshortcuts="a"');
  expect(html).not.toContain('aria-keyshortcuts="n"');
  expect(html).toContain('aria-keyshortcuts="j"');
});

test.each(locales)('every field and every choice of a claim has its words in %s', (locale) => {
  for (const kind of claimKinds)
    for (const { name, options = [] } of fieldsOf[kind]) {
      const group = name === 'comparator' || name === 'strength' ? 'accords.ui' : 'documents.ui';
      const keys = [
        `documents.ui.field.${name}`,
        ...(name === 'measure' ? [] : options.map((each) => `${group}.${name}.${each}`)),
      ];
      for (const key of keys) expect(catalogues[locale]).toHaveProperty([key]);
    }
});

test.each([
  ['money', { amount: '1087000000', currency: 'JPY', comparator: 'eq', role: 'grant', equivalentOf: uuid(3) }],
  ['count', claim({}).value],
  [
    'count',
    {
      ...claim({}).value,
      places: ['Талдықорған', 'Қаратал'],
      period: { from: '2018', until: null, duration: 'P2Y', role: 'result_period' },
    },
  ],
  ['capacity', { value: 800, comparator: 'gt', what: 'бемор', per: 'P1Y', role: 'capacity' }],
  ['date', { edtf: '2020-12-23', precision: 'day', role: 'event' }],
  ['period', { from: '2018', until: null, role: 'other', relative: true }],
  ['instrument', { type: 'memorandum', strength: null, draft: true, term: { from: '2019', until: '2024' } }],
  ['commitment', { strength: 'promised', what: 'жағдай жасау', figures: [uuid(1)] }],
  ['delivery', outer.value],
] as const)('a %s that nobody changes stays what it was', (kind, value) => {
  expect(readFilled(kind, value, filledOf(kind, value))).toEqual({ value });
});

test('what people type is understood: groups, a decimal comma, a small currency', () => {
  const read = readFilled('money', {}, { amount: '1 087 000 000', currency: 'jpy', comparator: 'eq' });
  expect(read).toEqual({ value: { amount: '1087000000', currency: 'JPY', comparator: 'eq' } });
  const dated = readFilled(
    'date',
    { edtf: '2020-12-23', precision: 'day', role: 'event' },
    { edtf: '2020-12', role: 'event' },
  );
  expect(dated).toMatchObject({ value: { edtf: '2020-12', precision: 'month' } });
});

test('a field that needs correcting is named', () => {
  const filled = { ...filledOf('count', claim({}).value), value: 'көп', from: '2020-13' };
  expect(readFilled('count', claim({}).value, filled)).toEqual({ faults: new Set(['value', 'from']) });
});

test('claims inside one another are cut into runs that keep every letter', () => {
  const segments = segmentsOf(page.blocks[1] as never, page.claims);
  expect(segments.map((each) => each.text).join('')).toBe(text);
  expect(segments.find(({ start }) => start === 10)?.claims).toEqual([uuid(1), uuid(2)]);
  expect(segments.filter(({ ending }) => ending.includes(uuid(1)))).toHaveLength(1);
});

test('a search finds words whatever their case, and a single letter finds nothing', () => {
  expect(hitsIn('Адам мен АДАМ', 'адам')).toEqual([
    { start: 0, end: 4 },
    { start: 9, end: 13 },
  ]);
  expect(hitsIn('адам', 'а')).toEqual([]);
});

test('words that are typed are found in the page with their place', () => {
  expect(chosenByWords(page.blocks, 'тегін ҚАРАЛДЫ')).toEqual({ start: 30, end: 43, quote: 'тегін қаралды' });
  expect(chosenByWords(page.blocks, 'жоқ сөз')).toBeNull();
});

test.each([
  [{ key: 'a', code: 'KeyA' }, 'a'],
  [{ key: 'ф', code: 'KeyA' }, 'a'],
  [{ key: 'К', code: 'KeyR' }, 'r'],
  [{ key: '.', code: 'Slash' }, '/'],
  [{ key: ',', code: 'Slash', shiftKey: true }, '?'],
  [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
  [{ key: 'q', code: 'KeyA' }, null],
  [{ key: 'Enter', code: 'Enter' }, null],
])('the key %j is %s in any layout', (pressed, key) => {
  expect(keyPressed({ shiftKey: false, ...pressed })).toBe(key);
});

test('what was decided long before the current claim is folded away', () => {
  const decided = Array.from({ length: 6 }, (_, index) => claim({ id: uuid(index + 10), state: 'accepted' }));
  expect(foldedAtStart([...decided, claim({})], uuid(1))).toBe(3);
  expect(foldedAtStart(decided.slice(0, 4), null)).toBe(0);
  expect(foldedAtStart([...decided, claim({})], uuid(11))).toBe(0);
});

test('filters show what is left, and what may disagree', () => {
  const claims = [claim({}), claim({ id: uuid(2), state: 'accepted' })];
  expect(shownBy('to_review', claims, new Map()).map(({ id }) => id)).toEqual([uuid(1)]);
  expect(shownBy('warned', claims, new Map([[uuid(2), []]])).map(({ id }) => id)).toEqual([uuid(2)]);
});

test('who gives and who receives is entered as a person chose it', () => {
  const measures = [{ key: 'people_seen', names: { kk: 'қаралған адам' }, aggregation: 'distinct' as const }];
  const sides = [
    { id: uuid(20), organisations: [uuid(21), uuid(22)] },
    { id: uuid(30), organisations: [uuid(31)] },
  ];
  const around = { document: page, sides, ownSide: uuid(20), measures };
  const proposed = entryFor(claim({}), around, { giver: '', receiver: '', of: '' });
  expect(proposed).toMatchObject({ enter: 'delivery', of: { debtors: [uuid(31)], creditors: [uuid(21), uuid(22)] } });
  const chosen = entryFor(claim({}), around, { giver: uuid(22), receiver: `side:${uuid(30)}`, of: '' });
  expect(chosen).toMatchObject({ of: { debtors: [uuid(22)], creditors: [uuid(31)] } });
  expect(entryFor(claim({}), around, { giver: '', receiver: '', of: uuid(40) })).toMatchObject({ of: uuid(40) });
});

test('the address of the list says what it shows, and what it does not know is left out', () => {
  const listing: Listing = {
    q: 'грант',
    state: 'to_review',
    language: 'uz-Cyrl',
    publisher: 'Қазинформ',
    from: '2020-01-01',
    until: '2020-12-31',
    sort: '-published',
    page: 2,
  };
  const url = new URL(addressOf(listing), 'http://x');
  expect(listingOf(Object.fromEntries(url.searchParams))).toEqual(listing);
  expect(listingOf({ state: 'lost', partnership: "' or 1=1", page: '-3', sort: 'x', from: '2020-13-01' })).toEqual({});
  expect(fileAddress(listing, 'xlsx', 'ru')).toMatch(
    /^\/api\/documents\/file\?(?!.*page=).*sort=-published.*format=xlsx&locale=ru$/,
  );
});

test('several files do not share a title, and nothing is sent for a field left empty', () => {
  const values = { ...emptyIntake, text: '', title: 'Атауы', publisher: ' Әкімдік ', address: '', publishedOn: '' };
  expect(saidOf(values, uuid(1), false)).toEqual({ partnership: uuid(1), publisher: 'Әкімдік' });
  expect(saidOf(values, uuid(1), true)).toMatchObject({ title: 'Атауы' });
});

test('of a folder, the system’s own files and empty ones are not brought', () => {
  const names = ['есеп.pdf', '.DS_Store', 'Thumbs.db', '~$есеп.docx', 'desktop.ini'];
  expect(names.filter((name) => isMeant({ name, size: 1 }))).toEqual(['есеп.pdf']);
  expect(isMeant({ name: 'есеп.pdf', size: 0 })).toBe(false);
});

const upload = (key: number, state: Upload['state']): Upload => ({
  key: String(key),
  name: `${key}.pdf`,
  brought: { partnership: '', text: '' },
  state,
  error: null,
  document: null,
  isNew: true,
});

test('of thousands of files, what failed and what is read now is shown, and how far all of it is', () => {
  const uploads = Array.from({ length: 3000 }, (_, index) =>
    upload(index, index % 1000 === 5 ? 'too-large' : index === 700 ? 'reading' : index < 700 ? 'done' : 'waiting'),
  );
  const shown = uploadsShown(uploads, false);
  expect(shown).toHaveLength(20);
  expect(shown.filter(({ state }) => state === 'too-large')).toHaveLength(3);
  expect(shown.some(({ state }) => state === 'reading')).toBe(true);
  expect(uploadsShown(uploads, true)).toHaveLength(3000);
  const list = drawn(
    'en',
    <UploadList uploads={{ uploads, bring: () => Promise.resolve(), again: () => Promise.resolve() }} />,
  );
  expect(list).toContain('702 of 3,000 done');
  expect(list).toContain('3 were refused');
  expect(list).toContain('2,980 more files');
});

const Panel = ({ document }: { document: Document }) => <ReleasePanel document={document} words={useClaimWords()} />;
test('a release is offered with its other publications; what was taken apart can be taken back', () => {
  const others = [{ id: uuid(101), title: 'Сол хабар', publisher: 'Қазинформ' }];
  const offered = drawn('en', <Panel document={{ ...page, releaseState: 'offered', others }} />);
  expect(offered).toContain(`href="/app/documents/${uuid(101)}"`);
  expect(offered.match(/<button/g)).toHaveLength(2);
  const apart = drawn('en', <Panel document={{ ...page, releaseState: 'apart' }} />);
  expect(apart).toContain('Take it back');
  expect(drawn('en', <Panel document={{ ...page, releaseState: 'offered' }} />)).toBe('');
  expect(drawn('en', <Panel document={{ ...page, releaseState: 'offered', others }} />, [])).not.toContain('<button');
});

test('a paper says where its pages begin and on which of them a quote stands', () => {
  const paper = { ...page, pageStarts: [0, 12], claims: [claim({ page: 2 })] };
  const shown = drawn('en', <Review document={paper} />);
  expect(shown).toContain('class="doc-page">page');
  expect(shown).toMatch(/badge line">page.2</);
});

test.each(locales)('what happened is told in words of %s, with the names of what was corrected', (locale) => {
  const t = translatorFor(locale);
  const happening = {
    id: uuid(1),
    at: '2026-11-21T09:00:00Z',
    person: null,
    organisation: uuid(2),
    subject: 'source_document',
    subjectId: uuid(3),
    action: 'change',
    fields: ['titles', 'publisher'],
    isDemo: false,
  };
  expect(happeningText(happening, { t })).toContain(t('documents.ui.changed.titles'));
  expect(happeningText({ ...happening, action: 'fetch' }, { t })).toBe(t('documents.ui.event.source_document.fetch'));
  expect(happeningText({ ...happening, action: 'new' }, { t })).toBe(t('documents.ui.event.other'));
});
