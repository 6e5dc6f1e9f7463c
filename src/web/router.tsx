import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { arrival } from './kit/arrival.ts';
import { NotFound } from './kit/NotFound.tsx';
import { page } from './pages.ts';
import { PageFailed } from './PageFailed.tsx';
import { PageWaits } from './PageWaits.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell });
const under = { getParentRoute: () => root } as const;

/** Each page is a file of its own that is fetched when somebody goes there. */
const routes = [
  createRoute({
    ...under,
    path: '/',
    component: page(['accords'], () => import('../modules/accords/ui/TodayPage.tsx'), 'TodayPage'),
  }),
  createRoute({
    ...under,
    path: '/partnerships',
    component: page(['directory'], () => import('../modules/directory/ui/PartnershipsPage.tsx'), 'PartnershipsPage'),
  }),
  createRoute({
    ...under,
    path: '/partnerships/new',
    component: page(['directory'], () => import('../modules/directory/ui/OpenPage.tsx'), 'OpenPage'),
  }),
  createRoute({
    ...under,
    path: '/partnerships/$slug',
    component: page(
      ['accords', 'directory'],
      () => import('../modules/accords/ui/PartnershipPage.tsx'),
      'PartnershipPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/rates',
    component: page(['rates', 'table'], () => import('../modules/rates/ui/RatesPage.tsx'), 'RatesPage'),
  }),
  createRoute({
    ...under,
    path: '/organisations',
    component: page(['directory'], () => import('../modules/directory/ui/OrganisationsPage.tsx'), 'OrganisationsPage'),
  }),
  createRoute({
    ...under,
    path: '/commitments',
    component: page(['accords'], () => import('../modules/accords/ui/CommitmentsPage.tsx'), 'CommitmentsPage'),
  }),
  createRoute({
    ...under,
    path: '/commitments/$id',
    component: page(['accords'], () => import('../modules/accords/ui/CommitmentPage.tsx'), 'CommitmentPage'),
  }),
  createRoute({
    ...under,
    path: '/digest',
    component: page(['reminders'], () => import('../modules/reminders/ui/DigestPage.tsx'), 'DigestPage'),
  }),
  createRoute({
    ...under,
    path: '/documents',
    component: page(
      ['accords', 'documents'],
      () => import('../modules/documents/ui/DocumentsPage.tsx'),
      'DocumentsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/documents/$id',
    component: page(['accords', 'documents'], () => import('../modules/documents/ui/ReviewPage.tsx'), 'ReviewPage'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/app',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailed,
  defaultPendingComponent: PageWaits,
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
