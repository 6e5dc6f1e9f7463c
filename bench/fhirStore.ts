// What a hospital's system may expect of the FHIR store, beside a bare Fastify with Postgres that keeps the same bytes as JSONB.
//   node bench/fhirStore.ts [patients] [resources] [seconds a line] [connections]
// The full size is 100000 1000000 10 32.
// Everything runs on one machine, in three processes: Postgres, the server, and whoever asks. Each line has its bare counterpart in
// the same run, and the ratio of both. A read of what is about nobody leaves no record of an access; one of a patient does.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { v7 as uuidv7 } from 'uuid';
import { fhirScopes } from '../src/permissions.ts';
import { sha256 } from '../src/platform/hash.ts';
import { bare } from './fhir/bare.ts';
import { loadAll } from './fhir/load.ts';
import type { Measured } from './fhir/measure.ts';
import { openEmptyServed } from './ledger/world.ts';

const [patients = 5000, resources = 50_000, seconds = 4, connections = 32] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
type Served = Awaited<ReturnType<typeof openEmptyServed>>;

/** An organisation whose system may do everything. */
async function system({ owner }: Served): Promise<{ organisation: string; secret: string }> {
  const [organisation, secret] = [uuidv7(), `ynt_${randomBytes(32).toString('base64url')}`];
  await owner.query(
    `insert into organisation values ($1, 'hospital', 'KZ', null, '{"kk": "Аурухана"}', false, null, 1, now())`,
    [organisation],
  );
  await owner.query('alter table api_token disable trigger clinical_scopes_are_given');
  // Nobody is to be kept waiting here.
  await owner.query('alter table api_token drop constraint api_token_requests_per_minute_check');
  await owner.query(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'bench', $3, $4, 'x', 100000000, $1, now(), now() + interval '1 day')`,
    [uuidv7(), organisation, fhirScopes.filter((scope) => /\.cruds$|AuditEvent\.rs$/.test(scope)), sha256(secret)],
  );
  return { organisation, secret };
}

/** Whoever asks is a process of its own. */
function asker() {
  const child = fork(new URL('./fhir/asker.ts', import.meta.url));
  return {
    ask: ({ origin, secret }: { origin: string; secret: string }, what: string, seed: object): Promise<Measured> =>
      new Promise((resolve, reject) => {
        child.once('message', (said) => {
          const { measured, error } = said as { measured?: Measured; error?: string };
          if (measured) resolve(measured);
          else reject(new Error(error));
        });
        child.send({ origin, secret, what, seed, seconds, connections, patients, resources });
      }),
    stop: () => child.kill(),
  };
}

const told = ({ perSecond, p50, p95, p99 }: Measured): string =>
  `${perSecond.toFixed(0).padStart(8)}${[p50, p95, p99].map((ms) => ms.toFixed(1).padStart(8)).join('')}`;

const served = await openEmptyServed();
const child = asker();
let plain: Awaited<ReturnType<typeof bare>> | undefined;
try {
  const { organisation, secret } = await system(served);
  const began = performance.now();
  await loadAll({ owner: served.owner, vault: served.vault, organisation }, { patients, resources });
  await served.owner.query(
    `create index on bare ((body->'identifier'->0->>'value')) where body->>'resourceType' = 'Patient'`,
  );
  await served.owner.query(`create index on bare ((body->'owner'->>'reference'), (body->>'status'), id)`);
  await served.owner.query('analyze bare');
  const [cpu] = cpus();
  say(`${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}`);
  say(
    `${patients} patients, ${resources} resources loaded in ${((performance.now() - began) / 1000).toFixed(0)} s; ${connections} connections, ${seconds} s a line`,
  );
  const ours = await served.app.listen({ port: 0, host: '127.0.0.1' });
  plain = await bare(served.urlFor('yntymaq_app'));
  say(`${''.padEnd(44)}   per s     p50     p95     p99   ratio`);
  const lines = [
    ['create a Task', 'create', 'bareCreate', 0.35],
    ['create an Organization (about nobody)', 'createPlain', 'bareCreatePlain', 0.35],
    ['transaction of 8', 'transaction', 'bareMany', 0.35],
    ['read an Organization (no record of access)', 'readPlain', 'bareRead', 0.5],
    ['read a Task, its access on record', 'read', 'bareRead', 0],
    ['search Patient by identifier', 'identifier', 'bareIdentifier', 0],
    ['search Task by owner and status', 'owner', 'bareOwner', 0],
  ] as const;
  const seed = await seedOf(ours, secret, served);
  for (const [name, own, other, goal] of lines) {
    const counterpart = await child.ask({ origin: plain.origin, secret: '' }, other, seed);
    const measured = await child.ask({ origin: ours, secret }, own, seed);
    const ratio = measured.perSecond / counterpart.perSecond;
    const judged = goal === 0 ? '' : ratio >= goal ? `  met (≥ ${goal})` : `  MISSED (≥ ${goal})`;
    say(`${`bare: ${name}`.slice(0, 44).padEnd(44)}${told(counterpart)}`);
    say(`${name.padEnd(44)}${told(measured)}${ratio.toFixed(2).padStart(8)}${judged}`);
  }
} finally {
  child.stop();
  await plain?.stop();
  await served.stop();
}
process.exit(0);

/** What is read again and again: an Organization as large as a Task, in both. */
async function seedOf(ours: string, secret: string, { owner }: Served): Promise<object> {
  const organization = { resourceType: 'Organization', name: 'Орталық', alias: ['x'.repeat(900)] };
  const reply = await fetch(`${ours}/fhir/R4/Organization`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(organization),
  });
  const made = (await reply.json()) as { id: string };
  await owner.query('insert into bare values ($1, $2)', [made.id, JSON.stringify(made)]);
  return { organization: made.id };
}
