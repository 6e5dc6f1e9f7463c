import type { Asking, Place } from './actors.ts';
import type { Least } from './expected.ts';
import type { Bundle, Visibility } from './records.ts';
import type { MatrixWorld } from './world.ts';

/** What the database itself lets through, table by table, for the records of the matrix. */
export type TableRow = {
  table: string;
  /** Which record of a bundle it is, and by which column it is found. */
  about: string;
  key: string;
  /** How widely its row is shown. */
  shownAs: 'as its bundle' | Visibility;
  /** The least who may write, and the scopes with which a token may. */
  least: Least;
  scopes: readonly string[];
  /** Which organisations may change its row. */
  writers: readonly Place[];
  /** A change that touches nothing that a constraint or a trigger asks about; null where nobody may change a row. */
  change: string | null;
  deletable: boolean;
};

const ledger = ['accords.write'] as const;
const ownSide: readonly Place[] = ['owner', 'colleague'];
type Said = readonly [table: string, about: string, change: string | null, more?: Partial<TableRow>];
const made: TableRow[] = [];
function of(least: Least, scopes: readonly string[], said: readonly Said[]): void {
  for (const [table, about, change, more] of said)
    made.push({
      table,
      about,
      key: 'id',
      shownAs: 'as its bundle',
      least,
      scopes,
      writers: ownSide,
      change,
      deletable: false,
      ...more,
    });
}

of(
  'officer',
  ['documents.write', ...ledger],
  [
    ['source_document', 'document', "publisher = 'x'"],
    ['document_content', 'document', null, { key: 'document_id', shownAs: 'own_side' }],
    ['claim', 'claim', "value = '{}'"],
    ['claim', 'draft', 'version = 2', { shownAs: 'own_side' }],
    ['ground', 'claim', null, { key: 'claim_id', deletable: true }],
  ],
);
of('officer', ledger, [
  ['commitment', 'commitment', "place = 'x'"],
  ['delivery', 'delivery', "place = 'x'"],
  ['capacity', 'capacity', "per = 'P1Y'"],
  ['assessment', 'assessment', null],
  ['dispute', 'dispute', null],
  ['settlement', 'settlement', null, { shownAs: 'partnership' }],
  ['publication_request', 'request', null, { shownAs: 'own_side' }],
  ['answer', 'answer', null],
]);
of(
  'officer',
  ['meetings.write'],
  [
    ['meeting', 'meeting', "zone = 'Asia/Almaty'"],
    ['meeting_point', 'point', 'position = 3', { deletable: true }],
    ['meeting_document', 'meeting', null, { key: 'meeting_id', deletable: true }],
    ['brief', 'brief', 'version = 2', { shownAs: 'own_side' }],
    ['brief_version', 'brief', null, { key: 'brief_id', shownAs: 'own_side' }],
    ['minutes_version', 'meeting', null, { key: 'meeting_id', shownAs: 'own_side', deletable: true }],
  ],
);
of(
  'officer',
  ['instruments.write'],
  [
    ['instrument', 'instrument', "covers = '2020'"],
    ['instrument_step', 'step', null],
    ['instrument_version', 'version', "label = '{}'"],
    ['article', 'instrument', 'position = 3', { key: 'instrument_id', deletable: true }],
  ],
);
of(
  'officer',
  ['missions.write'],
  [
    ['mission', 'mission', 'version = 2'],
    ['mission_venue', 'venue', "zone = 'Asia/Almaty'", { deletable: true }],
    ['mission_room', 'room', 'version = 2', { deletable: true }],
    ['mission_session', 'session', 'version = 2'],
  ],
);
export const tables: readonly TableRow[] = made;

/** Tables that hold nothing of anybody, or that no role but the owner may read. */
export const withoutPolicy: readonly string[] = ['actor_seal', 'audit_clock', 'installation', 'measure', 'migration'];

type Forgery = {
  what: string;
  /** What is done before it. */
  first?: (bundle: Bundle, actor: Asking, matrix: MatrixWorld) => string;
  statement: (bundle: Bundle, actor: Asking, matrix: MatrixWorld) => string;
  /** Those for whom it is no forgery. */
  allowed: (actor: Asking) => boolean;
};
const nobodyAtAll = (): boolean => false;
const shared = (matrix: MatrixWorld, organisation: string) =>
  `'${organisation}', '${matrix.parties.partnership.id}', '${matrix.parties.partnership.sides[0]}'`;
const rank = ['viewer', 'officer', 'coordinator', 'administrator'];
const isAtLeast = ({ role }: Asking, least: string): boolean =>
  role !== null && rank.indexOf(role) >= rank.indexOf(least);
