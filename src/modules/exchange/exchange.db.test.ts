import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { multipart } from '../../../test/multipart.ts';
import { pdfOf } from '../../../test/papers.ts';
import { tokenOf, twoInstallations } from '../../../test/exchange.ts';
import { doUsual, draftIn, post, readIn, type UsualAct } from '../../../test/referral.ts';

const { sender, receiver, peers, stop } = await twoInstallations();
afterAll(stop);
type Side = typeof sender;
const minutes = 60_000;
const { officer } = sender.referrals.people;

/** What was done at one side, in this order. */
const does = (at: Side, draft: { id: string; consent?: string }, acts: readonly UsualAct[]): Promise<unknown> =>
  acts.reduce(
    (before: Promise<unknown>, act) =>
      before.then(() => doUsual(at.world, at.referrals, { consent: '', ...draft, act })),
    Promise.resolve(),
  );
const thereOf = (id: string) =>
  receiver.world.seeAll(
    'select r.id, r.stage, r.patient_id from referral r join exchange_link l on l.referral_id = r.id where l.their_request = $1',
    [id],
  );
const stagesOf = async (id: string) => [
  (await readIn(sender.world, officer, id)).stage,
  (await thereOf(id))[0]?.['stage'],
];
const messagesOf = async (at: Side, id: string) =>
  (
    await at.world.seeAll('select act, state, failure from exchange_message where referral_id = $1 order by position', [
      id,
    ])
  ).map(({ act, state, failure }) => [act, state, failure ?? ''].join(' ').trim());
const undelivered = async (id: string) =>
  (await sender.world.as(officer).get(`/exchange/referrals/${id}`)).json<{ act: string; isDead: boolean }[]>();
const sending: readonly UsualAct[] = ['submit', 'check', 'check', 'approveHome'];
const drafted = () => draftIn(sender.world, sender.referrals);
/** One that both sides know, before the board. */
const known = async () => {
  const draft = await drafted();
  await does(sender, draft, sending);
  await sender.deliver();
  return { draft, there: { id: String((await thereOf(draft.id))[0]?.['id']) } };
};
const seats = async (at: Side) =>
  (
    await at.world.seeAll(
      `select state, count(*)::int as n from quota_seat where quota_id = $1 and state in ('reserved', 'confirmed', 'consumed') group by state`,
      [at.referrals.quota],
    )
  ).toSorted((one, other) => String(one['state']).localeCompare(String(other['state'])));

test('a referral goes from a draft to its end by FHIR alone, though each installation is away for a while in the middle', async () => {
  const draft = await drafted();
  await does(sender, draft, ['submit', 'check']);
  await sender.deliver();
  expect(receiver.door.heard.filter((each) => each.startsWith('POST'))).toEqual([]);
  await does(sender, draft, ['check', 'approveHome']);
  await receiver.door.shut();
  await sender.deliver();
  expect(await messagesOf(sender, draft.id)).toEqual([
    'submit waiting ECONNREFUSED',
    'check waiting',
    'check waiting',
    'approveHome waiting',
  ]);
  expect((await undelivered(draft.id)).map(({ act, isDead }) => [act, isDead])[0]).toEqual(['submit', false]);
  await receiver.door.open();
  await sender.deliver(minutes);
  expect(await stagesOf(draft.id)).toEqual(['board', 'board']);
  expect(await undelivered(draft.id)).toEqual([]);
  const [there] = await thereOf(draft.id);
  expect(there?.['patient_id']).not.toBe(draft.patient);
  await sender.door.shut();
  const own = { id: String(there?.['id']) };
  await does(receiver, own, ['accept', 'schedule', 'arrive']);
  await receiver.deliver();
  expect(await stagesOf(draft.id)).toEqual(['board', 'arrived']);
  await sender.door.open();
  await receiver.deliver(minutes);
  expect(await stagesOf(draft.id)).toEqual(['arrived', 'arrived']);
  expect(await seats(sender)).toEqual(await seats(receiver));
  await does(receiver, own, ['startTreatment', 'recordFraction', 'discharge']);
  await receiver.deliver();
  expect(await stagesOf(draft.id)).toEqual(['discharged', 'discharged']);
  const letters = `select count(*)::int as n from case_part where referral_id = $1 and kind in ('discharge-letter', 'follow-up-plan')`;
  expect(await sender.world.seeAll(letters, [draft.id])).toEqual([{ n: 2 }]);
  await does(sender, draft, ['startFollowUp', 'complete']);
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['completed', 'completed']);
});

