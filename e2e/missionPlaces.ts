import type { Place } from './places.ts';
import type { Staff } from './staff.ts';

const [coming, past] = ['ulgi-mundeul-clinic', 'ulgi-mundeul-first-clinic'];

/** Books as a person without an account does, and follows to the ticket. @returns its address behind the language */
async function ticketOf(address: string): Promise<string> {
  const form = `${address}/kk/missions/${coming}/book/therapy`;
  const html = await (await fetch(form)).text();
  const [, code = ''] = /name="code" value="([^"]+)"/.exec(html) ?? [];
  const [, time = ''] = /value="([0-9a-f-]{36}\.\d+)"/.exec(html) ?? [];
  const typed = {
    name: 'Үлгіева Сынақ',
    birthYear: '1975',
    phone: '+77010009876',
    complaint: 'Жөтел',
    time,
    code,
    agree: 'yes',
  };
  const headers = { origin: address, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(typed).toString();
  const booked = await fetch(form, { method: 'POST', headers, body, redirect: 'manual' });
  const place = booked.headers.get('location');
  if (booked.status !== 303 || !place) throw new Error(`nothing was booked: ${booked.status}`);
  return place.replace(/^\/kk/, '');
}

/** The public pages of missions: those to come, how one books, a ticket, and what one came to. */
export async function publicMissionPlaces(address: string): Promise<Place[]> {
  const ticket = await ticketOf(address);
  return [
    { name: 'missions', path: '/missions' },
    { name: 'mission', path: `/missions/${coming}` },
    { name: 'mission-over', path: `/missions/${past}` },
    { name: 'mission-result', path: `/missions/${past}/result` },
    { name: 'mission-book', path: `/missions/${coming}/book/surgery` },
    { name: 'ticket', path: ticket },
    { name: 'ticket-move', path: `${ticket}/move` },
  ];
}

/** The pages of a mission for who coordinates for its host: one that is to come, and what there is besides of one that is over. */
export async function hostMissionPlaces(staff: Staff): Promise<Place[]> {
  const { items } = (await staff.get<{ items: { id: string; slug: string }[] }>('/missions')).body;
  const idOf = (slug: string | undefined): string => {
    const found = items.find((each) => each.slug === slug);
    if (!found) throw new Error(`the demonstration has no mission ${slug}`);
    return found.id;
  };
  const [here, over] = [idOf(coming), idOf(past)];
  const { days } = (await staff.get<{ days: string[] }>(`/missions/${here}/bookings`)).body;
  const parts = ['plan', 'team', 'means', 'readiness', 'devices'] as const;
  return [
    { name: 'host-missions', path: '/missions' },
    { name: 'host-mission', path: `/missions/${here}` },
    ...parts.map((part) => ({ name: `host-mission-${part}`, path: `/missions/${here}/${part}` })),
    { name: 'host-mission-bookings', path: `/missions/${here}/bookings?day=${days[0]}` },
    { name: 'host-mission-over', path: `/missions/${over}` },
    { name: 'host-mission-report', path: `/missions/${over}/report` },
    { name: 'host-mission-follow-up', path: `/missions/${over}/follow-up` },
  ];
}

/** The application of a mission's day before anybody has joined: the work, and the second screen of a room. */
export const dayPlaces: readonly Place[] = [
  { name: 'day', path: '/day' },
  { name: 'day-display', path: '/day/display' },
];
