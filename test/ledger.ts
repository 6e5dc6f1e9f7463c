import { v7 as uuidv7 } from 'uuid';
import { asPerson } from '../src/platform/database.ts';
import type { Served } from '../src/platform/serve.ts';
import { now, type Someone, today, type World } from './world.ts';

/** Two sides of one partnership, with somebody of every role that the ledger knows, and claims to enter. */
export async function openLedger(world: World, slug: string, visibility: 'partnership' | 'public' = 'public') {
  const [almaty, seoul] = [await world.organisation('Алматы облысы'), await world.organisation('Hyundai клиникасы')];
  const partnership = await world.partnership(slug, [almaty, seoul], visibility);
  const [home, away] = partnership.sides as [string, string];
  const [officer, colleague, coordinator] = [
    await world.someone('officer', almaty),
    await world.someone('officer', almaty),
    await world.someone('coordinator', almaty),
  ];
  const guest = await world.someone('coordinator', seoul);
  const stranger = await world.someone('coordinator');
  const parties = { partnership, almaty, seoul, home, away };
  return { ...parties, officer, colleague, coordinator, guest, stranger, ...claimsIn(world, parties) };
}
export type Ledger = Awaited<ReturnType<typeof openLedger>>;

type Parties = { partnership: { id: string }; almaty: string; seoul: string; home: string; away: string };
type Drafted = {
  kind?: string;
  value?: object;
  quote?: string;
  sentence?: string;
  by?: 'almaty' | 'seoul';
  document?: string;
};

/** Makes documents and drafted claims, as the owner of the database. */
function claimsIn(world: World, { partnership, almaty, seoul, home, away }: Parties) {
  const ownerOf = (by: 'almaty' | 'seoul') => (by === 'almaty' ? [almaty, home] : [seoul, away]);
  const document = async (title = 'Хабарлама', by: 'almaty' | 'seoul' = 'almaty'): Promise<string> => {
    const id = uuidv7();
    const [owner, side] = ownerOf(by);
    await world.seeAll(
      `insert into source_document (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, publisher,
         address, language, published_on, published_first, taken_in_at, taken_in_by, sha256)
       values ($1, $2, $3, $4, 'own_side', false, $5, null, null, 'kk', '2020-12-23', '2020-12-23', now(), $1, $6)`,
      [id, owner, partnership.id, side, title, `${id}${id}`.replaceAll('-', '')],
    );
    return id;
  };
  const draft = async ({ by = 'almaty', kind = 'count', ...given }: Drafted = {}): Promise<string> => {
    const id = uuidv7();
    const [owner, side] = ownerOf(by);
    const { quote = '2700-ден астам адам', sentence = `Екі жылда ${quote} қаралды.` } = given;
    const value = given.value ?? {
      value: 2700,
      comparator: 'gt',
      what: 'адам',
      measure: 'people_seen',
      role: 'result',
    };
    await world.seeAll(
      `insert into claim (id, document_id, owner_organisation, partnership_id, side_id, visibility, is_demo, position, kind,
         value, read_value, quote, span_start, span_end, sentence, quote_offset, language, stage, confidence, state, version)
       values ($1, $2, $3, $4, $5, 'own_side', false, 1, $6, $7, $7, $8, 0, 10, $9, 0, 'kk', 'by-hand', 1, 'draft', 1)`,
      [
        id,
        given.document ?? (await document('Хабарлама', by)),
        owner,
        partnership.id,
        side,
        kind,
        value,
        quote,
        sentence,
      ],
    );
    return id;
  };
  return { document, draft };
}

/** A commitment as a page would send it; `over` replaces fields. */
export const commitmentInput = ({ almaty, seoul }: Pick<Ledger, 'almaty' | 'seoul'>, over: object = {}) => ({
  kind: 'measure',
  measure: 'people_seen',
  currency: null,
  title: { kk: { text: 'Тегін қабылдау', by: 'person' } },
  target: null,
  comparator: 'eq',
  strength: null,
  debtors: [seoul],
  creditors: [almaty],
  term: null,
  condition: null,
  conditionState: null,
  beneficiaries: null,
  place: null,
  statedOn: '2020-12-23',
  ...over,
});

export const deliveryInput = (amount: string, over: object = {}) => ({
  amount: { amount, currency: null },
  comparator: 'eq',
  period: null,
  place: null,
  reportedOn: '2020-12-23',
  ...over,
});

/** Posts what a page posts, and returns the answer. */
export const ledgerCalls = (world: World) => ({
  enter: (who: Someone, claim: string, entry: object, extra: Record<string, string> = {}) =>
    world.as(who).post('/accords/entries', { claim, version: 1, entry }, extra),
  undo: (who: Someone, claim: string, version = 2) => world.as(who).post('/accords/entries/undo', { claim, version }),
  read: async (who: Someone, id: string) => (await world.as(who).get(`/commitments/${id}`)).json(),
});

/** Does what another module's handler would do: in somebody's name, in one transaction. */
export const inRequest = <T>(world: World, { cookie, organisation }: Someone, work: (context: Served) => Promise<T>) =>
  asPerson(world.db, { token: cookie.split('=')[1]?.split('.')[0] ?? '', organisation }, (tx, entry) => {
    if ('refused' in entry) throw new Error(entry.refused);
    const { actor } = entry;
    return work({ tx, actor, now, today, newId: uuidv7 } as Served);
  });
