import { csvText } from '../platform/csv.ts';
import { aboutPath, addressOf, commitmentPath, correctionsPath } from './address.ts';
import { named, plainAmount, said } from './figures.ts';
import type { File } from './files.ts';
import type { Ask } from './pages.ts';
import { partyRecords } from './records.ts';
import type { Correction, CorrectionsData } from './correction.ts';

const entryOf = (amount: bigint | null, currency: string | null, rest: object) =>
  amount === null ? null : { amount: plainAmount(amount, currency), currency, ...rest };

/** A correction as a file has it: what was said, what is said now, and why. */
export function correctionRecord(ask: Ask, organisations: CorrectionsData['organisations'], correction: Correction) {
  const { currency, commitmentId } = correction;
  return {
    id: correction.id,
    at: correction.at.toISOString(),
    demonstration: correction.isDemo,
    partnership: { slug: correction.slug, name: named(ask.locale, correction.partnershipNames) },
    cause: correction.cause,
    commitment: commitmentId,
    address: commitmentId && `${ask.origin}${addressOf(ask.locale, commitmentPath(commitmentId))}`,
    delivery: correction.deliveryId,
    title: said(ask.locale, correction.title).text,
    by: partyRecords({ ask, organisations, grounds: [], deliveries: [] }, [correction.organisationId])[0],
    fields: correction.fields,
    before: correction.before,
    after: correction.after,
    was: entryOf(correction.wasAmount, currency, {
      comparator: correction.wasComparator,
      period: correction.wasPeriod,
      place: correction.wasPlace,
    }),
    now: entryOf(correction.nowAmount, currency, {
      comparator: correction.nowComparator,
      period: correction.nowPeriod,
      place: correction.nowPlace,
    }),
    reasons: said(ask.locale, correction.reasons).text,
  };
}

const columns = [
  'id',
  'at',
  'demonstration',
  'partnership',
  'cause',
  'commitment',
  'delivery',
  'title',
  'fields',
  'was',
  'now',
  'reasons',
];

export function correctionsFile(
  ask: Ask,
  as: 'csv' | 'json',
  { corrections, organisations, more }: CorrectionsData,
): File {
  const records = corrections.map((it) => correctionRecord(ask, organisations, it));
  const name = `yntymaq-corrections-${ask.today}.${as}`;
  if (as === 'csv') {
    const rows = records.map((it) => {
      const what = [
        it.id,
        it.at,
        it.demonstration,
        it.partnership.slug,
        it.cause,
        it.commitment,
        it.delivery,
        it.title,
      ];
      return [...what, it.fields.join(' '), it.was?.amount, it.now?.amount, it.reasons];
    });
    return { as, name, body: csvText(columns, rows) };
  }
  const head = {
    format: 'yntymaq.public/1',
    meaning: `${ask.origin}${addressOf(ask.locale, aboutPath)}#data`,
    address: `${ask.origin}${addressOf(ask.locale, correctionsPath)}`,
    language: ask.locale,
    asOf: ask.today,
  };
  return { as, name, body: `${JSON.stringify({ ...head, goesOn: more, corrections: records }, null, 1)}\n` };
}
