import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toGold, type GoldFact } from '../src/reader/gold.ts';
import { readDocument } from '../src/reader/index.ts';

/**
 * Scores the reader against hand-made gold facts and measures its speed: `node bench/reader.ts [SHARED]`, where SHARED
 * holds `documents/` and `conformance/reader/` (by default the folder `shared` beside the repository).
 */
const shared = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared');
const kinds = ['money', 'count', 'date', 'period', 'instrument', 'commitment', 'delivery', 'furniture'] as const;

interface Score {
  core: number;
  found: number;
  right: number;
  read: number;
  matched: number;
}

function overlaps(a: GoldFact, b: GoldFact): boolean {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common / Math.min(a.end - a.start, b.end - b.start) >= 0.6;
}

const fields: Readonly<Record<string, readonly string[]>> = {
  money: ['amount', 'currency', 'comparator'],
  count: ['value', 'comparator', 'role'],
  date: ['iso', 'precision', 'role'],
  period: ['from', 'until', 'duration'],
  instrument: ['type'],
  commitment: ['status'],
  delivery: ['status'],
  furniture: [],
};

function sameFields(gold: GoldFact, read: GoldFact): boolean {
  return (fields[gold.kind] ?? []).every((field) => (gold[field] ?? null) === (read[field] ?? null));
}

function scoreDocument(name: string, scores: Map<string, Score>): string[] {
  const gold = readFileSync(join(shared, 'conformance/reader', `${name}.gold.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): GoldFact => JSON.parse(line));
  const read = toGold(readDocument(readFileSync(join(shared, 'documents', `${name}.txt`))));
  const notes: string[] = [];
  for (const kind of kinds) {
    const score = scores.get(kind) ?? { core: 0, found: 0, right: 0, read: 0, matched: 0 };
    const own = gold.filter((fact) => fact.kind === kind);
    const drafts = read.filter((fact) => fact.kind === kind);
    for (const fact of own.filter((each) => each['core'] === true)) {
      const hits = drafts.filter((draft) => overlaps(fact, draft));
      const isRight = hits.some((draft) => sameFields(fact, draft));
      score.core++;
      if (hits.length > 0) score.found++;
      if (isRight) score.right++;
      else notes.push(`${hits.length > 0 ? 'differs' : 'missing'}  ${fact.id}  ${fact.quote.slice(0, 80)}`);
    }
    score.read += drafts.length;
    for (const draft of drafts) {
      if (own.some((fact) => overlaps(fact, draft))) score.matched++;
      else if (kind !== 'furniture') notes.push(`extra    ${draft.id}  ${draft.quote.slice(0, 80)}`);
    }
    scores.set(kind, score);
  }
  return notes;
}

function scoreAll(): void {
  const scores = new Map<string, Score>();
  const names = readdirSync(join(shared, 'documents')).filter((file) => file.endsWith('.txt'));
  const notes = names.flatMap((file) => scoreDocument(file.replace('.txt', ''), scores));
  console.log(notes.join('\n'));
  const rows = [...scores].map(([kind, { core, found, right, read, matched }]) => ({
    kind,
    'core facts': core,
    found,
    'found, fields right': right,
    recall: core === 0 ? null : Number((found / core).toFixed(2)),
    drafts: read,
    precision: read === 0 ? null : Number((matched / read).toFixed(2)),
  }));
  console.table(rows);
}

function measureSpeed(): void {
  const documents = join(shared, 'documents');
  const source = existsSync(documents)
    ? readdirSync(documents).map((file) => readFileSync(join(documents, file), 'utf8'))
    : ['Клиника екі жыл ішінде 2700-ден астам адамды тегін қарады. Келісімге 2018 жылы қол қойылды.\n'];
  const page = source.join('\n');
  const large = new TextEncoder().encode(page.repeat(Math.ceil(5e6 / page.length)));
  const started = performance.now();
  const claims = readDocument(large).claims.length;
  const seconds = (performance.now() - started) / 1000;
  const times = Array.from({ length: 100 }, () => timeOf(new TextEncoder().encode(source[0] ?? '')));
  times.sort((a, b) => a - b);
  console.log(
    `${(large.length / 1e6 / seconds).toFixed(2)} MB/s (${(large.length / 1e6).toFixed(1)} MB, ${claims} claims)`,
  );
  console.log(`one page: median ${times[50]?.toFixed(1)} ms, p95 ${times[95]?.toFixed(1)} ms`);
}

function timeOf(bytes: Uint8Array): number {
  const started = performance.now();
  readDocument(bytes);
  return performance.now() - started;
}

if (existsSync(join(shared, 'conformance/reader'))) scoreAll();
else console.log(`No gold facts in ${shared}: speed only.`);
measureSpeed();
