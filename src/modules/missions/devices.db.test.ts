import { deflateRawSync, gzipSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, describe, expect, test } from 'vitest';
import { answerIn, letIn, openDevice, register } from '../../../test/dayDevice.ts';
import { startWorld } from '../../../test/world.ts';
import { newDeviceKeys, verified } from './day/chain.ts';
import type { SyncAnswer } from './day/exchange.ts';
import { contentType, dictionary, inColumns, pack } from './day/wire.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation(), world.organisation()]);
await world.partnership('with-devices', [host, visitors], 'partnership');
const clinical = await world.someone('officer', host, { isClinical: true });
const clerk = await world.someone('coordinator', host);
const title = { kk: { text: 'Миссия', by: 'person' } };
const inAlphabet = (one: string, other: string) => one.localeCompare(other);
let made = 0;
async function begin(): Promise<string> {
  made += 1;
  const said = { slug: `day-${made}`, title, languages: ['kk'], visitors: [visitors], commitment: null };
  const reply = await world.as(clerk).post('/missions', { partnership: 'with-devices', ...said });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json().id;
}
const device = async (mission: string) => letIn(world, { as: clinical, mission });
const countOf = async (mission: string) =>
  (
    await world.seeAll('select count(*)::int as count from mission_operation where mission_id = $1 and kind like $2', [
      mission,
      'visit.%',
    ])
  )[0]?.['count'];
const sequencesIn = (answer: SyncAnswer, of: string) =>
  answer.segments
    .filter((one) => one.device === of)
    .flatMap(({ operations }) => operations.map(({ sequence }) => sequence));

describe('joining', () => {
  test('a code lets in one device: with another key it does nothing any more, with the same key it answers again', async () => {
    const mission = await begin();
    const { code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'Телефон' })).json();
    const [keys, others] = [await newDeviceKeys(), await newDeviceKeys()];
    const join = (publicKey: string) =>
      world.app.inject({ method: 'POST', url: '/day/sync/join', payload: { code, publicKey } });
    const [first, again, other] = [
      await join(keys.publicKey),
      await join(keys.publicKey),
      await join(others.publicKey),
    ];
    expect([first.statusCode, again.statusCode, other.statusCode]).toEqual([201, 201, 404]);
    expect(again.json()).toMatchObject({ device: first.json().device, letter: 'B' });
    // The token of the lost answer is worth nothing.
    const lost = openDevice(world, first.json(), keys);
    expect((await lost.ask({ have: {}, segments: [] })).statusCode).toBe(401);
    const kept = openDevice(world, again.json(), keys);
    expect((await kept.exchange([])).isRevoked).toBe(false);
  });

  test.each([
    ['an unknown code', { code: 'x'.repeat(43) }, 404],
    ['a key that is no point of the curve', { publicKey: `BA${'A'.repeat(85)}` }, 404],
    ['a key of another length', { publicKey: 'BAAA' }, 400],
    ['something more', { admin: true }, 400],
  ])('%s lets nobody in', async (_what, wrong, status) => {
    const mission = await begin();
    const { code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'x' })).json();
    const { publicKey } = await newDeviceKeys();
    const reply = await world.app.inject({
      method: 'POST',
      url: '/day/sync/join',
      payload: { code, publicKey, ...wrong },
    });
    expect(reply.statusCode).toBe(status);
  });

  test('devices of one mission get one secret to know each other by, and those of another mission another', async () => {
    const joined = async (mission: string): Promise<{ linkSecret: string }> => {
      const { code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'x' })).json();
      const { publicKey } = await newDeviceKeys();
      return (await world.app.inject({ method: 'POST', url: '/day/sync/join', payload: { code, publicKey } })).json<{
        linkSecret: string;
      }>();
    };
    const [mission, another] = [await begin(), await begin()];
    const [first, second, other] = [await joined(mission), await joined(mission), await joined(another)];
    expect(Buffer.from(first.linkSecret, 'base64url')).toHaveLength(32);
    expect(second.linkSecret).toBe(first.linkSecret);
    expect(other.linkSecret).not.toBe(first.linkSecret);
  });

  test('a code is over after its hour', async () => {
    const mission = await begin();
    const { code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'x' })).json();
    await world.seeAll(
      `update mission_device set code_until = '2026-11-21T08:59:59Z' where mission_id = $1 and not is_server`,
      [mission],
    );
    const { publicKey } = await newDeviceKeys();
    const reply = await world.app.inject({ method: 'POST', url: '/day/sync/join', payload: { code, publicKey } });
    expect([reply.statusCode, reply.json().type]).toEqual([404, '/problems/device-code-gone']);
  });

  test('each device has a letter of its own, also when many are added at once, and A stays with the server', async () => {
    const mission = await begin();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => world.as(clinical).post(`/missions/${mission}/devices`, { label: 'x' })),
    );
    expect(replies.map((reply) => String(reply.json().letter)).toSorted(inAlphabet)).toEqual([
      'B',
      'C',
      'D',
      'E',
      'F',
      'G',
      'H',
      'J',
    ]);
    const listed = (await world.as(clinical).get(`/missions/${mission}/devices`)).json();
    expect(listed[0]).toMatchObject({ letter: 'A', isServer: true });
  });

  test('people of the host who take part in care let devices in; others may not, and strangers find no mission', async () => {
    const mission = await begin();
    const add = async (role: Parameters<typeof world.someone>[0], at: string, isClinical: boolean) =>
      (
        await world
          .as(await world.someone(role, at, { isClinical }))
          .post(`/missions/${mission}/devices`, { label: 'x' })
      ).statusCode;
    expect(await add('coordinator', host, false)).toBe(403);
    expect(await add('viewer', host, true)).toBe(403);
    expect(await add('officer', visitors, true)).toBe(404);
    expect(await add('officer', await world.organisation(), true)).toBe(404);
    expect(await add('officer', host, true)).toBe(201);
  });
});

