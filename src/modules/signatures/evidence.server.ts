import type { Served } from '../../platform/serve.ts';
import type { PasskeyEvidence } from '../../platform/signature/passkey.server.ts';
import type { SignatureTable } from './signature.sql.ts';

/** A signature as it was brought, with the name of who brought it. */
export type Evidence = { name: string | null } & (
  | { kind: 'passkey'; passkey: PasskeyEvidence }
  /** DER, in base64. */
  | { kind: 'cms'; cms: string }
);

const place = 'signature.evidence';
const keyOf = (organisation: string) => `organisation:${organisation}` as const;

export const sealEvidence = ({ vault, actor }: Served, evidence: Evidence): Buffer =>
  vault.seal(keyOf(actor.organisation), JSON.stringify(evidence), place);

/** Null where it was changed: a signature that cannot be read proves nothing. */
export function openEvidence(
  { vault }: Pick<Served, 'vault'>,
  { owner_organisation, evidence }: Pick<SignatureTable, 'owner_organisation' | 'evidence'>,
): Evidence | null {
  try {
    return JSON.parse(vault.open(keyOf(owner_organisation), evidence, place).toString('utf8')) as Evidence;
  } catch {
    return null;
  }
}
