import type { Ask, Loaded } from '../ledger/world.ts';

type Named = [string, Ask];
export type Asks = { reads: Named[]; writes: Named[]; opening: Named };

type Written = { addressOf: (id: string | undefined) => string; payload: object };
const confirmation: Written = { addressOf: (id) => `/api/deliveries/${id}/confirmations`, payload: { as: 'giver' } };
const assessment: Written = {
  addressOf: (id) => `/api/commitments/${id}/assessments`,
  payload: {
    verdict: 'on_track',
    trueOn: '2026-11-20',
    visibility: 'own_side',
    reasons: { kk: { text: 'Кесте бойынша', by: 'person' } },
  },
};

/** What is asked in the name of the ministry, of a region and of that region's administrator. */
export async function asksOf({ owner, cookieOf }: Loaded): Promise<Asks> {
  const one = async (text: string) => String((await owner.query<{ it: string }>(text)).rows[0]?.it);
  const ministry = await one('select owner_organisation::text as it from partnership limit 1');
  const region = await one(`select owner_organisation::text as it from claim where state = 'draft' limit 1`);
  const ids = async (text: string) => (await owner.query<{ id: string }>(text, [region])).rows.map(({ id }) => id);
  const unconfirmed = await ids(
    `select d.id from delivery d join commitment c on c.id = d.commitment_id where $1 = any (c.debtors) and d.visibility <> 'own_side'
       and c.visibility <> 'own_side' order by d.id limit 20000`,
  );
  const assessed = await ids(
    `select c.id from commitment c join side_organisation so on so.side_id = c.side_id
     where so.organisation_id = $1 and c.kind = 'measure' order by c.id limit 2000`,
  );
  const [ours, theirs] = [await cookieOf(ministry, 'officer'), await cookieOf(region, 'officer')];
  return {
    reads: [
      ['list of the ministry, by term', () => ({ method: 'GET', url: '/api/commitments?sort=term', cookie: ours })],
      ['list of a region, by term', () => ({ method: 'GET', url: '/api/commitments?sort=term', cookie: theirs })],
    ],
    writes: [
      ['confirm a delivery', writing(theirs, unconfirmed, confirmation)],
      ['assess a commitment', writing(theirs, assessed, assessment)],
    ],
    opening: ['data opened, with its access record', opening(await cookieOf(region, 'administrator'), assessed)],
  };
}

/** The same written to one record after another. */
const writing =
  (cookie: string, ids: readonly string[], { addressOf, payload }: Written): Ask =>
  (n) => ({ method: 'POST', url: addressOf(ids[n % ids.length]), cookie, payload });

const opening =
  (cookie: string, ids: readonly string[]): Ask =>
  (n) => ({ method: 'GET', url: `/api/audit?limit=1&record=${ids[n % ids.length]}`, cookie });
