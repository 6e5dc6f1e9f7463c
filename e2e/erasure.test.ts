import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedIin } from '../demo/patients.ts';
import { readKeyRing } from '../src/platform/crypto/keyRing.ts';
import { KeyDestroyed, openVault, type Vault } from '../src/platform/crypto/vault.ts';
import { reachEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { query } from '../test/postgres.ts';
import { type Program, startProgram } from '../test/program.ts';
import { loadedFolder } from './product.ts';
import { type Staff, signIn } from './staff.ts';

/** Who is erased: words that stand nowhere else. */
const [family, given, phone, number] = ['Жойылғанбекова', 'Сынақгүл', '+7 799 888 77 66', inventedIin(7731)];
const inTheFile = 'Жойылғанбекованың қолы, 7731-сынақ';
const secrets = [family, given, phone, phone.replaceAll(' ', ''), number, inTheFile, 'Zhoiylganbekova'];
/** Texts may lie in a file as they are, and bytes in a log of Postgres as hexadecimal. */
const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex')]);

let root: string;
let program: Program;
let said = '';
const at = (...parts: string[]): string => path.join(root, ...parts);
const start = (home: string, settings: Record<string, string> = {}): Program =>
  startProgram({ settings: { YNTYMAQ_DATA: at(home), YNTYMAQ_LOG: 'trace', ...settings } });
const stop = async (): Promise<void> => {
  await program.end('SIGTERM');
  said += program.said();
};
async function run(...args: string[]): Promise<string> {
  const settings = { YNTYMAQ_DATA: at('lived'), YNTYMAQ_BACKUP: at('backups'), YNTYMAQ_LOG: 'trace' };
  const started = startProgram({ settings, command: [process.execPath, path.resolve('src/cli.ts'), ...args] });
  const status = await started.ended;
  said += started.said();
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${started.said()}`);
  return started.said();
}
const ask = (home: string, statement: string, values: unknown[] = []) =>
  query(reachEmbeddedPostgres(at(home)).urlFor('postgres', 'yntymaq'), statement, values);

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'yntymaq-erasure-'));
  await chmod(root, 0o755);
  execFileSync('cp', ['-a', process.env[loadedFolder] ?? '', at('lived')]);
  program = start('lived', { YNTYMAQ_BACKUP: at('backups') });
  await program.address;
});
afterAll(async () => {
  if (program.child.exitCode === null) await program.end('SIGTERM');
  await rm(root, { recursive: true, force: true });
});

const identity = {
  names: [{ family, given, patronymic: null, tag: 'kk', by: 'document' }],
  identifiers: [{ system: 'kz_iin', country: 'KZ', value: number }],
  birthDate: '1987-03-05',
  sex: 'female',
  phone,
  address: null,
  languages: ['kk'],
  representatives: [],
  deceased: null,
};
type Id = { id: string };
type Known = { patient: string; evidence: string };

/** A patient with a consent and a scan that proves it. */
async function registered(doctor: Staff): Promise<Known> {
  const { body: patient } = await doctor.post<Id>('/patients', { identity });
  const texts = await doctor.get<{ id: string; purpose: string }[]>('/consents/texts');
  const text = texts.body.find(({ purpose }) => purpose === 'treatment')?.id;
  const { body: consent } = await doctor.post<Id>(`/patients/${patient.id}/consents`, {
    purpose: 'treatment',
    receivingCountry: 'KR',
    receivingOrganisation: null,
    text,
    givenBy: 'patient',
    representative: null,
    givenHow: 'paper',
    givenOn: '2026-01-15',
    from: null,
    until: null,
    witness: `${given} ${family}`,
    supersedes: null,
  });
  const scan = new FormData();
  scan.set('file', new File([`%PDF-1.7 ${inTheFile}`], 'scan.pdf', { type: 'application/pdf' }));
  const { body: evidence } = await doctor.post<Id>(`/consents/${consent.id}/evidence`, scan);
  return { patient: patient.id, evidence: evidence.id };
}

const searched = (staff: Staff) => staff.post('/patients/search', { identifier: identity.identifiers[0] });

/** What of the person lies in these folders, as it is or in hexadecimal. */
function foundIn(...folders: string[]): string {
  const words = needles.flatMap((needle) => ['-e', needle]);
  try {
    return execFileSync('grep', ['-rlaF', ...words, ...folders.map((folder) => at(folder))], { encoding: 'utf8' });
  } catch (error) {
    if ((error as { status?: number }).status === 1) return '';
    throw error;
  }
}

async function vaultIn(home: string, file = at(home, 'vault')): Promise<Vault> {
  const ring = readKeyRing(await readFile(at(home, 'keys'), 'utf8'));
  if (!ring) throw new Error('no keys');
  return openVault(file, ring);
}

/** The bytes about the person as a restored installation has them. */
async function sealedIn(home: string, { patient, evidence }: Known) {
  const [row] = await ask(home, 'select identity from patient where id = $1', [patient]);
  const [file] = await ask(home, 'select address from consent_evidence where id = $1', [evidence]);
  const address = String(file?.['address']);
  const [place = ''] = execFileSync('find', [at(home, 'files'), '-name', `${address}*`], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  return { row: row?.['identity'] as Buffer, file: await readFile(place), about: `file ${address}` };
}

test('who was erased cannot be read from the database, files, the log of the program, or a backup taken before and restored', async () => {
  const promote = `update membership set role = 'coordinator' where person =
    (select id from auth."user" where email = 'doctor@ulgi.example')`;
  await ask('lived', promote);
  const address = await program.address;
  const [doctor, second] = [
    await signIn(address, 'doctor@ulgi.example'),
    await signIn(address, 'coordinator@ulgi.example'),
  ];
  const known = await registered(doctor);
  expect((await second.get(`/patients/${known.patient}`)).text).toContain(family);
  expect((await second.get(`/evidence/${known.evidence}`)).text).toContain(inTheFile);

  const outcomes = () => ask('lived', `select outcome from backup_run where outcome = 'done'`);
  await expect.poll(outcomes, { timeout: 40_000 }).not.toEqual([]);
  expect(await run('backup')).toContain('is in');
  await copyFile(at('lived', 'vault'), at('vault before'));
  await copyFile(at('lived', 'vault-wal'), at('vault before-wal')).catch(() => undefined);
  // A copy of the backups as they are now, which somebody keeps elsewhere: the log that follows never gets there.
  execFileSync('cp', ['-a', at('backups'), at('elsewhere')]);
  const vaultThen = await readFile(at('backups', 'vault'));

  const asked = await doctor.post<Id>(`/patients/${known.patient}/erasure`, { askedBy: 'patient' });
  expect(asked.status).toBe(201);
  const decided = { decision: 'approved', ground: null };
  expect((await doctor.post(`/erasures/${asked.body.id}/decision`, decided)).status).toBe(403);
  expect((await second.post(`/erasures/${asked.body.id}/decision`, decided)).status).toBe(200);
  expect((await second.get(`/patients/${known.patient}`)).body).toMatchObject({ identity: null });
  expect((await searched(second)).body).toEqual({ items: [], elsewhere: [] });

  // The one copy of the vault that backups keep follows by itself, wherever they are.
  const isAsBefore = async () => vaultThen.equals(await readFile(at('backups', 'vault')));
  await expect.poll(isAsBefore, { timeout: 30_000, interval: 250 }).toBe(false);
  await copyFile(at('backups', 'vault'), at('elsewhere', 'vault'));
  await stop();
  expect(foundIn('lived', 'backups', 'elsewhere')).toBe('');

  await mkdir(at('restored'));
  await copyFile(at('lived', 'keys'), at('restored', 'keys'));
  expect(await run('restore', '--from', at('elsewhere'), '--into', at('restored'))).toContain('Restored into');
  program = start('restored');
  const reader = await signIn(await program.address, 'coordinator@ulgi.example');
  const bytes = await sealedIn('restored', known);

  // The bytes do hold the person: the keys of before, which nobody keeps, would open them.
  const before = await vaultIn('lived', at('vault before'));
  const subject = `patient:${known.patient}` as const;
  expect(before.open(subject, bytes.row, 'patient.identity').toString()).toContain(family);
  expect(before.open(subject, bytes.file, bytes.about).toString()).toContain(inTheFile);
  before.close();
  const restored = await vaultIn('restored');
  expect(() => restored.open(subject, bytes.row, 'patient.identity')).toThrow(KeyDestroyed);
  expect(() => restored.open(subject, bytes.file, bytes.about)).toThrow(KeyDestroyed);
  expect(restored.isDestroyed(subject)).toBe(true);
  restored.close();

  const page = await reader.get(`/patients/${known.patient}`);
  expect(page.body).toMatchObject({ identity: null });
  const evidence = await reader.get(`/evidence/${known.evidence}`);
  expect(evidence.status).toBe(404);
  const held = await reader.get(`/patients/${known.patient}/held?format=json`);
  expect(held.status).toBe(409);
  const [recent, search] = [await reader.get('/patients'), await searched(reader)];
  expect([recent.status, search.status]).toEqual([200, 200]);
  for (const { text } of [page, evidence, held, recent, search])
    for (const secret of secrets) expect(text).not.toContain(secret);
  await stop();
  expect(foundIn('restored')).toBe('');
  // Each request is in the log, and says nothing of the person.
  expect(said.match(/"msg":"answered"/g)?.length).toBeGreaterThan(15);
  for (const needle of needles) expect(said).not.toContain(needle);
}, 150_000);
