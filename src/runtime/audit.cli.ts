import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { countByHand, newestHead } from '../platform/audit/audit.sql.ts';
import { type Fault, type PublishedHead, readHead } from '../platform/audit/faults.ts';
import { type Verified, verifyAudit } from '../platform/audit/verify.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { reachEmbeddedPostgres, startEmbeddedPostgres } from '../platform/postgres/index.ts';

type Output = (text: string) => void;

const usage = `Finds out whether the audit is whole: whether a row was changed, removed or put in since it was sealed.

  npx yntymaq audit verify [--head NUMBER:HASH]… [--heads FILE]
  npx yntymaq audit head

  verify    recomputes every batch; changes nothing; Yntymaq may be running
  --head    a head that was published: it must still be in the chain, or the whole chain was made anew
  --heads   a file with one such head a line; without it YNTYMAQ_AUDIT_HEADS, where that is set
  head      prints the newest head as NUMBER:HASH, to be kept where nobody here can reach it

Ends with 0 where all is whole, with 1 where something was found, with 2 where it could not look.
The settings are those of npm start.
`;

const options = {
  head: { type: 'string', multiple: true },
  heads: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** `npx yntymaq audit`: returns the status to end with. */
export async function auditByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [what, ...others] = positionals;
    if (values.help || (what !== 'verify' && what !== 'head') || others.length > 0) {
      (values.help ? out : err)(usage);
      return values.help ? 0 : 2;
    }
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    const heads = await headsOf(values.head ?? [], values.heads ?? read.config.auditHeads);
    return await within(read.config, (db) => (what === 'head' ? sayHead(db, out) : verify(db, heads, { out, err })));
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return 2;
  }
}

async function headsOf(given: readonly string[], file: string | undefined): Promise<PublishedHead[]> {
  const kept = file === undefined ? '' : await readFile(file, 'utf8');
  return [...given, ...kept.split('\n').filter((line) => line.trim() !== '')].map(readHead);
}

/** The database of these settings, as its owner, whether or not the program is running. Nothing in it is changed. */
async function within<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const { ownerUrl, stop } = await reach(config);
  const db = openDatabase(ownerUrl, availableParallelism() + 1);
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await stop();
  }
}

async function reach({ databaseUrl, dataFolder }: Config): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  const nothing = { stop: async () => undefined };
  if (databaseUrl !== undefined) return { ownerUrl: databaseUrl, ...nothing };
  try {
    const own = await startEmbeddedPostgres(dataFolder);
    return { ownerUrl: own.urlFor('postgres', 'yntymaq'), stop: () => own.stop() };
  } catch (error) {
    if (!(error instanceof CannotStart && / is in use by process /.test(error.message))) throw error;
    return { ownerUrl: reachEmbeddedPostgres(dataFolder).urlFor('postgres', 'yntymaq'), ...nothing };
  }
}

async function sayHead(db: Database, out: Output): Promise<number> {
  const head = await db.transaction().setAccessMode('read only').execute(newestHead);
  out(head ? `${head.number}:${head.head}\n` : 'nothing is sealed yet\n');
  return head ? 0 : 1;
}

async function verify(
  db: Database,
  heads: readonly PublishedHead[],
  { out, err }: { out: Output; err: Output },
): Promise<number> {
  const began = performance.now();
  const verified = await verifyAudit({
    within: (work) => db.transaction().setAccessMode('read only').execute(work),
    counting: countByHand,
    isOwner: true,
    heads,
    atOnce: availableParallelism(),
    told: (rows) => err(`\r${rows} rows   `),
  });
  err('\n');
  report(verified, (performance.now() - began) / 1000, out);
  return verified.faults.length > 0 ? 1 : 0;
}

const mostShown = 100;

function report({ faults, batches, rows, last, late, unsealed }: Verified, seconds: number, out: Output): void {
  out(`${rows} rows in ${batches} batches, looked at in ${seconds.toFixed(1)} s.\n`);
  if (last) out(`Head: ${last.number}:${last.head}, sealed at ${last.at}\n`);
  if (unsealed.oldest) out(`${unsealed.rows} rows wait for their seal, since ${unsealed.oldest.toISOString()}.\n`);
  if (late.length > 0)
    out(
      `${late.length} batches hold rows that waited longer than 15 minutes, first ${late[0]}: the program may have stood still.\n`,
    );
  for (const fault of faults.slice(0, mostShown)) out(`${lineOf(fault)}\n`);
  if (faults.length > mostShown) out(`and ${faults.length - mostShown} more\n`);
  out(faults.length === 0 ? 'The audit is whole.\n' : `The audit is NOT whole: ${faults.length} faults.\n`);
}

const words: { [Kind in Fault['kind']]: (fault: Extract<Fault, { kind: Kind }>) => string } = {
  changed: ({ batch, table, id }) => `batch ${batch}: ${table} ${id} was changed`,
  removed: ({ batch, table, id }) => `batch ${batch}: ${table} ${id} was removed`,
  inserted: ({ batch, table, id }) => `batch ${batch}: ${table} ${id} was put in afterwards`,
  'batch-changed': ({ batch }) => `batch ${batch}: its own record was changed`,
  'chain-broken': ({ batch }) => `batch ${batch}: it does not follow the batch before it`,
  'head-missing': ({ batch, head }) =>
    `head ${batch}:${head} was published and is not in this chain: it was made anew, or this copy is older`,
  misplaced: ({ table, id }) => `${table} ${id} has a place in the order that no transaction can have`,
  'not-a-table': ({ table }) => `${table} is no table any more`,
};

/** One fault in words for whoever runs the installation. */
const lineOf = (fault: Fault): string => `FAULT ${(words[fault.kind] as (of: Fault) => string)(fault)}`;
