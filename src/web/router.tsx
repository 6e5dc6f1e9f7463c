import { createRouter } from '@tanstack/react-router';
import { arrival } from './kit/arrival.ts';
import { NotFound } from './kit/NotFound.tsx';
import { Waits } from './kit/Waits.tsx';
import { PageFailed } from './PageFailed.tsx';
import { administration } from './routes/administration.ts';
import { boards } from './routes/boards.ts';
import { directory } from './routes/directory.ts';
import { ledger } from './routes/ledger.ts';
import { missions } from './routes/missions.ts';
import { papers } from './routes/papers.ts';
import { partnerships } from './routes/partnerships.ts';
import { patients } from './routes/patients.ts';
import { referrals } from './routes/referrals.ts';
import { quotas } from './routes/quotas.ts';
import { root } from './routes/root.ts';

const routes = [
  ...ledger,
  ...partnerships,
  ...directory,
  ...papers,
  ...patients,
  ...missions,
  ...quotas,
  ...boards,
  ...referrals,
  ...administration,
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/app',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailed,
  defaultPendingComponent: Waits,
  defaultPendingMs: 300,
  // Search parameters stay the plain text that a person can read in an address.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
});
router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
  if (pathChanged && fromLocation) arrival.expect();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
