import { useState } from 'react';
import { Button } from '../../../design/index.ts';
import { useMay } from '../../../web/kit/session.ts';
import { accordsApi } from './client.ts';
import { ReasonsForm } from './ReasonsForm.tsx';
import { ShownTo } from './ShownTo.tsx';
import type { Answer, Commitment } from './types.ts';
import { useWords } from './useWords.ts';

/** What the parties that are named say themselves: the newest words of each, the earlier ones a press away. */
export function Answers({ commitment }: { commitment: Commitment }) {
  const { t } = useWords();
  const mayAnswer = useMay('accords.publish') && commitment.mayAnswer;
  const [isOpen, setOpen] = useState(false);
  const { answers } = commitment;
  if (answers.length === 0 && !mayAnswer) return null;
  const parties = [...new Set(answers.map(({ organisation }) => organisation))];
  return (
    <section className="stack" id="answers">
      <div className="row between">
        <h2>{t('accords.ui.answer.title')}</h2>
        {mayAnswer && !isOpen && <Button onClick={() => setOpen(true)}>{t('accords.ui.answer.open')}</Button>}
      </div>
      {isOpen && <AnswerForm commitment={commitment} close={() => setOpen(false)} />}
      {answers.length === 0 && !isOpen && <p className="quiet">{t('accords.ui.answer.none')}</p>}
      {parties.map((party) => (
        <Party key={party} answers={answers.filter((each) => each.organisation === party)} commitment={commitment} />
      ))}
    </section>
  );
}

function AnswerForm({ commitment: { id }, close }: { commitment: Commitment; close: () => void }) {
  const { t } = useWords();
  return (
    <ReasonsForm
      name={`answer.${id}`}
      label={t('accords.ui.answer.label')}
      hint={t('accords.ui.answer.hint')}
      submitLabel={t('accords.ui.answer.submit')}
      field="/wording"
      most={4000}
      call={accordsApi.answer.call}
      inputOf={(wording) => ({ id, wording })}
      close={close}
    />
  );
}

/** `answers` of one party, the newest first. */
function Party({ answers, commitment }: { answers: readonly Answer[]; commitment: Commitment }) {
  const { t, names } = useWords();
  const [newest, ...earlier] = answers;
  if (!newest) return null;
  return (
    <article className="card stack-s">
      <div className="row between">
        <h3>{names([newest.organisation], commitment.organisations)}</h3>
        <ShownTo visibility={newest.visibility} />
      </div>
      <Said answer={newest} />
      {earlier.length > 0 && (
        <details>
          <summary>{t('accords.ui.answer.earlier', { count: earlier.length })}</summary>
          {earlier.map((each) => (
            <Said key={each.id} answer={each} />
          ))}
        </details>
      )}
    </article>
  );
}

function Said({ answer: { wording, at } }: { answer: Answer }) {
  const { text, formats } = useWords();
  const said = text(wording);
  return (
    <div className="stack-s">
      <p lang={said.language}>{said.text}</p>
      <p className="src">{formats.moment(new Date(at), 'Asia/Almaty')}</p>
    </div>
  );
}
