import * as z from 'zod/mini';
import type { Served } from '../../platform/serve.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { glassOf } from './care.sql.ts';
import { glassShown, namedOrganisations } from './care.server.ts';
import { consentsOf, evidenceOf } from './consent.sql.ts';
import { accessesOf, erasuresOf } from './erasure.sql.ts';
import { ExportSchema } from './exported.ts';
import { allHoldings } from './held.server.ts';
import { mergedInto, patientOf, versionsOf } from './patient.sql.ts';
import { recordOpened } from './patient.server.ts';
import { accessesPage, heldPage } from './print.ts';
import { consentsShown, partsShown } from './read.server.ts';
import type { Identity } from './schemas.ts';
import { identityOf, openOf } from './sealed.server.ts';
import type { PatientTable } from './tables.sql.ts';

type Asked = { id: string; format: 'json' | 'html'; locale?: Locale | undefined };
type Behind = { row: PatientTable; ids: string[] };

/** The record with those that lead to it, where the acting organisation answers for it. */
async function ours({ tx, actor }: Served, id: string): Promise<Behind | null> {
  const row = await patientOf(tx, id);
  if (!row || row.custodian !== actor.organisation) return null;
  return { row, ids: [row.id, ...(await mergedInto(tx, row.id)).map(({ id: merged }) => merged)] };
}

const accessShown = ({ at, ...rest }: Awaited<ReturnType<typeof accessesOf>>[number]) => ({
  ...rest,
  at: new Date(at).toISOString(),
});

const fileOf = (text: string, { name, format }: { name: string; format: 'json' | 'html' }): File =>
  new File([text], `${name}.${format}`, { type: format === 'json' ? 'application/json' : 'text/html; charset=utf-8' });

/** Who opened the data of a patient: for the patient, told by who answers for the record. */
export async function accessesOfPatient(context: Served, id: string) {
  const behind = await ours(context, id);
  if (!behind) return { refused: 'not-found' as const };
  await recordOpened(context, [id], { purpose: 'request_of_the_person' });
  const items = (await accessesOf(context.tx, behind.ids)).map(accessShown);
  const organisations = await namedOrganisations(
    context,
    items.map(({ organisation }) => organisation),
  );
  return { items, organisations };
}

export async function accessesFile(context: Served, { id, format, locale = 'kk' }: Asked) {
  const behind = await ours(context, id);
  if (!behind) return { refused: 'not-found' as const };
  await recordOpened(context, [id], { kind: 'exported', purpose: 'request_of_the_person' });
  const items = (await accessesOf(context.tx, behind.ids)).map(accessShown);
  const organisations = await namedOrganisations(
    context,
    items.map(({ organisation }) => organisation),
  );
  const told = { items, organisations, identity: identityOf(context.vault, behind.row), isDemo: behind.row.is_demo };
  const text =
    format === 'json'
      ? JSON.stringify({ patient: id, madeAt: context.now.toISOString(), accesses: items, organisations }, null, 2)
      : accessesPage(told, { t: translatorFor(locale), locale, madeAt: context.now });
  return { file: fileOf(text, { name: `accesses-${id}`, format }) };
}

/** Scans and recordings, with their bytes: they are held too. */
async function evidenceHeld({ tx, files }: Served, ids: readonly string[]) {
  const consents = await consentsOf(tx, ids);
  const kept = await evidenceOf(
    tx,
    consents.map(({ id }) => id),
  );
  return Promise.all(
    kept.map(async ({ consent_id: consent, address, media_type: mediaType }) => {
      const owner = `patient:${consents.find(({ id }) => id === consent)?.patient_id ?? ''}`;
      return { consent, mediaType, base64: (await files.read(owner, address)).toString('base64') };
    }),
  );
}

/** What the record said before, as far as it can be read. */
async function earlierOf({ tx, vault }: Served, ids: readonly string[]) {
  return (await versionsOf(tx, ids)).flatMap(({ patient_id: patient, identity: sealed, until }) => {
    const identity = openOf<Identity>(vault, { patient, place: 'identity' }, sealed);
    return identity ? [{ patient, until: new Date(until).toISOString(), identity }] : [];
  });
}

async function otherModules(context: Served, ids: readonly string[]): Promise<Record<string, unknown>> {
  const all = await Promise.all(
    allHoldings().map(async (holding) => [holding.name, await holding.of(context, ids)] as const),
  );
  return Object.fromEntries(all.filter(([, held]) => held !== undefined));
}

async function everything(context: Served, { row, ids }: Behind, identity: Identity) {
  const { tx, vault, now } = context;
  const merged = (await mergedInto(tx, row.id)).flatMap((each) => {
    const other = identityOf(vault, each);
    return other ? [{ patient: each.id, identity: other }] : [];
  });
  const [consents, care] = [await consentsShown(context, ids), await partsShown(context, ids)];
  const accesses = (await accessesOf(tx, ids)).map(accessShown);
  const glass = (await glassOf(tx, ids)).map(glassShown);
  const erasures = (await erasuresOf(tx, ids)).map(({ id, askedBy, requestedAt, decision }) => ({
    id,
    askedBy,
    requestedAt: new Date(requestedAt).toISOString(),
    decision,
  }));
  const named = [row.custodian, ...[...care, ...accesses, ...glass].map(({ organisation }) => organisation)];
  const held = { earlier: await earlierOf(context, ids), evidence: await evidenceHeld(context, ids) };
  return {
    format: 'yntymaq.patient/1' as const,
    madeAt: now.toISOString(),
    isDemo: row.is_demo,
    patient: row.id,
    custodian: row.custodian,
    registeredAt: new Date(row.registered_at).toISOString(),
    identity,
    merged,
    consents,
    care,
    accesses,
    glass,
    erasures,
    ...held,
    modules: await otherModules(context, ids),
    organisations: await namedOrganisations(context, named),
  };
}

/** All that is held on a patient: for machines with its schema, or for a person to read. It is on record as exported. */
export async function heldFile(context: Served, { id, format, locale = 'kk' }: Asked) {
  const behind = await ours(context, id);
  if (!behind) return { refused: 'not-found' as const };
  const identity = identityOf(context.vault, behind.row);
  if (!identity) return { refused: 'already-erased' as const };
  await recordOpened(context, behind.ids, { kind: 'exported', purpose: 'request_of_the_person' });
  const held = await everything(context, behind, identity);
  const text =
    format === 'json'
      ? JSON.stringify({ ...held, schema: z.toJSONSchema(ExportSchema, { io: 'input' }) }, null, 2)
      : heldPage(held, { t: translatorFor(locale), locale, madeAt: context.now });
  return { file: fileOf(text, { name: `held-${id}`, format }) };
}
