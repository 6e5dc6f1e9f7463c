// What access costs: the ledger's list and writes with row policies, a sealed actor and events, against the same without,
// under 20 connections; then what it costs that an opened record is on disk before its answer; then the audit's own speed.
//   node bench/access.ts [commitments] [requests in a round] [rounds] [rows added to the audit]
import { randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { type Asks, asksOf } from './access/asks.ts';
import { auditLines } from './access/audit.ts';
import { believeAll, copyDatabase, openWithout } from './access/without.ts';
import { compare, type Compared, type Once } from './access/timing.ts';
import { type Ask, type Loaded, openLoaded } from './ledger/world.ts';

const commitments = Number(process.argv[2] ?? 20_000);
const times = Number(process.argv[3] ?? 200);
const rounds = Number(process.argv[4] ?? 5);
const auditRows = Number(process.argv[5] ?? 100_000);
const load = { atOnce: 20, times, rounds };
const goals = { read: 1.5, write: 1.3 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
type App = Loaded['app'];

const asking =
  (app: App, ask: Ask): Once =>
  async (n) => {
    const { method, url, cookie, payload } = ask(n);
    const headers = { ...(cookie && { cookie }), ...(method === 'POST' && { 'idempotency-key': randomUUID() }) };
    const reply = await app.inject({ method, url, headers, ...(payload && { payload }) });
    if (reply.statusCode >= 300) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
  };

const sayCompared = ({ what, with: withAll, without, ratio }: Compared, goal: number | null): void =>
  say(
    `${what.padEnd(44)}${withAll.toFixed(2).padStart(9)}${without.toFixed(2).padStart(9)}${ratio.toFixed(2).padStart(8)}${goal === null ? '' : `${`≤ ${goal}`.padStart(8)}  ${ratio <= goal ? 'met' : 'MISSED'}`}`,
  );

const readAndWrite = async (app: App, plain: App, { reads, writes, opening }: Asks): Promise<void> => {
  say(`${''.padEnd(44)}     with  without   ratio    goal`);
  const groups: [number | null, Asks['reads']][] = [
    [goals.read, reads],
    [goals.write, writes],
    [null, [opening]],
  ];
  for (const [goal, asks] of groups)
    for (const [what, ask] of asks)
      sayCompared(await compare(what, { with: asking(app, ask), without: asking(plain, ask) }, load), goal);
};

async function main(): Promise<void> {
  const loaded = await openLoaded(commitments, say);
  const { urlFor } = loaded;
  const asks = await asksOf(loaded);
  await loaded.owner.end();
  await copyDatabase(urlFor('postgres', 'postgres'), 'bench', 'without');
  await believeAll(urlFor('postgres', 'without'));
  const without = openWithout(urlFor('postgres', 'without'));
  const plain = await loaded.surfaceOver(without);
  try {
    say(
      `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}`,
    );
    say(`${commitments} commitments; ms a request at 20 at once; medians of ${rounds} rounds of ${times}`);
    await readAndWrite(loaded.app, plain, asks);
    say(`${auditRows} rows added to the audit`);
    for (const line of await auditLines(urlFor('postgres', 'bench'), auditRows)) say(line);
  } finally {
    await plain.close();
    await without.destroy();
    await loaded.stop();
  }
}

await main();
