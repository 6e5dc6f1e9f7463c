import type { Resource } from '@medplum/fhirtypes';
import { openContent as openEncounter } from '../../modules/encounters/index.ts';
import { openDetails } from '../../modules/missions/index.ts';
import { openConsent, openIdentity } from '../../modules/patients/index.ts';
import { openDocumentSaid, openMessage, openPart } from '../../modules/referrals/index.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import { sha256 } from '../../platform/hash.ts';
import { accessTo, type Serving } from './serving.server.ts';
import type { Open, Row, View } from './table.ts';

/** What our own modules hold, opened and on record. */

const opening = (vault: Vault): Open => ({
  booking: (row) => openDetails(vault, row as { id: string; details: Buffer }),
  encounter: (row) => {
    // A patient's id is whose key it is.
    const { id, subject_id = id, content } = row as { id: string; subject_id?: string; content: Buffer };
    return openEncounter(vault, { subject_id, content });
  },
  identity: (row) => openIdentity(vault, row as { id: string; identity: Buffer | null }),
  consent: (row) => openConsent(vault, row as { patient_id: string; details: Buffer }),
  part: (row) => openPart(vault, row as { patient_id: string; content: Buffer }),
  document: (row) => openDocumentSaid(vault, row as { patient_id: string; content: Buffer }),
  message: (row) => openMessage(vault, row as { patient_id: string; body: Buffer }),
});

/** What is about a patient of ours is an access to them, which they are told of. */
const openedBy = (view: View, row: Row) =>
  view.opens === 'patient'
    ? accessTo('patient', (row as Row & { patient_id: string }).patient_id)
    : accessTo(view.opens ?? '', row.id);

/** Resources of a row of our own modules. */
export function shownOf({ vault, accesses }: Serving, view: View, row: Row): Resource[] {
  if (view.opens) accesses.record(openedBy(view, row));
  return view.resources(row, opening(vault)).map(versioned);
}

/** What has no version of its own is known by its content. */
function versioned(resource: Resource): Resource {
  if (resource.meta?.versionId) return resource;
  const versionId = sha256(JSON.stringify(resource)).slice(0, 32);
  return { ...resource, meta: { ...resource.meta, versionId } };
}
