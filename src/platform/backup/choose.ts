import type { Manifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';

type Asked = {
  /** The moment to restore to; undefined: the latest. */
  to: Date | undefined;
  /** The version of Postgres here; undefined where any will do. */
  postgres: number;
  /** The migrations that this version of the program knows. */
  migrations: readonly string[];
  now: Date;
};

/**
 * The backup from which a moment is restored: the newest that ended before it.
 *
 * @param manifests the oldest first
 * @throws BackupRefused with what to do instead
 */
export function chooseBackup(manifests: readonly Manifest[], { to, postgres, migrations, now }: Asked): Manifest {
  const [oldest] = manifests;
  if (!oldest) throw new BackupRefused('nothing-there', 'There is no backup in that place');
  if (to && to > now) throw new BackupRefused('too-late', `${to.toISOString()} has not come yet`);
  const chosen = manifests.findLast(({ finishedAt }) => !to || new Date(finishedAt) <= to);
  if (!chosen)
    throw new BackupRefused(
      'too-early',
      `There is no backup from before ${to?.toISOString()}: the oldest can be restored to ${oldest.finishedAt} or later`,
    );
  const unknown = chosen.migrations.filter((name) => !migrations.includes(name));
  if (unknown.length > 0)
    throw new BackupRefused(
      'newer-version',
      `The backup is from a newer version of Yntymaq, which had run ${unknown.join(', ')}: restore with that version`,
    );
  if (chosen.kind === 'cluster' && chosen.postgres !== postgres)
    throw new BackupRefused(
      'newer-version',
      `The backup is of Postgres ${chosen.postgres}, and this version of Yntymaq brings ${postgres}: restore with one that brings ${chosen.postgres}`,
    );
  if (chosen.kind === 'tables' && to)
    throw new BackupRefused(
      'not-possible',
      'A backup of an external server has no log: leave --to away, or restore to a point in time with the tools of that server',
    );
  return chosen;
}
