import { type FormEvent, useState } from 'react';
import { Button, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { needsReason, type Vote, votes } from '../board.ts';
import type { BoardCase } from '../schemas.ts';
import { boardsApi } from './client.ts';
import { Saying } from './Saying.tsx';
import { useBoardWords } from './words.ts';

/** One's own vote. What is typed is clinical, and so is kept nowhere on this device. */
export function VoteForm({ asked }: { asked: BoardCase }) {
  const { t, locale } = useBoardWords();
  const mayVote = useMay('boards.vote');
  const [vote, setVote] = useState<Vote | null>(null);
  const [text, setText] = useState('');
  const { send, isSending, error } = useSend(boardsApi.vote.call, () => {
    setVote(null);
    setText('');
  });
  if (!mayVote || !asked.own?.mayVote) return null;
  const hasVoted = asked.votes.some(({ member, round }) => member === asked.own?.member && round === asked.round);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (vote === null) return;
    const reason = text.trim() === '' ? null : { language: locale, text: text.trim() };
    send({ id: asked.id, round: asked.round, vote, reason });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('boards.ui.vote')}>
      {hasVoted && <Note>{t('boards.ui.vote.again')}</Note>}
      <Choice of={asked.id} vote={vote} set={setVote} />
      <Saying
        id={`vote-reason-${asked.id}`}
        label={t('boards.ui.reason')}
        hint={t('boards.ui.reason.hint')}
        required={vote !== null && needsReason(vote)}
        {...{ error, text }}
        set={setText}
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending || vote === null}>
          {t('boards.ui.vote.send')}
        </Button>
      </p>
    </form>
  );
}

function Choice({ of, vote, set }: { of: string; vote: Vote | null; set: (vote: Vote) => void }) {
  const { t } = useBoardWords();
  return (
    <fieldset className="stack-s">
      <legend>{t('boards.ui.vote')}</legend>
      <div className="seats">
        {votes.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name={`vote-${of}`} required checked={vote === each} onChange={() => set(each)} />
            {t(`boards.ui.vote.${each}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
