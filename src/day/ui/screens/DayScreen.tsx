import { Badge, Button, LinkButton } from '../../../design/index.ts';
import { nextFor, queuesOf, type Waiting } from '../../../modules/missions/day/queue.ts';
import { reconcileList } from '../../../modules/missions/day/reconcile.ts';
import { useWorkplace } from '../context.tsx';
import { roomName, specialtyName, useT } from '../language.tsx';
import { useNameOf } from '../parts.tsx';
import { to } from '../route.ts';
import { SafetyBand } from '../Safety.tsx';
import { Mission, Warnings } from '../Warnings.tsx';
import { minutesOf, queueLines, summaryOf } from '../view/day.ts';
import { CurrentPerson } from './CurrentPerson.tsx';

/** The day: where it stands, who is here now, who waits, and the next one. */
export function DayScreen() {
  const t = useT();
  const { day, date, now, settings } = useWorkplace();
  const { registered, examined, waiting } = summaryOf(day, date);
  const issues = reconcileList(day).length;
  return (
    <>
      <SafetyBand />
      <main className="wrap mission" id="main">
        <div className="day-head">
          <h1>{t('day.heading', { date })}</h1>
          <Mission />
          <p className="quiet">{t('day.counts', { registered, examined, waiting })}</p>
          <p className="quiet">{t('day.here', { by: settings.by, room: roomName(t, settings.room) })}</p>
        </div>
        <Warnings />
        {issues > 0 && (
          <p className="note warn">
            <a href={to('reconcile')}>{t('day.reconcile.count', { count: issues })}</a>
          </p>
        )}
        <div className="stack-l">
          <CurrentPerson />
          <Queues />
          <Next />
          <More />
        </div>
      </main>
      <Thumb next={nextFor(day, { date, now, specialty: settings.specialty, room: settings.room })} />
    </>
  );
}

function Queues() {
  const t = useT();
  const { day, date, now, settings, change } = useWorkplace();
  const lines = queueLines(day, { date, now }, settings.specialty);
  return (
    <fieldset className="queues">
      <legend>{t('day.queues')}</legend>
      <ul className="q">
        {lines.map(({ specialty, waiting, longest }) => (
          <li key={specialty}>
            <label>
              <input
                type="radio"
                name="specialty"
                checked={specialty === settings.specialty}
                onChange={() => void change({ ...settings, specialty })}
              />
              <span>
                {specialtyName(t, specialty)}
                <small>
                  {waiting === 0 ? t('day.queue.empty') : t('day.queue.longest', { minutes: minutesOf(longest) })}
                </small>
              </span>
              <span className="n">{waiting}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const shownAtOnce = 20;

function Next() {
  const t = useT();
  const { day, date, now, settings } = useWorkplace();
  const waiting = queuesOf(day, { date, now }).get(settings.specialty)?.waiting ?? [];
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t('day.next', { specialty: specialtyName(t, settings.specialty) })}</h2>
      {waiting.length === 0 ? (
        <p className="quiet">{t('day.queue.nobody')}</p>
      ) : (
        <ol className="plain card">
          {waiting.slice(0, shownAtOnce).map((each) => (
            <NextLine key={each.turn.id} waiting={each} />
          ))}
        </ol>
      )}
      {waiting.length > shownAtOnce && (
        <p className="hint">{t('day.queue.more', { count: waiting.length - shownAtOnce })}</p>
      )}
      <p className="hint">{t('day.kept')}</p>
    </section>
  );
}

function NextLine({ waiting: { turn, visit, waited, isElsewhere, isResting } }: { waiting: Waiting }) {
  const t = useT();
  const nameOf = useNameOf();
  const isAhead = turn.priority !== 'routine';
  return (
    <li className="nx">
      <b>{visit.ticket}</b>
      <a href={to('visit', visit.id)}>{nameOf(visit)}</a>
      {isElsewhere || isResting ? (
        <Badge tone="line">{t(isElsewhere ? 'day.queue.elsewhere' : 'day.queue.resting')}</Badge>
      ) : isAhead ? (
        <Badge tone={turn.priority === 'emergency' ? 'clay' : 'sun'}>{t(`day.priority.${turn.priority}`)}</Badge>
      ) : (
        <span className="quiet">{t('day.minutes', { minutes: minutesOf(waited) })}</span>
      )}
    </li>
  );
}

function More() {
  const t = useT();
  const { store } = useWorkplace();
  return (
    <nav aria-label={t('day.more')} className="more">
      <LinkButton href={to('people')}>{t('day.people.title')}</LinkButton>
      <LinkButton href={to('reconcile')}>{t('day.reconcile.title')}</LinkButton>
      <LinkButton href={to('devices')}>{t('day.devices.title')}</LinkButton>
      <LinkButton href={to('settings')}>{t('day.settings.title')}</LinkButton>
      <LinkButton href="/day/display" target="_blank" rel="noopener">
        {t('day.display.title')}
      </LinkButton>
      <Button onClick={() => store.lock()}>{t('day.lock')}</Button>
    </nav>
  );
}

/** Everything that a thumb needs most. */
function Thumb({ next }: { next: Waiting | null }) {
  const t = useT();
  const { act, settings } = useWorkplace();
  const call = ({ visit, turn, doubles }: Waiting) =>
    void act([
      { kind: 'turn.called', visit: visit.id, turn: turn.id, room: settings.room },
      // The same person stood in this queue twice: called once.
      ...doubles.map((double) => ({
        kind: 'turn.missed' as const,
        visit: double.visit,
        turn: double.id,
        isGivenUp: true,
      })),
    ]);
  return (
    <aside className="thumb" aria-label={t('day.thumb')}>
      <LinkButton href={to('scan')}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
          <path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M7 7h4v4H7zM13 13h4v4h-4zM14 7h3v3M7 14v3h3" />
        </svg>
        {t('day.scan')}
      </LinkButton>
      <LinkButton href={to('register')}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
          <path d="M12 4v16M4 12h16" />
        </svg>
        {t('day.register')}
      </LinkButton>
      <Button tone={next ? 'primary' : 'plain'} unavailable={!next} onClick={() => next && call(next)}>
        {next ? t('day.call', { ticket: next.visit.ticket ?? '' }) : t('day.call.nobody')}
      </Button>
    </aside>
  );
}
