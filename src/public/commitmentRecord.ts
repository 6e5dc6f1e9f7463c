import type { LocalisedText } from '../platform/i18n/localised.ts';
import { formatDecimal } from '../platform/money/money.ts';
import { type CommitmentData, differences, standingOf } from './commitment.ts';
import { convertedOf } from './converted.ts';
import { correctionRecord } from './correctionFile.ts';
import { plainAmount, said } from './figures.ts';
import type { Ask } from './pages.ts';
import { type Known, partyRecords } from './records.ts';

type Named = { id: string; title: LocalisedText };
const textIn = ({ locale }: Ask, value: LocalisedText | null): string | null => value && said(locale, value).text;
const namedIn = (ask: Ask, found: Named | null) => found && { id: found.id, title: textIn(ask, found.title) };

/** Who says what of it: answers, disputes, and figures that differ. */
function voices(known: Known, { commitment, answers, disputes, deliveries }: CommitmentData) {
  const { ask } = known;
  const party = (id: string) => partyRecords(known, [id])[0];
  return {
    answers: answers.map(({ organisationId, wording, at, isNewest, isDemo }) => ({
      by: party(organisationId),
      wording: textIn(ask, wording),
      wordings: wording,
      at: at.toISOString(),
      newest: isNewest,
      demonstration: isDemo,
    })),
    disputes: disputes.map(({ claimId, organisationId, reasons, at }) => ({
      claim: claimId,
      by: party(organisationId),
      reasons: textIn(ask, reasons),
      at: at.toISOString(),
    })),
    differences: differences(deliveries).map((entries) =>
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
  };
}

/** What the JSON of one commitment has beyond that of a list. */
export function detailRecord(known: Known, data: CommitmentData) {
  const { ask } = known;
  const { commitment, parts, replaces, corrections, organisations, grounds } = data;
  const named = (found: Named | null) => namedIn(ask, found);
  return {
    conditionOn: commitment.conditionOn,
    conditionReasons: textIn(ask, commitment.conditionReasons),
    dueAfter: commitment.dueAfter,
    beneficiaries: textIn(ask, commitment.beneficiaries),
    meeting: named(commitment.meeting),
    instrument: named(commitment.instrument),
    article: commitment.article,
    partOf: named(commitment.partOf),
    parts: parts.map(({ id, title }) => named({ id, title })),
    replacement: named(commitment.replacement),
    replaces: replaces.map(named),
    claimsStand: Object.fromEntries(grounds.map((ground) => [ground.claimId, standingOf(ground, data)])),
    ...voices(known, data),
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
