import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AbsentFact,
  type Fact,
  facts,
  type FigureFact,
  type InstrumentFact,
  type MeetingFact,
  type OrganisationFact,
  type PointFact,
  type PromisedFact,
} from '../test/facts.ts';
import { startWorld, type World } from '../test/world.ts';
import { demoId } from './ids.ts';
import { loadDemo } from './load.ts';
import { officeHolders } from './officeHolders.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await loadDemo({ app: world.app, auth: world.auth, ownerUrl: world.ownerUrl, say: () => {} });
}, 120_000);
afterAll(() => world.stop());

type Claim = {
  quote: string;
  sentence: string;
  language: string;
  value: Record<string, unknown>;
  part: string;
  source: { published: string | null };
};
type Party = { id: string; name: string };
type Delivery = { comparator: string; amount: string | null; period: string | null; claims: Claim[] };
type Commitment = { id: string; title: string; from: Party[]; to: Party[]; claims: Claim[]; deliveries: Delivery[] };
type Titled = { id: string; title: string; claims: Claim[] };

/** What anybody may read, without signing in. */
const read = async <T>(path: string): Promise<T> => {
  const reply = await world.app.inject({ url: `/en${path}.json` });
  expect([path, reply.statusCode]).toEqual([path, 200]);
  return reply.json<T>();
};
const named = (rows: readonly Party[]) => rows.map(({ name }) => name).toSorted();

/** Found by its title alone, and there once. */
function theOne<T extends { title: string }>(rows: readonly T[], title: string): T {
  const found = rows.filter((row) => row.title === title);
  expect([title, found.length]).toEqual([title, 1]);
  return found[0] as T;
}

/** Each quote is there, in its language, as the source has it. */
function expectProof({ proof }: Fact, claims: readonly Claim[]): void {
  const marks = ({ quote, sentence, language }: Claim, [tag, words]: Fact['proof'][number]) =>
    language === tag && (quote.includes(words) || (words.includes(quote) && sentence.includes(words)));
  expect(proof.filter((each) => !claims.some((claim) => marks(claim, each)))).toEqual([]);
}

async function findCommitment(fact: PromisedFact): Promise<void> {
  const page = await read<{ commitments: Commitment[] }>(`/partnerships/${fact.in}`);
  const { id } = theOne(page.commitments, fact.what);
  const { commitment } = await read<{ commitment: Commitment }>(`/commitments/${id}`);
  expect(commitment).toMatchObject({
    strength: fact.strength,
    status: fact.status,
    term: fact.term ?? null,
    statedOn: fact.statedOn,
    place: fact.place ?? null,
    measure: fact.measure === undefined ? null : { key: fact.measure },
    promised: fact.promised ?? null,
    condition: fact.condition ?? null,
    // No source says whether a condition has been met.
    conditionState: fact.condition === undefined ? null : 'unknown',
    beneficiaries: fact.beneficiaries ?? null,
    demonstration: true,
    per: fact.per ?? null,
    meeting: fact.at === undefined ? null : { title: fact.at },
    instrument: fact.under === undefined ? null : { title: fact.under },
    partOf: fact.partOf === undefined ? null : { title: fact.partOf },
    // Silent since the day of its last source, and no later.
    ...(fact.status === 'not_reported' && { reportedOn: fact.statedOn }),
  });
  expect([named(commitment.from), named(commitment.to)]).toEqual([fact.from.toSorted(), fact.to.toSorted()]);
  expect(commitment.deliveries).toMatchObject(fact.done === undefined ? [] : [fact.done]);
  expect(commitment.deliveries).toHaveLength(fact.done === undefined ? 0 : 1);
  const claims = [...commitment.claims, ...commitment.deliveries.flatMap((delivery) => delivery.claims)];
  const equivalents = claims.filter(({ part }) => part === 'equivalent').map(({ value }) => value);
  expect(equivalents).toHaveLength(fact.equivalents?.length ?? 0);
  expect(equivalents).toEqual(
    expect.arrayContaining((fact.equivalents ?? []).map((it) => expect.objectContaining(it))),
  );
  expectProof(fact, claims);
}

async function findFigure(fact: FigureFact): Promise<void> {
  type Page = { commitments: Commitment[]; capacities: (Titled & { kind: string })[] };
  const { capacities, commitments } = await read<Page>(`/partnerships/${fact.in}`);
  const found = theOne(capacities, fact.what);
  expect(found).toMatchObject({ kind: fact.is, comparator: fact.comparator, amount: fact.amount, per: fact.per });
  expectProof(fact, found.claims);
  // Neither promise nor result.
  const numbers = commitments.flatMap((row) => row.deliveries.map(({ amount }) => amount));
  expect(numbers).not.toContain(fact.amount);
}

type Point = { wording: string; kind: string; strength: string | null; commitment: string | null };
type Meeting = {
  title: string;
  participants: { name: string | null; organisation: Party | null; post: string | null }[];
  points: Point[];
  claims: Claim[];
};
async function meetingOf({ in: slug }: Pick<Fact, 'in'>, title?: string): Promise<Meeting> {
  const { meetings } = await read<{ meetings: Titled[] }>(`/partnerships/${slug}`);
  const found = title === undefined ? meetings[0] : theOne(meetings, title);
  return (await read<{ meeting: Meeting }>(`/meetings/${found?.id}`)).meeting;
}

