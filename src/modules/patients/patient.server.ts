import { isDemonstration } from '../directory/index.ts';
import { changedFields } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { openOf as openCareOf, ownGlass } from './care.sql.ts';
import { identifierOf } from './identifier.ts';
import { identifierKey, type Key, keysOf, soughtKeys } from './keys.ts';
import {
  findByHashes,
  insertPatient,
  lockPatients,
  patientOf,
  patientsOfIds,
  queueFor,
  recentOf,
  saveIdentity,
  searchesLately,
  sharingKeys,
} from './patient.sql.ts';
import type { Identity } from './schemas.ts';
import { hashed, identityOf, sealFor } from './sealed.server.ts';
import type { PatientTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };
type IdentityFault = 'identifier-invalid' | 'identifier-twice';
export type Row = NonNullable<ReturnType<typeof rowShown>>;

/** A patient in a list, or null where the record is erased. */
function rowShown({ vault }: Pick<Served, 'vault'>, row: PatientTable) {
  const identity = identityOf(vault, row);
  if (!identity) return null;
  const { names, birthDate, sex } = identity;
  const { id, custodian, version, is_demo: isDemo, merged_into: mergedInto } = row;
  return { id, names, birthDate, sex, custodian, isDemo, version, mergedInto };
}

/**
 * Puts on record that patients were opened, each with why: as part of the care, or through broken glass. Every page and
 * every file that shows a patient comes through here.
 */
export async function recordOpened(
  context: Pick<Served, 'tx' | 'accesses'>,
  ids: readonly string[],
  { kind = 'read', purpose = 'care' }: { kind?: 'read' | 'exported'; purpose?: 'care' | 'request_of_the_person' } = {},
): Promise<void> {
  for (const { id, isInCare } of await openCareOf(context.tx, ids)) {
    const glass = isInCare ? undefined : await ownGlass(context.tx, id);
    const why = glass ? ({ purpose: 'break_glass', reason: glass.reason } as const) : { purpose };
    context.accesses.record({ kind, subject: 'patient', subjectId: id, ...why });
  }
}

const recordMiss = ({ accesses }: Pick<Served, 'accesses'>, subjectId: string | null = null): void =>
  accesses.record({ kind: 'searched', subject: 'patient', subjectId, purpose: 'care' });

/** The rows as a list shows them, and on record. An empty list was a search that found nobody. */
async function shownAll(context: Served, rows: readonly PatientTable[]): Promise<Row[]> {
  const items = rows.flatMap((row) => rowShown(context, row) ?? []);
  await recordOpened(
    context,
    items.map(({ id }) => id),
  );
  if (items.length === 0) recordMiss(context);
  return items;
}

export const recentPatients = async (context: Served): Promise<Row[]> =>
  shownAll(context, await recentOf(context.tx, 20));

type Sought = {
  identifier?: Identity['identifiers'][number] | undefined;
  named?: { family: string; given: string; birthDate: string } | undefined;
};

/** The hashes that somebody asks for: of one identifier, or of a name with a birth date; never of a name alone. */
function hashesSought(
  { vault }: Served,
  { identifier, named }: Sought,
):
  | { kind: 'identifier' | 'name_and_birth'; hashes: string[] }
  | Refused<'search-for-one-thing' | 'identifier-invalid'> {
  if ((identifier === undefined) === (named === undefined)) return { refused: 'search-for-one-thing' };
  if (named) {
    const texts = soughtKeys([named], named.birthDate);
    const kind = 'name_and_birth' as const;
    return { kind, hashes: texts.map((text) => vault.blind(kind, text)) };
  }
  const exact = identifier && identifierOf(identifier);
  if (!exact) return { refused: 'identifier-invalid' };
  return { kind: 'identifier', hashes: [vault.blind('identifier', identifierKey(exact))] };
}

/** How often one person may search within ten minutes: more than a ward needs, and too few to try numbers out. */
export const mostSearches = 60;

/** Finds by what the seeker knows exactly. A record of others is only said to be there; that it was looked for is recorded with it. */
export async function searchPatients(context: Served, sought: Sought) {
  const asked = hashesSought(context, sought);
  if ('refused' in asked) return { refused: asked.refused };
  if ((await searchesLately(context.tx)) >= mostSearches) return { refused: 'too-many-searches' as const };
  const found = await findByHashes(context.tx, asked.kind, asked.hashes);
  const open = found.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  const elsewhere = found.filter(({ isOpen }) => !isOpen).map(({ id }) => id);
  const items = (await patientsOfIds(context.tx, open)).flatMap((row) => rowShown(context, row) ?? []);
  await recordOpened(context, open);
  for (const id of elsewhere) recordMiss(context, id);
  if (found.length === 0) recordMiss(context);
  return { items, elsewhere };
}

