import type { ComponentType, FunctionComponent } from 'react';
import type { Permission } from '../permissions.ts';
import { NotFound } from './kit/NotFound.tsx';
import { useMay } from './kit/session.ts';

/** A page that only sends: who may not send it has nothing to do there. The server refuses in any case. */
export function only(permission: Permission, Page: ComponentType): FunctionComponent {
  return function Guarded() {
    return useMay(permission) ? <Page /> : <NotFound />;
  };
}
