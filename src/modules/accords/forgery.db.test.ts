import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';

/** What the database itself refuses to have written under the ledger of others: each statement runs in a person's name. */
const world = await startWorld();
afterAll(() => world.stop());
const { enter } = ledgerCalls(world);

const ours = await openLedger(world, 'ours');
const elsewhere = await openLedger(world, 'elsewhere');
const text = `'{"kk": {"text": "жалған", "by": "person"}}'`;

let made = 0;
/** One commitment with one delivery of the first side; both are public where `isShown`. */
async function recorded(isShown: boolean) {
  const target = { amount: `${5000 + (made += 1)}`, currency: null };
  const of = commitmentInput(ours, { target, strength: 'promised' });
  const entry = { enter: 'delivery', of, delivery: deliveryInput('2700') };
  const claim = await ours.draft();
  const { commitment, delivery } = (await enter(ours.officer, claim, entry)).json();
  if (isShown)
    await world
      .as(ours.coordinator)
      .post('/commitments/publications', { commitments: [commitment], visibility: 'public' });
  return { commitment: String(commitment), delivery: String(delivery), claim };
}
const [shown, kept] = [await recorded(true), await recorded(false)];

const run = ({ cookie, organisation }: Someone, statement: string) =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, (tx) => sql.raw(statement).execute(tx));
const here = (who: Someone, side: string, partnership = ours.partnership.id) =>
  `'${who.organisation}', '${partnership}', '${side}'`;

const delivery = (commitment: string, place: string, more: { columns?: string; values?: string } = {}) =>
  `insert into delivery (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, amount,
     comparator, version, changed_at ${more.columns ?? ''})
   values (gen_random_uuid(), '${commitment}', ${place}, 'public', false, 1000000, 'eq', 1, now() ${more.values ?? ''})`;
const assessment = (commitment: string, place: string, person: string) =>
  `insert into assessment values (gen_random_uuid(), '${commitment}', ${place}, 'own_side', false, 'at_risk', ${text}, null,
     '2026-11-20', '${person}', now())`;
const correction = (of: { commitment: string; delivery: string }, place: string, person: string) =>
  `insert into correction values (gen_random_uuid(), '${of.commitment}', '${of.delivery}', null, ${place}, 'public', false,
     '{amount}', null, null, null, ${text}, '${person}', now())`;
const dispute = (of: { commitment: string; claim: string }, place: string, person: string) =>
  `insert into dispute values (gen_random_uuid(), '${of.commitment}', '${of.claim}', ${place}, 'public', false, ${text},
     '${person}', now(), null)`;
const settlement = (commitment: string, place: string, person: string, answer = `'proposed', '${person}', now()`) =>
  `insert into settlement (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, amount,
     comparator, reasons, state, proposed_by, proposed_at, answered_side, answered_by, answered_at, delivery_id)
   values (gen_random_uuid(), '${commitment}', ${place}, 'partnership', false, 5, 'eq', ${text}, ${answer}`;
const request = (commitment: string, place: string, person: string) =>
  `insert into publication_request (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo,
     about, shown_to, withdrawn_on, state, requested_by, requested_at)
   values (gen_random_uuid(), '${commitment}', ${place}, 'own_side', false, 'withdrawn', 'public', '2026-11-20', 'waiting',
     '${person}', now())`;
const confirmation = (of: string, who: Someone, as: string) =>
  `insert into confirmation values ('${of}', '${who.organisation}', '${as}', '${who.person}', now())`;

const { guest, officer, coordinator } = ours;
const far = elsewhere.coordinator;
const farPlace = here(far, elsewhere.home, elsewhere.partnership.id);
const guestPlace = here(guest, ours.away);
const ownPlace = here(officer, ours.home);
const farClaim = await elsewhere.draft();

