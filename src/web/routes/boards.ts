import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** People who decide together: what waits for them, what they voted, and how long others waited. */
export const boards = [
  at(
    '/boards',
    only(
      'boards.read',
      page(['boards'], () => import('../../modules/boards/ui/QueuesPage.tsx'), 'QueuesPage'),
    ),
  ),
  at(
    '/boards/new',
    only(
      'boards.manage',
      page(['boards'], () => import('../../modules/boards/ui/NewBoardPage.tsx'), 'NewBoardPage'),
    ),
  ),
  at(
    '/boards/cases/$subject',
    page(['boards'], () => import('../../modules/boards/ui/SubjectPage.tsx'), 'SubjectPage'),
  ),
  at(
    '/boards/$id',
    page(['boards'], () => import('../../modules/boards/ui/BoardPage.tsx'), 'BoardPage'),
  ),
  at(
    '/boards/$id/fairness',
    page(['boards'], () => import('../../modules/boards/ui/FairnessPage.tsx'), 'FairnessPage'),
  ),
];
