import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** Documents, instruments, meetings and who signed them. */
export const papers = [
  at(
    '/signatures/$id',
    page(['signatures'], () => import('../../modules/signatures/ui/SignaturePage.tsx'), 'SignaturePage'),
  ),
  at(
    '/documents',
    page(
      ['accords', 'accords_words', 'documents'],
      () => import('../../modules/documents/ui/DocumentsPage.tsx'),
      'DocumentsPage',
    ),
  ),
  at(
    '/documents/$id',
    page(['accords_words', 'documents'], () => import('../../modules/documents/ui/ReviewPage.tsx'), 'ReviewPage'),
  ),
  at(
    '/instruments',
    page(['instruments'], () => import('../../modules/instruments/ui/InstrumentsPage.tsx'), 'InstrumentsPage'),
  ),
  at(
    '/instruments/new',
    only(
      'instruments.write',
      page(['instruments'], () => import('../../modules/instruments/ui/NewPage.tsx'), 'NewPage'),
    ),
  ),
  at(
    '/instruments/enter',
    only(
      'instruments.write',
      page(['instruments'], () => import('../../modules/instruments/ui/EnterPage.tsx'), 'EnterPage'),
    ),
  ),
  at(
    '/instruments/$id',
    page(
      ['accords', 'accords_words', 'instruments'],
      () => import('../../modules/instruments/ui/InstrumentPage.tsx'),
      'InstrumentPage',
    ),
  ),
  at(
    '/instruments/$id/edit',
    only(
      'instruments.write',
      page(['instruments'], () => import('../../modules/instruments/ui/EditPage.tsx'), 'EditPage'),
    ),
  ),
  at(
    '/instruments/$id/compare',
    page(['instruments'], () => import('../../modules/instruments/ui/ComparePage.tsx'), 'ComparePage'),
  ),
  at(
    '/meetings',
    page(['directory_places', 'meetings'], () => import('../../modules/meetings/ui/MeetingsPage.tsx'), 'MeetingsPage'),
  ),
  at(
    '/meetings/new',
    only(
      'meetings.write',
      page(
        ['directory_places', 'meetings'],
        () => import('../../modules/meetings/ui/NewMeetingPage.tsx'),
        'NewMeetingPage',
      ),
    ),
  ),
  at(
    '/meetings/$id',
    page(['meetings'], () => import('../../modules/meetings/ui/MeetingPage.tsx'), 'MeetingPage'),
  ),
  at(
    '/meetings/$id/commitments',
    page(['meetings'], () => import('../../modules/meetings/ui/EnterPage.tsx'), 'EnterPage'),
  ),
  at(
    '/meetings/$id/brief',
    page(
      ['accords', 'accords_words', 'meetings'],
      () => import('../../modules/meetings/ui/BriefPage.tsx'),
      'BriefPage',
    ),
  ),
];
