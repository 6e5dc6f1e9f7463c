import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { openQuotaIn, quotaParties } from '../../../test/quota.ts';
import { now, startWorld, type Someone } from '../../../test/world.ts';
import { asPerson, type Tx } from '../../platform/database.ts';
import { confirmSeat, consumeSeat, type Posted, quotaOf, releaseSeat, reserveSeat, seatOf } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const parties = await quotaParties(world, 'quotas');
const doctor = await world.someone('coordinator', parties.centre, { isClinical: true });
const sender = await world.someone('officer', parties.hospital, { isClinical: true });

type Doing = { tx: Tx; now: Date; newId: () => string };
export const doing = <T>(
  { cookie, organisation }: Someone,
  work: (context: Doing) => Promise<T>,
  at = now,
): Promise<T> =>
  asPerson(
    world.db,
    { token: cookie.slice('better-auth.session_token='.length).split('.')[0] ?? '', organisation },
    async (tx, entry) => {
      if ('refused' in entry) throw new Error(entry.refused);
      return work({ tx, now: at, newId: uuidv7 });
    },
  );
const said = (posted: Posted) => ('refused' in posted ? posted.refused : posted.seat.state);
const standing = (id: string) => doing(doctor, async ({ tx }) => (await quotaOf(tx, id))?.balance);
const faults = () => world.seeAll('select * from quota_faults()');

test('a seat is reserved, confirmed and spent; each step moves it from one account to the next', async () => {
  const quota = await openQuotaIn(world, parties, { seats: 2 });
  const referral = uuidv7();
  const asked = { quota, referral, parties: [parties.hospital] };
  expect(said(await doing(doctor, (context) => reserveSeat(context, asked)))).toBe('reserved');
  expect(await standing(quota)).toMatchObject({ granted: 2n, free: 1n, reserved: 1n });
  expect(said(await doing(doctor, (context) => consumeSeat(context, { referral })))).toBe('not-confirmed');
  expect(said(await doing(doctor, (context) => confirmSeat(context, { referral })))).toBe('confirmed');
  expect(said(await doing(doctor, (context) => consumeSeat(context, { referral })))).toBe('consumed');
  expect(await standing(quota)).toMatchObject({ granted: 2n, free: 1n, reserved: 0n, confirmed: 0n, consumed: 1n });
  expect(await doing(sender, ({ tx }) => seatOf(tx, referral))).toMatchObject({ quota, state: 'consumed', amount: 1n });
  expect(await doing(doctor, (context) => releaseSeat(context, { referral, reason: 'died' }))).toEqual({
    refused: 'spent-already',
  });
  expect(await faults()).toEqual([]);
});