/** The identity with its identifiers in their one written form. */
export function tidy(identity: Identity): { identity: Identity } | Refused<IdentityFault> {
  const identifiers = identity.identifiers.map(identifierOf);
  if (identifiers.includes(null)) return { refused: 'identifier-invalid' };
  const valid = identifiers.flatMap((each) => each ?? []);
  const isTwice = new Set(valid.map(identifierKey)).size < valid.length;
  return isTwice ? { refused: 'identifier-twice' } : { identity: { ...identity, identifiers: valid } };
}

const rank = { identifier: 0, name_and_birth: 1, near: 2 } as const;

/** Records of the own organisation that may be the same patient, the likeliest first, and on record as opened. */
export async function candidatesFor(context: Served, keys: readonly Key[], itself: string | null = null) {
  const shared = await sharingKeys(context.tx, hashed(context.vault, keys));
  const reasons = new Map<string, keyof typeof rank>();
  for (const { id, kind } of shared) {
    const known = reasons.get(id);
    if (id !== itself && (known === undefined || rank[kind] < rank[known])) reasons.set(id, kind);
  }
  const rows = (await patientsOfIds(context.tx, [...reasons.keys()])).filter(
    (row) => row.merged_into !== itself || itself === null,
  );
  const items = (await shownAll(context, rows)).map(
    (row) => ({ ...row, reason: reasons.get(row.id) ?? 'near' }) as const,
  );
  return items.toSorted((a, b) => rank[a.reason] - rank[b.reason] || (a.id < b.id ? -1 : 1));
}

export async function duplicatesOfNew(context: Served, entered: Identity) {
  const tidied = tidy(entered);
  return 'refused' in tidied ? tidied : { items: await candidatesFor(context, keysOf(tidied.identity)) };
}

/** Whom else of the own organisation an identifier already belongs to; those who bring the same at once are asked in turn. */
async function takenBy(context: Served, identity: Identity, itself: readonly string[] = []): Promise<string[]> {
  const keys = hashed(context.vault, keysOf(identity));
  const exact = keys.filter(({ kind }) => kind === 'identifier');
  await queueFor(
    context.tx,
    exact.map(({ hash }) => hash),
  );
  return (await sharingKeys(context.tx, exact)).map(({ id }) => id).filter((id) => !itself.includes(id));
}

type Entered = {
  identity: Identity;
  notThese?: readonly string[] | undefined;
  /** Under which id; a new one where none was chosen. */
  id?: string;
  /** Whoever brings it answers for that it is somebody else than those who are alike: a system that keeps patients of its own. */
  isCertain?: boolean;
};

export async function registerPatient(
  context: Served,
  { identity: entered, notThese = [], id: chosen, isCertain = false }: Entered,
): Promise<{ id: string } | Refused<IdentityFault | 'identifier-taken' | 'duplicates-possible'>> {
  const tidied = tidy(entered);
  if ('refused' in tidied) return tidied;
  const { identity } = tidied;
  if ((await takenBy(context, identity)).length > 0) return { refused: 'identifier-taken' };
  const keys = hashed(context.vault, keysOf(identity));
  const alike = isCertain ? [] : await sharingKeys(context.tx, keys);
  if (alike.some(({ id, kind }) => kind === 'name_and_birth' && !notThese.includes(id)))
    return { refused: 'duplicates-possible' };
  const isDemo = await isDemonstration(context);
  const id = chosen ?? context.newId();
  await insertPatient(context, {
    id,
    identity: sealFor(context.vault, { patient: id, place: 'identity' }, identity),
    keys,
    isDemo,
  });
  return { id };
}

type Change = {
  id: string;
  version: number;
  identity: Identity;
  /** Also where nothing of the identity is another: something else that was written with it is. */
  isAlways?: boolean;
};

export async function changePatient(
  context: Served,
  { id, version, identity: entered, isAlways = false }: Change,
): Promise<
  | { id: string; version: number }
  | Refused<IdentityFault | 'not-found' | 'not-yours-to-change' | 'stale' | 'identifier-taken' | 'already-erased'>
> {
  const tidied = tidy(entered);
  if ('refused' in tidied) return tidied;
  const { identity } = tidied;
  const [row] = await lockPatients(context.tx, [id]);
  if (!row) return { refused: (await patientOf(context.tx, id)) ? 'not-yours-to-change' : 'not-found' };
  const before = identityOf(context.vault, row);
  if (!before) return { refused: 'already-erased' };
  if (row.version !== version) return { refused: 'stale' };
  // A record that leads here, or to which this one leads, is the same person with the same number.
  const others = await takenBy(context, identity, [id, ...(row.merged_into ? [row.merged_into] : [])]);
  const elsewhere = (await patientsOfIds(context.tx, others)).filter(({ merged_into }) => merged_into !== id);
  if (elsewhere.length > 0) return { refused: 'identifier-taken' };
  const fields = changedFields(before, identity);
  if (fields.length === 0 && !isAlways) return { id, version };
  const keys = hashed(context.vault, keysOf(identity));
  await saveIdentity(context, row, {
    identity: sealFor(context.vault, { patient: id, place: 'identity' }, identity),
    keys,
    fields,
  });
  return { id, version: version + 1 };
}
