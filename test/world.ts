import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { inject } from 'vitest';
import type { Powers, Role } from '../src/permissions.ts';
import { openAuth, type SignInSetup } from '../src/platform/auth/auth.ts';
import { openDatabase } from '../src/platform/database.ts';
import type { FetchPage } from '../src/platform/fetch/fetch.server.ts';
import { readKeyRing } from '../src/platform/crypto/keyRing.ts';
import { openVault } from '../src/platform/crypto/vault.ts';
import { openFiles } from '../src/platform/files/files.ts';
import { openLog } from '../src/platform/log.ts';
import { buildSurface, type Outside } from '../src/surface.ts';
import { databaseAt, query, whileLocked } from './postgres.ts';

const origin = 'http://yntymaq.test';
const secret = 'a secret that only the tests of this file know';
/** The moment at which every test happens, and its day in Almaty. */
export const now = new Date('2026-11-21T09:00:00Z');
export const today = '2026-11-21';

/** Somebody with a session and a role in an organisation. */
export type Someone = { person: string; organisation: string; cookie: string };
type Edges = Pick<Outside, 'proxies' | 'limits'> & Partial<Pick<Outside, 'log' | 'isProduction'>>;
type Options = Edges &
  Pick<Outside, 'signatureRoots' | 'isOutgoingNear'> & {
    maxUpload?: number;
    fetchPage?: FetchPage;
    signIn?: Pick<SignInSetup, 'ministry' | 'sendLink' | 'origin'>;
  };

/** The whole application for one test file: a database of its own, reached by the roles that serve requests. */
export async function startWorld({ maxUpload = 1_000_000, fetchPage, signIn: ways, ...edges }: Options = {}) {
  const ownerUrl = inject('ownerUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(ownerUrl, `create database ${name} template template_yntymaq strategy file_copy`);
  // Settings of a role belong to a database, and a copy does not inherit them.
  await query(ownerUrl, `alter role yntymaq_auth in database ${name} set search_path = auth`);
  const own = databaseAt(ownerUrl, name);
  const db = openDatabase(databaseAt(ownerUrl, name, 'yntymaq_app'));
  const publicDb = openDatabase(databaseAt(ownerUrl, name, 'yntymaq_public'));
  const signIn = openAuth({ databaseUrl: databaseAt(ownerUrl, name, 'yntymaq_auth'), secret, newId: uuidv7, ...ways });
  const folder = join(tmpdir(), `yntymaq-files-${randomUUID()}`);
  const ring = readKeyRing(`test:${Buffer.alloc(32, 7).toString('base64')}`);
  if (!ring) throw new Error('the ring of the tests');
  const vault = openVault(join(folder, 'vault'), ring);
  const files = openFiles({ folder, secret, vault });
  const app = await buildSurface({
    db,
    publicDb,
    signIn,
    files,
    vault,
    clock: { now: () => now, today: () => today, newId: uuidv7 },
    originOf: () => origin,
    maxUpload,
    fetchPage,
    isProduction: false,
    log: openLog('silent'),
    ...edges,
    // From the sources, never from a build that may be older; and every figure as of now.
    site: {
      pages: async () => (await import('../src/public/render.tsx')).pages,
      figures: { fresh: 0, usable: 0 },
    },
  });
  const seeAll = (statement: string, values: unknown[] = []) => query(own, statement, values);
  const meetingAt = <T>(rowToLock: string, requests: () => Promise<T>[]) => whileLocked(own, rowToLock, requests);
  const stop = async () => {
    await app.close();
    await Promise.all([db.destroy(), publicDb.destroy(), signIn.close()]);
    vault.close();
    await query(ownerUrl, `drop database ${name} with (force)`);
    await rm(folder, { recursive: true, force: true });
  };
  const opened = { app, db, publicDb, auth: signIn.auth, vault, files, ownerUrl: own, filesFolder: folder };
  return { ...opened, stop, seeAll, meetingAt, ...peopleOf(seeAll), ...callsOf(app) };
}
export type World = Awaited<ReturnType<typeof startWorld>>;

export type SeeAll = (statement: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Makes organisations, partnerships and signed-in people, as the owner of the database. */
export function peopleOf(seeAll: SeeAll) {
  const organisation = async (names = 'Ұйым', kind = 'ministry'): Promise<string> => {
    const id = uuidv7();
    await seeAll(`insert into organisation values ($1, $2, 'KZ', null, $3, false, null, 1, now())`, [
      id,
      kind,
      { kk: names, ru: names, en: names },
    ]);
    return id;
  };
  const someone = async (role: Role, at?: string, powers: Powers = {}): Promise<Someone> => {
    const [person, token, place] = [uuidv7(), `t${randomUUID()}`, at ?? (await organisation())];
    await seeAll(`insert into auth."user" values ($1, 'Somebody', $2, true)`, [person, `${person}@example.org`]);
    await seeAll(
      `insert into auth.session (id, "expiresAt", token, "updatedAt", "userId") values ($1, now() + interval '1 hour', $2, now(), $3)`,
      [uuidv7(), token, person],
    );
    await seeAll('insert into membership (person, organisation_id, role, is_clinical) values ($1, $2, $3, $4)', [
      person,
      place,
      role,
      powers.isClinical === true,
    ]);
    if (powers.isInstallation) await seeAll('insert into installation_administrator values ($1)', [person]);
    return { person, organisation: place, cookie: `better-auth.session_token=${token}.signature` };
  };
  /** One organisation on each side, the first of which opened it. */
  const partnership = async (slug: string, sides: readonly string[], visibility = 'public') => {
    const id = uuidv7();
    const [names, summary] = [{ kk: slug, en: slug }, { kk: { text: slug, by: 'person' } }];
    await seeAll(`insert into partnership values ($1, $2, $3, $4, $5, $6, false, 1, now())`, [
      id,
      slug,
      names,
      summary,
      sides[0],
      visibility,
    ]);
    const sideIds: string[] = [];
    for (const [position, seated] of sides.entries()) {
      const side = uuidv7();
      await seeAll('insert into side values ($1, $2, $3, $4)', [side, id, position, { kk: `${position}` }]);
      await seeAll('insert into side_organisation values ($1, $2, $3)', [id, seated, side]);
      sideIds.push(side);
    }
    return { id, slug, sides: sideIds };
  };
  return { organisation, someone, partnership };
}

type App = Awaited<ReturnType<typeof buildSurface>>;
type Payload = object | Buffer;

/** Requests in somebody's name. */
function callsOf(app: App) {
  const as = ({ cookie }: Pick<Someone, 'cookie'>) => ({
    get: (url: string, extra: Record<string, string> = {}) =>
      app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie, ...extra } }),
    /** Each post has a key of its own; give `extra` to repeat one. */
    post: (url: string, payload: Payload, extra: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: `/api${url}`,
        headers: { cookie, 'idempotency-key': randomUUID(), ...extra },
        payload,
      }),
  });
  return { as };
}
