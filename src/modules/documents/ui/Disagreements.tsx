import { Note, StatusChip } from '../../../design/index.ts';
import type { Claim } from './client.ts';
import type { ClaimWords } from './useClaimWords.ts';

type Props = { claim: Claim; others: readonly Claim[]; numberOf: ReadonlyMap<string, number>; words: ClaimWords };

/** Another number for the same measure in the same document: a question, never an answer. */
export function Disagreements({ claim, others, numberOf, words: { t, title, formats } }: Props) {
  const numbers = formats.list(others.map(({ id }) => String(numberOf.get(id) ?? '')));
  return (
    <Note tone="warn">
      <p>
        <StatusChip status="at_risk" label={t('documents.ui.disagree.title', { count: others.length, numbers })} />
      </p>
      <p>
        {t('documents.ui.disagree.text', {
          theirs: formats.list(others.slice(0, 5).map((other) => title(other))),
          own: title(claim),
        })}
      </p>
    </Note>
  );
}
