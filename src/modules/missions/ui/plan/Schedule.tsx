import { useState } from 'react';
import { Badge, Button } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { placesIn } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { Edit, Opened, useMayPlan } from './Frame.tsx';
import { placesOf, type Session } from './lacks.ts';
import { SessionForm } from './SessionForm.tsx';
import { useWords } from './useWords.ts';

/** The day that is shown: the one asked for, else today where there is one, else the next, else the last. */
export function dayShown({ sessions, today }: Pick<Planned, 'sessions' | 'today'>, asked: string | undefined) {
  const days = [...new Set(sessions.map(({ day }) => day))].toSorted();
  const chosen = days.find((day) => day === asked) ?? days.find((day) => day >= today) ?? days.at(-1);
  return { days, chosen };
}

/** One day of the plan, room by room; the others are a press away, and the day is in the address. */
export function Schedule({ mission, asked }: { mission: Planned; asked: string | undefined }) {
  const { t } = useWords();
  const may = useMayPlan() && mission.rooms.length > 0;
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const { days, chosen } = dayShown(mission, asked);
  return (
    <section className="card stack">
      <div className="row between">
        <h2 className="minor">{t('missions.session.title')}</h2>
        {may && open === null && (
          <Button small onClick={() => setOpen('new')}>
            {t('missions.session.add')}
          </Button>
        )}
      </div>
      {may && open === 'new' && <SessionForm {...{ mission, row: null, close }} />}
      {days.length > 0 && <Days {...{ mission, days, chosen }} />}
      {chosen === undefined ? (
        <p className="quiet">{t(mission.rooms.length === 0 ? 'missions.session.no_room' : 'missions.session.none')}</p>
      ) : (
        <Day {...{ mission, day: chosen, open, setOpen: may ? setOpen : null }} />
      )}
    </section>
  );
}

function Days({ mission, days, chosen }: { mission: Planned; days: readonly string[]; chosen: string | undefined }) {
  const { t, formats } = useWords();
  return (
    <nav className="picks" aria-label={t('missions.session.days')}>
      {days.map((day) => (
        <a
          key={day}
          href={`/app/missions/${mission.id}/plan?day=${day}`}
          aria-current={day === chosen ? 'true' : undefined}
        >
          {formats.edtf(day)}
          <small>{t('missions.session.places', { count: placesOf(mission, day) })}</small>
        </a>
      ))}
    </nav>
  );
}

type DayProps = { mission: Planned; day: string; open: string | null; setOpen: ((id: string | null) => void) | null };

function Day({ mission, day, open, setOpen }: DayProps) {
  const { text } = useWords();
  const { venues, rooms } = mission;
  const roomAt = new Map(rooms.map((room, at) => [room.id, { ...room, at }]));
  const here = mission.sessions
    .filter((session) => session.day === day)
    .toSorted(
      (a, b) => (roomAt.get(a.room)?.at ?? 0) - (roomAt.get(b.room)?.at ?? 0) || (a.starts < b.starts ? -1 : 1),
    );
  const used = venues.filter(({ id }) => here.some(({ room }) => roomAt.get(room)?.venue === id));
  return used.map((venue) => (
    <div key={venue.id} className="stack-s">
      {venues.length > 1 && <h3>{text(venue.name)}</h3>}
      <ul className="parts">
        {here
          .filter(({ room }) => roomAt.get(room)?.venue === venue.id)
          .map((session) => (
            <Row
              key={session.id}
              {...{ mission, session, open, setOpen, room: roomAt.get(session.room)?.name ?? '' }}
            />
          ))}
      </ul>
    </div>
  ));
}

type RowProps = Omit<DayProps, 'day'> & { session: Session; room: string };

function Row({ mission, session, room, open, setOpen }: RowProps) {
  const { t, formats } = useWords();
  const { starts, ends, specialty, day } = session;
  const name = `${t(`missions.specialty.${specialty}`)}, ${formats.edtf(day)} ${starts}–${ends}`;
  if (setOpen && open === session.id)
    return (
      <li className="open">
        <Opened
          mission={mission}
          row={session}
          close={() => setOpen(null)}
          nameOf={() => name}
          renderForm={(row, close) => <SessionForm {...{ mission, row, close }} />}
          renderMore={(row) => <Cancel {...{ mission, session: row, name }} />}
        />
      </li>
    );
  return (
    <li>
      <Line {...{ mission, session, room }} />
      {setOpen && <Edit name={name} open={() => setOpen(session.id)} />}
    </li>
  );
}

function Line({ mission, session, room }: Pick<RowProps, 'mission' | 'session' | 'room'>) {
  const { t } = useWords();
  const { starts, ends, specialty, isCancelled, keptReferred, keptChildren, keptDisability } = session;
  const clinician = mission.clinicians.find(({ id }) => id === session.clinician);
  const kept = keptReferred + keptChildren + keptDisability;
  return (
    <div>
      <p>
        <b>{t(`missions.specialty.${specialty}`)}</b> · {t('missions.session.in_room', { room })}{' '}
        {isCancelled && <Badge tone="clay">{t('missions.session.cancelled')}</Badge>}
      </p>
      <p className="quiet small">
        <time>
          {starts}–{ends}
        </time>{' '}
        · {clinician ? clinician.name : t('missions.session.nobody')} ·{' '}
        {t('missions.session.places', { count: placesIn(session) })}
        {kept > 0 && <> · {t('missions.session.kept', { count: kept })}</>}
      </p>
    </div>
  );
}

/** Cancels a session, which people may have booked, or takes that back. */
function Cancel({ mission, session, name }: { mission: Planned; session: Session; name: string }) {
  const { t } = useWords();
  const { send, isSending, error } = useSend(missionsApi.cancelSession.call);
  const { id, version, isCancelled } = session;
  const word = t(isCancelled ? 'missions.session.restore' : 'missions.session.cancel');
  return (
    <>
      <Button
        small
        tone={isCancelled ? 'plain' : 'danger'}
        aria-label={`${word}: ${name}`}
        unavailable={isSending}
        onClick={() => send({ id: mission.id, session: id, version, isCancelled: !isCancelled })}
      >
        {word}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}
