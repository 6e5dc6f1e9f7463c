import { page } from '../pages.ts';
import { at } from './root.ts';

/** Partnerships and what stands below one. A new module adds its pages here. */
export const partnerships = [
  at(
    '/partnerships',
    page(['directory'], () => import('../../modules/directory/ui/PartnershipsPage.tsx'), 'PartnershipsPage'),
  ),
  at(
    '/partnerships/new',
    page(['directory'], () => import('../../modules/directory/ui/OpenPage.tsx'), 'OpenPage'),
  ),
  at(
    '/partnerships/$slug',
    page(
      ['accords', 'accords_words', 'directory'],
      () => import('../../modules/accords/ui/PartnershipPage.tsx'),
      'PartnershipPage',
    ),
  ),
  at(
    '/partnerships/$slug/edit',
    page(['directory'], () => import('../../modules/directory/ui/EditPartnershipPage.tsx'), 'EditPartnershipPage'),
  ),
];
