import { useSession } from '../../../../web/kit/session.ts';
import type { Planned } from '../client.ts';

/** Who only reads the announcement is told nothing of the team and the means, and so is not told that there are none. */
export function useTakesPart({ isOwn, host, visitors, clinicians, equipment, interpreters, checks }: Planned): boolean {
  const { organisation } = useSession();
  const isTold = [clinicians, equipment, interpreters, checks].some(({ length }) => length > 0);
  return isOwn || isTold || [host, ...visitors].includes(organisation);
}
