/** Everything a person can be allowed to do. Roles hand these out; endpoints ask for them. */
const byRole = {
  viewer: [
    'session.read',
    'directory.read',
    'documents.read',
    'accords.read',
    'instruments.read',
    'meetings.read',
    'rates.read',
    'search.read',
  ],
  officer: [
    'documents.write',
    'accords.write',
    'instruments.write',
    'meetings.write',
    'accords.confirm',
    'rates.write',
  ],
  coordinator: ['accords.publish', 'instruments.publish', 'meetings.approve', 'meetings.publish', 'directory.write'],
  administrator: [],
} as const;

export const roles = ['viewer', 'officer', 'coordinator', 'administrator'] as const;
export type Role = (typeof roles)[number];
export type Permission = (typeof byRole)[Role][number];

/** A role may do what the roles before it may, and something more. */
export const permissionsOf = (role: Role): ReadonlySet<Permission> =>
  new Set(roles.slice(0, roles.indexOf(role) + 1).flatMap((held): readonly Permission[] => byRole[held]));
