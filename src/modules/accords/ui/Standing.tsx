import { Figure, PromiseBar, StatusChip } from '../../../design/index.ts';
import { sentenceText } from '../sentence.ts';
import { barOf, isTentative, isZero } from './amounts.ts';
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
        <Promised commitment={commitment} />
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
      <p>{sentence}</p>
      {status === 'not_reported' && <p className="hint">{t('accords.ui.silence')}</p>}
    </section>
  );
}

function Done({ commitment }: { commitment: Commitment }) {
  const { t, amount, counted } = useWords();
  const { delivered, deliveredComparator } = commitment.standing;
  return (
    <span>
      <b>{counted(amount(delivered, isZero(delivered) ? 'eq' : deliveredComparator), commitment)}</b>{' '}
      {t('accords.ui.recorded')}
    </span>
  );
}

/** The promised number with its proof; where none was stated, that is what stands in its place. */
function Promised({ commitment }: { commitment: Commitment }) {
  const words = useWords();
  const { t } = words;
  const { target, comparator, grounds, isOwn, kind } = commitment;
  if (target === null)
    return <p className="fig m">{t(kind === 'act' ? 'accords.ui.single_act' : 'accords.ui.no_number')}</p>;
  const proof = grounds.filter(({ part }) => part === 'target');
  return (
    <Figure
      value={words.amount(target, comparator)}
      label={words.unit(commitment) || t('accords.ui.promised')}
      {...(proof.length > 0 && {
        proof: <Grounds grounds={proof} isOwn={isOwn} flat open />,
        proofLabel: t('accords.ui.proof.show'),
      })}
    />
  );
}
