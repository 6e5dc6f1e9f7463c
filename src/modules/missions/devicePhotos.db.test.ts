import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { type DayDevice, letIn } from '../../../test/dayDevice.ts';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation(), world.organisation()]);
await world.partnership('with-photos', [host, visitors], 'partnership');
const clinical = await world.someone('coordinator', host, { isClinical: true });
let made = 0;
async function begin(): Promise<string> {
  made += 1;
  const title = { kk: { text: 'Миссия', by: 'person' } };
  const said = { slug: `photos-${made}`, title, languages: ['kk'], visitors: [visitors], commitment: null };
  return (await world.as(clinical).post('/missions', { partnership: 'with-photos', ...said })).json().id;
}
const device = (mission: string) => letIn(world, { as: clinical, mission });
const mission = await begin();
const one = await device(mission);

const pieceBytes = 100_000;
const photoOf = (bytes: number) => {
  const content = Buffer.concat([Buffer.from('a paper with a name on it'), randomBytes(bytes - 25)]);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { said: { id: uuidv7(), visit: uuidv7(), sha256, bytes, mediaType: 'image/jpeg' }, content };
};
const headersOf = ({ token }: DayDevice) => ({ authorization: `Bearer ${token}` });
const open = (by: DayDevice, payload: object) =>
  world.app.inject({ method: 'POST', url: '/day/sync/photos', headers: headersOf(by), payload });
const bring = (by: DayDevice, { id, at, piece }: { id: string; at: number; piece: Buffer }) =>
  world.app.inject({
    method: 'PUT',
    url: `/day/sync/photos/${id}/${at}`,
    headers: { ...headersOf(by), 'content-type': 'application/octet-stream' },
    payload: piece,
  });
const take = (by: DayDevice, id: string) =>
  world.app.inject({ method: 'GET', url: `/day/sync/photos/${id}`, headers: headersOf(by) });

async function bringAll(by: DayDevice, { said, content }: ReturnType<typeof photoOf>, from = 0) {
  let reply = await open(by, said);
  for (let at = from; at < content.length; at += pieceBytes)
    reply = await bring(by, { id: said.id, at, piece: content.subarray(at, at + pieceBytes) });
  return reply;
}

test('a photo comes in pieces, is whole by its hash, and another device of the mission takes it, on record', async () => {
  const photo = photoOf(250_000);
  expect((await bringAll(one, photo)).json()).toEqual({ received: 250_000, isWhole: true });
  const other = await device(mission);
  const got = await take(other, photo.said.id);
  expect([got.headers['content-type'], got.rawPayload.equals(photo.content)]).toEqual(['image/jpeg', true]);
  const rows = await world.seeAll('select person, subject from access_record where subject_id = $1', [
    photo.said.visit,
  ]);
  expect(rows).toEqual([{ person: other.device, subject: 'visit' }]);
});

test('broken off, it goes on where the last answer was; what was answered for comes again without harm', async () => {
  const photo = photoOf(250_000);
  await open(one, photo.said);
  await bring(one, { id: photo.said.id, at: 0, piece: photo.content.subarray(0, pieceBytes) });
  const { received } = (await open(one, photo.said)).json();
  expect(received).toBe(pieceBytes);
  const again = await bring(one, { id: photo.said.id, at: 0, piece: photo.content.subarray(0, pieceBytes) });
  expect(again.json()).toEqual({ received: pieceBytes, isWhole: false });
  expect((await bringAll(one, photo, received)).json().isWhole).toBe(true);
  expect((await bringAll(one, photo)).json()).toEqual({ received: 250_000, isWhole: true });
});

test('the same piece in two requests at once is there once', async () => {
  const photo = photoOf(150_000);
  await open(one, photo.said);
  const piece = { id: photo.said.id, at: 0, piece: photo.content.subarray(0, pieceBytes) };
  const replies = await Promise.all([bring(one, piece), bring(one, piece), bring(one, piece)]);
  expect(replies.map((reply) => reply.json().received)).toEqual([pieceBytes, pieceBytes, pieceBytes]);
  expect((await bringAll(one, photo, pieceBytes)).json().isWhole).toBe(true);
});

test('bytes that are not what their hash says are not kept, and it begins again', async () => {
  const photo = photoOf(1000);
  await open(one, photo.said);
  const damaged = await bring(one, { id: photo.said.id, at: 0, piece: randomBytes(1000) });
  expect([damaged.statusCode, damaged.json().type]).toEqual([409, '/problems/photo-damaged']);
  expect((await open(one, photo.said)).json()).toEqual({ received: 0, isWhole: false });
  expect((await bringAll(one, photo)).json().isWhole).toBe(true);
});

