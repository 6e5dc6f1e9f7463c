// How fast another system reads a mission by FHIR: every examination is opened, written as a resource and recorded as an access.
//   node bench/fhir.ts [encounters] [requests for each line]
// What waits on the disk (the record of accesses) is in the numbers. The goal is our own: a page within half a second.
import { randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import type { Bundle } from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { fhirTypes } from '../src/permissions.ts';
import { sha256 } from '../src/platform/hash.ts';
import { fhirRecords } from '../test/fhir.ts';
import { openEmptyServed } from './ledger/world.ts';

const [encounters = 2700, requests = 40] = process.argv.slice(2).map(Number);
const goal = 500;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
type Served = Awaited<ReturnType<typeof openEmptyServed>>;

/** A host, a visitor and a mission of theirs with so many examinations, every third with an operation. */
async function load({ owner, vault }: Served): Promise<{ secret: string; encounter: string }> {
  const [host, visitor, partnership, home, away] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const seeAll = async (statement: string, values: unknown[] = []) => (await owner.query(statement, values)).rows;
  for (const id of [host, visitor])
    await seeAll(
      `insert into organisation values ($1, 'hospital', 'KZ', null, '{"kk": "Аурухана"}', false, null, 1, now())`,
      [id],
    );
  await seeAll(
    `insert into partnership values ($1, 'bench', '{"kk": "Көмек"}', '{"kk": {"text": "Көмек", "by": "person"}}', $2, 'public', false, 1, now())`,
    [partnership, host],
  );
  for (const [position, [side, seated]] of [[home, host] as const, [away, visitor] as const].entries()) {
    await seeAll(`insert into side values ($1, $2, $3, '{"kk": "Тарап"}')`, [side, partnership, position]);
    await seeAll('insert into side_organisation values ($1, $2, $3)', [partnership, seated, side]);
  }
  const { mission, examined } = fhirRecords(
    { seeAll, vault },
    { partnership: { id: partnership }, home, host, visitor },
  );
  const of = await mission();
  let encounter = '';
  for (let at = 0; at < encounters; at += 1)
    encounter = (await examined(of, at % 3 === 0 ? { operation: 'Артроскопия' } : {})).id;
  const secret = `ynt_${randomBytes(32).toString('base64url')}`;
  await owner.query('alter table api_token disable trigger clinical_scopes_are_given');
  await seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'bench', $3, $4, 'x', 6000, $1, now(), now() + interval '1 day')`,
    [uuidv7(), host, fhirTypes.map((type) => `system/${type}.rs`), sha256(secret)],
  );
  await owner.query('alter table api_token enable trigger clinical_scopes_are_given');
  await owner.query('vacuum analyze');
  return { secret, encounter };
}

type Ask = (path: string, headers?: Record<string, string>) => Promise<{ statusCode: number; body: string }>;

async function measure(what: string, ask: () => ReturnType<Ask>, status = 200): Promise<void> {
  const times: number[] = [];
  let bytes = 0;
  for (let run = 0; run < requests + 3; run += 1) {
    const began = performance.now();
    const { statusCode, body } = await ask();
    if (statusCode !== status) throw new Error(`${what}: ${statusCode} ${body.slice(0, 200)}`);
    bytes = body.length;
    // The first three warm up.
    if (run >= 3) times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
  const judged = at(0.95) <= goal ? 'met' : 'MISSED';
  say(
    `${what.padEnd(58)}${at(0.5).toFixed(1).padStart(8)}${at(0.95).toFixed(1).padStart(8)}${(bytes / 1024).toFixed(0).padStart(8)}  ${judged}`,
  );
}

/** All of a type, page after page. */
async function walk(ask: Ask, path: string): Promise<void> {
  const began = performance.now();
  let [next, found, pages]: [string | undefined, number, number] = [path, 0, 0];
  while (next !== undefined) {
    const bundle = JSON.parse((await ask(next)).body) as Bundle;
    found += bundle.entry?.length ?? 0;
    pages += 1;
    next = bundle.link?.find(({ relation }) => relation === 'next')?.url.replace('http://bench.test/fhir/R4/', '');
  }
  say(`${path}: ${found} in ${pages} pages, ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

const served = await openEmptyServed();
try {
  const began = performance.now();
  const { secret, encounter } = await load(served);
  const ask: Ask = (path, headers = {}) =>
    served.app.inject({ url: `/fhir/R4/${path}`, headers: { authorization: `Bearer ${secret}`, ...headers } });
  const [cpu] = cpus();
  say(`${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}`);
  say(
    `${encounters} encounters loaded in ${((performance.now() - began) / 1000).toFixed(1)} s; ${requests} requests a line`,
  );
  say(`${'ms'.padEnd(58)}     p50     p95     KiB  p95 ≤ ${goal}`);
  await measure('100 Encounters', () => ask('Encounter?_count=100'));
  await measure('100 Encounters, newest first', () => ask('Encounter?_count=100&_sort=-date'));
  await measure('100 Encounters with their Patients', () => ask('Encounter?_count=100&_include=Encounter:patient'));
  await measure('100 Encounters, summaries', () => ask('Encounter?_count=100&_summary=true'));
  await measure('100 Conditions', () => ask('Condition?_count=100'));
  await measure('100 Procedures', () => ask('Procedure?_count=100'));
  await measure('100 Patients', () => ask('Patient?_count=100'));
  await measure('how many Encounters there are', () => ask('Encounter?_summary=count'));
  await measure('one Encounter', () => ask(`Encounter/${encounter}`));
  await measure(
    'one Encounter that is known (304)',
    () => ask(`Encounter/${encounter}`, { 'if-none-match': 'W/"3"' }),
    304,
  );
  await walk(ask, 'Encounter?_count=200');
  await walk(ask, 'Condition?_count=200');
} finally {
  await served.stop();
}
