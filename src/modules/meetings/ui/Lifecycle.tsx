import { Action, LifecycleBar } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

/** Where the meeting stands and what may happen next: the buttons are what the table of states answers. */
export function Lifecycle({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const { id, version, state, actions } = meeting;
  const mayWrite = useMay('meetings.write');
  const { send, isSending, error } = useSend(meetingsApi.moveMeeting.call);
  const path = state === 'cancelled' ? (['planned', 'cancelled'] as const) : (['planned', 'held'] as const);
  return (
    <section className="card stack">
      <LifecycleBar
        label={t('meetings.life.title')}
        steps={path.map((key) => ({ key, label: t(`meetings.state.${key}`) }))}
        current={state}
        sentence={t(`meetings.life.sentence.${state}`)}
      />
      {mayWrite && actions.length > 0 && (
        <div className="fgrid">
          {actions.map((action) => (
            <Action
              key={action}
              id={`move-${action}`}
              tone={action === 'hold' ? 'primary' : 'plain'}
              unavailable={isSending}
              onClick={() => send({ id, version, action })}
              effect={t(`meetings.life.${action}_effect`)}
            >
              {t(`meetings.life.${action}`)}
            </Action>
          ))}
        </div>
      )}
      <ErrorNote error={error} reload={reload} />
    </section>
  );
}
