import type { Formats } from '../../platform/i18n/formats.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { parseMoney } from '../../platform/money/money.ts';
import type { Amount, CommitmentRow } from './schemas.ts';
import type { Comparator, SentenceKey } from './status.ts';

type Language = { t: Translator; formats: Formats };

/** A figure as the reader's language writes it: more than 2,700; JPY 1,087,000,000. */
export function figureText({ formats }: Pick<Language, 'formats'>, comparator: Comparator, amount: Amount): string {
  const { amount: text, currency } = amount;
  const isMoney = currency !== null && isCurrency(currency);
  return formats.compared(comparator, isMoney ? parseMoney(text, currency) : BigInt(text));
}

/** What the sentences take; a figure that a sentence does not name is an empty text in it. */
type Said = { delivered: string; target: string; since: string; on: string };
const sentences: Record<SentenceKey, (t: Translator, said: Said) => string> = {
  kept: (t, said) => t('accords.sentence.kept', said),
  kept_exceeded: (t, said) => t('accords.sentence.kept_exceeded', said),
  kept_act: (t) => t('accords.sentence.kept_act'),
  on_track_delivered: (t, said) => t('accords.sentence.on_track_delivered', said),
  on_track_assessed: (t, said) => t('accords.sentence.on_track_assessed', said),
  at_risk: (t, said) => t('accords.sentence.at_risk', said),
  at_risk_late: (t, said) => t('accords.sentence.at_risk_late', said),
  overdue: (t, said) => t('accords.sentence.overdue', said),
  not_reported: (t, said) => t('accords.sentence.not_reported', said),
  not_reported_never: (t) => t('accords.sentence.not_reported_never'),
  not_started: (t) => t('accords.sentence.not_started'),
  withdrawn: (t) => t('accords.sentence.withdrawn'),
  no_target: (t) => t('accords.sentence.no_target'),
  no_target_delivered: (t, said) => t('accords.sentence.no_target_delivered', said),
  done_unpromised: (t) => t('accords.sentence.done_unpromised'),
};
const namesTarget: readonly SentenceKey[] = ['kept', 'kept_exceeded', 'withdrawn', 'no_target', 'no_target_delivered'];

/** Why a commitment stands as it does, in the reader's language: one or a few whole sentences. */
export function sentenceText(
  language: Language,
  { sentence, delivered, deliveredComparator }: CommitmentRow['standing'],
) {
  const { t } = language;
  const { key, params } = sentence;
  const target = params.target ? figureText(language, params.comparator ?? 'eq', params.target) : '';
  const done = figureText(language, deliveredComparator, delivered);
  const said = { target, delivered: done, since: params.since ?? '', on: params.on ?? '' };
  const texts = [sentences[key](t, said)];
  if (target !== '' && !namesTarget.includes(key)) texts.push(t('accords.sentence.promised', { target }));
  if (params.term) texts.push(t('accords.sentence.term', { term: params.term }));
  // A Russian date ends with a full stop of its own (2020 г.), and so does the sentence.
  return texts.join(' ').replaceAll(/\.\.(?=\s|$)/g, '.');
}
