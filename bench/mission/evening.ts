// The evening of a mission: all devices find the network again and bring what they wrote while there was none.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import type { Body } from '../../src/modules/missions/day/operation.ts';
import { limits, type SyncAnswer, type SyncRequest } from '../../src/modules/missions/day/exchange.ts';
import { contentType, pack, unpack } from '../../src/modules/missions/day/wire.ts';
import { type DayDevice, letIn, register } from '../../test/dayDevice.ts';
import { openEmptyServed } from '../ledger/world.ts';
import { row, say } from './rows.ts';

type Served = Awaited<ReturnType<typeof openEmptyServed>>;
type Evening = { address: string; devices: DayDevice[]; fresh: DayDevice };

/** One person from the door to the signature: thirteen operations with a dozen words of findings. */
async function examined(device: DayDevice): Promise<void> {
  const visit = await register(device);
  const [turn, encounter] = [uuidv7(), uuidv7()];
  const said: Body[] = (['birthYear', 'sex', 'phone'] as const).map((field) => {
    const value = { birthYear: '1975', sex: 'female', phone: `+7701${String(device.written.length).padStart(7, '0')}` };
    return { kind: 'visit.field', visit, field, value: value[field], over: [] };
  });
  const [specialty, room, clinician] = ['cardiology', '3', device.device] as const;
  said.push({ kind: 'turn.queued', visit, turn, specialty, priority: 'routine' });
  said.push({ kind: 'turn.called', visit, turn, room });
  said.push({ kind: 'encounter.opened', visit, turn, encounter, specialty, room, clinician });
  const noted = {
    complaint: 'Жүрек тұсы ауырады, ентігеді',
    finding: 'АҚ 150/95, ырғағы дұрыс, аяғы ісінбеген',
    treatment: 'Эналаприл 10 мг күніне екі рет',
    nextStep: 'home',
  };
  for (const part of ['complaint', 'finding', 'treatment', 'nextStep'] as const)
    said.push({ kind: 'encounter.noted', visit, encounter, part, value: noted[part], over: [] });
  said.push({ kind: 'encounter.signed', visit, encounter, clinician, answeredFor: null, notes: [uuidv7(), uuidv7()] });
  for (const body of said) await device.write(body);
}

/** A mission with a clinical coordinator of its host. */
async function beginMission({ owner, app, cookieOf }: Served) {
  const [host, visitors, partnership] = [uuidv7(), uuidv7(), uuidv7()];
  const names = { kk: 'Ұйым', ru: 'Организация', en: 'Organisation' };
  for (const id of [host, visitors])
    await owner.query(`insert into organisation values ($1, 'ministry', 'KZ', null, $2, false, null, 1, now())`, [
      id,
      names,
    ]);
  await owner.query(`insert into partnership values ($1, 'bench', $2, $3, $4, 'public', false, 1, now())`, [
    partnership,
    names,
    { kk: { text: 'x', by: 'person' } },
    host,
  ]);
  for (const [position, seated] of [host, visitors].entries()) {
    const side = uuidv7();
    await owner.query('insert into side values ($1, $2, $3, $4)', [side, partnership, position, names]);
    await owner.query('insert into side_organisation values ($1, $2, $3)', [partnership, seated, side]);
  }
  const cookie = await cookieOf(host, 'coordinator');
  await owner.query('update membership set is_clinical = true');
  const post = (url: string, payload: object | Buffer) =>
    app.inject({ method: 'POST', url: `/api${url}`, headers: { cookie, 'idempotency-key': randomUUID() }, payload });
  const title = { kk: { text: 'Миссия', by: 'person' } };
  const said = {
    partnership: 'bench',
    slug: 'bench',
    title,
    languages: ['kk'],
    visitors: [visitors],
    commitment: null,
  };
  return { mission: (await post('/missions', said)).json<{ id: string }>().id, post };
}

