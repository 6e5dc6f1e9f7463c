import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPassword, demoPeople } from '../demo/people.ts';
import { postgresOf, type Program, startProgram } from '../test/program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kill-'));
const settings = { YNTYMAQ_DATA: path.join(folder, 'data') };
let program: Program;

const start = (): Program => {
  program = startProgram({ settings });
  return program;
};

beforeAll(async () => {
  await chmod(folder, 0o755);
  await start().address;
});

afterAll(async () => {
  await program.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(): Promise<string> {
  const address = await program.address;
  const email = demoPeople.find(({ role }) => role === 'coordinator')?.email;
  const answer = await fetch(`${address}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

type Writer = { cookie: string; acknowledged: string[]; signal: AbortSignal };

/** Registers one organisation after another; repeats a request with the same key until it is acknowledged. */
async function write({ cookie, acknowledged, signal }: Writer): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    const name = `Сынақ ${randomUUID()}`;
    const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const body = JSON.stringify({ kind: 'hospital', country: 'KZ', names: { kk: name, ru: name, en: name } });
    for (let isDone = false; !isDone && !signal.aborted; ) {
      const status = await post({ headers, body });
      if (status !== undefined && status < 500) expect(status).toBe(201);
      isDone = status === 201;
      if (isDone) acknowledged.push(name);
      else await delay(20);
    }
  }
}

/** The status, or undefined when nobody answered. */
async function post(request: { headers: Record<string, string>; body: string }): Promise<number | undefined> {
  try {
    const address = await program.address;
    const answer = await fetch(`${address}/api/organisations`, { method: 'POST', ...request });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}

async function timesByName(cookie: string): Promise<Map<string, number>> {
  const answer = await fetch(`${await program.address}/api/organisations`, { headers: { cookie } });
  const organisations = (await answer.json()) as { names: { kk: string } }[];
  const times = new Map<string, number>();
  for (const { names } of organisations) times.set(names.kk, (times.get(names.kk) ?? 0) + 1);
  return times;
}

test('what was acknowledged is there, once, after ten kills of the program and of Postgres during writes', async () => {
  const cookie = await signIn();
  const acknowledged: string[] = [];
  const ends = new AbortController();
  const writers = [1, 2, 3].map(() => write({ cookie, acknowledged, signal: ends.signal }));
  const hasWritten = async (count: number) =>
    expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(count);
  for (let kills = 0; kills < 10; kills += 1) {
    await hasWritten(acknowledged.length + 10);
    await delay(Math.random() * 30);
    if (kills % 3 !== 1) process.kill(postgresOf(settings.YNTYMAQ_DATA), 'SIGKILL');
    if (kills % 3 !== 0) {
      await program.end('SIGKILL');
      start();
    }
  }
  await hasWritten(acknowledged.length + 10);
  ends.abort();
  await Promise.all(writers);
  const times = await timesByName(cookie);
  expect(acknowledged.filter((name) => times.get(name) !== 1)).toEqual([]);
  expect([...times.values()].filter((count) => count > 1)).toEqual([]);
});