async function findMeeting(fact: MeetingFact): Promise<void> {
  const meeting = await meetingOf(fact, fact.what);
  const { held, reportedOn, manner, place = null } = fact;
  expect(meeting).toMatchObject({ state: 'held', held, reportedOn, manner, placeKey: place });
  expect(meeting.participants.map(({ name, organisation, post }) => [name ?? organisation?.name, post])).toEqual(
    fact.participants,
  );
  expectProof(fact, meeting.claims);
}

async function findPoint(fact: PointFact): Promise<void> {
  const { points, claims } = await meetingOf(fact);
  expect(points.filter(({ wording }) => wording === fact.what)).toMatchObject([
    { kind: fact.kind, strength: fact.strength, commitment: null },
  ]);
  expectProof(fact, claims);
}

type Instrument = Titled & {
  parties: Party[];
  signatories: { name: string | null }[];
  steps: { state: string; taken: string | null; knownOn: string | null }[];
};
async function findInstrument(fact: InstrumentFact): Promise<void> {
  const { instruments } = await read<{ instruments: Titled[] }>(`/partnerships/${fact.in}`);
  const { id } = theOne(instruments, fact.what);
  const { instrument } = await read<{ instrument: Instrument }>(`/instruments/${id}`);
  const { kind, state, taken, knownOn, covers = null } = fact;
  expect(instrument).toMatchObject({ kind, state, covers, binding: 'not_stated' });
  expect(instrument.steps).toMatchObject([{ state, taken, knownOn }]);
  expect(instrument.steps).toHaveLength(1);
  expect(named(instrument.parties)).toEqual(fact.parties.toSorted());
  expect(instrument.signatories.map(({ name }) => name)).toEqual(fact.signatories);
  expect(instrument).toMatchObject({
    parent: fact.carriesOut === undefined ? null : { relation: 'carries_out', title: fact.carriesOut },
  });
  expectProof(fact, instrument.claims);
}

async function findOrganisation(fact: OrganisationFact): Promise<void> {
  type Sides = { partnership: { sides: { organisations: Party[] }[] } };
  const { partnership } = await read<Sides>(`/partnerships/${fact.in}`);
  const found = partnership.sides.flatMap(({ organisations }) => organisations).find(({ name }) => name === fact.what);
  const { organisation } = await read<{ organisation: object }>(`/organisations/${found?.id}`);
  expect(organisation).toMatchObject({ name: fact.what, placeKey: fact.place });
}

async function findNothing(fact: AbsentFact): Promise<void> {
  type Page = { instruments: Titled[]; commitments: Commitment[] };
  const page = await read<Page>(`/partnerships/${fact.in}`);
  expect(page[fact.records].filter(({ title }) => fact.like.test(title))).toEqual([]);
  if (fact.records === 'instruments')
    expect(page.commitments.filter((row) => (row as unknown as PromisedFact).strength === 'signed')).toEqual([]);
}

function find(fact: Fact): Promise<void> {
  switch (fact.is) {
    case 'commitment':
      return findCommitment(fact);
    case 'capacity':
    case 'context':
      return findFigure(fact);
    case 'meeting':
      return findMeeting(fact);
    case 'point':
      return findPoint(fact);
    case 'instrument':
      return findInstrument(fact);
    case 'organisation':
      return findOrganisation(fact);
    case 'nothing':
      return findNothing(fact);
    default:
      return fact satisfies never;
  }
}

describe('the public API says each fact with its strength, date, condition and proof', () => {
  test.each(facts.map((fact) => [fact.in, fact.is, fact.what, fact] as const))(
    '%s: %s: %s',
    async (_in, _is, _what, fact) => {
      expect.hasAssertions();
      await find(fact);
    },
  );
});

test('there is no commitment, capacity, meeting or instrument beyond the facts', async () => {
  for (const slug of new Set(facts.map((fact) => fact.in))) {
    type Page = Record<'commitments' | 'capacities' | 'meetings' | 'instruments', Titled[]>;
    const page = await read<Page>(`/partnerships/${slug}`);
    const titles = [page.commitments, page.capacities, page.meetings, page.instruments]
      .flat()
      .map(({ title }) => title);
    const told = facts.filter((fact) => fact.in === slug && !['point', 'organisation', 'nothing'].includes(fact.is));
    expect(titles.toSorted()).toEqual(told.map(({ what }) => what).toSorted());
  }
});

test('what was agreed at a meeting is entered in the ledger, and its point leads there', async () => {
  for (const { in: slug } of facts.filter((fact) => fact.is === 'meeting')) {
    const { points } = await meetingOf({ in: slug });
    const { commitments } = await read<{ commitments: Commitment[] }>(`/partnerships/${slug}`);
    const promised = points.filter(({ strength }) => strength !== null);
    expect(promised.length).toBeGreaterThan(0);
    for (const { commitment, wording, strength } of promised)
      expect(commitments.find(({ id }) => id === commitment)).toMatchObject({ title: wording, strength });
  }
});

