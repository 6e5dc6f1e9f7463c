import type { Permission } from '../../../permissions.ts';

/** Where somebody looks after people, access and the installation: each page, and what opens it. */
export const places = [
  { path: '/app/admin/people', permission: 'access.manage', key: 'people' },
  { path: '/app/admin/tokens', permission: 'tokens.manage', key: 'tokens' },
  { path: '/app/admin/people/installation', permission: 'installation.manage', key: 'installation' },
  { path: '/app/admin/audit', permission: 'audit.read', key: 'audit' },
  { path: '/app/admin/audit/installation', permission: 'installation.manage', key: 'audit_installation' },
  { path: '/app/admin/protection', permission: 'protection.manage', key: 'protection' },
  { path: '/app/admin/transfers', permission: 'protection.manage', key: 'transfers' },
  { path: '/app/admin/incidents', permission: 'protection.manage', key: 'incidents' },
  { path: '/app/admin/keys', permission: 'installation.manage', key: 'keys' },
  { path: '/app/admin/backups', permission: 'installation.manage', key: 'backups' },
  { path: '/app/admin/mailbox', permission: 'installation.manage', key: 'mailbox' },
  { path: '/app/admin/exchange', permission: 'installation.manage', key: 'exchange' },
  { path: '/app/admin/jobs', permission: 'installation.manage', key: 'jobs' },
  { path: '/app/admin/settings', permission: 'installation.manage', key: 'settings' },
  { path: '/app/admin/health', permission: 'installation.manage', key: 'health' },
] as const satisfies readonly { path: string; permission: Permission; key: string }[];
