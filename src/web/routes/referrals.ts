import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** Patients sent to another country, and the paths by which they are. */
export const referrals = [
  at(
    '/referrals',
    page(['referrals_words'], () => import('../../modules/referrals/ui/ReferralsPage.tsx'), 'ReferralsPage'),
  ),
  at(
    '/referrals/new',
    only(
      'referrals.write',
      page(['referrals_words'], () => import('../../modules/referrals/ui/NewReferralPage.tsx'), 'NewReferralPage'),
    ),
  ),
  at(
    '/referrals/paths',
    page(
      ['referrals_paths', 'referrals_words'],
      () => import('../../modules/referrals/ui/path/PathsPage.tsx'),
      'PathsPage',
    ),
  ),
  at(
    '/referrals/paths/new',
    only(
      'referrals.configure',
      page(
        ['referrals_paths', 'referrals_words'],
        () => import('../../modules/referrals/ui/path/NewPathPage.tsx'),
        'NewPathPage',
      ),
    ),
  ),
  at(
    '/referrals/paths/$id',
    page(
      ['referrals_paths', 'referrals_words'],
      () => import('../../modules/referrals/ui/path/PathPage.tsx'),
      'PathPage',
    ),
  ),
  at(
    '/referrals/$id',
    page(
      ['referrals_acts', 'referrals_words'],
      () => import('../../modules/referrals/ui/ReferralPage.tsx'),
      'ReferralPage',
    ),
  ),
];
