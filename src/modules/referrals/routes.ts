import { referralCaseRoutes } from './routes.case.ts';
import { countRoutes } from './routes.counts.ts';
import { centreRoutes } from './routes.encounters.ts';
import { pathRoutes } from './routes.path.ts';
import { patientPageRoutes } from './routes.patient.ts';
import { referralRoutes } from './routes.referral.ts';

export const referralsRoutes = {
  ...referralRoutes,
  ...referralCaseRoutes,
  ...pathRoutes,
  ...patientPageRoutes,
  ...countRoutes,
  ...centreRoutes,
};
