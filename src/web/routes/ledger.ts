import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** What waits today, what was promised, what it is worth, and finding it. */
export const ledger = [
  at(
    '/',
    page(['accords_words'], () => import('../../modules/accords/ui/TodayPage.tsx'), 'TodayPage'),
  ),
  at(
    '/rates',
    page(['rates', 'table'], () => import('../../modules/rates/ui/RatesPage.tsx'), 'RatesPage'),
  ),
  at(
    '/search',
    page(['search'], () => import('../../modules/search/ui/SearchPage.tsx'), 'SearchPage'),
  ),
  at(
    '/commitments',
    page(['accords', 'accords_words'], () => import('../../modules/accords/ui/CommitmentsPage.tsx'), 'CommitmentsPage'),
  ),
  at(
    '/commitments/new',
    only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory_places'],
        () => import('../../modules/accords/ui/NewCommitmentPage.tsx'),
        'NewCommitmentPage',
      ),
    ),
  ),
  at(
    '/commitments/import',
    only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'table'],
        () => import('../../modules/accords/ui/ImportPage.tsx'),
        'ImportPage',
      ),
    ),
  ),
  at(
    '/commitments/$id/change',
    only(
      'accords.write',
      page(
        ['accords', 'accords_words', 'directory_places'],
        () => import('../../modules/accords/ui/ChangeCommitmentPage.tsx'),
        'ChangeCommitmentPage',
      ),
    ),
  ),
  at(
    '/commitments/$id',
    page(
      ['accords', 'accords_events', 'accords_words'],
      () => import('../../modules/accords/ui/CommitmentPage.tsx'),
      'CommitmentPage',
    ),
  ),
  at(
    '/digest',
    page(['reminders'], () => import('../../modules/reminders/ui/DigestPage.tsx'), 'DigestPage'),
  ),
];
