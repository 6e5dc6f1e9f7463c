import { useState } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { comparators } from '../status.ts';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import { plainNumber } from './typed.ts';
import type { Commitment, Difference, Settlement } from './types.ts';
import { useWords } from './useWords.ts';

/** Where the sides count differently: both figures, what counts until then, and how they settle it. */
export function Differences({ commitment }: { commitment: Commitment }) {
  const { t } = useWords();
  const { differences, settlements } = commitment;
  const waiting = settlements.filter(({ state }) => state === 'proposed');
  const answered = settlements.filter(({ state }) => state !== 'proposed');
  if (differences.length === 0 && settlements.length === 0) return null;
  const isOpen = differences.length > 0 || waiting.length > 0;
  return (
    <section className="stack" id="differences">
      <h2>{t(isOpen ? 'accords.ui.difference.title' : 'accords.ui.settlement.earlier')}</h2>
      {differences.map((difference) => (
        <DifferenceCard
          key={difference.sides.flatMap(({ deliveries }) => deliveries).join()}
          difference={difference}
          commitment={commitment}
          isAsked={waiting.some((each) => each.deliveries.some((id) => isIn(difference, id)))}
        />
      ))}
      {waiting.map((each) => (
        <Proposal key={each.id} settlement={each} commitment={commitment} />
      ))}
      {isOpen && answered.length > 0 && (
        <details>
          <summary>{t('accords.ui.settlement.earlier')}</summary>
          <Answered settlements={answered} commitment={commitment} />
        </details>
      )}
      {!isOpen && <Answered settlements={answered} commitment={commitment} />}
    </section>
  );
}

const isIn = ({ sides }: Difference, id: string): boolean => sides.some(({ deliveries }) => deliveries.includes(id));

type CardProps = { difference: Difference; commitment: Commitment; isAsked: boolean };

function DifferenceCard({ difference, commitment, isAsked }: CardProps) {
  const { t, formats, names, amount, counted } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isOurs = commitment.deliveries.some(({ id, isOwn }) => isOwn && isIn(difference, id));
  const mayPropose = useMay('accords.confirm') && isOurs && !isAsked;
  const { place, period, sides } = difference;
  const where = [place, period === null ? null : formats.edtf(period)].filter((it) => it !== null).join(' · ');
  return (
    <article className="card stack">
      <h3>{where === '' ? t('accords.ui.difference.nowhere') : where}</h3>
      <div className="duo">
        {sides.map(({ side, organisations, figure }) => (
          <div key={side} className="claim stack-s">
            <p className="fig m">{counted(amount(figure.amount, figure.comparator), commitment)}</p>
            <p className="src">{names(organisations, commitment.organisations)}</p>
          </div>
        ))}
      </div>
      <p className="quiet">
        {t('accords.ui.difference.counted', {
          figure: counted(amount(difference.counted.amount, difference.counted.comparator), commitment),
        })}
      </p>
      {mayPropose && !isOpen && (
        <p>
          <Button onClick={() => setOpen(true)}>{t('accords.ui.difference.propose')}</Button>
        </p>
      )}
      {isOpen && mayPropose && (
        <ProposeForm difference={difference} commitment={commitment} close={() => setOpen(false)} />
      )}
    </article>
  );
}

type Proposed = { amount: string; comparator: (typeof comparators)[number] };

function ProposeForm({ difference, commitment, close }: Omit<CardProps, 'isAsked'> & { close: () => void }) {
  const { t, unit } = useWords();
  const { id, currency } = commitment;
  const [proposed, set] = useState<Proposed>({ amount: '', comparator: 'eq' });
  const deliveries = difference.sides.flatMap((side) => side.deliveries);
  const { comparator } = proposed;
  const amount = { amount: plainNumber(proposed.amount), currency };
  return (
    <ReasonsForm
      name={`settlement.${deliveries[0]}`}
      label={t('accords.ui.reasons')}
      hint={t('accords.ui.difference.reasons_hint')}
      submitLabel={t('accords.ui.difference.propose')}
      call={accordsApi.proposeSettlement.call}
      inputOf={(reasons) => ({ id, deliveries, figure: { amount, comparator }, reasons })}
      close={close}
    >
      {(error) => <FigureFields {...{ proposed, set, error }} unit={currency ?? unit(commitment)} />}
    </ReasonsForm>
  );
}

type FigureProps = { proposed: Proposed; set: (proposed: Proposed) => void; error: Error | null; unit: string };

function FigureFields({ proposed, set, error, unit }: FigureProps) {
  const { t } = useWords();
  return (
    <div className="duo">
      <SelectField
        id="settlement-comparator"
        label={t('accords.ui.form.comparator')}
        value={proposed.comparator}
        onChange={({ target }) => set({ ...proposed, comparator: target.value as Proposed['comparator'] })}
        options={comparators.map((value) => ({ value, label: t(`accords.ui.comparator.${value}`) }))}
      />
      <TextField
        id="settlement-amount"
        inputMode="decimal"
        required
        label={t('accords.ui.form.amount', { unit })}
        error={faultAt(error, '/figure/amount')}
        value={proposed.amount}
        onChange={({ target }) => set({ ...proposed, amount: target.value })}
      />
    </div>
  );
}

type ProposalProps = { settlement: Settlement; commitment: Commitment };

/** A figure that one side proposes; the other answers. */
function Proposal({ settlement, commitment }: ProposalProps) {
  const { t, text, names, amount, counted } = useWords();
  const mayAnswer = useMay('accords.confirm');
  const { send, isSending, error } = useSend(accordsApi.answerSettlement.call);
  const { id, figure, reasons, organisation, may } = settlement;
  return (
    <Note>
      <p>
        <b>
          {t('accords.ui.settlement.proposed', {
            who: names([organisation], commitment.organisations),
            figure: counted(amount(figure.amount, figure.comparator), commitment),
          })}
        </b>
      </p>
      <p>{text(reasons).text}</p>
      {mayAnswer && may.includes('accept') && <p className="hint">{t('accords.ui.settlement.accept_effect')}</p>}
      <div className="row">
        {mayAnswer &&
          may.map((answer) => (
            <Button
              key={answer}
              tone={answer === 'accept' ? 'primary' : 'plain'}
              unavailable={isSending}
              onClick={() => send({ id, answer })}
            >
              {t(`accords.ui.settlement.${answer}`)}
            </Button>
          ))}
      </div>
      <ErrorNote error={error} />
    </Note>
  );
}

/** What became of earlier proposals. */
function Answered({ settlements, commitment }: { settlements: readonly Settlement[]; commitment: Commitment }) {
  const { t, formats, amount, counted, names } = useWords();
  return (
    <ul className="plain stack-s">
      {settlements.map(({ id, state, figure, organisation, answeredAt }) => (
        <li key={id}>
          {t(`accords.ui.settlement.state.${state}`)}: {counted(amount(figure.amount, figure.comparator), commitment)},{' '}
          <span className="quiet">
            {names([organisation], commitment.organisations)}
            {answeredAt !== null && `, ${formats.moment(new Date(answeredAt), 'Asia/Almaty')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
