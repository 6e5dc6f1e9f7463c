import { permissionsOf, type Permission, type Role, roles } from '../../permissions.ts';
export type Visibility = 'own_side' | 'partnership' | 'public';

/** Why somebody sees a record: from the same facts as the row policies. Pure. */

/** What can be explained. Records of all these kinds say whose they are and who may see them, but for the last four. */
export const subjects = [
  'commitment',
  'delivery',
  'capacity',
  'claim',
  'source_document',
  'meeting',
  'instrument',
  'mission',
  'partnership',
  'organisation',
  'person',
  'patient',
] as const;
export type Subject = (typeof subjects)[number];

export const reasonKinds = [
  'own',
  'own_side',
  'partnership',
  'public',
  'known_to_all',
  'seated',
  'custodian',
  'consent',
  'referral',
  'mission',
  'glass',
  'visiting',
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

/** What a row says about itself. */
export type Ladder = {
  owner: string | null;
  partnership: string | null;
  side: string | null;
  visibility: Visibility;
};
/** Where the actor's organisation sits, and to which missions it comes. */
export type Seats = {
  organisation: string;
  sides: readonly string[];
  partnerships: readonly string[];
  visits: readonly string[];
};

/** All that opens a row of the ladder to an organisation; nothing, where it is not open to it. */
export function reasonsFor(row: Ladder, { organisation, sides, partnerships }: Omit<Seats, 'visits'>): ReasonKind[] {
  const isMySide = row.side !== null && sides.includes(row.side);
  const isMine = row.partnership !== null && partnerships.includes(row.partnership);
  return [
    ...(row.owner === organisation ? (['own'] as const) : []),
    ...(row.visibility === 'own_side' && isMySide ? (['own_side'] as const) : []),
    ...(row.visibility === 'partnership' && isMine ? (['partnership'] as const) : []),
    ...(row.visibility === 'public' ? (['public'] as const) : []),
  ];
}

/** The same of a mission, which those who come read whatever side they are on. */
export const reasonsForMission = (id: string, row: Ladder, seats: Seats): ReasonKind[] => [
  ...reasonsFor(row, seats),
  ...(seats.visits.includes(id) ? (['visiting'] as const) : []),
];

/** The same of a partnership itself: of everybody, of who opened it, of who sits in it. */
export function reasonsForPartnership(
  { id, owner, visibility }: { id: string; owner: string; visibility: Visibility },
  { organisation, partnerships }: Pick<Seats, 'organisation' | 'partnerships'>,
): ReasonKind[] {
  return [
    ...(owner === organisation ? (['own'] as const) : []),
    ...(partnerships.includes(id) ? (['seated'] as const) : []),
    ...(visibility === 'public' ? (['public'] as const) : []),
  ];
}

/** What can be done with each kind of record, from reading to publishing. */
const actsWith: Readonly<Record<Subject, readonly Permission[]>> = {
  commitment: ['accords.read', 'accords.write', 'accords.confirm', 'accords.publish'],
  delivery: ['accords.read', 'accords.write', 'accords.confirm', 'accords.publish'],
  capacity: ['accords.read', 'accords.write', 'accords.publish'],
  claim: ['documents.read', 'documents.write', 'accords.write'],
  source_document: ['documents.read', 'documents.write'],
  meeting: ['meetings.read', 'meetings.write', 'meetings.approve', 'meetings.publish'],
  instrument: ['instruments.read', 'instruments.write', 'instruments.publish', 'signatures.sign'],
  mission: ['missions.read', 'missions.write', 'missions.publish'],
  partnership: ['directory.read', 'directory.write'],
  organisation: ['directory.read', 'directory.write'],
  person: ['directory.read', 'directory.write'],
  patient: ['patients.read', 'patients.write', 'patients.coordinate'],
};
/** Without this one a record of that kind is not shown at all. */
export const readingOf = (subject: Subject): Permission => actsWith[subject][0] ?? 'session.read';

export type Act = { permission: Permission; may: boolean; because: 'ok' | 'role' | 'clinical' | 'scope' };

/** What the actor may do with such a record; of what they may not, what is missing. */
export function actsOf(subject: Subject, { role, may }: { role: Role | null; may: ReadonlySet<Permission> }): Act[] {
  return actsWith[subject].map((permission) => {
    if (may.has(permission)) return { permission, may: true, because: 'ok' };
    if (role === null) return { permission, may: false, because: 'scope' };
    const isClinicalLack = permissionsOf(role, { isClinical: true }).has(permission);
    return { permission, may: false, because: isClinicalLack ? 'clinical' : 'role' };
  });
}

/** The lowest role that may do something; null where no role alone may. */
export const lowestRoleFor = (permission: Permission): Role | null =>
  roles.find((role) => permissionsOf(role, { isClinical: true }).has(permission)) ?? null;
