import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { demoPassword } from '../../demo/people.ts';
import type { SyncAnswer } from '../../src/modules/missions/day/exchange.ts';
import { answerIn, type DayDevice, type Door, letIn, register } from '../../test/dayDevice.ts';
import { startProduct } from '../product.ts';

/** The program and its Postgres are killed again and again while devices bring their day: with real disks, real HTTP, no browser. */
const product = await startProduct();
afterAll(() => product.stop());

async function send(
  url: string,
  { method, headers, payload }: { method: string; headers?: Record<string, string>; payload: object | Buffer },
) {
  const isBytes = Buffer.isBuffer(payload);
  const body = isBytes ? new Uint8Array(payload) : JSON.stringify(payload);
  const said = { ...(!isBytes && { 'content-type': 'application/json' }), ...headers };
  return fetch(`${await product.address()}${url}`, { method, headers: said, body });
}

/** The program over HTTP, wherever it serves now. */
const door: Door = {
  app: {
    inject: async (asked) => {
      const response = await send(asked.url, asked);
      const rawPayload = Buffer.from(await response.arrayBuffer());
      const body = rawPayload.toString('utf8');
      return { statusCode: response.status, body, rawPayload, json: <T>() => JSON.parse(body) as T };
    },
  },
};

async function signedIn(email: string): Promise<string> {
  const origin = await product.address();
  const payload = { email, password: demoPassword };
  const reply = await send('/auth/sign-in/email', { method: 'POST', headers: { origin }, payload });
  return reply.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

const cookie = await signedIn('doctor@ulgi.example');
const missions = await fetch(`${await product.address()}/api/missions`, { headers: { cookie } });
const { items: all } = (await missions.json()) as { items: { id: string; slug: string }[] };
const as = () => ({
  post: async (url: string, payload: object) => {
    const headers = { cookie, 'idempotency-key': randomUUID() };
    const reply = await send(`/api${url}`, { method: 'POST', headers, payload });
    return { statusCode: reply.status, body: await reply.text() };
  },
});

/** Brings what is not acknowledged yet; null where the program did not live to answer. */
async function bring(device: DayDevice, from: number): Promise<SyncAnswer | null> {
  try {
    const reply = await device.ask({
      have: {},
      most: 0,
      segments: [await device.segment(from, Math.min(from + 499, device.written.length))],
    });
    return reply.statusCode === 200 ? answerIn(reply.rawPayload) : null;
  } catch {
    return null;
  }
}

/** The ids of all that the server has of a device, as another device would take them. */
async function taken(device: DayDevice): Promise<string[]> {
  const ids: string[] = [];
  const have: Record<string, number> = { [device.device]: 0 };
  for (let isMore = true; isMore; ) {
    const answer = await device.exchange([], have);
    for (const { device: author, operations } of answer.segments) {
      have[author] = operations.at(-1)?.sequence ?? 0;
      if (author === device.device) ids.push(...operations.flatMap((one) => ('id' in one ? one.id : [])));
    }
    isMore = answer.isMore;
  }
  return ids;
}

test('killed in the middle of batches, program and database, everything that was said to be safe is there, once', async () => {
  const mission = all.find(({ slug }) => slug === 'ulgi-mundeul-clinic')?.id ?? '';
  const devices: DayDevice[] = [];
  while (devices.length < 4) devices.push(await letIn({ ...door, as }, { as: { cookie }, mission }));
  const safe = new Map<string, number>();
  const seen = { lost: 0, isOver: false };
  const work = async (device: DayDevice) => {
    while (!seen.isOver) {
      for (let at = 0; at < 25; at += 1) await register(device);
      const answer = await bring(device, (safe.get(device.device) ?? 0) + 1);
      if (answer) safe.set(device.device, answer.have[device.device] ?? 0);
      else seen.lost += 1;
    }
  };
  const working = devices.map(work);
  for (let times = 0; times < 3; times += 1) {
    await new Promise((resolve) => void setTimeout(resolve, 700));
    process.kill(product.postgres(), 'SIGKILL');
    await product.restart();
    await product.address();
  }
  seen.isOver = true;
  await Promise.all(working);
  expect([seen.lost > 0, Math.min(...devices.map(({ device }) => safe.get(device) ?? 0)) > 0]).toEqual([true, true]);
  for (const device of devices) {
    // What was said to be safe is there without being brought again, each operation once and in its order.
    const there = await taken(device);
    expect(there.length).toBeGreaterThanOrEqual(safe.get(device.device) ?? 0);
    expect(there).toEqual(device.written.slice(0, there.length).map(({ operation }) => operation.id));
    for (let reached = there.length; reached < device.written.length; )
      reached = (await bring(device, reached + 1))?.have[device.device] ?? device.written.length;
    expect(await taken(device)).toEqual(device.written.map(({ operation }) => operation.id));
  }
});