test('what was applied there though its answer was lost is there once; so is what a deliverer took before it died', async () => {
  const draft = await drafted();
  await does(sender, draft, sending);
  receiver.door.loseAnswers(1);
  await sender.deliver();
  expect((await messagesOf(sender, draft.id))[0]).toMatch(/^submit waiting /);
  receiver.door.loseAnswers(1);
  await sender.deliver(minutes);
  await sender.dieAfterTaking();
  await sender.deliver(minutes);
  await sender.deliver(3 * minutes);
  expect(await messagesOf(sender, draft.id)).toEqual(sending.map((act) => `${act} delivered`));
  expect((await thereOf(draft.id)).map(({ stage }) => stage)).toEqual(['board']);
  const acts = `select act from referral_act where referral_id = $1 order by position`;
  const [there] = await thereOf(draft.id);
  expect((await receiver.world.seeAll(acts, [there?.['id']])).map(({ act }) => act)).toEqual(['create', ...sending]);
});

test('a quota that was not agreed there is a dead letter; mended and tried again it is delivered, and what waited follows', async () => {
  await post(receiver.world, receiver.keeper, '/exchange/quotas', { quota: receiver.referrals.quota, code: null });
  const draft = await drafted();
  await does(sender, draft, sending);
  await sender.deliver();
  expect((await messagesOf(sender, draft.id)).slice(0, 2)).toEqual(['submit dead quota-not-agreed', 'check waiting']);
  expect((await undelivered(draft.id))[0]).toMatchObject({ act: 'submit', isDead: true });
  const shown = (await sender.world.as(sender.keeper).get('/exchange')).json<{
    open: { id: string; state: string }[];
  }>();
  const [dead] = shown.open.filter(({ state }) => state === 'dead');
  await post(receiver.world, receiver.keeper, '/exchange/quotas', {
    quota: receiver.referrals.quota,
    code: 'KG-KZ-2026',
  });
  await post(sender.world, sender.keeper, `/exchange/messages/${dead?.id ?? ''}/retried`, {});
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['board', 'board']);
});

test('what the case holds goes along: parts as they were written, and documents before the act that may want them', async () => {
  const draft = await drafted();
  const content = { kind: 'history', language: 'kk', text: 'Екі жыл бойы ауырады.' };
  await post(sender.world, officer, `/referrals/${draft.id}/case`, { version: 0, content });
  const bytes = Buffer.from(pdfOf([[{ text: 'Seen', x: 60, y: 700 }]]));
  const { body, type } = multipart({ paper: 'other', title: 'Тексеру' }, { name: 'a.pdf', bytes });
  const kept = await sender.world
    .as(officer)
    .post(`/referrals/${draft.id}/case/documents`, body, { 'content-type': type });
  expect(kept.statusCode, kept.body).toBe(201);
  await does(sender, draft, sending);
  await sender.deliver();
  expect((await messagesOf(sender, draft.id)).slice(0, 3)).toEqual(Array(3).fill('submit delivered'));
  const [there] = await thereOf(draft.id);
  const read = (
    await receiver.world.as(receiver.referrals.people.receiver).get(`/referrals/${String(there?.['id'])}/case`)
  ).json<{
    parts: { kind: string; content: { text?: string } }[];
    documents: { id: string; title: string; bytes: number }[];
  }>();
  expect(read.parts).toMatchObject([{ kind: 'history', content: { text: content.text } }]);
  expect(read.documents).toMatchObject([{ title: 'Тексеру' }]);
});

test('what the own system of a hospital does here by FHIR goes on to the other installation like what people do', async () => {
  const draft = await drafted();
  const system = await fhirClient(
    sender.world,
    await sender.world.someone('administrator', sender.referrals.parties.hospital, { isClinical: true }),
  );
  const task = (act: string, input: object[] = []) =>
    system.call('POST', 'Task', {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      code: { coding: [{ system: 'urn:x-yntymaq:act', code: act }] },
      focus: { reference: `ServiceRequest/${draft.id}` },
      input,
    });
  const given = ['consent', 'commissionConsent'].map((name) => ({
    type: { coding: [{ system: 'urn:x-yntymaq:input', code: name }] },
    valueReference: { reference: `Consent/${draft.consent}` },
  }));
  const done = [await task('submit', given), await task('check'), await task('check')];
  expect(done.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
  await does(sender, draft, ['approveHome']);
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['board', 'board']);
});

