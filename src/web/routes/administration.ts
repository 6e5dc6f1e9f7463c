import { only } from '../only.tsx';
import { page } from '../pages.ts';
import { at } from './root.ts';

/** One’s own account, and what administrators look after. */
export const administration = [
  at(
    '/account',
    page(['account', 'account_entering'], () => import('../../modules/account/ui/AccountPage.tsx'), 'AccountPage'),
  ),
  at(
    '/admin/keys',
    page(['keys'], () => import('../../modules/keys/ui/KeysPage.tsx'), 'KeysPage'),
  ),
  at(
    '/admin',
    page(['access'], () => import('../../modules/access/ui/AdminPage.tsx'), 'AdminPage'),
  ),
  at(
    '/admin/people',
    only(
      'access.manage',
      page(['access'], () => import('../../modules/access/ui/PeoplePage.tsx'), 'PeoplePage'),
    ),
  ),
  at(
    '/admin/people/installation',
    only(
      'installation.manage',
      page(['access'], () => import('../../modules/access/ui/InstallationPage.tsx'), 'InstallationPage'),
    ),
  ),
  at(
    '/admin/people/$id',
    only(
      'access.manage',
      page(['access'], () => import('../../modules/access/ui/PersonPage.tsx'), 'PersonPage'),
    ),
  ),
  at(
    '/admin/tokens',
    only(
      'tokens.manage',
      page(['access'], () => import('../../modules/access/ui/TokensPage.tsx'), 'TokensPage'),
    ),
  ),
  at(
    '/admin/backups',
    page(['backups'], () => import('../../modules/backups/ui/BackupsPage.tsx'), 'BackupsPage'),
  ),
  at(
    '/admin/audit',
    page(['audit'], () => import('../../modules/audit/ui/AuditPage.tsx'), 'AuditPage'),
  ),
  at(
    '/admin/audit/installation',
    page(['audit'], () => import('../../modules/audit/ui/InstallationAuditPage.tsx'), 'InstallationAuditPage'),
  ),
  at(
    '/admin/mailbox',
    page(['administration'], () => import('../../modules/administration/ui/MailboxPage.tsx'), 'MailboxPage'),
  ),
  at(
    '/admin/exchange',
    only(
      'installation.manage',
      page(
        ['exchange', 'referrals_acts', 'referrals_words'],
        () => import('../../modules/exchange/ui/ExchangePage.tsx'),
        'ExchangePage',
      ),
    ),
  ),
  at(
    '/admin/jobs',
    page(['administration'], () => import('../../modules/administration/ui/JobsPage.tsx'), 'JobsPage'),
  ),
  at(
    '/admin/settings',
    page(['administration'], () => import('../../modules/administration/ui/SettingsPage.tsx'), 'SettingsPage'),
  ),
  at(
    '/admin/health',
    page(['administration'], () => import('../../modules/administration/ui/HealthPage.tsx'), 'HealthPage'),
  ),
  at(
    '/admin/protection',
    page(['protection'], () => import('../../modules/protection/ui/ProtectionPage.tsx'), 'ProtectionPage'),
  ),
  at(
    '/admin/transfers',
    page(['protection'], () => import('../../modules/protection/ui/TransfersPage.tsx'), 'TransfersPage'),
  ),
  at(
    '/admin/incidents',
    page(['protection'], () => import('../../modules/protection/ui/IncidentsPage.tsx'), 'IncidentsPage'),
  ),
  at(
    '/admin/incidents/$id',
    page(['protection'], () => import('../../modules/protection/ui/IncidentPage.tsx'), 'IncidentPage'),
  ),
];