test.each<[string, Someone, string]>([
  ['count in the promise of another partnership', far, delivery(shown.commitment, farPlace)],
  ['count in a promise that it cannot see', guest, delivery(kept.commitment, guestPlace)],
  ['judge the promise of another partnership', far, assessment(shown.commitment, farPlace, far.person)],
  ['judge a promise that it cannot see', guest, assessment(kept.commitment, guestPlace, guest.person)],
  ['judge in another person’s name', officer, assessment(shown.commitment, ownPlace, coordinator.person)],
  ['correct the entry of another partnership', far, correction(shown, farPlace, far.person)],
  ['correct the entry of another side', guest, correction(shown, guestPlace, guest.person)],
  ['correct in another person’s name', officer, correction(shown, ownPlace, coordinator.person)],
  ['dispute the claims of another partnership', far, dispute(shown, farPlace, far.person)],
  [
    'dispute a claim under which the promise does not stand',
    guest,
    dispute({ ...shown, claim: farClaim }, guestPlace, guest.person),
  ],
  ['dispute in another person’s name', guest, dispute(shown, guestPlace, officer.person)],
  [
    'settle the count of another partnership',
    far,
    `${settlement(shown.commitment, farPlace, far.person)}, null, null, null, null)`,
  ],
  [
    'accept its own proposal at once',
    officer,
    `${settlement(shown.commitment, ownPlace, officer.person, `'accepted', '${officer.person}', now()`)},
       '${ours.away}', '${guest.person}', now(), '${shown.delivery}')`,
  ],
  ['ask that the promise of others be shown as withdrawn', guest, request(shown.commitment, guestPlace, guest.person)],
  ['confirm as giver what is only owed to it', officer, confirmation(shown.delivery, officer, 'giver')],
  ['confirm as receiver what it only owes', guest, confirmation(shown.delivery, guest, 'receiver')],
  [
    'lay a claim of another partnership under a promise',
    far,
    `insert into ground (claim_id, commitment_id, part) values ('${farClaim}', '${shown.commitment}', 'target')`,
  ],
])('nobody can %s', async (_, who, statement) => {
  await expect(run(who, statement)).rejects.toMatchObject({ code: '42501' });
});

/** Both sides count the same differently, and the second proposes what to settle on. */
async function differing() {
  const { commitment, delivery: first } = await recorded(true);
  const entry = { enter: 'delivery', of: commitment, delivery: deliveryInput('2500') };
  const second = String((await enter(guest, await ours.draft({ by: 'seoul' }), entry)).json().delivery);
  await world.seeAll(`update delivery set visibility = 'public' where id = $1`, [second]);
  const figure = { amount: { amount: '2600', currency: null }, comparator: 'eq' };
  const reasons = { kk: { text: 'Бірге санадық', by: 'person' } };
  const proposed = await world
    .as(guest)
    .post(`/commitments/${commitment}/settlements`, { deliveries: [first, second], figure, reasons });
  return { commitment, first, second, settlement: String(proposed.json().id) };
}

test('what is settled are entries of the same promise', async () => {
  const { settlement: proposed } = await differing();
  const other = await recorded(true);
  await expect(
    run(guest, `insert into settled_delivery values ('${proposed}', '${other.delivery}')`),
  ).rejects.toMatchObject({ code: '42501' });
});

test('a proposal is answered by another side of the same partnership, never by who made it', async () => {
  const { settlement: proposed, first } = await differing();
  // The organisation that proposes sits in a further partnership too, and answers in the name of its side there.
  const further = await world.partnership(`further-${proposed}`, [guest.organisation, elsewhere.almaty]);
  const answer = (side: string, who: Someone) =>
    `update settlement set state = 'accepted', answered_side = '${side}', answered_by = '${who.person}', answered_at = now(),
       delivery_id = '${first}' where id = '${proposed}'`;
  await expect(run(guest, answer(String(further.sides[0]), guest))).rejects.toMatchObject({ code: '42501' });
  expect(await world.seeAll('select state from settlement where id = $1', [proposed])).toEqual([{ state: 'proposed' }]);
});

test('an entry that both agreed on says what was proposed, and comes from who accepts', async () => {
  const { settlement: proposed, commitment } = await differing();
  const agreed = (who: Someone, side: string) =>
    delivery(commitment, here(who, side), { columns: ', settlement_id', values: `, '${proposed}'` });
  await expect(run(guest, agreed(guest, ours.away))).rejects.toMatchObject({ code: '42501' });
  await expect(run(officer, agreed(officer, ours.home))).rejects.toMatchObject({ code: '42501' });
});
