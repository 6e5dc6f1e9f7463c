import { Action, LifecycleBar } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { movesFrom, plainMoves } from '../../mission.ts';
import { lacksForAnnouncing } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { useWords } from './useWords.ts';

const path = ['draft', 'announced', 'running', 'closed'] as const;

/** Where the mission stands, what it lacks before it can be announced, and what may happen next. */
export function Lifecycle({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const { id, version, state, isOwn } = mission;
  const mayWrite = useMay('missions.write') && isOwn;
  const moving = useSend(missionsApi.moveMission.call);
  const moves = plainMoves.filter((move) => movesFrom(state).includes(move));
  const steps = state === 'cancelled' ? (['draft', 'cancelled'] as const) : path;
  return (
    <section className="card stack" aria-label={t('missions.life.title')}>
      <LifecycleBar
        label={t('missions.life.title')}
        steps={steps.map((key) => ({ key, label: t(`missions.state.${key}`) }))}
        current={state}
        sentence={t(`missions.life.sentence.${state}`)}
      />
      {isOwn && state === 'draft' && <Announcing mission={mission} />}
      {mayWrite && moves.length > 0 && (
        <div className="fgrid">
          {moves.map((move) => (
            <Action
              key={move}
              id={`move-${move}`}
              tone={move === 'cancel' ? 'danger' : move === 'reopen' ? 'plain' : 'primary'}
              unavailable={moving.isSending}
              onClick={() => moving.send({ id, version, move })}
              effect={t(`missions.life.${move}_effect`)}
            >
              {t(`missions.move.${move}`)}
            </Action>
          ))}
        </div>
      )}
      <ErrorNote error={moving.error} />
    </section>
  );
}

/** Announcing and showing to the other sides: by whoever may publish, and by others with the reason why not. */
function Announcing({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const mayPublish = useMay('missions.publish');
  const announcing = useSend(missionsApi.announceMission.call);
  const sharing = useSend(missionsApi.shareMission.call);
  const { id, version, visibility, today } = mission;
  const lacks = lacksForAnnouncing(mission, today);
  const effect = mayPublish ? t('missions.life.announce_effect') : t('missions.life.announce_role');
  return (
    <div className="stack">
      <div className="fgrid">
        <Action
          id="announce"
          tone="primary"
          unavailable={!mayPublish || lacks.length > 0 || announcing.isSending}
          onClick={() => announcing.send({ id, version })}
          effect={effect}
        >
          {t('missions.move.announce')}
        </Action>
        {visibility === 'own_side' && mayPublish && (
          <Action
            id="share"
            unavailable={sharing.isSending}
            onClick={() => sharing.send({ id, version })}
            effect={t('missions.life.share_effect')}
          >
            {t('missions.life.share')}
          </Action>
        )}
      </div>
      <ErrorNote error={announcing.error ?? sharing.error} />
    </div>
  );
}
