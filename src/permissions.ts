/** Everything a person can be allowed to do. Roles hand these out; endpoints ask for them. */
const byRole = {
  viewer: [
    'missions.read',
    'quotas.read',
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
    'quotas.write',
    'quotas.decide',
  ],
  administrator: ['access.manage', 'tokens.manage', 'audit.read', 'protection.manage'],
} as const;

/** What the same roles may besides, where they are held by somebody who takes part in care. */
const byClinicalRole = {
  viewer: ['patients.read', 'encounters.read', 'boards.read', 'referrals.read'],
  officer: ['patients.write', 'encounters.write', 'missions.book', 'boards.vote', 'referrals.write'],
  coordinator: ['patients.coordinate', 'boards.manage', 'referrals.decide', 'referrals.configure'],
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

/** Types of FHIR that another system may be given, and those of them whose content is about a patient or says who looked at one. */
export const fhirTypes = [
  'Patient',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'HealthcareService',
  'ServiceRequest',
  'Task',
  'Consent',
  'DocumentReference',
  'Binary',
  'Appointment',
  'Slot',
  'Schedule',
  'Encounter',
  'Communication',
  'Condition',
  'Procedure',
  'Provenance',
  'AuditEvent',
  'Subscription',
] as const;
export type FhirType = (typeof fhirTypes)[number];
const aboutNobody: readonly FhirType[] = [
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'HealthcareService',
  'Slot',
  'Schedule',
  'Subscription',
];
/** Whether what is kept as this type is about a patient, so that whoever opens it is on record. */
export const isAboutPatients = (type: FhirType): boolean => !aboutNobody.includes(type);
/** Written by the server alone. */
const fhirReadOnly: readonly FhirType[] = ['AuditEvent'];

/**
 * What another system may do with a type, in the manner of SMART 2: some of create, read, update, delete and search, in this
 * order. No person has such a scope.
 */
const fhirActs = Array.from({ length: 31 }, (_, at) =>
  ['c', 'r', 'u', 'd', 's'].filter((_act, bit) => ((at + 1) >> bit) & 1).join(''),
);
export type FhirScope = `system/${FhirType}.${string}`;
const actsOf = (type: FhirType): readonly string[] =>
  fhirReadOnly.includes(type) ? fhirActs.filter((acts) => !/[cud]/.test(acts)) : fhirActs;
export const fhirScopes: readonly FhirScope[] = fhirTypes.flatMap((type) =>
  actsOf(type).map((acts) => `system/${type}.${acts}` as const),
);
/** Those that somebody may give who is clinical, or is not. */
export const fhirScopesFor = ({ isClinical }: { isClinical: boolean }): FhirScope[] =>
  fhirScopes.filter((scope) => isClinical || aboutNobody.some((type) => scope.startsWith(`system/${type}.`)));
