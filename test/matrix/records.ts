import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { sha256 } from '../../src/platform/hash.ts';
import type { Someone, World } from '../world.ts';

/** How widely a record is shown. */
export const visibilities = ['own_side', 'partnership', 'public'] as const;
export type Visibility = (typeof visibilities)[number];
/** The word that every text of the records of one visibility carries, so that a leak is seen in any answer. */
export const markOf: Readonly<Record<Visibility, string>> = {
  own_side: 'zqownside',
  partnership: 'zqpartners',
  public: 'zqpublic',
};
/** Ids by kind of record. */
export type Bundle = Readonly<Record<string, string>> & { mark: string };

type Column = { column_name: string; data_type: string; is_nullable: string; column_default: string | null };
export type Row = Readonly<Record<string, unknown>>;

const byType: Readonly<Record<string, () => unknown>> = {
  uuid: uuidv7,
  text: () => 'x',
  integer: () => 1,
  smallint: () => 1,
  bigint: () => 1,
  numeric: () => 1,
  boolean: () => false,
  date: () => '2020-12-23',
  ARRAY: () => [],
  character: () => 'KZ',
  bytea: () => Buffer.from([1]),
  'timestamp with time zone': () => '2020-12-23T00:00:00Z',
};

/** Puts rows in as the owner of the database; what must be filled and is not given, is filled by its type. */
export function filler({ seeAll }: Pick<World, 'seeAll'>) {
  const known = new Map<string, Promise<Column[]>>();
  const columnsOf = (table: string): Promise<Column[]> => {
    const columns =
      known.get(table) ??
      (seeAll(
        `select column_name, data_type, is_nullable, column_default from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
        [table],
      ) as Promise<Column[]>);
    known.set(table, columns);
    return columns;
  };
  const filled = async (table: string, given: Row, mark: string): Promise<Row> => {
    const columns = await columnsOf(table);
    const missing = columns.filter(
      ({ column_name, is_nullable, column_default }) =>
        is_nullable === 'NO' && column_default === null && !(column_name in given),
    );
    const added = missing.map(({ column_name, data_type }): [string, unknown] => [
      column_name,
      data_type === 'jsonb' ? { kk: { text: mark, by: 'person' } } : byType[data_type]?.(),
    ]);
    return { ...Object.fromEntries(added), ...given };
  };
  const put = async (table: string, given: Row, mark = 'x'): Promise<string> => {
    const row = await filled(table, given, mark);
    const names = Object.keys(row);
    const holes = names.map((_, index) => `$${index + 1}`);
    const values = Object.values(row).map((value) => (isJson(value) ? JSON.stringify(value) : value));
    await seeAll(
      `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${holes.join(', ')})`,
      values,
    );
    return typeof row['id'] === 'string' ? row['id'] : '';
  };
  return { put, filled };
}

const isJson = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

export type Parties = {
  partnership: { id: string; slug: string; sides: readonly string[] };
  owner: string;
  across: string;
  /** Keeps the bytes of a file, and tells its address. */
  keep: (bytes: Uint8Array) => Promise<string>;
  /** Who recorded it all. */
  by: Someone;
};
type Put = ReturnType<typeof filler>['put'];
type Making = { put: Put; parties: Parties; visibility: Visibility; mark: string; shared: Row };

const text = (mark: string) => ({ kk: { text: `${mark} мәтін`, by: 'person' } });

async function claims({ put, parties, visibility, mark, shared }: Making) {
  const document = await put('source_document', {
    ...shared,
    title: `${mark} құжат`,
    language: 'kk',
    taken_in_by: parties.by.person,
    sha256: randomUUID().replaceAll('-', '').padEnd(64, '0'),
  });
  const bytes = new TextEncoder().encode(`${mark} толық мәтін`);
  const kept = await parties.keep(bytes);
  const file = await put('file', {
    owner_organisation: parties.owner,
    address: kept,
    bytes: bytes.byteLength,
    media_type: 'text/plain',
  });
  const side = parties.partnership.sides[0];
  await put('document_content', {
    document_id: document,
    side_id: side,
    owner_organisation: parties.owner,
    file_id: file,
    media_type: 'text/plain',
    encoding: 'utf-8',
    text: `${mark} толық мәтін`,
    blocks: '[]',
    problems: '[]',
  });
  const claim = async (state: string, position: number) =>
    put('claim', {
      ...shared,
      visibility: state === 'accepted' ? visibility : 'own_side',
      document_id: document,
      position,
      kind: 'count',
      language: 'kk',
      stage: 'hand',
      confidence: 1,
      state,
      version: 1,
      value: { value: 2700, comparator: 'gt', what: 'адам', measure: 'people_seen', role: 'result' },
      quote: `${mark} сөз`,
      sentence: `${mark} сөз.`,
      span_start: 0,
      span_end: 5,
      quote_offset: 0,
      decided_at: state === 'draft' ? null : '2020-12-24T00:00:00Z',
    });
  return {
    document,
    claim: await claim('accepted', 0),
    draft: await claim('draft', 1),
    rejected: await claim('rejected', 2),
  };
}

async function ledger(making: Making, { claim }: { claim: string }) {
  const { put, parties, mark, shared, visibility } = making;
  const { person } = parties.by;
  const commitment = await put('commitment', {
    ...shared,
    kind: 'measure',
    title: text(mark),
    measure_key: 'people_seen',
    comparator: 'ge',
    target: 3000,
    strength: 'agreed',
    debtors: [parties.owner],
    creditors: [parties.across],
    version: 1,
    condition: text(mark),
    condition_state: 'unknown',
  });
  const delivery = await put('delivery', {
    ...shared,
    commitment_id: commitment,
    amount: 10,
    comparator: 'eq',
    place: mark,
  });
  const assessment = await put('assessment', {
    ...shared,
    commitment_id: commitment,
    verdict: 'at_risk',
    reasons: text(mark),
    person,
  });
  const capacity = await put('capacity', { ...shared, title: text(mark), comparator: 'gt', amount: 800 });
  await put('ground', { claim_id: claim, commitment_id: commitment, part: 'statement' });
  await put('ground', { claim_id: claim, delivery_id: delivery, part: 'delivered' });
  const dispute = await put('dispute', {
    ...shared,
    commitment_id: commitment,
    claim_id: claim,
    reasons: text(mark),
    person,
  });
  const request = await put('publication_request', {
    ...shared,
    visibility: 'own_side',
    commitment_id: commitment,
    about: 'withdrawn',
    shown_to: visibility === 'public' ? 'public' : 'partnership',
    state: 'waiting',
    requested_by: uuidv7(),
    withdrawn_on: '2020-12-24',
  });
  const wide = visibility === 'own_side' ? {} : await shownTo(making, commitment);
  return { commitment, delivery, assessment, capacity, dispute, request, ...wide };
}

/** What exists only where another side sees the commitment. */
async function shownTo({ put, parties, mark, shared, visibility }: Making, commitment: string) {
  const settlement = await put('settlement', {
    ...shared,
    visibility: 'partnership',
    commitment_id: commitment,
    amount: 9,
    comparator: 'eq',
    reasons: text(mark),
    state: 'proposed',
    proposed_by: parties.by.person,
  });
  const answer = await put('answer', {
    ...shared,
    visibility,
    commitment_id: commitment,
    number: 1,
    wording: text(mark),
    person: parties.by.person,
  });
  return { settlement, answer };
}

async function meetings({ put, parties, mark, shared }: Making, { document }: { document: string }) {
  const { person } = parties.by;
  const side = parties.partnership.sides[0];
  const meeting = await put('meeting', {
    ...shared,
    title: text(mark),
    state: 'held',
    manner: 'in_person',
    minutes_state: 'none',
    version: 1,
    held: '2020-12-23',
    held_first: '2020-12-23',
    held_last: '2020-12-23',
  });
  const point = await put('meeting_point', {
    meeting_id: meeting,
    side_id: side,
    position: 0,
    kind: 'offered',
    wording: text(mark),
  });
  await put('meeting_document', { meeting_id: meeting, document_id: document });
  await put('minutes_version', {
    meeting_id: meeting,
    partnership_id: parties.partnership.id,
    side_id: side,
    number: 1,
    wording: text(mark),
    written_by: person,
    version: 1,
  });
  const brief = await put('brief', {
    ...shared,
    visibility: 'own_side',
    meeting_id: meeting,
    title: text(mark),
    wording: text(mark),
    written_by: person,
    version: 1,
  });
  await put('brief_version', {
    brief_id: brief,
    number: 1,
    title: text(mark),
    wording: text(mark),
    written_by: person,
  });
  return { meeting, point, brief };
}

async function instruments({ put, parties, mark, shared, visibility }: Making) {
  const { person } = parties.by;
  const instrument = await put('instrument', {
    ...shared,
    kind: 'memorandum',
    title: text(mark),
    parties: [parties.owner, parties.across],
    binding: 'not_stated',
    languages: ['kk'],
    state: 'proposed',
    version: 1,
  });
  const step = await put('instrument_step', {
    instrument_id: instrument,
    position: 0,
    state: 'proposed',
    taken: '2018',
    person,
    taken_first: '2018-01-01',
    taken_last: '2018-12-31',
  });
  await put('article', { instrument_id: instrument, position: 0, number: '1' });
  const version = await put('instrument_version', {
    ...shared,
    instrument_id: instrument,
    number: 1,
    language: 'kk',
    wording: `${mark} жоба`,
    person,
    sha256: '0'.repeat(64),
    shared_number: visibility === 'own_side' ? null : 1,
    shared_at: visibility === 'own_side' ? null : '2020-12-24T00:00:00Z',
  });
  return { instrument, step, version };
}

async function missions({ put, parties, mark, shared }: Making) {
  const mission = await put('mission', {
    ...shared,
    slug: `mission-${mark}`,
    title: text(mark),
    languages: ['kk'],
    state: 'draft',
    version: 1,
  });
  const venue = await put('mission_venue', {
    mission_id: mission,
    name: text(mark),
    place: 'konaev',
    zone: 'Asia/Almaty',
  });
  const room = await put('mission_room', { venue_id: venue, name: '1' });
  const clinician = await put('mission_clinician', {
    mission_id: mission,
    name: mark,
    organisation_id: parties.owner,
    specialty: 'therapy',
  });
  const hours = { day: '2020-12-23', starts: '09:00', ends: '10:00', specialty: 'therapy', capacity_per_hour: 4 };
  const session = await put('mission_session', { mission_id: mission, room_id: room, ...hours });
  const check = await put('mission_check', { mission_id: mission, item: mark });
  return { mission, venue, room, clinician, session, check };
}

/** One record of every kind, all as widely shown as `visibility` says, or as their kind allows. */
export async function bundleOf(put: Put, parties: Parties, visibility: Visibility): Promise<Bundle> {
  const mark = markOf[visibility];
  const shared = {
    owner_organisation: parties.owner,
    partnership_id: parties.partnership.id,
    side_id: parties.partnership.sides[0],
    visibility,
    is_demo: false,
  };
  const making = { put: (table: string, row: Row) => put(table, row, mark), parties, visibility, mark, shared };
  const said = await claims(making);
  return {
    mark,
    partnership: parties.partnership.slug,
    partnershipId: parties.partnership.id,
    nothing: '018f0000-0000-7000-8000-000000000000',
    ...said,
    ...(await ledger(making, said)),
    ...(await meetings(making, said)),
    ...(await instruments(making)),
    ...(await missions(making)),
  };
}

/** What belongs to a person or to everybody, whatever the partnership. */
export async function commonRecords(put: Put, parties: Parties) {
  const { person } = parties.by;
  const official = await put('person', { names: { kk: 'Лауазым иесі' }, version: 1, registered_by: parties.owner });
  const post = await put('post', {
    person_id: official,
    organisation_id: parties.owner,
    title: { kk: 'әкім' },
    version: 1,
  });
  const otherOfficial = await put('person', {
    names: { kk: 'Басқа лауазым иесі' },
    version: 1,
    registered_by: parties.owner,
  });
  const otherOrganisation = await put('organisation', {
    kind: 'ministry',
    country: 'KZ',
    names: { kk: 'Егіз ұйым' },
    version: 1,
    registered_by: parties.owner,
  });
  const feed = await put('calendar_feed', {
    person,
    organisation_id: parties.owner,
    secret_hash: sha256(randomUUID()),
    label: 'zqfeed',
  });
  return {
    official,
    otherOfficial,
    otherOrganisation,
    post,
    feed,
    organisation: parties.owner,
    side: parties.partnership.sides[0] ?? '',
  };
}
