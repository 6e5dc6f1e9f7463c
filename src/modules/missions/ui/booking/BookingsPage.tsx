import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Badge, Button, EmptyState, Note } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { type BookingRow, type Bookings, missionsApi } from '../client.ts';
import { CallerForm } from './CallerForm.tsx';
import { MoveForm } from './MoveForm.tsx';

/** /app/missions/{id}/bookings: who comes on a day and who waits; books for those who phone. The day is in the address. */
export function BookingsPage() {
  const { t } = useLanguage();
  const { id = '' } = useParams({ strict: false });
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = search['day'];
  const day = typeof asked === 'string' && /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : undefined;
  const query = useQuery(missionsApi.bookings.queryOptions({ input: { id, ...(day !== undefined && { day }) } }));
  return (
    <>
      <PageHead
        title={t('missions.booking.title')}
        lead={t('missions.booking.lead')}
        crumbs={[{ href: `/app/missions/${id}`, label: t('missions.booking.mission') }]}
      />
      <Loaded query={query}>
        {(found) => (
          <div className="stack-l">
            <Days id={id} days={found.days} chosen={day} over={found.daysOver} />
            <Over days={found.daysOver} />
            <List id={id} found={found} />
            <CallerForm id={id} languages={found.languages} />
          </div>
        )}
      </Loaded>
    </>
  );
}

type OfDays = { id: string; days: readonly string[]; chosen: string | undefined; over: readonly string[] };

function Days({ id, days, chosen, over }: OfDays) {
  const { t, formats } = useLanguage();
  const path = `/app/missions/${id}/bookings`;
  return (
    <nav className="picks" aria-label={t('missions.booking.days')}>
      <a href={path} aria-current={chosen === undefined ? 'true' : undefined}>
        {t('missions.booking.waiting')}
      </a>
      {days.map((day) => (
        <a key={day} href={`${path}?day=${day}`} aria-current={day === chosen ? 'true' : undefined}>
          {formats.edtf(day)}
          {over.includes(day) && ` (${t('missions.booking.over')})`}
        </a>
      ))}
    </nav>
  );
}

/** Whoever holds a place that the plan no longer has keeps it until somebody has decided. */
function Over({ days }: { days: readonly string[] }) {
  const { t } = useLanguage();
  return days.length === 0 ? null : <Note tone="warn">{t('missions.booking.over_note', { count: days.length })}</Note>;
}

const tones = {
  booked: 'plain',
  moved: 'plain',
  waiting: 'sun',
  came: 'leaf',
  no_show: 'plain',
  cancelled: 'plain',
} as const satisfies Record<BookingRow['state'], string>;

function List({ id, found }: { id: string; found: Bookings }) {
  const { t } = useLanguage();
  const [moving, setMoving] = useState<string | null>(null);
  if (found.items.length === 0)
    return <EmptyState level={2} title={t('missions.booking.none')} text={t('missions.booking.none_text')} />;
  return (
    <ul className="parts" aria-label={t('missions.booking.title')}>
      {found.items.map((booking) => (
        <li key={booking.id} className="open">
          <div className="row between">
            <Line booking={booking} />
            <Actions id={id} booking={booking} move={() => setMoving(booking.id)} />
          </div>
          {moving === booking.id && <MoveForm id={id} booking={booking} done={() => setMoving(null)} />}
        </li>
      ))}
    </ul>
  );
}

/** When, who, and how it stands: one line where there is room, some on a telephone. */
function Line({ booking }: { booking: BookingRow }) {
  const { t, formats } = useLanguage();
  const { ticket, at, zone, name, birthYear, phone, specialty, state, isOver } = booking;
  const time = at === null || zone === null ? null : formats.moment(new Date(at), zone, 'time');
  return (
    <div>
      <p className="row">
        <b>{[time, ticket].filter(Boolean).join(' · ') || t('missions.booking.waiting')}</b>
        <span>{[name, birthYear].filter(Boolean).join(', ')}</span>
        <Badge tone={tones[state]}>{t(`missions.booking.state.${state}`)}</Badge>
        {isOver && <Badge tone="sun">{t('missions.booking.over')}</Badge>}
      </p>
      <p className="quiet small">
        {t(`missions.booking.specialty.${specialty}`)}
        {phone !== null && (
          <>
            {' · '}
            <a href={`tel:${phone}`}>{phone}</a>
          </>
        )}
      </p>
    </div>
  );
}

function Actions({ id, booking, move }: { id: string; booking: BookingRow; move: () => void }) {
  const { t } = useLanguage();
  const cancelling = useSend(missionsApi.cancelCallersBooking.call);
  if (!['booked', 'moved', 'waiting'].includes(booking.state)) return <Erase id={id} booking={booking} />;
  const who = <span className="sr">: {booking.name}</span>;
  return (
    <div className="row">
      <Button small tone="quiet" onClick={move}>
        {t('missions.booking.move')}
        {who}
      </Button>
      <Button
        small
        tone="quiet"
        unavailable={cancelling.isSending}
        onClick={() => cancelling.send({ id, booking: booking.id })}
      >
        {t('missions.booking.cancel')}
        {who}
      </Button>
      <ErrorNote error={cancelling.error} />
    </div>
  );
}

/** Who asks for it is taken out; what a clinician wrote when they came stays. */
function Erase({ id, booking }: { id: string; booking: BookingRow }) {
  const { t } = useLanguage();
  const erasing = useSend(missionsApi.eraseCallersBooking.call);
  if (booking.name === null) return null;
  return (
    <div className="row">
      <Button
        small
        tone="quiet"
        unavailable={erasing.isSending}
        onClick={() => erasing.send({ id, booking: booking.id })}
      >
        {t('missions.booking.erase')}
        <span className="sr">: {booking.name}</span>
      </Button>
      <ErrorNote error={erasing.error} />
    </div>
  );
}
