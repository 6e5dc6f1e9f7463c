/**
 * `node bench/folder.ts [pages]`: takes in a folder of generated pages in several languages, in a database of its own, and
 * prints pages a second and the most memory that was held. Half of them are texts and web pages, a quarter PDF, a quarter
 * Word files; one page in ten reprints another.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import pg from 'pg';
import { intakeFolder } from '../src/modules/documents/index.ts';
import { openVault } from '../src/platform/crypto/vault.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openFetch } from '../src/platform/fetch/fetch.server.ts';
import { openFiles } from '../src/platform/files/files.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { docxOf, linesFrom, pdfOf } from '../test/papers.ts';

const pages = Number(process.argv[2] ?? 2000);
const sentences: readonly (readonly string[])[] = [
  [
    'Облыс әкімі мен бас консул денсаулық сақтау саласындағы ынтымақтастықты талқылады.',
    'Екі жылда {n}-ден астам адам тегін қаралып, {m} операция жасалды.',
    'Әкім емхана ашуға барлық жағдайды жасауға уәде берді.',
    'Дәрігерлерге арнап {m} шеберлік сабағы өтті.',
  ],
  [
    'Министр встретился с послом и обсудил сотрудничество в области здравоохранения.',
    'За два года бесплатно осмотрено более {n} человек, проведено {m} операций.',
    'Стороны договорились рассмотреть вопрос об открытии клиники.',
    'Для врачей провели {m} мастер-классов.',
  ],
  [
    'Вазир элчи билан учрашиб, соғлиқни сақлаш соҳасидаги ҳамкорликни муҳокама қилди.',
    'Икки йилда {n} нафардан ортиқ киши бепул кўрикдан ўтди, {m} та операция қилинди.',
    'Томонлар клиника очиш масаласини кўриб чиқишга келишди.',
  ],
  [
    'The minister met the ambassador and discussed cooperation in health care.',
    'In two years more than {n} people were examined free of charge and {m} operations were performed.',
    'The sides agreed to consider opening a clinic together.',
  ],
];

/** The same numbers in every run. */
let state = 20_261_122;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state % below;
}
const word = (): string => Array.from({ length: 4 + random(5) }, () => 'абвгдеклмнопрст'[random(15)]).join('');
const sentence = (language: number): string => {
  const all = sentences[language % sentences.length] ?? [];
  const text = all[random(all.length)] ?? '';
  return `${text.replace('{n}', String(100 + random(9000))).replace('{m}', String(2 + random(90)))} ${word()} ${word()} ${word()} ${word()}.`;
};
const article = (language: number): string[] => Array.from({ length: 8 + random(12) }, () => sentence(language));

function fileOf(kind: number, lines: readonly string[]): [string, Uint8Array] {
  const title = `${word()} ${word()} ${word()} ${word()}`;
  if (kind === 2)
    return ['pdf', pdfOf([linesFrom(lines.flatMap((line) => line.match(/.{1,80}(?:\s|$)/g) ?? []).slice(0, 45))])];
  if (kind === 3) return ['docx', docxOf({ title, paragraphs: lines })];
  if (kind === 1)
    return [
      'html',
      Buffer.from(
        `<!doctype html><meta charset=utf-8><nav><a href=/>Басты бет</a></nav><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('\n')}`,
      ),
    ];
  return ['txt', Buffer.from([title, ...lines].join('\n\n'))];
}

async function writeFolder(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const known: string[][] = [];
  let bytes = 0;
  for (let number = 0; number < pages; number++) {
    const again = number > 10 && number % 10 === 0 ? known[random(known.length)] : undefined;
    const lines = again ? [...again, sentence(number)] : article(number);
    if (!again) known.push(lines);
    const [ending, content] = fileOf(number % 4, lines);
    bytes += content.byteLength;
    await writeFile(join(folder, `${String(number).padStart(5, '0')}.${ending}`), content);
  }
  return bytes;
}

/** Somebody who may take in. */
async function seat(url: string) {
  const owner = new pg.Client(url);
  await owner.connect();
  const [organisation, person, partnership, side] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await owner.query(
    `insert into organisation (id, kind, country, place, names, is_demo, version, changed_at)
     values ($1, 'ministry', 'KZ', null, '{"kk":"Ұйым"}', false, 1, now())`,
    [organisation],
  );
  await owner.query(`insert into auth."user" values ($1, 'Somebody', 'somebody@example.org', true)`, [person]);
  await owner.query(
    `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '1 day', 'bench', now(), $2)`,
    [uuidv7(), person],
  );
  await owner.query(`insert into membership values ($1, $2, 'officer')`, [person, organisation]);
  await owner.query(
    `insert into partnership (id, slug, names, summary, owner_organisation, visibility, is_demo, version, changed_at)
     values ($1, 'bench', '{"kk":"Өлшем"}', '{}', $2, 'partnership', false, 1, now())`,
    [partnership, organisation],
  );
  await owner.query('insert into side values ($1, $2, 0, $3)', [side, partnership, { kk: 'Біз' }]);
  await owner.query('insert into side_organisation values ($1, $2, $3)', [partnership, organisation, side]);
  await owner.end();
  return { organisation, partnership };
}

const work = await mkdtemp(join(tmpdir(), 'yntymaq-bench-'));
const server = await startEmbeddedPostgres(join(work, 'data'), { log: () => undefined });
try {
  const folder = join(work, 'pages');
  const bytes = await writeFolder(folder);
  const owner = server.urlFor('postgres', 'postgres');
  await migrate(owner);
  const { organisation, partnership } = await seat(owner);
  const vault = openVault(join(work, 'vault'), [{ id: 'bench', key: randomBytes(32) }]);
  const db = openDatabase(server.urlFor('yntymaq_app', 'postgres'), 5);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 100);
  const run = async () => {
    const started = performance.now();
    const counts = await intakeFolder({
      db,
      credentials: { token: 'bench', organisation },
      vault,
      files: openFiles({ folder: join(work, 'files'), secret: 'bench', vault }),
      clock: { now: () => new Date(), today: () => '2026-11-22', newId: uuidv7 },
      maxUpload: 20_000_000,
      fetchPage: openFetch(),
      folder,
      partnership,
      atOnce: availableParallelism(),
      told: () => undefined,
    });
    return { counts, seconds: (performance.now() - started) / 1000 };
  };
  const [first, second] = [await run(), await run()];
  clearInterval(watch);
  await db.destroy();
  const client = new pg.Client(owner);
  await client.connect();
  const { rows } = await client.query(
    'select count(*)::int as claims, (select count(distinct release_id)::int from document_release) as releases from claim',
  );
  await client.end();
  console.log(`${pages} files, ${(bytes / 1_000_000).toFixed(1)} MB, ${availableParallelism()} at once`);
  console.log(`first:  ${(pages / first.seconds).toFixed(1)} pages/s (${first.seconds.toFixed(1)} s)`, first.counts);
  console.log(`again:  ${(pages / second.seconds).toFixed(1)} pages/s (${second.seconds.toFixed(1)} s)`, second.counts);
  console.log(`claims: ${rows[0].claims}, releases: ${rows[0].releases}`);
  console.log(`memory: ${(most / 1_000_000).toFixed(0)} MB at most`);
} finally {
  await server.stop();
  await rm(work, { recursive: true, force: true });
}
