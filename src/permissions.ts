/** Everything a person can be allowed to do. Roles hand these out; endpoints ask for them. */
const byRole = {
  viewer: [
    'missions.read',
    'session.read',
    'account.own',
    'directory.read',
    'documents.read',
    'accords.read',
    'instruments.read',
    'meetings.read',
    'rates.read',
    'search.read',
    'signatures.read',
  ],
  officer: [
    'missions.write',
    'documents.write',
    'accords.write',
    'instruments.write',
    'meetings.write',
    'accords.confirm',
    'rates.write',
    'signatures.sign',
  ],
  coordinator: [
    'accords.publish',
    'instruments.publish',
    'meetings.approve',
    'meetings.publish',
    'missions.publish',
    'directory.write',
  ],
  administrator: ['access.manage', 'tokens.manage', 'audit.read', 'protection.manage'],
} as const;

/** What the same roles may besides, where they are held by somebody who takes part in care. */
const byClinicalRole = {
  viewer: ['patients.read', 'encounters.read'],
  officer: ['patients.write', 'encounters.write'],
  coordinator: ['patients.coordinate'],
  administrator: [],
} as const;

/** What whoever looks after the whole installation may besides. It opens no ledger and no patient. */
const ofInstallation = ['installation.manage'] as const;

export const roles = ['viewer', 'officer', 'coordinator', 'administrator'] as const;
export type Role = (typeof roles)[number];
export type Permission =
  | (typeof byRole)[Role][number]
  | (typeof byClinicalRole)[Role][number]
  | (typeof ofInstallation)[number];

/** Powers that stand beside the ladder of roles. */
export type Powers = { isClinical?: boolean; isInstallation?: boolean };

const upTo = (role: Role) => roles.slice(0, roles.indexOf(role) + 1);

/** A role may do what the roles before it may, and something more; other powers add to that. */
export const permissionsOf = (role: Role, { isClinical, isInstallation }: Powers = {}): ReadonlySet<Permission> =>
  new Set<Permission>([
    ...upTo(role).flatMap((held): readonly Permission[] => byRole[held]),
    ...(isClinical ? upTo(role).flatMap((held): readonly Permission[] => byClinicalRole[held]) : []),
    ...(isInstallation ? ofInstallation : []),
  ]);
