import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseAt, query } from '../../../test/postgres.ts';
import { type Someone, startWorld, type World } from '../../../test/world.ts';
import { asService, openDatabase } from '../../platform/database.ts';
import { askForBackup, askForDrill } from '../../platform/backup/jobs.ts';
import { beginRun, endRun, keepState } from '../../platform/backup/backup.sql.ts';

let world: World;
let keeper: Someone;
let administrator: Someone;

beforeAll(async () => {
  world = await startWorld();
  keeper = await world.someone('viewer', undefined, { isInstallation: true });
  administrator = await world.someone('administrator');
});
afterAll(() => world.stop());

async function loginAs(role: string): Promise<string> {
  const [found] = await world.seeAll('select current_database() as name');
  return databaseAt(world.ownerUrl, String(found?.['name']), role);
}

const state = {
  place: '/backups',
  isEmbedded: true,
  reachedAt: new Date(),
  spool: { pieces: 0, bytes: 0 },
  problem: null,
};
const standing = async () => (await world.as(keeper).get('/backups')).json();

test('before a folder is set the page says so, and nothing can be asked for', async () => {
  expect(await standing()).toMatchObject({ place: null, alarms: ['not_set'], runs: [], lastGood: null });
  const refused = await world.as(keeper).post('/backups/runs', { kind: 'backup' });
  expect([refused.statusCode, refused.json().type]).toEqual([409, '/problems/backups-not-set']);
});

test('a backup is asked for once, however often somebody presses, and by the clock besides', async () => {
  await keepState(world.ownerUrl, state);
  for (let press = 0; press < 3; press += 1)
    expect((await world.as(keeper).post('/backups/runs', { kind: 'backup' })).statusCode).toBe(202);
  const worker = openDatabase(await loginAs('yntymaq_worker'), 1);
  for (const job of [askForBackup({ at: '* * * * *' }), askForDrill({ drillAt: '* * * * *' })])
    await asService(worker, { service: job.name, organisation: null }, (tx) => job.work(tx, new Date()));
  await worker.destroy();
  expect(await world.seeAll('select kind, asked_by from backup_run order by kind')).toEqual([
    { kind: 'backup', asked_by: keeper.person },
    { kind: 'drill', asked_by: null },
  ]);
  expect(await world.seeAll(`select person, action from event where subject = 'backup_run'`)).toEqual([
    { person: keeper.person, action: 'asked' },
  ]);
  expect(await standing()).toMatchObject({ alarms: ['none'], runs: [{ outcome: null }, { outcome: null }] });
});

test('the page shows the last good backup and the last drill, with size, and is quiet when all is well', async () => {
  const backup = await beginRun(world.ownerUrl, 'backup');
  await endRun(world.ownerUrl, backup, {
    outcome: 'done',
    backup: '20261122T041500Z-1a2b3c4d',
    bytes: 5_000_000,
    files: 3,
  });
  const drill = await beginRun(world.ownerUrl, 'drill');
  await endRun(world.ownerUrl, drill, { outcome: 'done', rowsRead: 1234, isChainWhole: true });
  expect(await standing()).toMatchObject({
    alarms: [],
    lastGood: { id: backup, isAskedByPerson: true, bytes: 5_000_000, files: 3 },
    lastDrill: { id: drill, isAskedByPerson: false, rowsRead: 1234, isChainWhole: true },
  });
  const failed = await beginRun(world.ownerUrl, 'backup');
  await endRun(world.ownerUrl, failed, { outcome: 'refused', why: 'disk-full' });
  await keepState(world.ownerUrl, { ...state, problem: 'disk-full' });
  expect(await standing()).toMatchObject({ alarms: ['problem'], lastGood: { id: backup }, problem: 'disk-full' });
});

test('an administrator of an organisation, and nobody, see nothing of it and ask for nothing', async () => {
  expect((await world.as(administrator).get('/backups')).statusCode).toBe(403);
  expect((await world.as(administrator).post('/backups/runs', { kind: 'drill' })).statusCode).toBe(403);
  expect((await world.as({ cookie: '' }).get('/backups')).statusCode).toBe(401);
});

test('neither the application nor the anonymous role can write a result or read a row by SQL', async () => {
  for (const role of ['yntymaq_app', 'yntymaq_worker', 'yntymaq_public', 'yntymaq_auth']) {
    const url = await loginAs(role);
    await expect(query(url, `update public.backup_run set outcome = 'done'`)).rejects.toThrow('permission denied');
    await expect(query(url, 'delete from public.backup_run')).rejects.toThrow('permission denied');
    await expect(query(url, 'update public.backup_state set problem = null')).rejects.toThrow('permission denied');
    const insert = `insert into public.backup_run (id, kind, asked_at) values (gen_random_uuid(), 'drill', now())`;
    await expect(query(url, insert)).rejects.toThrow(/permission denied|row-level security/);
    const seen = await query(url, 'select * from public.backup_run').catch(() => []);
    expect(seen).toEqual([]);
  }
});
