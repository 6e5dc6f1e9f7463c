import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { arrival } from './kit/arrival.ts';
import { NotFound } from './kit/NotFound.tsx';
import { only } from './only.tsx';
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
    component: page(['accords_words'], () => import('../modules/accords/ui/TodayPage.tsx'), 'TodayPage'),
  }),
  createRoute({
    ...under,
    path: '/account',
    component: page(['account'], () => import('../modules/account/ui/AccountPage.tsx'), 'AccountPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/keys',
    component: page(['keys'], () => import('../modules/keys/ui/KeysPage.tsx'), 'KeysPage'),
  }),
  createRoute({
    ...under,
    path: '/signatures/$id',
    component: page(['signatures'], () => import('../modules/signatures/ui/SignaturePage.tsx'), 'SignaturePage'),
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
      ['accords', 'accords_words', 'directory'],
      () => import('../modules/accords/ui/PartnershipPage.tsx'),
      'PartnershipPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/partnerships/$slug/edit',
    component: page(
      ['directory'],
      () => import('../modules/directory/ui/EditPartnershipPage.tsx'),
      'EditPartnershipPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/rates',
    component: page(['rates', 'table'], () => import('../modules/rates/ui/RatesPage.tsx'), 'RatesPage'),
  }),
  createRoute({
    ...under,
    path: '/search',
    component: page(['search'], () => import('../modules/search/ui/SearchPage.tsx'), 'SearchPage'),
  }),
  createRoute({
    ...under,
    path: '/organisations',
    component: page(['directory'], () => import('../modules/directory/ui/OrganisationsPage.tsx'), 'OrganisationsPage'),
  }),
  createRoute({
    ...under,
    path: '/organisations/duplicates',
    component: page(['directory'], () => import('../modules/directory/ui/DuplicatesPage.tsx'), 'DuplicatesPage'),
  }),
  createRoute({
    ...under,
    path: '/organisations/import',
    component: only(
      'directory.write',
      page(['directory', 'table'], () => import('../modules/directory/ui/ImportPage.tsx'), 'ImportPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/organisations/$id',
    component: page(['directory'], () => import('../modules/directory/ui/OrganisationPage.tsx'), 'OrganisationPage'),
  }),
  createRoute({
    ...under,
    path: '/people',
    component: page(['directory'], () => import('../modules/directory/ui/PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...under,
    path: '/people/$id',
    component: page(['directory'], () => import('../modules/directory/ui/PersonPage.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...under,
    path: '/commitments',
    component: page(
      ['accords', 'accords_words'],
      () => import('../modules/accords/ui/CommitmentsPage.tsx'),
      'CommitmentsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/commitments/new',
    component: only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory'],
        () => import('../modules/accords/ui/NewCommitmentPage.tsx'),
        'NewCommitmentPage',
      ),
    ),
  }),
  createRoute({
    ...under,
    path: '/commitments/import',
    component: only(
      'accords.write',
      page(['accords', 'accords_words', 'table'], () => import('../modules/accords/ui/ImportPage.tsx'), 'ImportPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/commitments/$id/change',
    component: only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory'],
        () => import('../modules/accords/ui/ChangeCommitmentPage.tsx'),
        'ChangeCommitmentPage',
      ),
    ),
  }),
  createRoute({
    ...under,
    path: '/commitments/$id',
    component: page(
      ['accords', 'accords_events', 'accords_words', 'directory'],
      () => import('../modules/accords/ui/CommitmentPage.tsx'),
      'CommitmentPage',
    ),
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
      ['accords', 'accords_words', 'documents'],
      () => import('../modules/documents/ui/DocumentsPage.tsx'),
      'DocumentsPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/documents/$id',
    component: page(
      ['accords_words', 'documents'],
      () => import('../modules/documents/ui/ReviewPage.tsx'),
      'ReviewPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/instruments',
    component: page(['instruments'], () => import('../modules/instruments/ui/InstrumentsPage.tsx'), 'InstrumentsPage'),
  }),
  createRoute({
    ...under,
    path: '/instruments/new',
    component: only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/NewPage.tsx'), 'NewPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/instruments/enter',
    component: only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/EnterPage.tsx'), 'EnterPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/instruments/$id',
    component: page(
      ['accords', 'accords_words', 'instruments'],
      () => import('../modules/instruments/ui/InstrumentPage.tsx'),
      'InstrumentPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/instruments/$id/edit',
    component: only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/EditPage.tsx'), 'EditPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/instruments/$id/compare',
    component: page(['instruments'], () => import('../modules/instruments/ui/ComparePage.tsx'), 'ComparePage'),
  }),
  createRoute({
    ...under,
    path: '/meetings',
    component: page(['directory', 'meetings'], () => import('../modules/meetings/ui/MeetingsPage.tsx'), 'MeetingsPage'),
  }),
  createRoute({
    ...under,
    path: '/meetings/new',
    component: only(
      'meetings.write',
      page(['directory', 'meetings'], () => import('../modules/meetings/ui/NewMeetingPage.tsx'), 'NewMeetingPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/meetings/$id',
    component: page(['directory', 'meetings'], () => import('../modules/meetings/ui/MeetingPage.tsx'), 'MeetingPage'),
  }),
  createRoute({
    ...under,
    path: '/meetings/$id/commitments',
    component: page(['meetings'], () => import('../modules/meetings/ui/EnterPage.tsx'), 'EnterPage'),
  }),
  createRoute({
    ...under,
    path: '/meetings/$id/brief',
    component: page(
      ['accords', 'accords_words', 'meetings'],
      () => import('../modules/meetings/ui/BriefPage.tsx'),
      'BriefPage',
    ),
  }),
  createRoute({
    ...under,
    path: '/admin',
    component: page(['access'], () => import('../modules/access/ui/AdminPage.tsx'), 'AdminPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/people',
    component: only(
      'access.manage',
      page(['access'], () => import('../modules/access/ui/PeoplePage.tsx'), 'PeoplePage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/admin/people/installation',
    component: only(
      'installation.manage',
      page(['access'], () => import('../modules/access/ui/InstallationPage.tsx'), 'InstallationPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/admin/people/$id',
    component: only(
      'access.manage',
      page(['access'], () => import('../modules/access/ui/PersonPage.tsx'), 'PersonPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/admin/tokens',
    component: only(
      'tokens.manage',
      page(['access'], () => import('../modules/access/ui/TokensPage.tsx'), 'TokensPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/admin/backups',
    component: page(['backups'], () => import('../modules/backups/ui/BackupsPage.tsx'), 'BackupsPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/audit',
    component: page(['audit'], () => import('../modules/audit/ui/AuditPage.tsx'), 'AuditPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/audit/installation',
    component: page(['audit'], () => import('../modules/audit/ui/InstallationAuditPage.tsx'), 'InstallationAuditPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/mailbox',
    component: page(['administration'], () => import('../modules/administration/ui/MailboxPage.tsx'), 'MailboxPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/jobs',
    component: page(['administration'], () => import('../modules/administration/ui/JobsPage.tsx'), 'JobsPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/settings',
    component: page(['administration'], () => import('../modules/administration/ui/SettingsPage.tsx'), 'SettingsPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/health',
    component: page(['administration'], () => import('../modules/administration/ui/HealthPage.tsx'), 'HealthPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/protection',
    component: page(['protection'], () => import('../modules/protection/ui/ProtectionPage.tsx'), 'ProtectionPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/transfers',
    component: page(['protection'], () => import('../modules/protection/ui/TransfersPage.tsx'), 'TransfersPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/incidents',
    component: page(['protection'], () => import('../modules/protection/ui/IncidentsPage.tsx'), 'IncidentsPage'),
  }),
  createRoute({
    ...under,
    path: '/admin/incidents/$id',
    component: page(['protection'], () => import('../modules/protection/ui/IncidentPage.tsx'), 'IncidentPage'),
  }),
  createRoute({
    ...under,
    path: '/patients',
    component: page(['patients'], () => import('../modules/patients/ui/PatientsPage.tsx'), 'PatientsPage'),
  }),
  createRoute({
    ...under,
    path: '/patients/new',
    component: only(
      'patients.write',
      page(['directory', 'patients'], () => import('../modules/patients/ui/NewPage.tsx'), 'NewPage'),
    ),
  }),
  createRoute({
    ...under,
    path: '/patients/texts',
    component: page(['patients'], () => import('../modules/patients/ui/TextsPage.tsx'), 'TextsPage'),
  }),
  createRoute({
    ...under,
    path: '/patients/$id',
    component: page(['directory', 'patients'], () => import('../modules/patients/ui/PatientPage.tsx'), 'PatientPage'),
  }),
  createRoute({
    ...under,
    path: '/patients/$id/consent',
    component: only(
      'patients.write',
      page(['patients'], () => import('../modules/patients/ui/ConsentPage.tsx'), 'ConsentPage'),
    ),
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
