import type { LocalisedText } from '../platform/i18n/localised.ts';
import { formatDecimal } from '../platform/money/money.ts';
import { type CommitmentData, differences, standingOf } from './commitment.ts';
import { convertedOf } from './converted.ts';
import { correctionRecord } from './correctionFile.ts';
import { plainAmount, said } from './figures.ts';
import { type Known, partyRecords } from './records.ts';

/** What the JSON of one commitment has beyond that of a list. */
export function detailRecord(known: Known, data: CommitmentData) {
  const { ask } = known;
  const { commitment, parts, replaces, answers, disputes, corrections, organisations, grounds } = data;
  const text = (value: LocalisedText | null): string | null => value && said(ask.locale, value).text;
  const named = (found: { id: string; title: LocalisedText } | null) =>
    found && { id: found.id, title: text(found.title) };
  const party = (id: string) => partyRecords(known, [id])[0];
  return {
    conditionOn: commitment.conditionOn,
    conditionReasons: text(commitment.conditionReasons),
    dueAfter: commitment.dueAfter,
    beneficiaries: text(commitment.beneficiaries),
    meeting: named(commitment.meeting),
    instrument: named(commitment.instrument),
    article: commitment.article,
    partOf: named(commitment.partOf),
    parts: parts.map(({ id, title }) => named({ id, title })),
    replacement: named(commitment.replacement),
    replaces: replaces.map(named),
    answers: answers.map(({ organisationId, wording, at, isNewest, isDemo }) => ({
      by: party(organisationId),
      wording: text(wording),
      wordings: wording,
      at: at.toISOString(),
      newest: isNewest,
      demonstration: isDemo,
    })),
    claimsStand: Object.fromEntries(grounds.map((ground) => [ground.claimId, standingOf(ground, data)])),
    disputes: disputes.map(({ claimId, organisationId, reasons, at }) => ({
      claim: claimId,
      by: party(organisationId),
      reasons: text(reasons),
      at: at.toISOString(),
    })),
    differences: differences(data.deliveries).map((entries) =>
      entries.map(({ id, organisationId, amount, comparator, period, place, isAgreed }) => ({
        delivery: id,
        by: party(organisationId),
        comparator,
        amount: plainAmount(amount, commitment.currency),
        period,
        place,
        agreed: isAgreed,
      })),
    ),
    corrections: corrections.map((it) => correctionRecord(ask, organisations, it)),
    converted: convertedOf(data).map(({ amount, path, steps, day }) => ({
      amount: formatDecimal(amount),
      currency: amount.currency,
      day,
      path,
      rates: steps.map(({ base, quote, rate, day: on, source }) => ({ base, quote, rate, day: on, source })),
    })),
  };
}
