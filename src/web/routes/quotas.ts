import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** How many people a centre treats for whom, and what it can do. */
export const quotas = [
  at(
    '/quotas',
    page(['quotas'], () => import('../../modules/quotas/ui/QuotasPage.tsx'), 'QuotasPage'),
  ),
  at(
    '/partnerships/$slug/quotas',
    page(['quotas'], () => import('../../modules/quotas/ui/QuotasPage.tsx'), 'QuotasPage'),
  ),
  at(
    '/quotas/new',
    only(
      'quotas.write',
      page(['directory_places', 'quotas'], () => import('../../modules/quotas/ui/WritePages.tsx'), 'NewQuotaPage'),
    ),
  ),
  at(
    '/quotas/capacity',
    page(
      ['accords', 'accords_words', 'quotas'],
      () => import('../../modules/quotas/ui/CapacityPage.tsx'),
      'CapacityPage',
    ),
  ),
  at(
    '/quotas/$id',
    page(['quotas', 'quotas_box'], () => import('../../modules/quotas/ui/QuotaPage.tsx'), 'QuotaPage'),
  ),
  at(
    '/quotas/$id/change',
    only(
      'quotas.write',
      page(['directory_places', 'quotas'], () => import('../../modules/quotas/ui/WritePages.tsx'), 'ChangeQuotaPage'),
    ),
  ),
];
