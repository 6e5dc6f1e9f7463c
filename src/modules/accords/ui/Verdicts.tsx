import { Timeline } from '../../../design/index.ts';
import type { Assessment, Commitment } from './types.ts';
import { useWords } from './useWords.ts';

/** What officers said of how it goes, oldest first. */
export function Verdicts({ commitment: { assessments } }: { commitment: Commitment }) {
  const { t, text, formats } = useWords();
  if (assessments.length === 0) return null;
  const entries = assessments
    .toSorted((a: Assessment, b: Assessment) => (a.trueOn < b.trueOn ? -1 : 1))
    .map(({ id, trueOn, verdict, reasons, visibility }) => ({
      key: id,
      when: formats.edtf(trueOn),
      date: trueOn,
      title: t(`accords.ui.verdict.${verdict}`),
      text: `${reasons ? text(reasons).text : ''} ${t('accords.ui.seen_by', { who: t(`accords.ui.visibility.${visibility}`) })}`,
    }));
  return (
    <section className="stack">
      <h2>{t('accords.ui.assess.title')}</h2>
      <Timeline entries={entries} />
    </section>
  );
}
