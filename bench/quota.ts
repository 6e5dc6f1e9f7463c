// What it costs that seats of one quota are given out one after the other: 200 reservations a second on ONE quota, each a transaction of
// its own in a person's name, every commit on disk. Beside it the same on as many quotas as there are requests in a second, the bare
// insert of the same rows, and a reservation at the end of an act that writes six rows before it.
//   node bench/quota.ts [seconds of each] [a second] [connections]
import { cpus, loadavg, totalmem } from 'node:os';
import { sql } from 'kysely';
import { insertBare, openPlace, type Place, writeAct } from './quota/world.ts';

const seconds = Number(process.argv[2] ?? 20);
const perSecond = Number(process.argv[3] ?? 200);
const connections = Number(process.argv[4] ?? 20);
const goal = 50;
const say = (words: string): void => void process.stdout.write(`${words}\n`);
type Once = (n: number) => Promise<unknown>;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** So many a second come whether or not those before them are done; each is timed from the moment at which it was to begin. */
async function arriving(once: Once): Promise<{ times: number[]; reached: number }> {
  const times: number[] = [];
  const under: Promise<unknown>[] = [];
  const began = performance.now();
  const all = seconds * perSecond;
  await new Promise<void>((ended) => {
    let next = 0;
    const timer = setInterval(() => {
      for (; next < all && performance.now() - began >= (next * 1000) / perSecond; next += 1) {
        const due = began + (next * 1000) / perSecond;
        under.push(once(next).then(() => times.push(performance.now() - due)));
      }
      if (next < all) return;
      clearInterval(timer);
      ended();
    }, 1);
  });
  await Promise.all(under);
  return { times: times.toSorted((one, other) => one - other), reached: (all * 1000) / (performance.now() - began) };
}

/** As many as go, with every connection at work. */
async function asManyAsGo(once: Once, howLong: number): Promise<number> {
  const until = performance.now() + howLong * 1000;
  let done = 0;
  const work = async (): Promise<void> => {
    if (performance.now() >= until) return;
    await once(done);
    done += 1;
    return work();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return done / howLong;
}

const head = `${''.padEnd(46)}${['a second', 'p50', 'p95', 'p99', 'worst', 'p95 ratio'].map((word) => word.padStart(11)).join('')}`;

async function measured(what: string, once: Once, base: number | null): Promise<number> {
  const { times, reached } = await arriving(once);
  const p95 = at(times, 0.95);
  const figures = [reached, at(times, 0.5), p95, at(times, 0.99), at(times, 1)].map((each) =>
    each.toFixed(1).padStart(11),
  );
  say(`${what.padEnd(46)}${figures.join('')}${(base === null ? '' : (p95 / base).toFixed(2)).padStart(11)}`);
  return p95;
}

async function measure({ ids, inName, reserve, bare, centre, owner }: Place): Promise<void> {
  const [one = ''] = ids;
  const onOne: Once = () => inName((tx) => reserve(tx, one));
  const onMany: Once = (n) => inName((tx) => reserve(tx, ids[1 + (n % (ids.length - 1))] ?? one));
  const afterAct: Once = () =>
    inName(async (tx) => {
      await writeAct(tx, centre);
      await reserve(tx, one);
    });
  await asManyAsGo(onMany, 3);
  say(head);
  const base = await measured('bare insert of the same rows', () => insertBare(bare, ids[1] ?? one, centre), null);
  await measured(`a seat of one of ${ids.length - 1} quotas`, onMany, base);
  const hot = await measured('a seat of ONE quota', onOne, base);
  await measured('a seat of ONE quota at the end of an act', afterAct, base);
  say(
    `goal: a seat of ONE quota, ${perSecond} a second, p95 ≤ ${goal} ms: ${hot <= goal ? 'met' : 'MISSED'} (${hot.toFixed(1)} ms)`,
  );
  say(
    `as many as go on ONE quota with ${connections} connections: ${(await asManyAsGo(onOne, 5)).toFixed(0)} a second`,
  );
  // The bare inserts are none of the ledger: their quota is left out.
  const faults = await owner.query('select * from quota_faults() where quota <> $1', [ids[1]]);
  const { rows } = await owner.query<{ reserved: string; seats: string }>(
    `select reserved, (select count(*) from quota_seat where quota_id = $1) as seats from quota_balance where quota_id = $1`,
    [one],
  );
  say(
    `the ledger of the ONE quota: ${rows[0]?.reserved} reserved, ${rows[0]?.seats} seats, ${faults.rows.length} faults`,
  );
}

const place = await openPlace(perSecond + 1, connections);
try {
  const { rows } = await sql<{ version: string }>`select version()`.execute(place.bare);
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}`,
  );
  say(
    `${rows[0]?.version.split(',')[0]}; fsync on; ${connections} connections; ${seconds} s of ${perSecond} a second each; ms`,
  );
  await measure(place);
} finally {
  await place.stop();
}
