import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { type Auth, addPerson } from '../src/platform/auth/auth.ts';
import type { DemoPartnership } from './bulletin.ts';
import { insertDirectory, insertMembership, isEmpty, progressOfDemo, setProgressOfDemo } from './directory.sql.ts';
import { demoPartnerships } from './partnerships.ts';
import { enterMissions } from './missions.ts';
import { enterPatients } from './patients.ts';
import { demoPassword, demoPeople } from './people.ts';
import { recordMeeting, showToAll } from './record.ts';
import { enterReferrals } from './referrals.ts';
import { review } from './review.ts';
import { type Session, sessionAt } from './session.ts';

type Loading = { app: FastifyInstance; auth: Auth; ownerUrl: string; say: (line: string) => void };

async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Whether this database holds the demonstration, whose passwords everybody knows. */
export const isDemoLoaded = (ownerUrl: string): Promise<boolean> =>
  asOwner(ownerUrl, async (owner) => (await progressOfDemo(owner)) !== undefined);

/** Partnerships have nothing to do with one another, so they are entered side by side; all of them end before this does. */
async function enterPartnerships(app: FastifyInstance): Promise<void> {
  const sessions = new Map<string, Session>();
  for (const { by } of demoPartnerships)
    if (!sessions.has(by)) sessions.set(by, await sessionAt(app, { email: by, password: demoPassword }));
  const entering = demoPartnerships.map(async (partnership) => {
    const session = sessions.get(partnership.by);
    if (session) await enterPartnership(session, partnership);
  });
  for (const ended of await Promise.allSettled(entering)) if (ended.status === 'rejected') throw ended.reason;
}

/** Its meeting with what was said there, then its bulletins, whose claims prove that. */
async function enterPartnership(session: Session, partnership: DemoPartnership): Promise<void> {
  const known = await recordMeeting(session, partnership);
  for (const bulletin of partnership.bulletins) {
    const bytes = await readFile(join(import.meta.dirname, 'bulletins', bulletin.file));
    await review(session, { slug: partnership.slug, known, bulletin, bytes });
  }
  await showToAll(session, known);
}

/**
 * Fills an empty database with the demonstration, through the same doors as people: a bulletin is taken in, its drafts
 * are accepted, the result is published. An interrupted load goes on where it was; a database in use is left alone.
 */
export async function loadDemo({ app, auth, ownerUrl, say }: Loading): Promise<void> {
  await asOwner(ownerUrl, async (owner) => {
    const progress = await progressOfDemo(owner);
    if (progress === 'loaded' || (progress === undefined && !(await isEmpty(owner)))) return;
    say('Loading the demonstration');
    await setProgressOfDemo(owner, 'loading');
    await insertDirectory(owner);
    for (const { email, name, ...at } of demoPeople)
      await insertMembership(owner, await addPerson(auth, { email, name, password: demoPassword }, true), at);
    await enterPartnerships(app);
    await enterPatients(app);
    await enterMissions(app);
    await enterReferrals(app);
    await setProgressOfDemo(owner, 'loaded');
  });
}
