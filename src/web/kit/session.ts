import type { InferContractRouterOutputs } from '@orpc/contract';
import { createContext, useContext } from 'react';
import type { directoryContract } from '../../modules/directory/contract.ts';
import type { Permission } from '../../permissions.ts';

/** Who I am, for which organisation I act, and what I may do there. */
export type Session = InferContractRouterOutputs<typeof directoryContract>['session'];

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs somebody who is signed in');
  return session;
}

/** Whether the acting person may; the server decides again, this only spares them a button that cannot work. */
export const useMay = (permission: Permission): boolean => useSession().may.includes(permission);
