import { historyOf } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { glassOf, ownGlass, openOf, partsOf } from './care.sql.ts';
import { glassShown, namedOrganisations } from './care.server.ts';
import { consentShown } from './consent.server.ts';
import { consentsOf, evidenceOf, textsOfIds } from './consent.sql.ts';
import { erasuresOf } from './erasure.sql.ts';
import { keepingsOf } from './erasure.server.ts';
import { differencesOf } from './identifier.ts';
import { conflictsBetween } from './merging.ts';
import { mergedInto, patientOf } from './patient.sql.ts';
import { recordOpened } from './patient.server.ts';
import { identityOf } from './sealed.server.ts';
import type { PatientTable } from './tables.sql.ts';

const iso = (moment: Date | null): string | null => (moment ? new Date(moment).toISOString() : null);

/** The record itself, or the kept one to which it leads, as far as that is open: a merge lets nobody see more. */
async function recordBehind({ tx }: Served, asked: string): Promise<PatientTable | undefined> {
  const first = await patientOf(tx, asked);
  return (first?.merged_into && (await patientOf(tx, first.merged_into))) || first;
}

export async function consentsShown(context: Served, ids: readonly string[]) {
  const rows = await consentsOf(context.tx, ids);
  const texts = await textsOfIds(
    context.tx,
    rows.map(({ text_id }) => text_id),
  );
  const evidence = await evidenceOf(
    context.tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => consentShown(context, row, { texts, evidence }));
}

export const partsShown = async ({ tx }: Pick<Served, 'tx'>, ids: readonly string[]) =>
  (await partsOf(tx, ids)).map((part) => ({
    id: part.id,
    organisation: part.organisation_id,
    ground: part.ground,
    consent: part.consent_id,
    since: new Date(part.since).toISOString(),
    until: iso(part.until),
    isOpen: part.is_open,
  }));

async function erasuresShown(context: Served, row: PatientTable) {
  const found = await erasuresOf(context.tx, [row.id]);
  const kept = found.some(({ decision }) => decision === null) ? await keepingsOf(context, [row]) : [];
  return found.map(({ id, askedBy, requestedAt, requestedBy, decision }) => ({
    id,
    askedBy,
    requestedAt: new Date(requestedAt).toISOString(),
    isMine: requestedBy === context.actor.person,
    decision,
    kept: decision === null ? kept : [],
  }));
}

/** The records that lead to this one, each as it says it of itself. */
async function mergedShown({ tx, vault }: Served, id: string) {
  return (await mergedInto(tx, id)).map((each) => ({
    id: each.id,
    version: each.version,
    at: new Date(each.merged_at ?? each.changed_at).toISOString(),
    identity: identityOf(vault, each),
  }));
}

/** What happened around the records: consents, parts in the care, broken glass, events; and who is named in it. */
async function aroundShown(context: Served, ids: readonly string[]) {
  const [consents, care] = [await consentsShown(context, ids), await partsShown(context, ids)];
  const glass = (await glassOf(context.tx, ids)).map(glassShown);
  const events = await historyOf(context.tx, ids);
  const named = [
    ...[...care, ...glass, ...events].map(({ organisation }) => organisation),
    ...consents.flatMap(({ receivingOrganisation }) => receivingOrganisation ?? []),
  ];
  return { shown: { consents, care, glass, events }, named };
}

/** All that the page of a patient shows. It is on record who opened it, and why. */
export async function readPatient(context: Served, asked: string) {
  const row = await recordBehind(context, asked);
  if (!row) return undefined;
  const identity = identityOf(context.vault, row);
  const merged = await mergedShown(context, row.id);
  const ids = [row.id, ...merged.map(({ id }) => id)];
  const readable = [{ id: row.id, identity }, ...merged].flatMap(({ id, identity: said }) =>
    said ? [{ id, identity: said }] : [],
  );
  const { shown, named } = await aroundShown(context, ids);
  await recordOpened(context, ids);
  return {
    ...headShown(context, row),
    ...shown,
    identity,
    glassUntil: await glassUntil(context, row.id),
    differences: identity ? differencesOf(identity.identifiers, identity) : [],
    merged,
    conflicts: conflictsBetween(readable),
    erasures: await erasuresShown(context, row),
    organisations: await namedOrganisations(context, [row.custodian, ...named]),
  };
}

const headShown = ({ actor }: Served, row: PatientTable) => ({
  id: row.id,
  version: row.version,
  custodian: row.custodian,
  isDemo: row.is_demo,
  erasedAt: iso(row.erased_at),
  isOurs: row.custodian === actor.organisation,
  mergedInto: row.merged_into,
});

/** Until when the record is open through broken glass; null for who takes part in the care. */
async function glassUntil({ tx }: Served, id: string): Promise<string | null> {
  const [open] = await openOf(tx, [id]);
  return open?.isInCare ? null : iso((await ownGlass(tx, id))?.until ?? null);
}
