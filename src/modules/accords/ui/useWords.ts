import { useMemo } from 'react';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type LocalisedText, nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { perText } from '../per.ts';
import { isZero } from './amounts.ts';
import type { Named, Row, WireAmount } from './types.ts';

function wordsOf({ t, formats, locale }: ReturnType<typeof useLanguage>) {
  const text = (localised: LocalisedText) => textIn(locale, localised);
  const amount = (value: WireAmount, comparator?: Row['comparator']) => formats.amount(value, comparator);
  const unit = ({ measure }: Pick<Row, 'measure'>) => (measure ? nameIn(locale, measure.names) : '');
  /** A figure with what it counts. The name of a measure stands in brackets: it does not bend to its number. */
  const counted = (figure: string, row: Pick<Row, 'measure'>) => (row.measure ? `${figure} (${unit(row)})` : figure);
  const status = ({ standing: { status: key, since } }: Pick<Row, 'standing'>) => {
    if (key !== 'not_reported') return t(`accords.ui.status.${key}`);
    return since ? t('accords.ui.status.not_reported', { since }) : t('accords.ui.status.not_reported_never');
  };
  /** Promised and delivered beside the bar. */
  const amounts = (row: Row) => {
    const { delivered, deliveredComparator } = row.standing;
    if (row.kind === 'act' && row.target === null)
      return t(isZero(delivered) ? 'accords.ui.act.open' : 'accords.ui.act.done');
    const done = amount(delivered, isZero(delivered) ? 'eq' : deliveredComparator);
    if (row.target === null) return t('accords.ui.amounts.no_target', { delivered: counted(done, row) });
    const target = counted(amount(row.target, row.comparator), row);
    return t('accords.ui.amounts.both', {
      delivered: done,
      target: row.per ? `${target} ${perText(t, row.per)}` : target,
    });
  };
  const term = ({ term: when }: Pick<Row, 'term'>) =>
    when === null ? t('accords.ui.term.none') : t('accords.ui.term.by', { term: when });
  const names = (ids: readonly string[], organisations: readonly Named[]) =>
    formats.list(
      ids.map((id) => organisations.find((it) => it.id === id)).flatMap((it) => (it ? [nameIn(locale, it.names)] : [])),
    );
  return { t, formats, locale, text, amount, unit, counted, status, amounts, term, names };
}

export type Words = ReturnType<typeof wordsOf>;

/** The ledger in the reader's words. */
export function useWords(): Words {
  const language = useLanguage();
  return useMemo(() => wordsOf(language), [language]);
}
