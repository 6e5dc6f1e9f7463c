import { type ReactNode, Suspense } from 'react';
import { Waits } from './Waits.tsx';

/** Around a part of a page that comes later: says so until it is there. */
export function Coming({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Waits />}>{children}</Suspense>;
}
