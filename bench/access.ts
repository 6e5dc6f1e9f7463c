// What access costs: the ledger's list and writes with row policies, a sealed actor and events, against the same without,
// under 20 connections; then what it costs that an opened record is on disk before its answer; then the audit's own speed.
//   node bench/access.ts [commitments] [requests in a round] [rounds] [rows of the audit]
import { randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { auditLines } from './access/audit.ts';
import { believeAll, copyDatabase, openWithout } from './access/without.ts';
import { compare, type Compared, type Once } from './access/timing.ts';
import { type Ask, type Loaded, openLoaded } from './ledger/world.ts';

const commitments = Number(process.argv[2] ?? 20_000);
const times = Number(process.argv[3] ?? 200);
const rounds = Number(process.argv[4] ?? 5);
const auditRows = Number(process.argv[5] ?? 1_000_000);
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

async function asksOf({ owner, cookieOf }: Loaded) {
  const one = async (text: string) => String((await owner.query<{ it: string }>(text)).rows[0]?.it);
  const ministry = await one('select owner_organisation::text as it from partnership limit 1');
  const region = await one(`select owner_organisation::text as it from claim where state = 'draft' limit 1`);
  const [ours, theirs] = [await cookieOf(ministry, 'officer'), await cookieOf(region, 'officer')];
  const ids = async (text: string) => (await owner.query<{ id: string }>(text, [region])).rows.map(({ id }) => id);
  const unconfirmed = await ids(
    `select d.id from delivery d join commitment c on c.id = d.commitment_id where $1 = any (c.debtors) and d.visibility <> 'own_side'
       and c.visibility <> 'own_side' order by d.id limit 20000`,
  );
  const assessed = await ids(
    `select c.id from commitment c join side_organisation so on so.side_id = c.side_id
     where so.organisation_id = $1 and c.kind = 'measure' order by c.id limit 2000`,
  );
  const assessment = {
    verdict: 'on_track',
    trueOn: '2026-11-20',
    visibility: 'own_side',
    reasons: { kk: { text: 'Кесте бойынша', by: 'person' } },
  };
  const reads: [string, Ask][] = [
    ['list of the ministry, by term', () => ({ method: 'GET', url: '/api/commitments?sort=term', cookie: ours })],
    ['list of a region, by term', () => ({ method: 'GET', url: '/api/commitments?sort=term', cookie: theirs })],
  ];
  const writes: [string, Ask][] = [
    [
      'confirm a delivery',
      (n) => ({
        method: 'POST',
        url: `/api/deliveries/${unconfirmed[n % unconfirmed.length]}/confirmations`,
        cookie: theirs,
        payload: { as: 'giver' },
      }),
    ],
    [
      'assess a commitment',
      (n) => ({
        method: 'POST',
        url: `/api/commitments/${assessed[n % assessed.length]}/assessments`,
        cookie: theirs,
        payload: assessment,
      }),
    ],
  ];
  const administrator = await cookieOf(region, 'administrator');
  const opening: [string, Ask] = [
    'data opened, with its access record',
    (n) => ({
      method: 'GET',
      url: `/api/audit?limit=1&record=${assessed[n % assessed.length]}`,
      cookie: administrator,
    }),
  ];
  return { reads, writes, opening };
}

async function main(): Promise<void> {
  const loaded = await openLoaded(commitments, say);
  const { urlFor } = loaded;
  const { reads, writes, opening } = await asksOf(loaded);
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
    say(`${''.padEnd(44)}     with  without   ratio    goal`);
    for (const [goal, asks] of [
      [goals.read, reads],
      [goals.write, writes],
    ] as const)
      for (const [what, ask] of asks) {
        const sides = { with: asking(loaded.app, ask), without: asking(plain, ask) };
        sayCompared(await compare(what, sides, load), goal);
      }
    const [what, ask] = opening;
    sayCompared(await compare(what, { with: asking(loaded.app, ask), without: asking(plain, ask) }, load), null);
    for (const line of await auditLines(urlFor('postgres', 'bench'), auditRows)) say(line);
  } finally {
    await plain.close();
    await without.destroy();
    await loaded.stop();
  }
}

await main();
