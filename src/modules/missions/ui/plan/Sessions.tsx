import { useState } from 'react';
import { Badge, Button, Table } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { placesIn } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { useMayPlan } from './Frame.tsx';
import { SessionForm } from './SessionForm.tsx';
import { useWords } from './useWords.ts';

export type Session = Planned['sessions'][number];

/** The plan: for each venue a table of its rooms by day. */
export function Sessions({ mission }: { mission: Planned }) {
  const { t, text } = useWords();
  const may = useMayPlan() && mission.rooms.length > 0;
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const opened = mission.sessions.find(({ id }) => id === open) ?? null;
  return (
    <section className="stack">
      <h2>{t('missions.session.title')}</h2>
      {mission.sessions.length === 0 && (
        <p className="quiet">{t(mission.rooms.length === 0 ? 'missions.session.no_room' : 'missions.session.none')}</p>
      )}
      {mission.venues.map((venue) => (
        <VenueTable
          key={venue.id}
          mission={mission}
          venue={venue.id}
          name={text(venue.name)}
          edit={may ? setOpen : null}
        />
      ))}
      {open !== null && <SessionForm key={open} {...{ mission, row: opened, close }} />}
      {may && open === null && (
        <p>
          <Button onClick={() => setOpen('new')}>{t('missions.session.add')}</Button>
        </p>
      )}
    </section>
  );
}

type TableProps = { mission: Planned; venue: string; name: string; edit: ((id: string) => void) | null };

function VenueTable({ mission, venue, name, edit }: TableProps) {
  const { t, formats } = useWords();
  const rooms = mission.rooms.filter((room) => room.venue === venue);
  const here = mission.sessions.filter(({ room }) => rooms.some(({ id }) => id === room));
  const days = [...new Set(here.map(({ day }) => day))].toSorted();
  if (here.length === 0) return null;
  const cell = (room: string, day: string) => (
    <div className="stack-s">
      {here
        .filter((session) => session.room === room && session.day === day)
        .map((session) => (
          <SessionCell key={session.id} {...{ mission, session, edit }} />
        ))}
    </div>
  );
  return (
    <Table
      id={`plan-${venue}`}
      caption={name}
      columns={[
        { key: 'room', label: t('missions.session.room') },
        ...days.map((day) => ({ key: day, label: formats.edtf(day) })),
      ]}
      rows={rooms.map((room) => ({ key: room.id, cells: [room.name, ...days.map((day) => cell(room.id, day))] }))}
    />
  );
}

type CellProps = { mission: Planned; session: Session; edit: ((id: string) => void) | null };

function SessionCell({ mission, session, edit }: CellProps) {
  const { t, formats } = useWords();
  const { id, starts, ends, specialty, day, isCancelled, version } = session;
  const cancelling = useSend(missionsApi.cancelSession.call);
  const clinician = mission.clinicians.find((each) => each.id === session.clinician);
  const name = `${t(`missions.specialty.${specialty}`)}, ${formats.edtf(day)} ${starts}–${ends}`;
  const [change, cancel] = [t('action.edit'), t(isCancelled ? 'missions.session.restore' : 'missions.session.cancel')];
  return (
    <div>
      <p>
        {starts}–{ends} <b>{t(`missions.specialty.${specialty}`)}</b>{' '}
        {isCancelled && <Badge tone="clay">{t('missions.session.cancelled')}</Badge>}
        <br />
        <span className="quiet">
          {clinician ? clinician.name : t('missions.session.nobody')} ·{' '}
          {t('missions.session.places', { count: placesIn(session) })}
        </span>
      </p>
      {edit && (
        <p className="row">
          <Button small aria-label={`${change}: ${name}`} onClick={() => edit(id)}>
            {change}
          </Button>
          <Button
            small
            aria-label={`${cancel}: ${name}`}
            unavailable={cancelling.isSending}
            onClick={() => cancelling.send({ id: mission.id, session: id, version, isCancelled: !isCancelled })}
          >
            {cancel}
          </Button>
        </p>
      )}
      <ErrorNote error={cancelling.error} />
    </div>
  );
}
