import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { isDemoLoaded, loadDemo } from '../../demo/load.ts';
import { demoWays } from '../../demo/people.ts';
import { startKeeper } from '../platform/backup/index.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase } from '../platform/database.ts';
import { keyRingOf } from '../platform/crypto/installationKeys.ts';
import { openVault } from '../platform/crypto/vault.ts';
import { openFiles } from '../platform/files/files.ts';
import { diskOf, type Host } from '../platform/installation/host.ts';
import { shownSettings } from '../platform/installation/shown.ts';
import { waysOut } from '../platform/outbox/message.ts';
import { originFrom } from '../platform/http/origin.ts';
import { readRoots } from '../platform/signature/roots.server.ts';
import { openLog } from '../platform/log.ts';
import { deriveSecret, secretOf } from '../platform/secret.ts';
import { todayIn } from '../platform/time/calendar.ts';
import { buildSurface, type Outside } from '../surface.ts';
import { startBackground } from './background.ts';
import { keepingOf } from './backups.ts';
import { openDatabases } from './databases.ts';
import { tellOfSettings } from './installation.sql.ts';
import { listen } from './listen.ts';
import { holdTogether } from './vault.sql.ts';
import { version } from './version.ts';
import { openSignIn, type Place } from './signIn.ts';

export type Running = { address: string; hasDemo: boolean; stop: () => Promise<void> };

/** What must be undone, newest first, when the start fails or the program ends. */
function undoing() {
  const steps: (() => Promise<unknown>)[] = [];
  return {
    later: (step: () => Promise<unknown>) => void steps.unshift(step),
    now: async () => {
      for (const step of steps.splice(0)) await step();
    },
  };
}

/** Starts everything: database, migrations, demonstration, web server, jobs. */
export async function startYntymaq(config: Config, say: (line: string) => void): Promise<Running> {
  const undo = undoing();
  try {
    return await start(config, say, undo);
  } catch (error) {
    await undo.now();
    throw error;
  }
}

async function start(config: Config, say: (line: string) => void, undo: ReturnType<typeof undoing>): Promise<Running> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o711 });
  const secret = secretOf(config);
  const databases = await openDatabases({ config, secret, say });
  undo.later(databases.stop);
  const place = { origin: config.origin ?? '' };
  const outside = openOutside({ config, secret, urls: databases.urls, undo, place });
  await holdTogether(databases.ownerUrl, outside.vault);
  let hasDemo = false;
  // The demonstration is loaded through the doors that people use, by a few of them within a minute.
  let isOpen = false;
  const limits = () => (isOpen ? config.limits : { perAddress: 0, perPerson: 0 });
  const workerDb = openDatabase(databases.urls.worker, 3);
  undo.later(() => workerDb.destroy());
  const reports = config.smsSecret === undefined ? undefined : { db: workerDb, secret: config.smsSecret };
  const app = await buildSurface({ ...outside, limits, reports, signIns: () => (hasDemo ? demoWays : []) });
  undo.later(() => app.close());
  if (config.mode === 'production' && (await isDemoLoaded(databases.ownerUrl)))
    throw new CannotStart(
      'the database holds the demonstration, whose passwords everybody knows: use another in production',
    );
  if (config.hasDemo) await loadDemo({ auth: outside.signIn.auth, app, ownerUrl: databases.ownerUrl, say });
  hasDemo = await isDemoLoaded(databases.ownerUrl);
  isOpen = true;
  const address = await listen(app, { host: config.host, port: config.port, say });
  place.origin ||= address;
  await tellOfSettings(databases.ownerUrl, { mail: config.mail !== undefined, protection: config.protection });
  const behind = { ...outside, ownerUrl: databases.ownerUrl, workerDb, origin: () => place.origin };
  if (config.hasJobs) undo.later(await startBackground(config, { ...behind, now: outside.clock.now }));
  undo.later(await keepBackups(config, behind));
  return { address: config.origin ?? address, hasDemo, stop: undo.now };
}

/** Returns how to stop it. */
async function keepBackups(
  config: Config,
  { ownerUrl, vault, log }: Pick<Outside, 'vault' | 'log'> & { ownerUrl: string },
): Promise<() => Promise<void>> {
  const { folder } = config.backup;
  if (folder === undefined) return async () => {};
  const keeping = await keepingOf({ config, folder, ownerUrl, ring: keyRingOf(config), vault });
  return startKeeper(keeping, log).stop;
}

/** What administrators may see of the machine and the program. */
const hostOf = (config: Config, startedAt: Date): Host => ({
  version,
  startedAt,
  settings: shownSettings(process.env),
  waysOut: waysOut(config),
  disk: diskOf(config.dataFolder),
});

type Opening = {
  config: Config;
  secret: string;
  urls: { app: string; public: string; auth: string };
  undo: ReturnType<typeof undoing>;
  place: Place;
};

function openOutside({ config, secret, urls, undo, place }: Opening): Outside {
  const db = openDatabase(urls.app, 20);
  const publicDb = openDatabase(urls.public);
  const vault = openVault(join(config.dataFolder, 'vault'), keyRingOf(config));
  const signIn = openSignIn({ config, secret, databaseUrl: urls.auth, vault, place });
  undo.later(async () => {
    await Promise.all([db.destroy(), publicDb.destroy(), signIn.close()]);
    vault.close();
  });
  const now = () => new Date();
  return {
    db,
    publicDb,
    signIn,
    vault,
    files: openFiles({ folder: join(config.dataFolder, 'files'), secret: deriveSecret(secret, 'files'), vault }),
    clock: { now, today: () => todayIn(config.zone, now()), newId: uuidv7 },
    originOf: originFrom(config.origin),
    maxUpload: config.maxUpload,
    isProduction: config.mode === 'production',
    proxies: config.proxies,
    host: hostOf(config, now()),
    isOutgoingNear: config.isOutgoingNear,
    signatureRoots: config.signatureRoots === undefined ? undefined : readRoots(config.signatureRoots),
    log: openLog(config.logLevel),
  };
}
