import { isDeepStrictEqual } from 'node:util';
import type { Patient, PatientContact, Resource } from '@medplum/fhirtypes';
import * as z from 'zod/mini';
import {
  changePatient,
  earlierIdentities,
  type Identity,
  IdentitySchema,
  identityNow,
  registerPatient,
} from '../../modules/patients/index.ts';
import type { Bound, Change, Said } from './binding.ts';
import { parseExact } from './exact.ts';
import { asServed, heldBy, type Over, overVersions, refused } from './held.server.ts';
import { refuse } from './outcome.ts';
import { groundUrl, identityFrom, isNumber, personOf, type RegisteredRow } from './resources/person.ts';
import { demand } from './scopes.ts';
import { type Serving, textOf } from './serving.server.ts';
import { bindStored, rowsIn } from './rows.sql.ts';
import { storedRow } from './store.sql.ts';
import * as views from './heldViews.ts';

/**
 * Patients of module patients behind Patient. Who bears a number that we know is registered at once; whoever else is kept, and becomes a
 * patient of ours when a consent or a referral names them.
 */

/** @throws a Refusal that says what of a person is missing */
function identityIn(serving: Serving, patient: Patient, before: Identity | null): Identity {
  const read = z.safeParse(IdentitySchema, identityFrom(patient, before, serving.newId));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
  throw refuse(
    422,
    'business-rule',
    `A patient of ours has a name with family and given, a gender, dates as they are: ${faults.slice(0, 400)}`,
  );
}

async function register(serving: Serving, id: string, patient: Patient): Promise<void> {
  const identity = identityIn(serving, patient, null);
  const made = await registerPatient(asServed(serving), { id, identity, isCertain: true });
  if ('refused' in made) refused(made);
}

/** Makes sure that whom something names is a patient of ours: whoever was only kept is registered now. */
export async function promoted(serving: Serving, id: string): Promise<void> {
  if (await identityNow(serving, id)) return;
  const row = await storedRow(serving.tx, { type: 'Patient', id });
  const text = row && textOf(serving, row);
  if (!text) return;
  demand(serving, 'Patient', 'c');
  await register(serving, id, parseExact(text) as Patient);
  await bindStored(serving.tx, { type: 'Patient', id }, serving.now);
}

async function changed(serving: Serving, { id, resource }: Change): Promise<void> {
  const known = await identityNow(serving, id);
  if (!known) throw refuse(404, 'not-found', `There is no Patient/${id}, or it is not yours.`);
  if (known.custodian !== serving.organisation)
    throw refuse(403, 'forbidden', 'A patient is changed by the organisation that answers for the record.');
  const identity = identityIn(serving, resource as Patient, known.identity);
  // A place of ours has no element in R4, and is not lost by what comes without it.
  const address = identity.address && { ...identity.address, place: known.identity?.address?.place ?? null };
  const asked = { id, version: known.version, identity: { ...identity, address }, isAlways: true };
  const done = await changePatient(asServed(serving), asked);
  if ('refused' in done) refused(done);
}

const isEqual = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(one ?? null)), JSON.parse(JSON.stringify(other ?? null)));

/** Representatives as the module has them, each over what came of them; whoever else was named stays. */
const contactsOver = (kept: readonly PatientContact[], truth: readonly PatientContact[]): PatientContact[] => [
  ...truth.map((each) => ({ ...kept.find(({ name }) => name?.text === each.name?.text), ...each })),
  ...kept.filter(({ extension = [] }) => !extension.some(({ url }) => url === groundUrl)),
];

/** What came in stays as it came wherever it says what the module says; elsewhere the module is right. */
export const overPerson: Over = (kept, truth, serving) => {
  const row = { id: truth.id ?? '', is_demo: false, custodian: '', patient_id: '', identity: null, merged_into: null };
  const read = z.safeParse(IdentitySchema, identityFrom(kept as Patient, null, serving.newId));
  const said: Partial<Patient> = read.success ? personOf(row, read.data) : {};
  const [was, is] = [said, truth] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const shown: Record<string, unknown> = { ...kept };
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (name === 'managingOrganization' || name === 'contact' || name === 'id') continue;
    if (isEqual(was[name], is[name])) continue;
    if (is[name] === undefined) delete shown[name];
    else shown[name] = is[name];
  }
  const others = ((kept as Patient).identifier ?? []).filter((each) => !isNumber(each));
  const numbers = ((truth as Patient).identifier ?? []).filter(
    ({ value }) => !others.some((each) => each.value === value),
  );
  const contact = contactsOver((kept as Patient).contact ?? [], (truth as Patient).contact ?? []);
  return {
    ...shown,
    id: truth.id,
    identifier: [...others, ...numbers],
    ...(contact.length > 0 && { contact }),
    managingOrganization: (kept as Patient).managingOrganization ?? (truth as Patient).managingOrganization,
    meta: { ...kept.meta, ...truth.meta },
  } as Resource;
};

/** What the record said before; only its custodian reads that. */
async function versions(serving: Serving, id: string): Promise<Said[] | undefined> {
  const row = (await rowsIn(serving.tx, 'fhir_registered', [id])).get(id) as RegisteredRow | undefined;
  const now = row && (await identityNow(serving, id))?.identity;
  if (!row || !now) return undefined;
  serving.accesses.record({ kind: 'read', subject: 'patient', subjectId: id, purpose: 'care' });
  const earlier = await earlierIdentities(serving, id);
  const from = (at: number): Date => earlier[at]?.until ?? new Date(0);
  const shown = (version: number, since: Date, identity: Identity) =>
    personOf({ ...row, version, changed_at: since }, identity);
  const newest: Said = {
    version: Number(row.version),
    from: row.changed_at ?? from(0),
    until: null,
    resource: shown(Number(row.version), row.changed_at ?? from(0), now),
  };
  const before = earlier.flatMap(({ version, until, identity }, at): Said[] =>
    identity ? [{ version, from: from(at + 1), until, resource: shown(version, from(at + 1), identity) }] : [],
  );
  return overVersions(serving, { type: 'Patient', id, over: overPerson }, [newest, ...before]);
}

const bearsNumber = (resource: Resource): boolean => ((resource as Patient).identifier ?? []).some(isNumber);

export const patients: Bound = {
  concerns: bearsNumber,
  ...heldBy({ type: 'Patient', views: [views.Registered], over: overPerson }),
  versions,
  written: async (serving, change) => {
    const { id, resource, isHeld } = change;
    if (isHeld) {
      await changed(serving, change);
      return { resource, isHeld };
    }
    const isOurs = bearsNumber(resource);
    if (isOurs) await register(serving, id, resource as Patient);
    return { resource, isHeld: isOurs };
  },
  deleted: async (serving, id) => {
    if (await identityNow(serving, id))
      throw refuse(405, 'not-supported', 'A patient of ours is not deleted: an erasure wants two people.');
  },
};
