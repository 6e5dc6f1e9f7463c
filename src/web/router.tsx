import { createRootRoute, createRoute, createRouter, type RouteComponent } from '@tanstack/react-router';
import { arrival } from './kit/arrival.ts';
import { NotFound } from './kit/NotFound.tsx';
import { only } from './only.tsx';
import { page } from './pages.ts';
import { PageFailed } from './PageFailed.tsx';
import { PageWaits } from './PageWaits.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell });
const at = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component });

/** Each page is a file of its own that is fetched when somebody goes there. */
const routes = [
  at(
    '/encounters/$id',
    page(['encounters'], () => import('../modules/encounters/ui/EncounterPage.tsx'), 'EncounterPage'),
  ),
  at(
    '/missions/$id/bookings',
    only(
      'missions.book',
      page(['missions_booking'], () => import('../modules/missions/ui/booking/BookingsPage.tsx'), 'BookingsPage'),
    ),
  ),
  at(
    '/missions/$id/devices',
    page(['missions_devices'], () => import('../modules/missions/ui/devices/DevicesPage.tsx'), 'DevicesPage'),
  ),
  at(
    '/missions/$id/follow-up',
    page(['encounters'], () => import('../modules/encounters/ui/FollowUpPage.tsx'), 'FollowUpPage'),
  ),
  at(
    '/missions/$id/report',
    page(['missions_report', 'table'], () => import('../modules/missions/ui/report/ReportPage.tsx'), 'ReportPage'),
  ),
  at(
    '/partnerships/$slug/missions',
    page(['missions_planning'], () => import('../modules/missions/ui/MissionsPage.tsx'), 'MissionsPage'),
  ),
  at(
    '/missions',
    page(['missions_planning'], () => import('../modules/missions/ui/MissionsPage.tsx'), 'MissionsPage'),
  ),
  at(
    '/missions/new',
    only(
      'missions.write',
      page(['missions_planning'], () => import('../modules/missions/ui/plan/NewMissionPage.tsx'), 'NewMissionPage'),
    ),
  ),
  at(
    '/missions/$id',
    page(
      ['directory', 'missions_planning'],
      () => import('../modules/missions/ui/plan/MissionPage.tsx'),
      'MissionPage',
    ),
  ),
  at(
    '/',
    page(['accords_words'], () => import('../modules/accords/ui/TodayPage.tsx'), 'TodayPage'),
  ),
  at(
    '/account',
    page(['account'], () => import('../modules/account/ui/AccountPage.tsx'), 'AccountPage'),
  ),
  at(
    '/admin/keys',
    page(['keys'], () => import('../modules/keys/ui/KeysPage.tsx'), 'KeysPage'),
  ),
  at(
    '/signatures/$id',
    page(['signatures'], () => import('../modules/signatures/ui/SignaturePage.tsx'), 'SignaturePage'),
  ),
  at(
    '/partnerships',
    page(['directory'], () => import('../modules/directory/ui/PartnershipsPage.tsx'), 'PartnershipsPage'),
  ),
  at(
    '/partnerships/new',
    page(['directory'], () => import('../modules/directory/ui/OpenPage.tsx'), 'OpenPage'),
  ),
  at(
    '/partnerships/$slug',
    page(
      ['accords', 'accords_words', 'directory'],
      () => import('../modules/accords/ui/PartnershipPage.tsx'),
      'PartnershipPage',
    ),
  ),
  at(
    '/partnerships/$slug/edit',
    page(['directory'], () => import('../modules/directory/ui/EditPartnershipPage.tsx'), 'EditPartnershipPage'),
  ),
  at(
    '/rates',
    page(['rates', 'table'], () => import('../modules/rates/ui/RatesPage.tsx'), 'RatesPage'),
  ),
  at(
    '/search',
    page(['search'], () => import('../modules/search/ui/SearchPage.tsx'), 'SearchPage'),
  ),
  at(
    '/organisations',
    page(['directory'], () => import('../modules/directory/ui/OrganisationsPage.tsx'), 'OrganisationsPage'),
  ),
  at(
    '/organisations/duplicates',
    page(['directory'], () => import('../modules/directory/ui/DuplicatesPage.tsx'), 'DuplicatesPage'),
  ),
  at(
    '/organisations/import',
    only(
      'directory.write',
      page(['directory', 'table'], () => import('../modules/directory/ui/ImportPage.tsx'), 'ImportPage'),
    ),
  ),
  at(
    '/organisations/$id',
    page(['directory'], () => import('../modules/directory/ui/OrganisationPage.tsx'), 'OrganisationPage'),
  ),
  at(
    '/people',
    page(['directory'], () => import('../modules/directory/ui/PeoplePage.tsx'), 'PeoplePage'),
  ),
  at(
    '/people/$id',
    page(['directory'], () => import('../modules/directory/ui/PersonPage.tsx'), 'PersonPage'),
  ),
  at(
    '/commitments',
    page(['accords', 'accords_words'], () => import('../modules/accords/ui/CommitmentsPage.tsx'), 'CommitmentsPage'),
  ),
  at(
    '/commitments/new',
    only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory'],
        () => import('../modules/accords/ui/NewCommitmentPage.tsx'),
        'NewCommitmentPage',
      ),
    ),
  ),
  at(
    '/commitments/import',
    only(
      'accords.write',
      page(['accords', 'accords_words', 'table'], () => import('../modules/accords/ui/ImportPage.tsx'), 'ImportPage'),
    ),
  ),
  at(
    '/commitments/$id/change',
    only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory'],
        () => import('../modules/accords/ui/ChangeCommitmentPage.tsx'),
        'ChangeCommitmentPage',
      ),
    ),
  ),
  at(
    '/commitments/$id',
    page(
      ['accords', 'accords_events', 'accords_words', 'directory'],
      () => import('../modules/accords/ui/CommitmentPage.tsx'),
      'CommitmentPage',
    ),
  ),
  at(
    '/digest',
    page(['reminders'], () => import('../modules/reminders/ui/DigestPage.tsx'), 'DigestPage'),
  ),
  at(
    '/documents',
    page(
      ['accords', 'accords_words', 'documents'],
      () => import('../modules/documents/ui/DocumentsPage.tsx'),
      'DocumentsPage',
    ),
  ),
  at(
    '/documents/$id',
    page(['accords_words', 'documents'], () => import('../modules/documents/ui/ReviewPage.tsx'), 'ReviewPage'),
  ),
  at(
    '/instruments',
    page(['instruments'], () => import('../modules/instruments/ui/InstrumentsPage.tsx'), 'InstrumentsPage'),
  ),
  at(
    '/instruments/new',
    only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/NewPage.tsx'), 'NewPage'),
    ),
  ),
  at(
    '/instruments/enter',
    only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/EnterPage.tsx'), 'EnterPage'),
    ),
  ),
  at(
    '/instruments/$id',
    page(
      ['accords', 'accords_words', 'instruments'],
      () => import('../modules/instruments/ui/InstrumentPage.tsx'),
      'InstrumentPage',
    ),
  ),
  at(
    '/instruments/$id/edit',
    only(
      'instruments.write',
      page(['instruments'], () => import('../modules/instruments/ui/EditPage.tsx'), 'EditPage'),
    ),
  ),
  at(
    '/instruments/$id/compare',
    page(['instruments'], () => import('../modules/instruments/ui/ComparePage.tsx'), 'ComparePage'),
  ),
  at(
    '/meetings',
    page(['directory', 'meetings'], () => import('../modules/meetings/ui/MeetingsPage.tsx'), 'MeetingsPage'),
  ),
  at(
    '/meetings/new',
    only(
      'meetings.write',
      page(['directory', 'meetings'], () => import('../modules/meetings/ui/NewMeetingPage.tsx'), 'NewMeetingPage'),
    ),
  ),
  at(
    '/meetings/$id',
    page(['directory', 'meetings'], () => import('../modules/meetings/ui/MeetingPage.tsx'), 'MeetingPage'),
  ),
  at(
    '/meetings/$id/commitments',
    page(['meetings'], () => import('../modules/meetings/ui/EnterPage.tsx'), 'EnterPage'),
  ),
  at(
    '/meetings/$id/brief',
    page(['accords', 'accords_words', 'meetings'], () => import('../modules/meetings/ui/BriefPage.tsx'), 'BriefPage'),
  ),
  at(
    '/admin',
    page(['access'], () => import('../modules/access/ui/AdminPage.tsx'), 'AdminPage'),
  ),
  at(
    '/admin/people',
    only(
      'access.manage',
      page(['access'], () => import('../modules/access/ui/PeoplePage.tsx'), 'PeoplePage'),
    ),
  ),
  at(
    '/admin/people/installation',
    only(
      'installation.manage',
      page(['access'], () => import('../modules/access/ui/InstallationPage.tsx'), 'InstallationPage'),
    ),
  ),
  at(
    '/admin/people/$id',
    only(
      'access.manage',
      page(['access'], () => import('../modules/access/ui/PersonPage.tsx'), 'PersonPage'),
    ),
  ),
  at(
    '/admin/tokens',
    only(
      'tokens.manage',
      page(['access'], () => import('../modules/access/ui/TokensPage.tsx'), 'TokensPage'),
    ),
  ),
  at(
    '/admin/backups',
    page(['backups'], () => import('../modules/backups/ui/BackupsPage.tsx'), 'BackupsPage'),
  ),
  at(
    '/admin/audit',
    page(['audit'], () => import('../modules/audit/ui/AuditPage.tsx'), 'AuditPage'),
  ),
  at(
    '/admin/audit/installation',
    page(['audit'], () => import('../modules/audit/ui/InstallationAuditPage.tsx'), 'InstallationAuditPage'),
  ),
  at(
    '/admin/mailbox',
    page(['administration'], () => import('../modules/administration/ui/MailboxPage.tsx'), 'MailboxPage'),
  ),
  at(
    '/admin/jobs',
    page(['administration'], () => import('../modules/administration/ui/JobsPage.tsx'), 'JobsPage'),
  ),
  at(
    '/admin/settings',
    page(['administration'], () => import('../modules/administration/ui/SettingsPage.tsx'), 'SettingsPage'),
  ),
  at(
    '/admin/health',
    page(['administration'], () => import('../modules/administration/ui/HealthPage.tsx'), 'HealthPage'),
  ),
  at(
    '/admin/protection',
    page(['protection'], () => import('../modules/protection/ui/ProtectionPage.tsx'), 'ProtectionPage'),
  ),
  at(
    '/admin/transfers',
    page(['protection'], () => import('../modules/protection/ui/TransfersPage.tsx'), 'TransfersPage'),
  ),
  at(
    '/admin/incidents',
    page(['protection'], () => import('../modules/protection/ui/IncidentsPage.tsx'), 'IncidentsPage'),
  ),
  at(
    '/admin/incidents/$id',
    page(['protection'], () => import('../modules/protection/ui/IncidentPage.tsx'), 'IncidentPage'),
  ),
  at(
    '/patients',
    page(['patients'], () => import('../modules/patients/ui/PatientsPage.tsx'), 'PatientsPage'),
  ),
  at(
    '/patients/new',
    only(
      'patients.write',
      page(['directory', 'patients'], () => import('../modules/patients/ui/NewPage.tsx'), 'NewPage'),
    ),
  ),
  at(
    '/patients/texts',
    page(['patients'], () => import('../modules/patients/ui/TextsPage.tsx'), 'TextsPage'),
  ),
  at(
    '/patients/$id',
    page(['directory', 'patients'], () => import('../modules/patients/ui/PatientPage.tsx'), 'PatientPage'),
  ),
  at(
    '/patients/$id/consent',
    only(
      'patients.write',
      page(['patients'], () => import('../modules/patients/ui/ConsentPage.tsx'), 'ConsentPage'),
    ),
  ),
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
