import type { Served } from '../../platform/serve.ts';
import { consentOf, evidenceOfId, insertEvidence } from './consent.sql.ts';
import { lockPatients } from './patient.sql.ts';
import { recordOpened } from './patient.server.ts';
import { kindOfEvidence } from './evidence.ts';

/** Keeps a scan or a recording that proves a consent, sealed under the patient's key so that an erasure reaches it. */
export async function keepEvidence(context: Served, { id, file }: { id: string; file: File }) {
  const { tx, files, maxUpload, actor, now, newId } = context;
  const consent = await consentOf(tx, id);
  if (!consent) return { refused: 'not-found' as const };
  const [row] = await lockPatients(tx, [consent.patient_id]);
  if (!row || row.erased_at) return { refused: 'not-yours-to-change' as const };
  if (file.size > maxUpload) return { refused: 'file-too-large' as const };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mediaType = kindOfEvidence(bytes);
  if (!mediaType) return { refused: 'evidence-kind-refused' as const };
  const { address } = await files.keep(`patient:${row.id}`, bytes);
  const kept = { kept_by: actor.person, kept_at: now, owner_organisation: actor.organisation };
  const evidence = { id: newId(), consent_id: id, address, bytes: bytes.length, media_type: mediaType };
  await insertEvidence(context, row, { ...evidence, ...kept });
  return { id: evidence.id };
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
};

/** Opens what proves a consent. Its name says nothing about whom it is. */
export async function openEvidence(context: Served, id: string) {
  const evidence = await evidenceOfId(context.tx, id);
  const consent = evidence && (await consentOf(context.tx, evidence.consent_id));
  if (!evidence || !consent) return { refused: 'not-found' as const };
  // In a backup of before an erasure there still are rows; what they led to nobody can open.
  if (context.vault.isDestroyed(`patient:${consent.patient_id}`)) return { refused: 'not-found' as const };
  await recordOpened(context, [consent.patient_id]);
  const bytes = await context.files.read(`patient:${consent.patient_id}`, evidence.address);
  const type = evidence.media_type;
  return { file: new File([new Uint8Array(bytes)], `consent-${id}.${endings[type] ?? 'bin'}`, { type }) };
}
