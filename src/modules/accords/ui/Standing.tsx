import { Figure, PromiseBar, StatusChip } from '../../../design/index.ts';
import { sentenceText } from '../sentence.ts';
import { barOf, isTentative, isZero } from './amounts.ts';
import { InCurrency } from './InCurrency.tsx';
import { Grounds } from './Grounds.tsx';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

/** The answer to the page's question: promised, delivered, and the sentence that says why it stands so. */
export function Standing({ commitment }: { commitment: Commitment }) {
  const words = useWords();
  const { t } = words;
  const sentence = sentenceText(words, commitment.standing);
  const { status } = commitment.standing;
  const isAct = commitment.kind === 'act' && commitment.target === null;
  return (
    <section className="card stack-s" aria-label={t('accords.ui.standing')}>
      <div className="row between">
        <Headline commitment={commitment} />
        <StatusChip status={status} label={words.status(commitment)} />
      </div>
      <PromiseBar
        big={!isAct}
        content={barOf(commitment)}
        tentative={isTentative(commitment)}
        label={`${words.amounts(commitment)}. ${words.term(commitment)}`}
      />
      <div className="row between quiet">
        {isAct ? <b>{words.amounts(commitment)}</b> : <Done commitment={commitment} />}
        <span>{words.term(commitment)}</span>
      </div>
      <InCurrency commitment={commitment} />
      <p>{sentence}</p>
      {status === 'not_reported' && <p className="hint">{t('accords.ui.silence')}</p>}
    </section>
  );
}

/** The delivered number; where it already stands in the headline, that no number was promised. */
function Done({ commitment }: { commitment: Commitment }) {
  const { t, counted } = useWords();
  const delivered = useDelivered(commitment);
  if (commitment.target === null) return <span>{t('accords.ui.no_number')}</span>;
  return (
    <span>
      <b>{counted(delivered, commitment)}</b> {t('accords.ui.recorded')}
    </span>
  );
}

function useDelivered({ standing: { delivered, deliveredComparator } }: Commitment): string {
  return useWords().amount(delivered, isZero(delivered) ? 'eq' : deliveredComparator);
}

/** The number of the page with its proof: what was promised or, where no number was, what was delivered. */
function Headline({ commitment }: { commitment: Commitment }) {
  const words = useWords();
  const { t } = words;
  const delivered = useDelivered(commitment);
  const { target, comparator, isOwn, kind } = commitment;
  if (target === null && kind === 'act') return <p className="fig m">{t('accords.ui.single_act')}</p>;
  const proof =
    target === null
      ? commitment.deliveries.flatMap(({ grounds }) => grounds)
      : commitment.grounds.filter(({ part }) => part === 'target');
  const label = t(target === null ? 'accords.ui.recorded' : 'accords.ui.promised');
  return (
    <Figure
      value={target === null ? delivered : words.amount(target, comparator)}
      label={[words.unit(commitment), label].filter(Boolean).join(', ')}
      {...(proof.length > 0 && {
        proof: <Grounds grounds={proof} isOwn={isOwn} flat open />,
        proofLabel: t('accords.ui.proof.show'),
      })}
    />
  );
}