async function open(
  served: Served,
  { devices, encounters }: { devices: number; encounters: number },
): Promise<Evening> {
  const { mission, post } = await beginMission(served);
  const world = { app: served.app, as: () => ({ post }) };
  const join = () => letIn(world, { as: { cookie: '' }, mission });
  const joined: DayDevice[] = [];
  for (let number = 0; number < devices; number += 1) joined.push(await join());
  for (let number = 0; number < encounters; number += 1) {
    const device = joined[number % devices];
    if (device) await examined(device);
  }
  const fresh = await join();
  await served.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = served.app.server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/day/sync/exchange`, devices: joined, fresh };
}

async function ask(address: string, { token }: DayDevice, body: Uint8Array<ArrayBuffer>) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': contentType };
  const response = await fetch(address, { method: 'POST', headers, body });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const read = unpack(bytes, limits.bytes);
  if (response.status !== 200 || !('message' in read)) throw new Error(`${response.status}`);
  return { answer: read.message as SyncAnswer, bytes: bytes.length };
}

/** What a device sends of its own, in runs of so many operations, as its client packs it. */
async function packedRuns(
  device: DayDevice,
  size: number,
  last = device.written.length,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const have = { [device.device]: device.written.length };
  const runs: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 1; from <= last; from += size) {
    const segments = [await device.segment(from, Math.min(from + size - 1, last))];
    runs.push(pack({ have, most: 0, segments } satisfies SyncRequest));
  }
  return runs;
}

/** Thirty at once, each batch after the answer to the one before. */
async function measurePush({ address, devices }: Evening, total: number): Promise<void> {
  const packed = new Map<DayDevice, Uint8Array<ArrayBuffer>[]>();
  for (const device of devices) packed.set(device, await packedRuns(device, limits.operations));
  const bytes = [...packed.values()].flat().reduce((sum, { length }) => sum + length, 0);
  const [began, used] = [performance.now(), process.cpuUsage()];
  await Promise.all(
    devices.map(async (device) => {
      for (const body of packed.get(device) ?? []) {
        const { answer } = await ask(address, device, body);
        if (answer.refused.length > 0) throw new Error('refused');
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  row(`${total} operations of ${devices.length} devices reach the server`, seconds, { unit: 's', goal: 10 });
  row('of it the processor’s time of the program, without Postgres', (user + system) / 1e6, { unit: 's' });
  row('bytes of an operation, in batches of 500', bytes / total, { unit: 'bytes', goal: 200 });
}

/** How many bytes an operation takes when little is sent at once: what a device sends during the day, all of the request’s body. */
async function measureSmall({ devices: [device] }: Evening): Promise<void> {
  if (!device) return;
  for (const size of [1, 2, 5, 13, 39]) {
    const runs = await packedRuns(device, size, 390);
    const bytes = runs.reduce((sum, { length }) => sum + length, 0) / 390;
    row(`bytes of an operation, ${size} at once with their signature`, bytes, {
      unit: 'bytes',
      goal: size < 5 ? undefined : 200,
    });
  }
}

/** A device that has nothing yet takes the whole mission. */
async function measurePull({ address, fresh }: Evening, total: number): Promise<void> {
  const began = performance.now();
  let [have, bytes, pages, isMore]: [Record<string, number>, number, number, boolean] = [{}, 0, 0, true];
  while (isMore) {
    const got = await ask(address, fresh, pack({ have, segments: [] }));
    for (const { device, operations } of got.answer.segments)
      have = { ...have, [device]: operations.at(-1)?.sequence ?? 0 };
    [bytes, pages, isMore] = [bytes + got.bytes, pages + 1, got.answer.isMore];
  }
  row(`one device takes all of them, in ${pages} answers`, (performance.now() - began) / 1000, { unit: 's' });
  row('bytes of an operation in these answers', bytes / total, { unit: 'bytes' });
}

async function checkKept({ owner }: Served, total: number): Promise<void> {
  const { rows } = await owner.query<{ kept: string }>(
    `select count(*) as kept from mission_operation o join mission_device d on d.id = o.device_id where not d.is_server`,
  );
  if (Number(rows[0]?.kept) !== total) throw new Error(`${rows[0]?.kept} of ${total} were kept`);
}

/** So many devices bring so many encounters; then one that has nothing takes all. */
export async function measureEvening(told: { devices: number; encounters: number }): Promise<void> {
  const served = await openEmptyServed();
  try {
    const evening = await open(served, told);
    const total = evening.devices.reduce((sum, { written }) => sum + written.length, 0);
    await measurePush(evening, total);
    await checkKept(served, total);
    await measureSmall(evening);
    await measurePull(evening, total);
    say('');
  } finally {
    await served.stop();
  }
}