const onOwnSide = ({ place }: Asking): boolean => ownSide.includes(place);

export const forgeries: readonly Forgery[] = [
  {
    what: 'a commitment of a side that is not theirs, or below the role that writes',
    statement: (
      _,
      { organisation },
      matrix,
    ) => `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility,
      is_demo, kind, title, comparator, debtors, creditors, version, changed_at)
      values (gen_random_uuid(), ${shared(matrix, organisation)}, 'own_side', false, 'act', '{}', 'eq', '{}', '{}', 1, now())`,
    allowed: (actor) => onOwnSide(actor) && (isAtLeast(actor, 'officer') || actor.may.has('accords.write')),
  },
  {
    what: 'a commitment that everybody sees, below the role that publishes',
    statement: (
      _,
      { organisation },
      matrix,
    ) => `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility,
      is_demo, kind, title, comparator, debtors, creditors, version, changed_at)
      values (gen_random_uuid(), ${shared(matrix, organisation)}, 'public', false, 'act', '{}', 'eq', '{}', '{}', 1, now())`,
    allowed: (actor) => onOwnSide(actor) && (isAtLeast(actor, 'coordinator') || actor.may.has('accords.publish')),
  },
  {
    what: 'a commitment in another organisation’s name',
    statement: (_, __, matrix) => `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility,
      is_demo, kind, title, comparator, debtors, creditors, version, changed_at)
      values (gen_random_uuid(), ${shared(matrix, matrix.seats.across)}, 'own_side', false, 'act', '{}', 'eq', '{}', '{}', 1, now())`,
    allowed: nobodyAtAll,
  },
  ...(['commitment', 'meeting', 'instrument', 'mission'] as const).map((table) => ({
    what: `that a ${table} is shown to everybody, below the role that publishes`,
    statement: (bundle: Bundle) => `update ${table} set visibility = 'public' where id = '${bundle[table]}'`,
    allowed: (actor: Asking) =>
      onOwnSide(actor) &&
      (isAtLeast(actor, 'coordinator') ||
        actor.may.has(table === 'commitment' ? 'accords.publish' : `${table}s.publish`)),
  })),
  {
    what: 'a role of their own',
    statement: (_, { organisation }) =>
      `insert into membership (person, organisation_id, role) values (gen_random_uuid(), '${organisation}', 'administrator')`,
    allowed: nobodyAtAll,
  },
  {
    what: 'the end of somebody’s role',
    statement: () => 'update membership set ends_at = now()',
    allowed: nobodyAtAll,
  },
  {
    what: 'that they look after the installation',
    statement: () => 'insert into installation_administrator values (gen_random_uuid())',
    allowed: nobodyAtAll,
  },
  {
    what: 'wider scopes of a token',
    statement: () => `update api_token set scopes = '{installation.manage}'`,
    allowed: nobodyAtAll,
  },
  {
    what: 'an actor, by writing the settings that name it',
    first: () =>
      `select set_config('app.organisation', gen_random_uuid()::text, true), set_config('app.person', gen_random_uuid()::text, true),
         set_config('app.facts', '{"role":"administrator"}', true)`,
    statement: () =>
      `select where actor_organisation() is not null or actor_person() is not null or actor_reaches('viewer')`,
    allowed: nobodyAtAll,
  },
  { what: 'a seal', statement: () => `select seal('organisation', 'x')`, allowed: nobodyAtAll },
  { what: 'a service', statement: () => `select enter_as_service('digest', null)`, allowed: nobodyAtAll },
  { what: 'what was opened', statement: () => 'update access_record set reason = null', allowed: nobodyAtAll },
  { what: 'what happened', statement: () => `update event set action = 'x'`, allowed: nobodyAtAll },
  { what: 'that nothing happened', statement: () => 'delete from event', allowed: nobodyAtAll },
  {
    what: 'a partnership’s seats',
    statement: () => 'update side_organisation set organisation_id = gen_random_uuid()',
    allowed: nobodyAtAll,
  },
  { what: 'a measure', statement: () => `update measure set aggregation = 'additive'`, allowed: nobodyAtAll },
  { what: 'a migration', statement: () => 'delete from migration', allowed: nobodyAtAll },
  { what: 'a session', statement: () => 'select from auth.session', allowed: nobodyAtAll },
  { what: 'a password', statement: () => 'select password from auth.account', allowed: nobodyAtAll },
  { what: 'a file on the server', statement: () => `select pg_read_file('PG_VERSION')`, allowed: nobodyAtAll },
  { what: 'a program on the server', statement: () => `copy measure from program 'id'`, allowed: nobodyAtAll },
  { what: 'another role', statement: () => 'set role postgres', allowed: nobodyAtAll },
];
