import { Button } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from './client.ts';
import type { Commitment, Request } from './types.ts';
import { useWords } from './useWords.ts';

/** What accuses waits here for a second person; nobody outside the own side sees it. */
export function Requests({ commitment: { requests } }: { commitment: Commitment }) {
  const { t } = useWords();
  if (requests.length === 0) return null;
  return (
    <section className="card stack" id="requests">
      <h2 className="minor">{t('accords.ui.request.title')}</h2>
      <p className="hint">{t('accords.ui.request.hint')}</p>
      {requests.map((request) => (
        <RequestItem key={request.id} request={request} />
      ))}
    </section>
  );
}

export function RequestItem({ request }: { request: Request }) {
  const { t, formats } = useWords();
  const { send, isSending, error } = useSend(accordsApi.decideRequest.call);
  const { id, about, shownTo, state, may, requestedAt, decidedAt } = request;
  const when = formats.moment(new Date(decidedAt ?? requestedAt), 'Asia/Almaty');
  return (
    <div className="stack-s">
      <p>
        <b>{t(`accords.ui.request.about.${about}`)}</b>, {t(`accords.ui.visibility.${shownTo}`)}
      </p>
      <p className="quiet">
        {t(`accords.ui.request.state.${state}`)}, {when}
      </p>
      {may.length > 0 && (
        <div className="row">
          {may.map((decision) => (
            <Button
              key={decision}
              tone={decision === 'approve' ? 'primary' : 'plain'}
              unavailable={isSending}
              onClick={() => send({ id, decision })}
            >
              {t(`accords.ui.request.${decision}`)}
            </Button>
          ))}
        </div>
      )}
      <ErrorNote error={error} />
    </div>
  );
}
