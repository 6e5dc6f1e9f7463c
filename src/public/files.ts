import type { Tx } from '../platform/database.ts';
import { aboutPath, addressOf, commitmentPath, homePath, partnershipPath } from './address.ts';
import type { CommitmentData } from './commitment.ts';
import type { PartnershipData, Promised } from './data.ts';
import { named, said } from './figures.ts';
import { groundsOf, organisationsOf, partiesOf } from './ledger.sql.ts';
import { capacityLines, commitmentLines, csvOf, type Line } from './lines.ts';
import type { Ask } from './pages.ts';
import { detailRecord } from './commitmentRecord.ts';
import { capacityRecord, commitmentRecord, type Known, partyRecords } from './records.ts';
import { instrumentRecord, meetingRecord } from './thingRecords.ts';

/** The data of a page, to take away. What it means is told on the page about the figures. */
export type File = { name: string; as: 'csv' | 'json'; body: string };
export type Form = File['as'];

const mostClaimsOfARow = 8;

/** A file of a page: its lines, or what the page has as one value. */
export function fileOf(
  ask: Ask,
  as: Form,
  {
    about,
    path,
    lines,
    value,
  }: {
    about: string;
    path: string;
    lines: () => Line[];
    value: () => object;
  },
): File {
  const name = `yntymaq-${about}${ask.today}.${as}`;
  if (as === 'csv') return { as, name, body: csvOf(lines()) };
  const head = {
    format: 'yntymaq.public/1',
    meaning: `${ask.origin}${addressOf(ask.locale, aboutPath)}#data`,
    address: `${ask.origin}${addressOf(ask.locale, path)}`,
    language: ask.locale,
    asOf: ask.today,
  };
  return { as, name, body: `${JSON.stringify({ ...head, ...value() }, null, 1)}\n` };
}

/** Every promise of a search; deliveries are in the files of a partnership and of a commitment. */
export async function listFile(
  tx: Tx,
  ask: Ask,
  { as, rows, more }: { as: Form; rows: Promised[]; more: boolean },
): Promise<File> {
  const organisations = await organisationsOf(tx, partiesOf(rows));
  const limit = rows.length * mostClaimsOfARow;
  const grounds = await groundsOf(tx, { commitments: rows.map(({ id }) => id), limit });
  const known: Known = { ask, organisations, grounds, deliveries: [] };
  const commitments = rows.map((row) => commitmentRecord(known, row));
  return fileOf(ask, as, {
    about: '',
    path: homePath,
    lines: () => commitments.flatMap(commitmentLines),
    value: () => ({ goesOn: more, commitments }),
  });
}

export function partnershipFile(ask: Ask, as: Form, data: PartnershipData): File {
  const { slug, names, summary, isDemo, sides } = data.partnership;
  const known: Known = { ask, ...data };
  const commitments = data.promised.map((row) => commitmentRecord(known, row));
  const capacities = data.capacities.map((capacity) => capacityRecord(known, capacity));
  const partnership = {
    slug,
    name: named(ask.locale, names),
    summary: said(ask.locale, summary).text,
    demonstration: isDemo,
    sides: sides.map((side) => ({
      name: named(ask.locale, side.names),
      organisations: partyRecords(known, side.organisations),
    })),
  };
  return fileOf(ask, as, {
    about: `${slug}-`,
    path: partnershipPath(slug),
    lines: () => [...commitments.flatMap(commitmentLines), ...capacities.flatMap(capacityLines)],
    value: () => ({
      goesOn: data.total > commitments.length,
      partnership,
      commitments,
      capacities,
      meetings: data.happened.meetings.map((it) => meetingRecord(ask, it)),
      instruments: data.happened.instruments.map((it) => instrumentRecord(ask, it)),
    }),
  });
}

export function commitmentFile(ask: Ask, as: Form, data: CommitmentData): File {
  const { id } = data.commitment;
  const known: Known = { ask, ...data };
  const record = commitmentRecord(known, data.commitment);
  const more = () => ({
    ...detailRecord(known, data),
    confirmations: data.confirmations.map(({ deliveryId, organisationId, confirmedAs, at }) => ({
      delivery: deliveryId,
      as: confirmedAs,
      at: at.toISOString(),
      by: partyRecords(known, [organisationId])[0],
    })),
    assessments: data.assessments.map(({ verdict, reasons, trueOn }) => ({
      verdict,
      trueOn,
      reasons: reasons && said(ask.locale, reasons).text,
    })),
  });
  return fileOf(ask, as, {
    about: `${id}-`,
    path: commitmentPath(id),
    lines: () => commitmentLines(record),
    value: () => ({ commitment: { ...record, ...more() } }),
  });
}
