import { type FhirType, isAboutPatients } from '../../permissions.ts';
import type { Access, Accesses } from '../../platform/access/access.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { openContent } from './sealed.server.ts';
import type { Stored } from './store.sql.ts';

/** What whoever answers works with, and the one way in which what is stored is opened. */

export type Outside = Omit<Served, 'tx' | 'actor' | 'vault' | 'accesses' | 'now' | 'newId'>;
export type Serving = {
  tx: Tx;
  vault: Vault;
  accesses: Accesses;
  actor: Actor;
  organisation: string;
  base: string;
  /** Whether subscribers may be in a private network. */
  isNear: boolean;
  now: Date;
  newId: () => string;
  /** What a module needs of the world beside that. */
  outside: Outside;
};

export const accessTo = (subject: string, subjectId: string | null, kind: Access['kind'] = 'read'): Access => ({
  kind,
  subject,
  subjectId,
  purpose: 'care',
});

export type Openable = Pick<Stored, 'id' | 'patient_id' | 'owner_organisation'> & { content: Buffer | null };

/** The text of a stored resource; null once the person was erased. Not on record yet. */
export const textOf = ({ vault }: Pick<Serving, 'vault'>, row: Openable): string | null =>
  row.content === null ? null : openContent(vault, { ...row, content: row.content });

/** Puts on record that a stored resource was opened, where it is about somebody. */
export function noteOpened({ accesses }: Serving, type: FhirType, row: Pick<Stored, 'id' | 'patient_id'>): void {
  if (row.patient_id !== null || isAboutPatients(type)) accesses.record(accessTo('fhir_resource', row.id));
}
