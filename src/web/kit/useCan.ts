import type { Needs } from '../../platform/endpoint.ts';
import { useSession } from './session.ts';

type Endpoint = { '~orpc': { meta: Needs } };

/**
 * Whether the acting person may call an endpoint, as the endpoint itself says whom it needs: the same words as the guard
 * reads, so that a button cannot stand where the server would refuse.
 */
export const useCan = ({ '~orpc': { meta } }: Endpoint): boolean => {
  const { may } = useSession();
  return meta.needs !== 'nobody' && may.includes(meta.needs);
};
