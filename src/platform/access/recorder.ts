import type { Database } from '../database.ts';
import { countQuery, withCost } from '../measured.ts';
import { problem } from '../problem.ts';
import { writeProofs } from './access.sql.ts';
import { type Committer, openCommitter } from './committer.ts';

const committers = new WeakMap<Database, Committer>();

function committerOf(db: Database): Committer {
  const known = committers.get(db);
  if (known) return known;
  // Whose request happens to set it off does not pay for the others' statement: each pays for one.
  const write = (proofs: readonly string[]) => withCost({ queries: 0 }, () => writeProofs(db, proofs));
  const opened = openCommitter({ write });
  committers.set(db, opened);
  return opened;
}

/**
 * Puts on record what a request opened, together with what others opened meanwhile.
 * @throws the problem `unavailable`: then nothing of what was opened may leave
 */
export async function record(db: Database, proof: string): Promise<void> {
  countQuery();
  try {
    await committerOf(db)(proof);
  } catch (error) {
    throw Object.assign(problem('unavailable'), { cause: error });
  }
}
