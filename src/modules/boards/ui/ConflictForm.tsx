import { type FormEvent, useState } from 'react';
import { Button, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { BoardCase } from '../schemas.ts';
import { boardsApi } from './client.ts';
import { Saying } from './Saying.tsx';
import { useBoardWords } from './words.ts';

/** Says that one is not to take part in this case; folded, because it cannot be taken back. */
export function ConflictForm({ asked: { id, own } }: { asked: BoardCase }) {
  const { t, locale } = useBoardWords();
  const mayVote = useMay('boards.vote');
  const [text, setText] = useState('');
  const { send, isSending, error } = useSend(boardsApi.stateConflict.call);
  if (!mayVote || !own) return null;
  if (own.inConflict) return <Note>{t('boards.ui.conflict.own')}</Note>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, member: own.member, reason: { language: locale, text: text.trim() } });
  };
  return (
    <details>
      <summary>{t('boards.ui.conflict')}</summary>
      <form className="stack" onSubmit={submit} aria-label={t('boards.ui.conflict')}>
        <p className="hint">{t('boards.ui.conflict.hint')}</p>
        <Saying id={`conflict-${id}`} label={t('boards.ui.conflict.why')} required {...{ error, text }} set={setText} />
        <ErrorNote error={error} typed />
        <p>
          <Button type="submit" tone="danger" unavailable={isSending}>
            {t('boards.ui.conflict.send')}
          </Button>
        </p>
      </form>
    </details>
  );
}
