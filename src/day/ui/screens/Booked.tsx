import { Button } from '../../../design/index.ts';
import type { DayBooking } from '../../../modules/missions/day/dayPlan.ts';
import { useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Screen, TwoPresses } from '../parts.tsx';
import { to } from '../route.ts';
import { ageOn, clockText } from '../view/day.ts';
import { absenceBodies, arrivalBodies, ticketOfBooking } from '../view/plan.ts';

/** Somebody who is booked and whom nobody has let in yet. */
export function Booked({ booking }: { booking: DayBooking }) {
  const t = useT();
  const { act, date } = useWorkplace();
  const age = ageOn(`${booking.birthYear}`, date);
  const about = [age === null ? '' : t('day.age', { age }), specialtyName(t, booking.specialty), timeOf(booking)];
  return (
    <Screen title={booking.name}>
      <p className="row">
        <span className="fig">{t('day.number', { ticket: ticketOfBooking(booking) })}</span>
        <span className="quiet">{about.filter(Boolean).join(' · ')}</span>
      </p>
      {booking.complaint && <p>{booking.complaint}</p>}
      <Button tone="primary" full onClick={() => void act(arrivalBodies(booking))}>
        {t('day.visit.arrive')}
      </Button>
      <TwoPresses label={t('day.absent')} sure={t('day.absent.sure')} onSure={() => void act(absenceBodies(booking))} />
    </Screen>
  );
}

const timeOf = ({ startsAt }: DayBooking): string => clockText(Date.parse(startsAt));

export function BookedList({ bookings }: { bookings: readonly DayBooking[] }) {
  const t = useT();
  if (bookings.length === 0) return null;
  return (
    <ul className="plain card">
      {bookings.map((booking) => (
        <li key={booking.id} className="nx">
          <b>{ticketOfBooking(booking)}</b>
          <a href={to('visit', booking.id)}>{booking.name}</a>
          <span className="quiet">{[specialtyName(t, booking.specialty), timeOf(booking)].join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
