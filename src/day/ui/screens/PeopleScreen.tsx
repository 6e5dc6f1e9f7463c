import { useState } from 'react';
import { TextField } from '../../../design/index.ts';
import { notArrived } from '../../../modules/missions/day/queue.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { Screen, useAboutPerson, useNameOf } from '../parts.tsx';
import { to } from '../route.ts';
import { expectedOn, searchedBookings } from '../view/plan.ts';
import { searched, ticketNumber } from '../view/scan.ts';
import { BookedList } from './Booked.tsx';

const mostShown = 100;

/** Finds somebody of the day, and shows who is booked and has not come. */
export function PeopleScreen() {
  const t = useT();
  const { day, plan, date } = useWorkplace();
  const [typed, setTyped] = useState('');
  const found = searched(day, date, typed);
  const expected = notArrived(day, date);
  const booked = expectedOn(plan, day, date);
  const foundBooked = searchedBookings(booked, typed, ticketNumber(typed));
  return (
    <Screen title={t('day.people.title')}>
      <TextField
        id="search"
        label={t('day.people.search')}
        type="search"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <output className="quiet">
        {typed.trim() === '' ? '' : t('day.people.found', { count: found.length + foundBooked.length })}
      </output>
      <PeopleList visits={found} />
      <BookedList bookings={foundBooked.slice(0, mostShown)} />
      {typed.trim() === '' && (
        <>
          <h2>{t('day.people.expected', { count: expected.length + booked.length })}</h2>
          <PeopleList visits={expected.slice(0, mostShown)} />
          <BookedList bookings={booked.slice(0, mostShown)} />
        </>
      )}
    </Screen>
  );
}

export function PeopleList({ visits }: { visits: readonly Visit[] }) {
  const nameOf = useNameOf();
  const about = useAboutPerson();
  if (visits.length === 0) return null;
  return (
    <ul className="plain card">
      {visits.map((visit) => (
        <li key={visit.id} className="nx">
          <b>{visit.ticket}</b>
          <a href={to('visit', visit.id)}>{nameOf(visit)}</a>
          <span className="quiet">{about(visit)}</span>
        </li>
      ))}
    </ul>
  );
}
