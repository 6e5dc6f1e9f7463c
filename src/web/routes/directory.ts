import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** Organisations and people. */
export const directory = [
  at(
    '/organisations',
    page(
      ['directory', 'directory_places'],
      () => import('../../modules/directory/ui/OrganisationsPage.tsx'),
      'OrganisationsPage',
    ),
  ),
  at(
    '/organisations/duplicates',
    page(['directory'], () => import('../../modules/directory/ui/DuplicatesPage.tsx'), 'DuplicatesPage'),
  ),
  at(
    '/organisations/import',
    only(
      'directory.write',
      page(['directory', 'table'], () => import('../../modules/directory/ui/ImportPage.tsx'), 'ImportPage'),
    ),
  ),
  at(
    '/organisations/$id',
    page(
      ['directory', 'directory_places'],
      () => import('../../modules/directory/ui/OrganisationPage.tsx'),
      'OrganisationPage',
    ),
  ),
  at(
    '/people',
    page(['directory'], () => import('../../modules/directory/ui/PeoplePage.tsx'), 'PeoplePage'),
  ),
  at(
    '/people/$id',
    page(['directory', 'directory_places'], () => import('../../modules/directory/ui/PersonPage.tsx'), 'PersonPage'),
  ),
];
