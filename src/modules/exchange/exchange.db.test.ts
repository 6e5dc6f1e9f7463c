import { afterAll, expect, test } from 'vitest';
import { twoInstallations } from '../../../test/exchange.ts';
import { doUsual, draftIn, readIn, type UsualAct } from '../../../test/referral.ts';

const { sender, receiver, stop } = await twoInstallations();
afterAll(stop);
type Side = typeof sender;

/** What was done at one side, in this order. */
const does = async (at: Side, draft: { id: string; consent: string }, acts: readonly UsualAct[]) => {
  for (const act of acts) await doUsual(at.world, at.referrals, { ...draft, act });
};
const stagesOf = async (id: string) => {
  const here = await readIn(sender.world, sender.referrals.people.officer, id);
  const there = await receiver.world.seeAll(
    'select r.stage from referral r join exchange_link l on l.referral_id = r.id where l.their_request = $1',
    [id],
  );
  return [here.stage, there[0]?.['stage']];
};
const idThere = async (id: string): Promise<string> =>
  String(
    (await receiver.world.seeAll('select referral_id from exchange_link where their_request = $1', [id]))[0]?.[
      'referral_id'
    ],
  );
const sent: readonly UsualAct[] = ['submit', 'check', 'check', 'approveHome'];

test('a referral goes from a draft to its end between two installations by FHIR alone, each with its own patient', async () => {
  const draft = await draftIn(sender.world, sender.referrals);
  await does(sender, draft, sent);
  expect(await stagesOf(draft.id)).toEqual(['board', undefined]);
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['board', 'board']);
  const there = { id: await idThere(draft.id), consent: '' };
  for (const act of ['accept', 'schedule', 'arrive', 'startTreatment', 'recordFraction', 'discharge'] as const) {
    await does(receiver, there, [act]);
    await receiver.deliver();
    const [here, beyond] = await stagesOf(draft.id);
    expect([act, here]).toEqual([act, beyond]);
  }
  await does(sender, draft, ['startFollowUp', 'complete']);
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['completed', 'completed']);
  expect((await sender.messages()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'));
});
