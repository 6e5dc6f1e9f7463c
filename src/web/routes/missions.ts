import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** Visiting clinics, and what was found there. */
export const missions = [
  at(
    '/encounters/$id',
    page(['encounters'], () => import('../../modules/encounters/ui/EncounterPage.tsx'), 'EncounterPage'),
  ),
  at(
    '/missions/$id/bookings',
    only(
      'missions.book',
      page(['missions_booking'], () => import('../../modules/missions/ui/booking/BookingsPage.tsx'), 'BookingsPage'),
    ),
  ),
  at(
    '/missions/$id/devices',
    page(['missions_devices'], () => import('../../modules/missions/ui/devices/DevicesPage.tsx'), 'DevicesPage'),
  ),
  at(
    '/missions/$id/follow-up',
    page(['encounters'], () => import('../../modules/encounters/ui/FollowUpPage.tsx'), 'FollowUpPage'),
  ),
  at(
    '/missions/$id/report',
    page(['missions_report'], () => import('../../modules/missions/ui/report/ReportPage.tsx'), 'ReportPage'),
  ),
  at(
    '/partnerships/$slug/missions',
    page(['missions_planning'], () => import('../../modules/missions/ui/MissionsPage.tsx'), 'MissionsPage'),
  ),
  at(
    '/missions',
    page(['missions_planning'], () => import('../../modules/missions/ui/MissionsPage.tsx'), 'MissionsPage'),
  ),
  at(
    '/missions/new',
    only(
      'missions.write',
      page(['missions_planning'], () => import('../../modules/missions/ui/plan/NewMissionPage.tsx'), 'NewMissionPage'),
    ),
  ),
  at(
    '/missions/$id',
    page(['missions_planning'], () => import('../../modules/missions/ui/plan/MissionPage.tsx'), 'MissionPage'),
  ),
  at(
    '/missions/$id/plan',
    page(
      ['directory_places', 'missions_planning'],
      () => import('../../modules/missions/ui/plan/PartPages.tsx'),
      'SchedulePage',
    ),
  ),
  at(
    '/missions/$id/team',
    page(
      ['directory_places', 'missions_planning'],
      () => import('../../modules/missions/ui/plan/PartPages.tsx'),
      'TeamPage',
    ),
  ),
  at(
    '/missions/$id/means',
    page(
      ['directory_places', 'missions_planning'],
      () => import('../../modules/missions/ui/plan/PartPages.tsx'),
      'MeansPage',
    ),
  ),
  at(
    '/missions/$id/readiness',
    page(
      ['directory_places', 'missions_planning'],
      () => import('../../modules/missions/ui/plan/PartPages.tsx'),
      'ReadinessPage',
    ),
  ),
];