test('office holders are shown in the posts in which the bulletins show them; since when, nobody knows', async () => {
  type Shown = { organisation: { posts: { names: { en: string } }[] } };
  for (const { organisation, names, post: title, seenOn } of Object.values(officeHolders)) {
    const page = await read<Shown>(`/organisations/${demoId('organisation', organisation)}`);
    // Only who took part in something public is public: a minister who was invited has not come.
    const expected = names.en === 'Alexey Tsoi' ? [] : [{ names, title, since: null, until: null, seenOn }];
    expect(page.organisation.posts.filter((held) => held.names.en === names.en)).toMatchObject(expected);
  }
});

test('the grant stands under the document that was signed', async () => {
  const page = await read<{ commitments: Commitment[]; instruments: Titled[] }>('/partnerships/kazakhstan-japan');
  const grant = theOne(page.commitments, 'Grant to equip the hospital of Semey Medical University');
  const { id } = theOne(page.instruments, 'Document to carry out an intergovernmental agreement');
  const instrument = await read<{ articlesOfCommitments: Record<string, string | null> }>(`/instruments/${id}`);
  expect(Object.keys(instrument.articlesOfCommitments)).toEqual([grant.id]);
});

test('menus, counters and rates of the bulletins are nowhere', async () => {
  for (const slug of new Set(facts.map((fact) => fact.in)))
    for (const form of ['', '.json', '.csv']) {
      const { body } = await world.app.inject({ url: `/kk/partnerships/${slug}${form}` });
      expect(body).not.toMatch(/Басты бет|Бош саҳифа|Главная|Оқылды|Көрілім|Кўрилди|Просмотров|Views|USD:|RUB:|EUR:/);
    }
});

test('places show what happened there', async () => {
  const almaty = await read<{ meetings: Titled[] }>('/places/almaty');
  expect(almaty.meetings.map(({ title }) => title)).toContain(
    'Meeting of the minister and the deputy chairman of the Cabinet of Ministers',
  );
});

test('every title is said in Kazakh, Russian and English', async () => {
  for (const slug of new Set(facts.map((fact) => fact.in))) {
    const titles = await Promise.all(
      ['kk', 'ru', 'en'].map(async (locale) => {
        const reply = await world.app.inject({ url: `/${locale}/partnerships/${slug}.json` });
        return reply.json().commitments.map((row: Commitment) => [row.id, row.title]);
      }),
    );
    const [kazakh, russian, english] = titles.map((rows) => new Map<string, string>(rows));
    for (const [id, title] of kazakh ?? [])
      expect(new Set([title, russian?.get(id), english?.get(id)]).size, title).toBe(3);
  }
});

test('every quote is of a source with its day of publication, and of none where the page gives none', async () => {
  const published = {
    'almaty-korea': '2020-12-23',
    'kazakhstan-israel': '2020-09-18',
    'kazakhstan-japan': '2026-01-03',
    'kazakhstan-kyrgyzstan': '2025-11-28',
    'kazakhs-world': null,
  };
  for (const [slug, day] of Object.entries(published)) {
    const { commitments } = await read<{ commitments: Commitment[] }>(`/partnerships/${slug}`);
    const claims = commitments.flatMap((row) => [...row.claims, ...row.deliveries.flatMap((done) => done.claims)]);
    expect(new Set(claims.map(({ source }) => source.published))).toEqual(new Set([day]));
    expect(new Set(claims.map(({ language }) => language)).size).toBeGreaterThan(1);
  }
});

test('the CSV has a line for every commitment, and one for each quote under it', async () => {
  for (const slug of new Set(facts.map((fact) => fact.in))) {
    const { commitments } = await read<{ commitments: Commitment[] }>(`/partnerships/${slug}`);
    const { body } = await world.app.inject({ url: `/en/partnerships/${slug}.csv` });
    const lines = body.split('\r\n');
    for (const { id, title, claims, deliveries } of commitments) {
      expect(lines.filter((line) => line.startsWith(`commitment,${id},`)).length, title).toBe(1);
      const quotes = [...claims, ...deliveries.flatMap((done) => done.claims)].map(({ quote }) => quote);
      expect(
        quotes.filter((quote) => !lines.some((line) => line.includes(quote))),
        title,
      ).toEqual([]);
    }
  }
});

test('the CSV tells what a place can do from what is so around it', async () => {
  const kindsIn = async (slug: string): Promise<string[]> => {
    const { body } = await world.app.inject({ url: `/en/partnerships/${slug}.csv` });
    const [head, ...rows] = body
      .replace('\ufeff', '')
      .split('\r\n')
      .map((line) => line.split(','));
    const kind = head?.indexOf('kind') ?? -1;
    return rows.flatMap((row) => (row[0] === 'capacity' ? [row[kind] ?? ''] : []));
  };
  expect([await kindsIn('almaty-korea'), await kindsIn('kazakhstan-kyrgyzstan')]).toEqual([['context'], ['capacity']]);
});
