import { readFile, stat } from 'node:fs/promises';
import { type Claim, readDocument, type Reading } from './reader/index.ts';
import { toGold } from './reader/gold.ts';

/** Where a command writes: standard output, standard error, or a test's own. */
type Output = (text: string) => void;

const usage =
  'Usage: yntymaq read FILE… [--json]\nReads pages (text or HTML) and prints the claims drafted from them.\n';
const largestFile = 50 * 1024 * 1024;

/**
 * `yntymaq read FILE… [--json]`: a table for people, or one JSON document for each file, one a line.
 * Answers the exit code: 0, 1 where a file could not be read, 2 for wrong usage.
 */
export async function readFiles(args: readonly string[], out: Output, err: Output): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('--'));
  const files = args.filter((arg) => !arg.startsWith('--'));
  const unknown = options.find((option) => option !== '--json' && option !== '--help');
  if (options.includes('--help')) {
    out(usage);
    return 0;
  }
  if (unknown !== undefined || files.length === 0) {
    err(unknown === undefined ? usage : `Unknown option ${unknown}\n${usage}`);
    return 2;
  }
  let code = 0;
  for (const file of files) {
    const bytes = await load(file);
    if (typeof bytes === 'string') {
      err(`${bytes}\n`);
      code = 1;
    } else print(file, readDocument(bytes, hintsFor(file)), { out, json: options.includes('--json') });
  }
  return code;
}

function hintsFor(file: string): { mediaType?: 'text/html' } {
  return /\.x?html?$/i.test(file) ? { mediaType: 'text/html' } : {};
}

/** The bytes of a file, or one line that says why not. */
async function load(file: string): Promise<Uint8Array | string> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return `${file}: is a folder; name the files in it`;
    if (about.size > largestFile) return `${file}: larger than ${largestFile / 1024 / 1024} MB; not read`;
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return `${file}: no such file`;
    if (code === 'EACCES' || code === 'EPERM') return `${file}: may not be read (permission)`;
    return `${file}: could not be read (${String(code ?? error)})`;
  }
}

function print(file: string, reading: Reading, to: { out: Output; json: boolean }): void {
  if (to.json) {
    const { encoding, mediaType, language, published, problems } = reading;
    to.out(`${JSON.stringify({ file, encoding, mediaType, language, published, problems, facts: toGold(reading) })}\n`);
    return;
  }
  to.out(`${file}\n  ${reading.language}, ${reading.encoding}, published ${reading.published ?? 'unknown'}\n`);
  for (const claim of reading.claims) to.out(`  ${row(claim)}\n`);
  for (const problem of reading.problems) {
    to.out(`  problem: ${problem.code}${problem.start === undefined ? '' : ` at ${problem.start}`}\n`);
  }
  if (reading.claims.length === 0) to.out('  no claims\n');
}

const signs = { eq: '', gt: '> ', ge: '≥ ', lt: '< ', le: '≤ ', approx: '≈ ' } as const;

function row(claim: Claim): string {
  const quote = claim.quote.replaceAll(/\s+/g, ' ');
  const short = quote.length > 90 ? `${quote.slice(0, 89)}…` : quote;
  return `${claim.kind.padEnd(11)}${summary(claim).padEnd(38)} ${String(claim.start).padStart(6)}–${claim.end}  ${short}`;
}

function summary(claim: Claim): string {
  switch (claim.kind) {
    case 'money':
      return `${signs[claim.value.comparator]}${claim.value.currency} ${claim.value.amount} ${claim.value.role ?? ''}`;
    case 'count':
    case 'capacity': {
      const { value, comparator, max, per, what, measure } = claim.value;
      const range = max === undefined ? `${signs[comparator]}${value}` : `${value}–${max}`;
      return `${range}${per ? ` per ${per}` : ''} ${measure ?? what} (${claim.value.role})`;
    }
    case 'date':
      return `${claim.value.modifier ?? ''} ${claim.value.edtf} (${claim.value.role})`.trim();
    case 'period':
      return claim.value.duration ?? `${claim.value.from ?? '..'} to ${claim.value.until ?? '..'}`;
    case 'instrument':
      return `${claim.value.type} (${claim.value.draft ? 'draft' : (claim.value.strength ?? 'named')})`;
    case 'commitment':
      return claim.value.strength;
    case 'delivery':
    default:
      return claim.value.status;
  }
}