test('a piece in a wrong place, or beyond the end, is refused', async () => {
  const photo = photoOf(1000);
  await open(one, photo.said);
  const wrong = await bring(one, { id: photo.said.id, at: 500, piece: photo.content.subarray(500) });
  const beyond = await bring(one, { id: photo.said.id, at: 0, piece: Buffer.alloc(1001) });
  expect([wrong.json().type, beyond.json().type]).toEqual(['/problems/photo-place', '/problems/photo-place']);
});

test('another photo under the same id is refused', async () => {
  const photo = photoOf(1000);
  await open(one, photo.said);
  const reply = await open(one, { ...photo.said, visit: uuidv7() });
  expect([reply.statusCode, reply.json().type]).toEqual([409, '/problems/photo-other']);
});

test('nothing of it lies in the database or in a file in clear, and the pieces go when it is whole', async () => {
  const photo = photoOf(150_000);
  await open(one, photo.said);
  await bring(one, { id: photo.said.id, at: 0, piece: photo.content.subarray(0, pieceBytes) });
  const [row] = await world.seeAll('select content from mission_photo_piece where photo_id = $1', [photo.said.id]);
  expect((row?.['content'] as Buffer | undefined)?.includes('a paper')).toBe(false);
  await bringAll(one, photo, pieceBytes);
  expect(await world.seeAll('select from mission_photo_piece where photo_id = $1', [photo.said.id])).toEqual([]);
  const names = readdirSync(world.filesFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(names.length).toBeGreaterThan(0);
  for (const { parentPath, name } of names)
    expect(readFileSync(path.join(parentPath, name)).includes('a paper with a name')).toBe(false);
});

test('of somebody who was erased nothing is kept, and nothing is taken any more', async () => {
  const [before, after] = [photoOf(1000), photoOf(1000)];
  await bringAll(one, before);
  world.vault.destroy(`patient:${before.said.visit}`, `patient:${after.said.visit}`);
  expect((await bringAll(one, after)).json().isWhole).toBe(true);
  expect([(await take(one, before.said.id)).statusCode, (await take(one, after.said.id)).statusCode]).toEqual([
    404, 404,
  ]);
});

test('a revoked device brings what it has and takes nothing; a device of another mission finds nothing', async () => {
  const photo = photoOf(1000);
  const [lost, elsewhere] = [await device(mission), await device(await begin())];
  await bringAll(one, photo);
  await world.as(clinical).post(`/missions/${mission}/devices/${lost.device}/revocation`, {});
  expect((await bringAll(lost, photoOf(1000))).json().isWhole).toBe(true);
  expect((await take(lost, photo.said.id)).statusCode).toBe(404);
  expect((await take(elsewhere, photo.said.id)).statusCode).toBe(404);
  expect((await bring(elsewhere, { id: photo.said.id, at: 0, piece: Buffer.alloc(10) })).statusCode).toBe(404);
  expect((await open(elsewhere, photo.said)).statusCode).toBe(409);
});

test.each([
  ['a hash that is none', { sha256: 'x' }],
  ['more bytes than a photo has', { bytes: 12_000_001 }],
  ['no bytes', { bytes: 0 }],
  ['a kind that is shown nowhere', { mediaType: 'image/svg+xml' }],
  ['an id that is none', { id: '../../etc/passwd' }],
  ['something more', { address: 'x' }],
])('%s is no photo', async (_what, wrong) => {
  const reply = await open(one, { ...photoOf(1000).said, ...wrong });
  expect([reply.statusCode, reply.json().type]).toEqual([400, '/problems/invalid-input']);
});

test('a piece without bytes, larger than a piece, of another type, or at no place is refused', async () => {
  const { said } = photoOf(1000);
  await open(one, said);
  const headers = { ...headersOf(one), 'content-type': 'application/octet-stream' };
  const put = async (at: string, payload: Buffer, type = 'application/octet-stream') =>
    (
      await world.app.inject({
        method: 'PUT',
        url: `/day/sync/photos/${said.id}/${at}`,
        headers: { ...headers, 'content-type': type },
        payload,
      })
    ).statusCode;
  expect(await put('0', Buffer.alloc(0))).toBe(400);
  expect(await put('0', Buffer.alloc(262_145))).toBe(413);
  expect(await put('0', Buffer.alloc(10), 'image/jpeg')).toBe(415);
  expect(await put('-1', Buffer.alloc(10))).toBe(400);
  expect(await put('9'.repeat(30), Buffer.alloc(10))).toBe(400);
});
