import { createHash, randomUUID } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { sqlAs, triedAs } from '../../../test/acting.ts';
import { doUsual, readIn, referralAt, referralsIn, usual, vote, writeLetters } from '../../../test/referral.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { type Permission, permissionsOf } from '../../permissions.ts';
import { performAct } from './act.server.ts';
import { optionalStages, type Party, type Stage, stages } from './referral.ts';
import { type Act, acts, isOn, leadsTo, type Transition, transitions } from './transitions.ts';

// Every stage × every act × every role. What is expected of each is read from the table of transitions itself. What is forbidden is asked
// for by HTTP and leaves no trace in any table; what is allowed is done up to the last check of its transaction, and undone again.
const world = await startWorld();
vi.setConfig({ testTimeout: 120_000 });
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

type Asking = {
  who: Someone | null;
  headers: Record<string, string>;
  may: ReadonlySet<Permission>;
  as: Party | null;
  chairs: Stage | null;
};
const by = (who: Someone, role: 'viewer' | 'officer' | 'coordinator', as: Party | null): Asking => ({
  who,
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
    who: people.administrator,
    headers: { cookie: people.administrator.cookie },
    may: permissionsOf('administrator'),
    as: null,
    chairs: null,
  },
  'token of another system': {
    who: null,
    headers: { authorization: `Bearer ${token}` },
    may: new Set(),
    as: null,
    chairs: null,
  },
};

const everyStage = new Set(optionalStages);
type At = { stage: Stage; isStopAsked: boolean };
/** Where a referral can stand: at each stage, and in treatment with a stop asked for, too. */
const standings: At[] = [
  ...stages.map((stage) => ({ stage, isStopAsked: false })),
  { stage: 'in_treatment', isStopAsked: true },
];
const named = ({ stage, isStopAsked }: At) => (isStopAsked ? `${stage} with a stop asked for` : stage);

/** The line of the table by which a role may, if the stage is one of those it is for. */
const lineOf = ({ stage, isStopAsked }: At, act: Act, { as }: Asking): Transition | undefined =>
  transitions.find(
    (line) =>
      line.act === act &&
      line.from.includes(stage) &&
      isOn(line, everyStage) &&
      line.stop !== (isStopAsked ? 'none' : 'pending') &&
      as !== null &&
      line.by.includes(as),
  );
/** A referral is before a party once it has come there. */
const isBefore = ({ stage }: At, { as }: Asking): boolean => {
  if (as === null) return false;
  if (as === 'sender') return true;
  if (stage === 'draft') return false;
  return as === 'commission' || !['submitted', 'completeness', 'commission', 'returned'].includes(stage);
};
const isOffered = (at: At, act: Act, asking: Asking): boolean => {
  const line = lineOf(at, act, asking);
  return line !== undefined && isBefore(at, asking) && asking.may.has(line.needs);
};
/** Offered to all who may speak for their board; done by its chair alone, and a return also by a coordinator. */
const isAllowed = (at: At, act: Act, asking: Asking): boolean => {
  const line = lineOf(at, act, asking);
  if (!line || !isOffered(at, act, asking)) return false;
  if (line.decides !== undefined) return asking.chairs === at.stage;
  return act !== 'returnForRevision' || asking.may.has('referrals.decide');
};
/** What the chair of a board does once its members have voted so. */
const afterVote: Partial<Record<Act, 'for' | 'against' | 'defer'>> = {
  approveHome: 'for',
  accept: 'for',
  declineHome: 'against',
  decline: 'against',
  referOnward: 'against',
  returnForRevision: 'defer',
};

const tables = (
  await world.seeAll(`select tablename::text as name from pg_tables where schemaname = 'public' order by 1`)
).map(({ name }) => String(name));
/** The rows of every table that there is, as one hash for each. */
const hashes = tables.map(
  (table) =>
    `select '${table}' as of, count(*) as rows, md5(string_agg(md5(t::text), '' order by md5(t::text))) as all from ${table} t`,
);
const traces = () => world.seeAll(`${hashes.join(' union all ')} order by of`);

