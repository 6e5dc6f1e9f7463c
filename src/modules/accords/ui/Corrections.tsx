import { Timeline } from '../../../design/index.ts';
import type { Commitment, Correction, WireAmount } from './types.ts';
import { useWords, type Words } from './useWords.ts';

const isAmount = (value: unknown): value is WireAmount =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** One value as the log keeps it, in words; a text in several languages in the reader's. */
function valueText(value: unknown, { t, amount, text }: Words): string {
  if (isAmount(value)) return amount(value);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null) return text(value).text;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : t('accords.ui.not_stated');
}

const changeText = ({ fields, before, after }: Correction, words: Words): string =>
  fields.map((field) => `${valueText(before?.[field], words)} → ${valueText(after?.[field], words)}`).join('; ');

/** What was corrected, when, by whom and why. Nothing that others saw is overwritten. */
export function Corrections({ commitment }: { commitment: Commitment }) {
  const words = useWords();
  const { t, formats, text, names } = words;
  const { corrections, deliveries, organisations } = commitment;
  if (corrections.length === 0) return null;
  const replacedBy = (id: string | null) => deliveries.find((each) => each.id === id);
  const said = (correction: Correction): string => {
    const right = replacedBy(correction.replacement);
    if (correction.delivery === null) return changeText(correction, words);
    return changeText({ ...correction, after: right ? { amount: right.amount } : null }, words);
  };
  return (
    <section className="stack">
      <h2>{t('accords.ui.correction.title')}</h2>
      <Timeline
        entries={corrections.map((correction) => ({
          key: correction.id,
          when: formats.moment(new Date(correction.at), 'Asia/Almaty'),
          date: correction.at,
          title: said(correction),
          text: `${text(correction.reasons).text} (${names([correction.organisation], organisations)})`,
        }))}
      />
    </section>
  );
}
