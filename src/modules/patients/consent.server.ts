import { isDemonstration, organisationsOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { receiversOf } from './care.sql.ts';
import {
  consentMoved,
  consentState,
  consentTransitions,
  type ConsentMove,
  type Giver,
  type GivingRefusal,
  mayRepresent,
  whyNotGiven,
} from './consent.ts';
import {
  consentOf,
  consentTexts,
  endConsent,
  type FullConsent,
  insertConsent,
  insertText,
  textsOfIds,
} from './consent.sql.ts';
import { copiedOf } from './erasure.sql.ts';
import { allHoldings, type Copy } from './held.server.ts';
import { lockPatients, patientOf } from './patient.sql.ts';
import type { Identity } from './schemas.ts';
import { identityOf, openOf, sealFor } from './sealed.server.ts';
import { momentsOf } from '../../platform/time/stretch.ts';
import type { ConsentTextTable, EvidenceTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };
/** What lies sealed beside a consent: the giver as they were known on that day, and who was there. */
export type Details = {
  standing: { name: string; relation: string | null; ground: string | null } | null;
  witness: string | null;
};

const textShown = ({
  approved_at,
  is_demo: isDemo,
  owner_organisation: _owner,
  approved_by: _by,
  ...text
}: ConsentTextTable) => ({
  ...text,
  isDemo,
  approvedAt: new Date(approved_at).toISOString(),
});
export const listTexts = async (context: Served) => (await consentTexts(context)).map(textShown);

export async function approveText(
  context: Served,
  text: Pick<ConsentTextTable, 'purpose' | 'language' | 'title' | 'wording'>,
) {
  return { id: await insertText(context, { ...text, is_demo: await isDemonstration(context) }) };
}

const stretchOf = ({ stands_from: from, stands_until: until, end_how: end }: FullConsent) => ({ from, until, end });

const iso = (moment: Date | null): string | null => (moment ? new Date(moment).toISOString() : null);

/** A consent as a page shows it; what is sealed of it is null where the person was erased. */
export function consentShown(
  { vault, now }: Pick<Served, 'vault' | 'now'>,
  row: FullConsent,
  { texts, evidence }: { texts: readonly ConsentTextTable[]; evidence: readonly EvidenceTable[] },
) {
  const state = consentState(stretchOf(row), now);
  const details = openOf<Details>(vault, { patient: row.patient_id, place: 'consent' }, row.details);
  const text = texts.find(({ id }) => id === row.text_id);
  return {
    id: row.id,
    patient: row.patient_id,
    purpose: row.purpose,
    receivingCountry: row.receiving_country,
    receivingOrganisation: row.receiving_organisation,
    state,
    moves: Object.keys(consentTransitions[state]) as ConsentMove[],
    givenBy: row.given_by,
    givenHow: row.given_how,
    givenOn: row.given_on,
    from: iso(row.stands_from),
    until: iso(row.stands_until),
    standing: details?.standing ?? null,
    witness: details?.witness ?? null,
    text: { id: row.text_id, title: text?.title ?? '', version: text?.version ?? 1, language: text?.language ?? 'kk' },
    supersedes: row.supersedes,
    endedAt: iso(row.end_at),
    endedBy: row.end_by,
    evidence: evidence
      .filter(({ consent_id }) => consent_id === row.id)
      .map(({ id, media_type: mediaType, bytes, kept_at }) => ({
        id,
        mediaType,
        bytes,
        keptAt: new Date(kept_at).toISOString(),
      })),
  };
}

type Given = {
  /** Of the patient. */
  id: string;
  /** Under which id it is recorded; a new one where none was chosen. */
  consent?: string;
  purpose: FullConsent['purpose'];
  receivingCountry: string;
  receivingOrganisation: string | null;
  text: string;
  givenBy: Giver;
  representative: string | null;
  givenHow: FullConsent['given_how'];
  givenOn: string;
  from: string | null;
  until: string | null;
  witness: string | null;
  supersedes: string | null;
};
type GiveRefusal =
  | GivingRefusal
  | 'not-found'
  | 'not-yours-to-change'
  | 'consent-text-unknown'
  | 'organisation-unknown'
  | 'consent-move-impossible';

const representativeIn = ({ representatives }: Identity, id: string | null) =>
  representatives.find((each) => each.id === id);

/** Who gave a consent, as they stood on that day. */
function standingOf(
  identity: Identity,
  { givenBy, representative }: Pick<Given, 'givenBy' | 'representative'>,
): Details['standing'] {
  const named = identity.names[0];
  if (givenBy === 'patient')
    return { name: named ? `${named.family} ${named.given}` : '', relation: null, ground: null };
  const found = representativeIn(identity, representative);
  return found ? { name: found.name, relation: found.relation, ground: found.ground } : null;
}

/** Why what a consent points at is not there. */
async function whyUnknown(context: Served, given: Given): Promise<GiveRefusal | null> {
  const [text] = await textsOfIds(context.tx, [given.text]);
  if (!text || text.purpose !== given.purpose || text.owner_organisation !== context.actor.organisation)
    return 'consent-text-unknown';
  if (given.receivingOrganisation === null) return null;
  const [receiver] = await organisationsOf(context.tx, [given.receivingOrganisation]);
  return receiver?.country === given.receivingCountry ? null : 'organisation-unknown';
}

/** Ends the consent in whose place another comes; null where that went well. */
async function superseded(context: Served, { supersedes, id }: Given): Promise<GiveRefusal | null> {
  if (supersedes === null) return null;
  const old = await consentOf(context.tx, supersedes);
  if (!old || old.patient_id !== id) return 'not-found';
  if (!consentMoved(consentState(stretchOf(old), context.now), 'supersede')) return 'consent-move-impossible';
  const end = { consent_id: old.id, how: 'superseded', by_whom: null, details: null } as const;
  return (await endConsent(context, { id, is_demo: old.is_demo }, end)) ? null : 'consent-move-impossible';
}

/** Records what a patient or a representative allowed. Nothing of it is ever changed: another comes in its place. */
export async function giveConsent(context: Served, given: Given): Promise<{ id: string } | Refused<GiveRefusal>> {
  const { tx, vault, actor, now, today, newId } = context;
  const [row] = await lockPatients(tx, [given.id]);
  const identity = row && identityOf(vault, row);
  if (!row || !identity) return { refused: (await patientOf(tx, given.id)) ? 'not-yours-to-change' : 'not-found' };
  const refused =
    whyNotGiven(given, representativeIn(identity, given.representative), today) ??
    (await whyUnknown(context, given)) ??
    (await superseded(context, given));
  if (refused) return { refused };
  const id = given.consent ?? newId();
  const details: Details = { standing: standingOf(identity, given), witness: given.witness };
  const moments = momentsOf(given, today);
  await insertConsent(context, row, {
    id,
    patient_id: row.id,
    owner_organisation: actor.organisation,
    is_demo: row.is_demo,
    purpose: given.purpose,
    receiving_country: given.receivingCountry,
    receiving_organisation: given.receivingOrganisation,
    text_id: given.text,
    given_by: given.givenBy,
    given_how: given.givenHow,
    given_on: given.givenOn,
    ...moments,
    details: sealFor(vault, { patient: row.id, place: 'consent' }, details),
    supersedes: given.supersedes,
    recorded_by: actor.person,
    recorded_at: now,
  });
  return { id };
}

/** What those whom a consent let in have opened so far, and what other modules have sent them: it cannot be called back. */
async function copiesBehind(context: Served, consent: FullConsent): Promise<Copy[]> {
  const named = consent.receiving_organisation;
  const receivers = [...new Set([...(await receiversOf(context.tx, consent.id)), ...(named ? [named] : [])])];
  const opened = await copiedOf(context.tx, consent.patient_id, receivers);
  const looked = opened.flatMap(({ organisation, reads, exports, lastAt }) => {
    const at = iso(lastAt);
    return [
      { organisation, what: 'read', count: Number(reads), lastAt: at },
      { organisation, what: 'exported', count: Number(exports), lastAt: at },
    ].filter(({ count }) => count > 0);
  });
  const asked = { patients: [consent.patient_id], receivers };
  const others: Copy[] = [];
  for (const holding of allHoldings()) others.push(...((await holding.copies?.(context, asked)) ?? []));
  return [...looked, ...others];
}

export async function copiesOfConsent(context: Served, id: string) {
  const consent = await consentOf(context.tx, id);
  return consent ? { items: await copiesBehind(context, consent) } : { refused: 'not-found' as const };
}

type Withdrawal = { id: string; byWhom: Giver; representative: string | null; remark: string | null };

/** Withdraws at once: every row policy asks the consent itself. Says what a receiver has copied already. */
export async function withdrawConsent(context: Served, { id, byWhom, representative, remark }: Withdrawal) {
  const { tx, vault, now, today } = context;
  const consent = await consentOf(tx, id);
  const row = consent && (await patientOf(tx, consent.patient_id));
  const identity = row && identityOf(vault, row);
  if (!consent || !row || !identity) return { refused: 'not-found' as const };
  if (!consentMoved(consentState(stretchOf(consent), now), 'withdraw'))
    return { refused: 'consent-move-impossible' as const };
  const speaker = representativeIn(identity, representative);
  if (byWhom === 'representative' && !speaker) return { refused: 'representative-unknown' as const };
  if (byWhom === 'representative' && speaker && !mayRepresent(speaker, today))
    return { refused: 'representative-not-then' as const };
  const copied = await copiesBehind(context, consent);
  const standing = standingOf(identity, { givenBy: byWhom, representative });
  const details = sealFor(vault, { patient: row.id, place: 'ending' }, { standing, remark });
  const isEnded = await endConsent(context, row, { consent_id: id, how: 'withdrawn', by_whom: byWhom, details });
  return isEnded ? { withdrawn: { id, copied } } : { refused: 'consent-move-impossible' as const };
}
