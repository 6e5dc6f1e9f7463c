import { createHash, randomUUID } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { doUsual, readIn, referralAt, referralsIn, usual, type UsualAct } from '../../../test/referral.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { type Permission, permissionsOf } from '../../permissions.ts';
import { optionalStages, type Party, type Stage, stages } from './referral.ts';
import { type Act, acts, isOn, leadsTo, type Transition, transitions } from './transitions.ts';

// Every stage × every act × every role. What is expected of each is read from the table of transitions itself; what is forbidden
// leaves no trace.
const world = await startWorld();
vi.setConfig({ testTimeout: 240_000 });
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'acts', { seats: 1000 });
const { people, parties } = referrals;

/** Another system with every scope that a person of the hospital could have, as it could never be made. */
const token = await (async () => {
  const secret = `ynt_${randomUUID()}`;
  const scopes = [...permissionsOf('coordinator', { isClinical: true })].filter((each) => each !== 'account.own');
  await world.seeAll('alter table api_token disable trigger user');
  await world.seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'A test of acts', $3, $4, 'hint', 6000, $5, now(), now() + interval '1 day')`,
    [
      randomUUID(),
      parties.hospital,
      scopes,
      createHash('sha256').update(secret).digest('hex'),
      people.administrator.person,
    ],
  );
  await world.seeAll('alter table api_token enable trigger user');
  return secret;
})();

type Asking = { headers: Record<string, string>; may: ReadonlySet<Permission>; as: Party | null; chairs: Stage | null };
const by = (who: { cookie: string }, role: 'viewer' | 'officer' | 'coordinator', as: Party | null): Asking => ({
  headers: { cookie: who.cookie },
  may: permissionsOf(role, { isClinical: true }),
  as,
  chairs: null,
});
const roles: Record<string, Asking> = {
  'viewer of the sender': by(people.viewer, 'viewer', 'sender'),
  'officer of the sender': by(people.officer, 'officer', 'sender'),
  'coordinator of the sender': by(people.coordinator, 'coordinator', 'sender'),
  'coordinator of the commission': by(people.commission, 'coordinator', 'commission'),
  'chair of the commission': { ...by(people.commissionChair, 'officer', 'commission'), chairs: 'commission' },
  'viewer of the receiver': by(people.receiverViewer, 'viewer', 'receiver'),
  'officer of the receiver': by(people.receiver, 'officer', 'receiver'),
  'coordinator of the receiver': by(people.receiverCoordinator, 'coordinator', 'receiver'),
  'chair of the receiving board': { ...by(people.chair, 'officer', 'receiver'), chairs: 'board' },
  'coordinator of an organisation that takes no part': by(people.stranger, 'coordinator', null),
  'administrator without clinical power': {
    headers: { cookie: people.administrator.cookie },
    may: permissionsOf('administrator'),
    as: null,
    chairs: null,
  },
  'token of another system': { headers: { authorization: `Bearer ${token}` }, may: new Set(), as: null, chairs: null },
};

const everyStage = new Set(optionalStages);
/** The line of the table by which a role may, if the stage is one of those it is for. */
const lineOf = (stage: Stage, act: Act, { as }: Asking): Transition | undefined =>
  transitions.find(
    (line) =>
      line.act === act &&
      line.from.includes(stage) &&
      isOn(line, everyStage) &&
      // Nobody has asked for a stop.
      line.stop !== 'pending' &&
      as !== null &&
      line.by.includes(as),
  );
/** A referral is before a party once it has come there. */
const isBefore = (stage: Stage, { as }: Asking): boolean => {
  if (as === null) return false;
  if (as === 'sender') return true;
  if (stage === 'draft') return false;
  return as === 'commission' || !['submitted', 'completeness', 'commission', 'returned'].includes(stage);
};
const isOffered = (stage: Stage, act: Act, asking: Asking): boolean => {
  const line = lineOf(stage, act, asking);
  return line !== undefined && isBefore(stage, asking) && asking.may.has(line.needs);
};
/** Offered to all who may speak for their board; done by its chair alone, and a return also by a coordinator. */
const isAllowed = (stage: Stage, act: Act, asking: Asking): boolean => {
  const line = lineOf(stage, act, asking);
  if (!line || !isOffered(stage, act, asking)) return false;
  if (line.decides !== undefined) return asking.chairs === stage;
  return act !== 'returnForRevision' || asking.may.has('referrals.decide');
};

const tables = (
  'referral referral_task referral_act referral_words quota_transaction quota_entry quota_seat quota_balance board_case board_decision ' +
  'board_reason care_part transfer outbox_message event idempotency access_record'
).split(' ');
/** All rows of all that an act could write, as one text for each table. */
const traces = () =>
  Promise.all(
    tables.map(async (table) => [
      table,
      (
        await world.seeAll(
          `select count(*) as rows, md5(string_agg(t::text, '|' order by t::text)) as all from ${table} t`,
        )
      )[0],
    ]),
  );

const attempt = (id: string, headers: Record<string, string>, body: object) =>
  world.app.inject({
    method: 'POST',
    url: `/api/referrals/${id}/acts`,
    headers: { ...headers, 'idempotency-key': randomUUID() },
    payload: body,
  });

for (const stage of stages)
  test(`at the stage ${stage} each role is offered what the table says, and what it does not leaves no trace`, {
    timeout: 240_000,
  }, async () => {
    const { id, consent } = await referralAt(world, referrals, stage);
    const { version } = await readIn(world, people.officer, id);
    const before = await traces();
    for (const [name, asking] of Object.entries(roles)) {
      const page = await world.app.inject({ method: 'GET', url: `/api/referrals/${id}`, headers: asking.headers });
      expect([name, page.json<{ acts?: Act[] }>().acts ?? []]).toEqual([
        name,
        acts.filter((act) => isOffered(stage, act, asking)),
      ]);
      const forbidden = acts.filter((act) => !isAllowed(stage, act, asking));
      const replies = await Promise.all(
        forbidden.map(async (act) => {
          const { does } = usual(referrals, consent)[act];
          const reply = await attempt(id, asking.headers, { version, does });
          return [act, reply.statusCode >= 400 && reply.statusCode < 500];
        }),
      );
      expect([name, replies]).toEqual([name, forbidden.map((act) => [act, true])]);
    }
    expect(await traces()).toEqual(before);
  });

const pairs = transitions
  .filter(({ stop }) => stop !== 'pending')
  .flatMap((line) => line.from.filter(() => isOn(line, everyStage)).map((stage) => ({ stage, line })));
/** Who does it where somebody else than usual does. */
const others: Partial<Record<`${UsualAct} ${Party}`, keyof typeof people>> = {
  'returnForRevision commission': 'commission',
  'returnForRevision receiver': 'receiverCoordinator',
  'recordDeath receiver': 'receiver',
};

type Draft = Awaited<ReturnType<typeof referralAt>>;
const usually = (draft: Draft, act: Act) => doUsual(world, referrals, { ...draft, act });
const doneBy = async (who: Someone, { id, consent }: Draft, act: Act) => {
  const { version } = await readIn(world, who, id);
  const reply = await attempt(id, { cookie: who.cookie }, { version, does: usual(referrals, consent)[act].does });
  return reply.json<{ stage: Stage }>();
};

for (const { stage, line } of pairs) {
  const party = line.by.at(-1) ?? 'sender';
  if (!isBefore(stage, { headers: {}, may: new Set(), as: party, chairs: null })) continue;
  test(`at the stage ${stage} the ${party} does ${line.act}, and it leads where the table says`, async () => {
    const draft = await referralAt(world, referrals, stage);
    const other = others[`${line.act} ${party}`];
    const done = other === undefined ? await usually(draft, line.act) : await doneBy(people[other], draft, line.act);
    expect(done.stage).toBe(leadsTo(line, stage, everyStage));
    expect((await readIn(world, people.officer, draft.id)).stage).toBe(done.stage);
  });
}

test('nothing that was done has put a ledger out of its balance', async () => {
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
});
