import { boardNamed } from '../boards/index.ts';
import { partnershipNamed } from '../directory/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { problem } from '../../platform/problem.ts';
import type { Served } from '../../platform/serve.ts';
import { type BoardFacts, checkPath, type PathFault } from './checkPath.ts';
import {
  approveVersion,
  type FoundPath,
  insertPath,
  lockPath,
  type PathTable,
  pathOf,
  pathsOf,
  savePath,
  type VersionTable,
  versionsOf,
} from './path.sql.ts';
import type { PathConfig } from './path.ts';
import type { PathPage, PathShown } from './schemas.path.ts';

type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-own-side' | 'stale';
type At = { id: string; version: number };
type Described = { names: Names; config: PathConfig };

const shown = (row: FoundPath): PathShown => ({
  id: row.id,
  partnership: row.partnership_id,
  owner: row.owner_organisation,
  names: row.names,
  approved: row.approved,
  isDemo: row.is_demo,
  isOwn: row.isOwn,
  version: row.version,
});

/** What is known of the boards that a path names; of those that are closed or not to be seen, nothing. */
async function boardsIn(tx: Tx, { steps }: PathConfig): Promise<BoardFacts[]> {
  const ids = [...new Set(steps.flatMap(({ board }) => (board === null ? [] : [board])))];
  const known = await Promise.all(ids.map((id) => boardNamed(tx, id)));
  return known.flatMap((board): BoardFacts[] =>
    board === null || board.isClosed
      ? []
      : [
          {
            id: board.id,
            organisation: board.organisation,
            kind: board.kind,
            quorum: board.quorum,
            members: board.seats,
            hasChair: board.hasChair,
            votesElsewhere: board.votesElsewhere,
          },
        ],
  );
}

/** Where a path could dead-end, as its boards are today. */
export const faultsOf = async ({ tx }: Served, config: PathConfig): Promise<PathFault[]> =>
  checkPath(config, await boardsIn(tx, config));

export async function listPaths({ tx }: Served, named: string | undefined): Promise<PathShown[] | null> {
  const partnership = named === undefined ? undefined : await partnershipNamed(tx, named);
  if (named !== undefined && !partnership) return null;
  return (await pathsOf(tx, partnership?.id)).map(shown);
}

const versionShown = ({ number, config, ...row }: VersionTable) => ({
  number,
  config,
  writtenAt: row.written_at.toISOString(),
  approvedAt: row.approved_at?.toISOString() ?? null,
  approvedBy: row.approved_by,
});

export async function readPath(context: Served, id: string): Promise<PathPage | null> {
  const row = await pathOf(context.tx, id);
  if (!row) return null;
  const versions = await versionsOf(context.tx, id);
  const faults = versions[0] ? await faultsOf(context, versions[0].config) : [];
  return { ...shown(row), versions: versions.map(versionShown), faults };
}

async function shownAgain(context: Served, id: string): Promise<PathShown> {
  const row = await pathOf(context.tx, id);
  if (!row) throw new Error('a path that was written is seen by who wrote it');
  return shown(row);
}

export async function recordPath(
  context: Served,
  { partnership: named, names, config }: Described & { partnership: string },
): Promise<{ recorded: PathShown } | Refused<'not-found' | 'not-own-side'>> {
  // The database lets no other system write a path, whatever its scopes.
  if (context.actor.kind !== 'person') throw problem('forbidden');
  const partnership = await partnershipNamed(context.tx, named);
  if (!partnership) return { refused: 'not-found' };
  if (partnership.ownSide === null) return { refused: 'not-own-side' };
  const id = context.newId();
  const own = { owner_organisation: context.actor.organisation, side_id: partnership.ownSide };
  const row = { id, ...own, partnership_id: partnership.id, is_demo: partnership.isDemo, names };
  await insertPath(context, row, config);
  return { recorded: await shownAgain(context, id) };
}

/** The own organisation's path at the version that the person saw, locked, with its newest version. */
async function ownAt(
  { tx }: Served,
  { id, version }: At,
): Promise<{ found: PathTable; newest: VersionTable } | Refused<Missing>> {
  const found = await lockPath(tx, id);
  if (!found) return { refused: (await pathOf(tx, id)) ? 'not-own-side' : 'not-found' };
  if (found.version !== version) return { refused: 'stale' };
  const [newest] = await versionsOf(tx, id);
  if (!newest) throw new Error('a path has a version from the beginning');
  return { found, newest };
}

export async function changePath(
  context: Served,
  { id, version, ...described }: At & Described,
): Promise<{ changed: PathShown } | Refused<Missing>> {
  const own = await ownAt(context, { id, version });
  if ('refused' in own) return own;
  await savePath(context, own.found, { ...described, newest: own.newest });
  return { changed: await shownAgain(context, id) };
}

/** Approves the newest version, if no referral that goes by it can come to a dead end. */
export async function approvePath(
  context: Served,
  at: At,
): Promise<{ changed: PathShown } | Refused<Missing | 'path-dead-ends' | 'path-approved-already'>> {
  const own = await ownAt(context, at);
  if ('refused' in own) return own;
  if (own.newest.approved_at !== null) return { refused: 'path-approved-already' };
  if ((await faultsOf(context, own.newest.config)).length > 0) return { refused: 'path-dead-ends' };
  await approveVersion(context, own.found, own.newest.number);
  return { changed: await shownAgain(context, at.id) };
}