describe('operations', () => {
  test('what one device writes reaches the others, word for word and verifiable with the key that the server says', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    await register(one);
    const sent = await one.segment();
    const safe = await one.exchange([sent]);
    expect([safe.have[one.device], safe.refused]).toEqual([2, []]);
    const got = await other.exchange([]);
    const segment = got.segments.find((each) => each.device === one.device);
    expect(segment?.operations).toEqual(sent.operations);
    const author = got.devices.find(({ id }) => id === one.device);
    expect(segment && (await verified({ mission, publicKey: author?.publicKey ?? '' }, segment))).toHaveLength(2);
  });

  test('the server’s own word of who has joined verifies like any device’s', async () => {
    const mission = await begin();
    const one = await device(mission);
    const got = await one.exchange([]);
    const server = got.devices.find(({ isServer }) => isServer);
    const segment = got.segments.find((each) => each.device === server?.id);
    expect(segment?.operations).toMatchObject([
      { body: { kind: 'device.enrolled', device: one.device, letter: one.letter } },
    ]);
    expect(segment && (await verified({ mission, publicKey: server?.publicKey ?? '' }, segment))).toHaveLength(1);
  });

  test('the same twice, and in two requests at once, is there once', async () => {
    const mission = await begin();
    const one = await device(mission);
    await register(one);
    const segment = await one.segment();
    const answers = await Promise.all([
      one.exchange([segment]),
      one.exchange([segment]),
      one.exchange([segment, segment]),
    ]);
    expect(answers.map(({ have, refused }) => [have[one.device], refused])).toEqual([
      [2, []],
      [2, []],
      [2, []],
    ]);
    expect(await countOf(mission)).toBe(2);
  });

  test('what comes in the wrong order waits behind its gap, is not said to be safe, and counts when the gap is filled', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    for (let at = 0; at < 5; at += 1) await register(one);
    const late = await one.exchange([await one.segment(7, 10)]);
    expect(late.have[one.device]).toBeUndefined();
    expect(sequencesIn(await other.exchange([]), one.device)).toEqual([]);
    expect((await one.exchange([await one.segment(1, 3)])).have[one.device]).toBe(3);
    expect(sequencesIn(await other.exchange([]), one.device)).toEqual([1, 2, 3]);
    expect((await one.exchange([await one.segment(3, 7)])).have[one.device]).toBe(10);
    expect(sequencesIn(await other.exchange([], { [one.device]: 2 }), one.device)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('a device hands on what another wrote, and the server knows who wrote and who brought it', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    await register(one);
    expect((await other.exchange([await one.segment()])).have[one.device]).toBe(2);
    const rows = await world.seeAll(
      'select distinct device_id, from_device from mission_operation where device_id = $1',
      [one.device],
    );
    expect(rows).toEqual([{ device_id: one.device, from_device: other.device }]);
  });

  test('an operation of a newer application is kept and handed on as it came', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    const body = { kind: 'blood.drawn', visit: uuidv7(), tubes: [{ z: 1, a: 'Ә' }], __proto__: null };
    await one.write(body, { version: 7 });
    await one.exchange([await one.segment()]);
    const got = await other.exchange([]);
    const segment = got.segments.find((each) => each.device === one.device);
    expect(segment?.operations).toMatchObject([{ version: 7, body }]);
    expect(segment && (await verified({ mission, publicKey: one.keys.publicKey }, segment))).toHaveLength(1);
  });

  test('nothing of what it says lies in the database in clear', async () => {
    const mission = await begin();
    const one = await device(mission);
    await register(one);
    await one.exchange([await one.segment()]);
    const rows = await world.seeAll(
      'select body, mission_operation::text as text from mission_operation where device_id = $1',
      [one.device],
    );
    expect(rows).toHaveLength(2);
    for (const { body, text } of rows)
      expect(`${(body as Buffer).toString('latin1')}${text}`).not.toMatch(/Құпия|0x|ticket/u);
  });

  test('what is about somebody who was erased is taken and not kept, and the rest still verifies', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    const visit = await register(one);
    await one.exchange([await one.segment()]);
    world.vault.destroy(`patient:${visit}`);
    await one.write({ kind: 'visit.arrived', visit });
    await register(one);
    expect((await one.exchange([await one.segment(3)])).have[one.device]).toBe(5);
    const segment = (await other.exchange([])).segments.find((each) => each.device === one.device);
    expect(segment?.operations.map((each) => 'digest' in each)).toEqual([true, true, true, false, false]);
    expect(segment && (await verified({ mission, publicKey: one.keys.publicKey }, segment))).toHaveLength(5);
    // A device that hands on what it has, with a hash in its place, changes nothing.
    expect((await other.exchange(segment ? [segment] : [])).refused).toEqual([]);
  });

  test('a device that takes people’s data with it is on record', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    await register(one);
    await one.exchange([await one.segment()]);
    await other.exchange([]);
    const rows = await world.seeAll(
      'select person, kind, subject, organisation_id from access_record where subject_id = $1',
      [mission],
    );
    expect(rows).toEqual([{ person: other.device, kind: 'exported', subject: 'mission', organisation_id: host }]);
  });

  test('a long day comes in pages, each of which goes on where the last ended', async () => {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    for (let at = 0; at < 2300; at += 1) await one.write({ kind: 'visit.arrived', visit: one.device });
    for (let from = 1; from <= 2300; from += 460) await one.exchange([await one.segment(from, from + 459)]);
    const first = await other.exchange([]);
    const got = sequencesIn(first, one.device).length;
    expect([first.isMore, got > 0]).toEqual([true, true]);
    const second = await other.exchange([], { [one.device]: got });
    expect([second.isMore, sequencesIn(second, one.device).at(0), sequencesIn(second, one.device).at(-1)]).toEqual([
      false,
      got + 1,
      2300,
    ]);
  });
});

