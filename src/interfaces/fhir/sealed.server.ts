import { hash } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import { hashOfIdentifier } from '../../modules/patients/index.ts';
import { KeyDestroyed, type Subject, type Vault } from '../../platform/crypto/vault.ts';
import { type Referred, referredAt, type Token, valuesAt } from './elements.ts';
import type { Hash } from './keys.ts';
import { numberIn } from './resources/person.ts';
import type { Stored } from './store.sql.ts';
import { isUuid, type Route } from './table.ts';

/** Under whose key a resource lies, and what is found of it without opening. */

const place = 'fhir_resource.content';
type Kept = Pick<Stored, 'patient_id' | 'owner_organisation'>;
const subjectOf = ({ patient_id, owner_organisation }: Kept): Subject =>
  patient_id === null ? `organisation:${owner_organisation}` : `patient:${patient_id}`;

export const sealContent = (vault: Vault, kept: Kept, text: string): Buffer => vault.seal(subjectOf(kept), text, place);

/** Its text; null once the person was erased. */
export function openContent(vault: Vault, row: Kept & { content: Buffer }): string | null {
  try {
    return vault.open(subjectOf(row), row.content, place).toString('utf8');
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

/**
 * Hashes of one organisation and type: SHA-256 behind a key of their own, which the vault derives once for all of them; eight bytes of
 * it are kept.
 */
export function hashFor(vault: Vault, organisation: string, type: string): Hash {
  const key = vault.blind('fhir', `${organisation} ${type}`);
  const numberOf = ({ system, code }: Token): string | null => {
    const number = numberIn({ system, value: code });
    return number && hashOfIdentifier(vault, number);
  };
  return Object.assign((text: string) => hash('sha256', `${key}${text}`, 'buffer').readBigInt64BE(0), { numberOf });
}

/** An id of the same form for somebody who is known elsewhere, always the same one within an organisation. */
function ofElsewhere(vault: Vault, organisation: string, text: string): string {
  const hex = vault.blind('fhir.patient', `${organisation} ${text}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const isPatient = ({ type, to, identifier }: Referred): boolean =>
  type === 'Patient' && (to !== undefined || identifier !== undefined);

type About = { id: string; organisation: string; base: string };

/** Whom a resource is about, as the key under which it lies; null where it is about nobody. */
export function aboutWhom(
  vault: Vault,
  { route, resource }: { route: Route; resource: Resource },
  { id, organisation, base }: About,
): string | null {
  if (route.about === '') return null;
  if (route.about === 'id') return id;
  const found = referredAt(resource, route.about, base).find(isPatient);
  if (!found) return containedPatient(resource, route.about) ? ofElsewhere(vault, organisation, `#${id}`) : null;
  const known = /^Patient\/(.+)$/.exec(found.to ?? '')?.[1];
  if (known !== undefined && isUuid(known)) return known;
  const { to, identifier } = found;
  return ofElsewhere(vault, organisation, to ?? `${identifier?.system ?? ''}|${identifier?.code ?? ''}`);
}

/** Whether whom it is about stands within the resource itself. */
const containedPatient = (resource: Resource, path: string): boolean =>
  valuesAt(resource, `${path}.reference`).some(
    (reference) => typeof reference === 'string' && reference.startsWith('#'),
  );