test('a token that is refused stops nothing for good: with another one all goes on', async () => {
  const { hospital } = sender.referrals.parties;
  const set = (token: string) =>
    post(sender.world, sender.keeper, `/exchange/peers/${peers.atSender}/tokens`, {
      organisation: hospital,
      theirId: receiver.referrals.parties.hospital,
      token,
    });
  await set(`ynt_${'x'.repeat(40)}`);
  const draft = await drafted();
  await does(sender, draft, sending);
  await sender.deliver();
  expect((await messagesOf(sender, draft.id))[0]).toBe('submit dead token-refused');
  await set(await tokenOf(receiver, receiver.referrals.parties.hospital));
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['board', 'board']);
});

test('cancelled here while it is accepted there: the cancellation goes first, the acceptance is overtaken, no seat stays', async () => {
  const before = [await seats(sender), await seats(receiver)];
  const { draft, there } = await known();
  await does(receiver, there, ['accept']);
  await does(sender, draft, ['cancel']);
  await receiver.deliver();
  await sender.deliver();
  expect(await stagesOf(draft.id)).toEqual(['cancelled', 'cancelled']);
  expect(await messagesOf(receiver, there.id)).toEqual(['accept overtaken referral-act-impossible']);
  expect([await seats(sender), await seats(receiver)]).toEqual(before);
});

test('cancelled here after the treatment has begun there: it arrives as a request to stop, and the difference is shown', async () => {
  const { draft, there } = await known();
  await does(receiver, there, ['accept']);
  await receiver.deliver();
  await does(receiver, there, ['schedule', 'arrive', 'startTreatment']);
  await does(sender, draft, ['cancel']);
  await sender.deliver();
  await receiver.deliver();
  expect(await stagesOf(draft.id)).toEqual(['cancelled', 'in_treatment']);
  const [asked] = await receiver.world.seeAll('select stops from referral where id = $1', [there.id]);
  expect(asked).toEqual({ stops: 1 });
  const shown = (await sender.world.as(sender.keeper).get('/exchange')).json<{ differences: object[] }>();
  expect(shown.differences).toEqual([
    expect.objectContaining({ referral: draft.id, here: 'cancelled', there: 'in_treatment' }),
  ]);
});

test('a death goes before all that waits, and stops it; where nobody heard of the referral, nothing is said', async () => {
  const { draft, there } = await known();
  await does(receiver, there, ['accept']);
  await receiver.deliver();
  await receiver.door.shut();
  await does(receiver, there, ['schedule', 'arrive', 'startTreatment']);
  await does(sender, draft, ['recordDeath']);
  await receiver.door.open();
  await sender.deliver(minutes);
  expect(await stagesOf(draft.id)).toEqual(['died', 'died']);
  await receiver.deliver(minutes);
  expect(await messagesOf(receiver, there.id)).toEqual([
    'accept delivered',
    'schedule stopped',
    'arrive stopped',
    'startTreatment stopped',
  ]);
  const unheard = await drafted();
  await does(sender, unheard, sending);
  await does(sender, unheard, ['recordDeath']);
  await sender.deliver(minutes);
  expect(await messagesOf(sender, unheard.id)).toEqual(sending.map((act) => `${act} stopped`));
  expect(await thereOf(unheard.id)).toEqual([]);
});

test('where the consent was withdrawn before it was delivered, nothing leaves, and the letter is left with a reason', async () => {
  const draft = await drafted();
  await does(sender, draft, sending);
  await sender.world.seeAll(
    `insert into consent_end (consent_id, how, by_whom, recorded_by, recorded_organisation, recorded_at)
     values ($1, 'withdrawn', 'patient', $2, $3, now())`,
    [draft.consent, officer.person, officer.organisation],
  );
  receiver.door.heard.length = 0;
  await sender.deliver();
  expect(receiver.door.heard.filter((each) => each.startsWith('POST'))).toEqual([]);
  expect((await messagesOf(sender, draft.id))[0]).toBe('submit dead consent-ended');
  const shown = (await sender.world.as(sender.keeper).get('/exchange')).json<{
    open: { id: string; state: string; referral: { id: string } }[];
  }>();
  const dead = shown.open.find(({ state, referral }) => state === 'dead' && referral.id === draft.id);
  const because = 'Пациент келісімін қайтарып алды';
  await post(sender.world, sender.keeper, `/exchange/messages/${dead?.id ?? ''}/left`, { because });
  expect((await messagesOf(sender, draft.id))[0]).toBe('submit left consent-ended');
  const twice = await sender.world.as(sender.keeper).post(`/exchange/messages/${dead?.id ?? ''}/left`, { because });
  expect(twice.statusCode).toBe(409);
  await sender.deliver(minutes);
  expect(await thereOf(draft.id)).toEqual([]);
});