const attempt = (id: string, headers: Record<string, string>, body: object) =>
  world.app.inject({
    method: 'POST',
    url: `/api/referrals/${id}/acts`,
    headers: { ...headers, 'idempotency-key': randomUUID() },
    payload: body,
  });

/** The one referral that stands there, for all who try something with it. */
const standingAt = async ({ stage, isStopAsked }: At) => {
  const draft = await referralAt(world, referrals, stage);
  if (isStopAsked) await doUsual(world, referrals, { ...draft, act: 'requestStop' });
  return draft;
};
const standing = new Map<string, ReturnType<typeof standingAt>>();
const at = async (where: At) => {
  const found = standing.get(named(where)) ?? standingAt(where);
  standing.set(named(where), found);
  const draft = await found;
  return { ...draft, version: (await readIn(world, people.officer, draft.id)).version };
};

for (const where of standings)
  test(`at the stage ${named(where)} each role is offered what the table says, and what it does not leaves no trace`, async () => {
    const { id, consent, version } = await at(where);
    const before = await traces();
    for (const [name, asking] of Object.entries(roles)) {
      const page = await world.app.inject({ method: 'GET', url: `/api/referrals/${id}`, headers: asking.headers });
      expect([name, page.json<{ acts?: Act[] }>().acts ?? []]).toEqual([
        name,
        acts.filter((act) => isOffered(where, act, asking)),
      ]);
      const forbidden = acts.filter((act) => !isAllowed(where, act, asking));
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

/** Who does which act where, of all that the table allows; a chair returns, too, where its members voted neither way. */
const allowed = (where: At) =>
  Object.entries(roles).flatMap(([name, asking]) =>
    acts.flatMap((act) => {
      const line = lineOf(where, act, asking);
      const returns = act === 'returnForRevision' && asking.chairs === where.stage;
      const { who } = asking;
      return who && line && (returns || isAllowed(where, act, asking)) ? [{ name, act, line, asking, who }] : [];
    }),
  );

for (const where of standings.filter((each) => allowed(each).length > 0))
  test(`at the stage ${named(where)} each role does what the table allows it, and it leads where the table says`, async () => {
    const { id, consent, version } = await at(where);
    if (allowed(where).some(({ act }) => act === 'discharge')) await writeLetters(world, referrals, id);
    for (const { name, act, line, asking, who } of allowed(where)) {
      const says = asking.chairs === where.stage ? afterVote[act] : undefined;
      if (says) await vote(world, who, { referral: id, says });
      const { does } = usual(referrals, consent)[act];
      const acted = await triedAs(world, who, (context) => performAct(context, { id, version, does }));
      const stage = 'refused' in acted ? acted.refused : acted.done.stage;
      expect([name, act, stage]).toEqual([name, act, leadsTo(line, where.stage, everyStage)]);
    }
    expect(await readIn(world, people.officer, id)).toMatchObject({ stage: where.stage, version });
  });

/** What becomes of a consent while somebody has the page open; and how it is again as it was. */
const consentEnds = [
  {
    how: 'has come to its last day',
    done: `update consent set stands_until = now() - interval '1 second' where id = any ($1)`,
    undone: `update consent set stands_until = null where id = any ($1)`,
    why: 'consent-ended',
  },
  {
    how: 'is withdrawn',
    done: `insert into consent_end (consent_id, how, by_whom, recorded_by, recorded_organisation, recorded_at)
           select id, 'withdrawn', 'patient', recorded_by, owner_organisation, now() from consent where id = any ($1)`,
    undone: 'delete from consent_end where consent_id = any ($1)',
    why: 'consent-ended',
  },
  {
    how: 'lets only others in',
    done: `update consent set receiving_country = 'KR' where id = any ($1)`,
    undone: `update consent set receiving_country = 'KZ' where id = any ($1)`,
    why: 'consent-missing',
  },
];
const resting = standings.flatMap((where) =>
  allowed(where)
    .filter(({ line }) => line.needsConsent === true)
    .map((each) => ({ where, ...each })),
);
/** As the owner of the database, past what guards a consent against everybody. */
const past = async (statement: string, values: unknown[]) => {
  for (const table of ['consent', 'consent_end']) await world.seeAll(`alter table ${table} disable trigger user`);
  await world.seeAll(statement, values);
  for (const table of ['consent', 'consent_end']) await world.seeAll(`alter table ${table} enable trigger user`);
};

for (const { how, done, undone, why } of consentEnds)
  test(`where the consent ${how} while the page is open, no act that rests on it is done by anybody, and none leaves a trace`, async () => {
    const drafts = await Promise.all(resting.map(async ({ where }) => at(where)));
    const consents = [...new Set(drafts.map(({ consent }) => consent))];
    await past(done, [consents]);
    const before = await traces();
    for (const [nth, { name, act, asking }] of resting.entries()) {
      const { id = '', version = 0, consent = '' } = drafts[nth] ?? {};
      const { does } = usual(referrals, consent)[act];
      const reply = await attempt(id, asking.headers, { version, does });
      expect([name, act, reply.json<{ type?: string }>().type]).toEqual([name, act, `/problems/${why}`]);
    }
    expect(await traces()).toEqual(before);
    await past(undone, [consents]);
    expect(new Set(resting.map(({ act }) => act))).toEqual(
      new Set(['submit', 'check', 'approveHome', 'accept', 'schedule', 'arrive', 'startTreatment']),
    );
  });

test('where the consent ends, the centre reads no more of what is clinical, neither by a page nor by SQL; at home it is still read', async () => {
  const { id, consent } = await at({ stage: 'in_treatment', isStopAsked: false });
  const clinical = async (who: Someone) => {
    const rows = ['case_part', 'case_translation', 'case_statement', 'case_document'].map((table) =>
      sqlAs(world, who, `select * from ${table} where referral_id = '${id}'`),
    );
    const said = sqlAs(
      world,
      who,
      `select * from referral_words w join referral_act a on a.id = w.act_id where a.referral_id = '${id}'`,
    );
    const voted = sqlAs(
      world,
      who,
      `select * from board_reason r join board_case c on c.id = r.case_id where c.subject_id = '${id}'`,
    );
    return (await Promise.all([...rows, said, voted])).flat().length;
  };
  const page = async (who: Someone) => (await world.as(who).get(`/referrals/${id}/case`)).statusCode;
  const [atHome, there] = [await clinical(people.officer), await clinical(people.receiver)];
  expect(there).toBeGreaterThan(3);
  expect(await page(people.receiver)).toBe(200);
  for (const { done, undone } of consentEnds) {
    await past(done, [[consent]]);
    expect([await clinical(people.receiver), await page(people.receiver)]).toEqual([0, 404]);
    expect([await clinical(people.officer), await page(people.officer)]).toEqual([atHome, 200]);
    await past(undone, [[consent]]);
  }
  expect(await clinical(people.receiver)).toBe(there);
});

test('every line of the table is done by each party that it names', () => {
  const done = new Set(
    standings.flatMap((where) => allowed(where).map(({ line, asking }) => `${transitions.indexOf(line)} ${asking.as}`)),
  );
  const wanted = transitions.flatMap((line, nth) =>
    // A commission is not there where the path has none.
    isOn(line, everyStage) ? line.by.map((party) => `${nth} ${party}`) : [],
  );
  expect(wanted.filter((each) => !done.has(each))).toEqual([]);
});

test('nothing that was done has put a ledger out of its balance', async () => {
  expect(await world.seeAll('select * from quota_faults()')).toEqual([]);
});
