import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** Patients and their consents. */
export const patients = [
  at(
    '/patients',
    page(['patients'], () => import('../../modules/patients/ui/PatientsPage.tsx'), 'PatientsPage'),
  ),
  at(
    '/patients/new',
    only(
      'patients.write',
      page(['directory_places', 'patients'], () => import('../../modules/patients/ui/NewPage.tsx'), 'NewPage'),
    ),
  ),
  at(
    '/patients/texts',
    page(['patients'], () => import('../../modules/patients/ui/TextsPage.tsx'), 'TextsPage'),
  ),
  at(
    '/patients/$id',
    page(['patients'], () => import('../../modules/patients/ui/PatientPage.tsx'), 'PatientPage'),
  ),
  at(
    '/patients/$id/images',
    only(
      'patients.read',
      page(['images'], () => import('../../modules/images/ui/ImagesPage.tsx'), 'ImagesPage'),
    ),
  ),
  at(
    '/patients/$id/consent',
    only(
      'patients.write',
      page(['patients'], () => import('../../modules/patients/ui/ConsentPage.tsx'), 'ConsentPage'),
    ),
  ),
];
