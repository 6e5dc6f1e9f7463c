/**
 * Names of files, of hexadecimal digits alone: the address (64), for a patient's file their id (32), and two digits that
 * say how it lies. A file of before is named by its address: it is not sealed.
 */
const [forOrganisation, forPatient] = ['01', '02'];
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const address = /^[0-9a-f]{64}$/;
const name = /^([0-9a-f]{64})(?:(01)|([0-9a-f]{32})02)?$/;

/** The id of the patient whose file it is; undefined for an organisation's. @throws Error when the owner is none */
export function patientOf(owner: string): string | undefined {
  const [id, isPatient] = owner.startsWith('patient:') ? [owner.slice('patient:'.length), true] : [owner, false];
  if (!uuid.test(id)) throw new Error('no such owner of a file');
  return isPatient ? id : undefined;
}

/** @throws Error when the address is none */
export function nameOf(at: string, patient: string | undefined): string {
  if (!address.test(at)) throw new Error('no such place for a file');
  return patient === undefined ? `${at}${forOrganisation}` : `${at}${patient.replaceAll('-', '')}${forPatient}`;
}

/** What a name says; undefined for a draft or anything else. */
export function readName(text: string): { address: string; isSealed: boolean; patient: string | null } | undefined {
  const [, at, organisation, digits] = name.exec(text) ?? [];
  if (at === undefined) return undefined;
  const patient = digits?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') ?? null;
  return { address: at, isSealed: organisation !== undefined || patient !== null, patient };
}