describe('broken off', () => {
  test('whatever breaks off meanwhile, everything that was said to be safe is there, and the rest comes again', async () => {
    const mission = await begin();
    const devices = await Promise.all(Array.from({ length: 4 }, () => device(mission)));
    const isBreaking = { now: true };
    const breaking = async () => {
      while (isBreaking.now) {
        await world.seeAll(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'yntymaq_app'`,
        );
        await new Promise((resolve) => void setTimeout(resolve, 15));
      }
    };
    const ended = breaking();
    const safe = new Map<string, number>();
    const isLost: number[] = [];
    const bring = async (one: (typeof devices)[number]) => {
      for (let at = 0; at < 40; at += 1) {
        await register(one);
        const from = (safe.get(one.device) ?? 0) + 1;
        const reply = await one.ask({ have: {}, segments: [await one.segment(from)], most: 0 });
        if (reply.statusCode === 200) safe.set(one.device, answerIn(reply.rawPayload).have[one.device] ?? 0);
        else isLost.push(reply.statusCode);
      }
    };
    await Promise.all(devices.map(bring));
    isBreaking.now = false;
    await ended;
    const kept = await world.seeAll(
      'select device_id, count(*)::int as count, max(sequence) as last from mission_operation where mission_id = $1 group by device_id',
      [mission],
    );
    expect(isLost.length).toBeGreaterThan(0);
    for (const one of devices) {
      const row = kept.find(({ device_id }) => device_id === one.device);
      expect(Number(row?.['count'] ?? 0)).toBeGreaterThanOrEqual(safe.get(one.device) ?? 0);
      expect(row?.['count'] ?? 0).toBe(row?.['last'] ?? 0);
      const answer = await one.exchange([await one.segment()]);
      expect([answer.have[one.device], answer.refused]).toEqual([80, []]);
    }
  }, 60_000);
});

const packed = (text: string) => deflateRawSync(text, { dictionary });

describe('what is refused', () => {
  /** One good device, and a segment that is wrong in one way. */
  async function setting() {
    const mission = await begin();
    const [one, other] = [await device(mission), await device(mission)];
    await register(one);
    return { mission, one, other, good: await one.segment() };
  }

  test('a changed word, a foreign signature and a signature of another device are no signature of its own', async () => {
    const { one, other, good } = await setting();
    await register(other);
    const foreign = await other.segment();
    const changed = structuredClone(good) as unknown as { operations: { by: string }[] };
    for (const operation of changed.operations) operation.by = 'somebody else';
    for (const wrong of [
      changed as unknown as typeof good,
      { ...good, signature: foreign.signature },
      { ...foreign, device: one.device },
    ])
      expect((await other.exchange([wrong])).refused.map(({ reason }) => reason)).toEqual([
        wrong.device === one.device && wrong.operations === foreign.operations ? 'other-mission' : 'bad-signature',
      ]);
    expect((await one.exchange([good])).refused).toEqual([]);
  });

  test('one bad segment takes nothing else with it', async () => {
    const { one, other, good } = await setting();
    await register(other);
    const answer = await one.exchange([good, { ...(await other.segment()), signature: good.signature }]);
    expect(answer.refused).toEqual([{ device: other.device, from: 1, to: 2, reason: 'bad-signature' }]);
    expect(answer.have).toMatchObject({ [one.device]: 2 });
  });

  test('another mission’s operations and devices are not for this one', async () => {
    const { one } = await setting();
    const elsewhere = await device(await begin());
    await register(elsewhere);
    const unknown = await one.exchange([await elsewhere.segment()]);
    expect(unknown.refused.map(({ reason }) => reason)).toEqual(['unknown-device']);
    await one.write({ kind: 'visit.arrived', visit: uuidv7() }, { mission: elsewhere.mission });
    const wrong = await one.exchange([await one.segment()]);
    expect(wrong.refused.map(({ reason }) => reason)).toEqual(['other-mission']);
  });

  test('two operations in one place of a history are not both taken: the second is kept to be looked at', async () => {
    const { mission, one, good } = await setting();
    await one.exchange([good]);
    const copy = openDevice(world, one, one.keys, one.written.slice(0, 1));
    await copy.write({ kind: 'visit.arrived', visit: uuidv7() });
    for (let again = 0; again < 2; again += 1)
      expect((await copy.exchange([await copy.segment()])).refused).toEqual([
        { device: one.device, from: 1, to: 2, reason: 'sequence-taken' },
      ]);
    const { contradictions } = (await world.as(clinical).get(`/missions/${mission}/held`)).json();
    expect(contradictions).toMatchObject([
      { device: one.device, sequence: 2, reason: 'sequence-taken', kind: 'visit.arrived' },
    ]);
  });

  test('a history that was written anew behind what is here does not go on from it', async () => {
    const { one, good } = await setting();
    await one.exchange([good]);
    const copy = openDevice(world, one, one.keys);
    await register(copy);
    await register(copy);
    expect((await copy.exchange([await copy.segment(3, 4)])).refused.map(({ reason }) => reason)).toEqual([
      'chain-broken',
    ]);
  });

  test('an id that another device has used is refused', async () => {
    const { one, other, good } = await setting();
    await one.exchange([good]);
    await other.write({ kind: 'visit.arrived', visit: uuidv7() }, { id: one.written[0]?.operation.id ?? '' });
    expect((await other.exchange([await other.segment()])).refused.map(({ reason }) => reason)).toEqual(['id-taken']);
  });

  test.each([
    ['a kind of the wrong shape', { body: { kind: 'Drop Table', visit: null } }],
    ['a visit that is none', { body: { kind: 'visit.arrived', visit: '1; drop table' } }],
    ['an id that is none', { id: 'x' }],
    ['a clock beyond every clock', { lamport: 2 ** 50 }],
    ['a version that is none', { version: 0 }],
    ['a text without end', { body: { kind: 'visit.field', visit: null, value: 'я'.repeat(40_000) } }],
    ['a NUL where somebody is named', { by: '\0' }],
    ['half a sign where somebody is named', { by: '\ud800' }],
  ])('an operation with %s is refused by its name, and what came with it is taken', async (_what, wrong) => {
    const { one, other, good } = await setting();
    await other.write({ kind: 'visit.arrived', visit: uuidv7() }, wrong);
    const answer = await one.exchange([await other.segment(), good]);
    expect(answer.refused).toEqual([{ device: other.device, from: 1, to: 1, reason: 'bad-operation' }]);
    expect(answer.have).toMatchObject({ [one.device]: 2 });
  });

  test('an operation that lost its body on the way is refused by its name', async () => {
    const { one, good } = await setting();
    const whole = JSON.parse(inColumns({ have: {}, segments: [good] })) as { segments: object };
    const emptied = { ...whole, segments: { ...whole.segments, shapes: [] } };
    const { refused } = answerIn((await one.ask(packed(JSON.stringify(emptied)))).rawPayload);
    expect(refused).toEqual([{ device: one.device, from: 1, to: 2, reason: 'bad-operation' }]);
  });

  test('a run with a hole in it is in no order', async () => {
    const { one } = await setting();
    await register(one);
    const whole = await one.segment();
    const operations = whole.operations.toSpliced(1, 1);
    expect((await one.exchange([{ ...whole, operations }])).refused.map(({ reason }) => reason)).toEqual([
      'not-in-order',
    ]);
  });

  test.each([
    ['no message', Buffer.from('')],
    ['nothing that was packed', Buffer.from('{')],
    ['no JSON', packed('{')],
    ['a list', packed('[]')],
    ['null', packed('null')],
    ['a form that is none', packed('{"format":"1","have":{},"segments":[]}')],
    ['a have that is none', pack({ have: { x: 1 }, segments: [] })],
    ['a negative have', pack({ have: { [uuidv7()]: -1 }, segments: [] })],
    ['segments that are none', packed('{"format":1,"have":{},"segments":[1]}')],
    ['no segments', pack({ have: {} })],
    ['more answers than there may be', pack({ have: {}, segments: [], most: 2001 })],
    ['something more', pack({ have: {}, segments: [], admin: true })],
    [
      'an empty segment',
      pack({
        have: {},
        segments: [{ device: uuidv7(), previous: 'A'.repeat(43), signature: 'A'.repeat(86), operations: [] }],
      }),
    ],
  ])('%s is no exchange', async (_what, payload) => {
    const { one } = await setting();
    const reply = await one.ask(Buffer.from(payload));
    expect([reply.statusCode, reply.json<{ type: string }>().type]).toEqual([400, '/problems/invalid-input']);
  });

  test('more than a batch, more than a message, and what unpacks to more than it says are too large', async () => {
    const { one } = await setting();
    for (let at = 0; at < 501; at += 1) await one.write({ kind: 'visit.arrived', visit: one.device });
    const segments = { ids: '', names: [], columns: [], shapes: [], runs: [], erased: [] };
    const replies = [
      await one.ask({ have: {}, segments: [await one.segment(3)] }),
      await one.ask(Buffer.alloc(1_000_001, ' ')),
      // Fifty kilobytes that would be fifty megabytes, and a count that would be an array of a thousand million.
      await one.ask(deflateRawSync(Buffer.alloc(50_000_000, ' '))),
      await one.ask(packed(JSON.stringify({ format: 1, have: {}, segments: { ...segments, count: 1e9 } }))),
    ];
    expect(replies.map((reply) => [reply.statusCode, reply.json<{ type: string }>().type])).toEqual(
      replies.map(() => [413, '/problems/too-large']),
    );
    expect((await one.exchange([await one.segment(1, 2)])).have).toMatchObject({ [one.device]: 2 });
  });

  test('an older application is told to be opened anew, a newer one that the server is older, each before anything is taken', async () => {
    const { one, good } = await setting();
    const older = await one.ask(gzipSync(JSON.stringify({ have: {}, segments: [good] })), {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    const newer = await one.ask(packed('{"format":2,"have":{},"segments":[]}'));
    expect([older, newer].map((reply) => [reply.statusCode, reply.json<{ type: string }>().type])).toEqual([
      [415, '/problems/application-outdated'],
      [415, '/problems/server-outdated'],
    ]);
    expect((await one.exchange([good])).have).toMatchObject({ [one.device]: 2 });
  });

  test('who has no token, another’s token, or a person’s session is no device', async () => {
    const { one } = await setting();
    const ask = async (headers: Record<string, string>) =>
      (
        await world.app.inject({
          method: 'POST',
          url: '/day/sync/exchange',
          headers: { 'content-type': contentType, ...headers },
          payload: Buffer.from(pack({ have: {}, segments: [] })),
        })
      ).statusCode;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: `Bearer ynd_${'x'.repeat(43)}` })).toBe(401);
    expect(await ask({ cookie: clinical.cookie })).toBe(401);
    const elsewhere = await world.app.inject({
      method: 'GET',
      url: `/api/missions/${one.mission}/devices`,
      headers: { authorization: `Bearer ${one.token}` },
    });
    expect(elsewhere.statusCode).toBe(401);
  });
});

describe('a lost device', () => {
  async function lose() {
    const mission = await begin();
    const [lost, other] = [await device(mission), await device(mission)];
    await register(lost);
    await lost.exchange([await lost.segment()]);
    await register(lost);
    const reply = await world.as(clerk).post(`/missions/${mission}/devices/${lost.device}/revocation`, {});
    return { mission, lost, other, reply };
  }
  const heldOf = async (mission: string) => (await world.as(clinical).get(`/missions/${mission}/held`)).json().held;
  const decide = (mission: string, batch: string, decision: string) =>
    world.as(clinical).post(`/missions/${mission}/held/${batch}/decision`, { decision });

  test('is revoked by anybody of the host who writes, once and for good, and the others hear of it from the server', async () => {
    const { mission, lost, other, reply } = await lose();
    expect(reply.json()).toMatchObject({ id: lost.device, state: 'revoked' });
    const again = await world.as(clerk).post(`/missions/${mission}/devices/${lost.device}/revocation`, {});
    expect(again.json().revokedAt).toBe(reply.json().revokedAt);
    const got = await other.exchange([]);
    const said = got.segments.flatMap(({ operations }) => operations.map((one) => 'body' in one && one.body));
    expect(said.filter((body) => body && body.kind === 'device.revoked')).toEqual([
      { kind: 'device.revoked', visit: null, device: lost.device },
    ]);
    expect(got.devices.find(({ id }) => id === lost.device)?.isRevoked).toBe(true);
  });

  test('gets nothing any more, and what it brings is safe but waits for a person', async () => {
    const { mission, lost, other } = await lose();
    await register(other);
    await other.exchange([await other.segment()]);
    const answer = await lost.exchange([await lost.segment(3)]);
    expect(answer).toMatchObject({ isRevoked: true, segments: [], devices: [], refused: [] });
    expect(answer.have[lost.device]).toBe(4);
    expect(sequencesIn(await other.exchange([]), lost.device)).toEqual([1, 2]);
    expect(await heldOf(mission)).toMatchObject([
      { device: lost.device, operations: 2, decision: null, writtenBy: [{ device: lost.device, operations: 2 }] },
    ]);
  });

  test('the same again adds nothing to what waits', async () => {
    const { mission, lost } = await lose();
    for (let again = 0; again < 3; again += 1) await lost.exchange([await lost.segment()]);
    expect(await heldOf(mission)).toHaveLength(1);
  });

  test('what it wrote waits also when another device brings it', async () => {
    const { mission, lost, other } = await lose();
    await other.exchange([await lost.segment(3)]);
    expect(await heldOf(mission)).toMatchObject([{ device: other.device, operations: 2 }]);
    expect(await countOf(mission)).toBe(4);
    expect(sequencesIn(await other.exchange([]), lost.device)).toEqual([1, 2]);
  });

  test('what another wrote and it brings waits until that other brings it, too', async () => {
    const { mission, lost, other } = await lose();
    await register(other);
    const segment = await other.segment();
    await lost.exchange([segment]);
    const third = await device(mission);
    expect(sequencesIn(await third.exchange([]), other.device)).toEqual([]);
    expect((await other.exchange([segment])).have[other.device]).toBe(2);
    expect(sequencesIn(await third.exchange([]), other.device)).toEqual([1, 2]);
  });

  test('what is admitted goes out to all; what is refused stays and counts for nothing; neither is decided twice', async () => {
    const { mission, lost, other } = await lose();
    await lost.exchange([await lost.segment(3)]);
    const [first] = await heldOf(mission);
    const replies = await Promise.all([decide(mission, first.id, 'admitted'), decide(mission, first.id, 'refused')]);
    expect(replies.map(({ statusCode }) => statusCode).toSorted((low, high) => low - high)).toEqual([200, 409]);
    const isAdmitted = replies[0]?.statusCode === 200;
    expect(sequencesIn(await other.exchange([]), lost.device)).toEqual(isAdmitted ? [1, 2, 3, 4] : [1, 2]);
    await register(lost);
    await lost.exchange([await lost.segment(5)]);
    const last = (await heldOf(mission)).find((held: { decision: string | null }) => held.decision === null);
    expect((await decide(mission, last.id, 'refused')).json()).toMatchObject({
      decision: 'refused',
      decidedBy: clinical.person,
    });
    expect(sequencesIn(await other.exchange([]), lost.device)).not.toContain(5);
  });

  test('only clinical people of the host look at what waits and decide it, and nobody finds another’s', async () => {
    const { mission, lost } = await lose();
    await lost.exchange([await lost.segment(3)]);
    const [held] = await heldOf(mission);
    const status = async (who: typeof clerk) => [
      (await world.as(who).get(`/missions/${mission}/held`)).statusCode,
      (await world.as(who).post(`/missions/${mission}/held/${held.id}/decision`, { decision: 'admitted' })).statusCode,
    ];
    expect(await status(clerk)).toEqual([403, 403]);
    expect(await status(await world.someone('officer', visitors, { isClinical: true }))).toEqual([404, 404]);
    expect(await status(await world.someone('viewer', host, { isClinical: true }))).toEqual([200, 403]);
    const elsewhere = await begin();
    expect((await decide(elsewhere, held.id, 'admitted')).statusCode).toBe(404);
  });

  test('revoking a device that is not there, another mission’s, or the server itself finds nothing', async () => {
    const { mission, lost } = await lose();
    const other = await begin();
    const devices = (await world.as(clerk).get(`/missions/${mission}/devices`)).json();
    const revoke = async (of: string, id: string) =>
      (await world.as(clerk).post(`/missions/${of}/devices/${id}/revocation`, {})).statusCode;
    expect(await revoke(mission, uuidv7())).toBe(404);
    expect(await revoke(other, lost.device)).toBe(404);
    expect(await revoke(mission, devices[0].id)).toBe(404);
  });

  test('a code that was not used yet does nothing once its device is revoked', async () => {
    const mission = await begin();
    const { id, code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'x' })).json();
    await world.as(clerk).post(`/missions/${mission}/devices/${id}/revocation`, {});
    const { publicKey } = await newDeviceKeys();
    const reply = await world.app.inject({ method: 'POST', url: '/day/sync/join', payload: { code, publicKey } });
    expect(reply.statusCode).toBe(404);
  });

  test('that a device has wiped itself is told on its page', async () => {
    const { mission, lost } = await lose();
    const headers = { authorization: `Bearer ${lost.token}` };
    expect((await world.app.inject({ method: 'POST', url: '/day/sync/wiped', headers })).statusCode).toBe(204);
    const devices = (await world.as(clerk).get(`/missions/${mission}/devices`)).json();
    const found = devices.find(({ id }: { id: string }) => id === lost.device);
    expect([found.state, typeof found.wipedAt]).toEqual(['revoked', 'string']);
  });
});
