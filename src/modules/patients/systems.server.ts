import { isDemonstration } from '../directory/index.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Served } from '../../platform/serve.ts';
import type { ConsentPurpose } from './consent.ts';
import type { Details } from './consent.server.ts';
import { consentTexts, insertText } from './consent.sql.ts';
import { identifierKey } from './keys.ts';
import { identifierOf, type Identifier } from './identifier.ts';
import { patientOf, versionsOf } from './patient.sql.ts';
import type { Identity } from './schemas.ts';
import { identityOf, openOf } from './sealed.server.ts';

/** What other systems of an organisation need beyond what people do: rows as they are read, and what a consent was asked with. */

/** Null once the person was erased. Not on record yet. */
export const openIdentity = (vault: Vault, row: { id: string; identity: Buffer | null }): Identity | null =>
  identityOf(vault, row);

/** Who gave a consent, and before whom; null once the person was erased. Not on record yet. */
export const openConsent = (vault: Vault, row: { patient_id: string; details: Buffer }): Details | null =>
  openOf<Details>(vault, { patient: row.patient_id, place: 'consent' }, row.details);

/** The keyed hash by which an identifier is found; null for what cannot be one. */
export function hashOfIdentifier(vault: Vault, identifier: Identifier): string | null {
  const exact = identifierOf(identifier);
  return exact && vault.blind('identifier', identifierKey(exact));
}

/** What was said before, the newest first, with the moment until which it was said. Who may read it is the custodian. */
export async function earlierIdentities({ tx, vault }: Pick<Served, 'tx' | 'vault'>, id: string) {
  const rows = await versionsOf(tx, [id]);
  return rows
    .map(({ version, identity, until }) => ({ version, until, identity: identityOf(vault, { id, identity }) }))
    .toReversed();
}

/** Its version and what it says now; undefined where it is not open to the actor. */
export async function identityNow({ tx, vault }: Pick<Served, 'tx' | 'vault'>, id: string) {
  const row = await patientOf(tx, id);
  return row && { version: row.version, custodian: row.custodian, identity: identityOf(vault, row) };
}

type Asked = { purpose: ConsentPurpose; language: string; title: string; wording: string };

/**
 * The text of the own organisation with which a consent was asked: the one with these very words, entered where there is none yet; of
 * no words, the newest for this purpose. Null where there is none.
 */
export async function textAsked(
  context: Served,
  { purpose, asked }: { purpose: ConsentPurpose; asked: Omit<Asked, 'purpose'> | null },
): Promise<string | null> {
  const known = (await consentTexts(context)).filter((text) => text.purpose === purpose);
  if (!asked) return known.toSorted((one, other) => Number(other.approved_at) - Number(one.approved_at))[0]?.id ?? null;
  const same = known.find(({ wording, language }) => wording === asked.wording && language === asked.language);
  if (same) return same.id;
  const text = { ...asked, language: asked.language as (typeof known)[number]['language'] };
  return insertText(context, { ...text, purpose, is_demo: await isDemonstration(context) });
}
