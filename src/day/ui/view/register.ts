import { type Day, visitAt, visitsIn } from '../../../modules/missions/day/day.ts';
import type { Body, PersonField, Priority } from '../../../modules/missions/day/operation.ts';
import { on } from '../../../modules/missions/day/shelf.ts';
import { phoneDigits, type Visit } from '../../../modules/missions/day/visit.ts';
import { nameKeys } from '../../../platform/i18n/nameKey.ts';

/** Letting in somebody who came without a booking. Pure. */

export type WalkIn = {
  name: string;
  birthYear: string;
  sex: string;
  phone: string;
  complaint: string;
  allergy: string;
  specialty: string;
  priority: Priority;
  /** Who consented: the person, or who represents them; empty as long as nobody has. */
  consent: '' | 'self' | 'representative';
  representative: string;
};
export const emptyWalkIn: WalkIn = {
  name: '',
  birthYear: '',
  sex: '',
  phone: '',
  complaint: '',
  allergy: '',
  specialty: 'therapy',
  priority: 'routine',
  consent: '',
  representative: '',
};

export type WalkInFault = 'name' | 'birthYear' | 'sex' | 'phone' | 'consent' | 'representative';

/** What is missing or cannot be right. Nothing that was typed is changed by it. */
export function faultsOfWalkIn(typed: WalkIn, year: number): WalkInFault[] {
  const faults: WalkInFault[] = [];
  if (typed.name.trim() === '') faults.push('name');
  const born = Number(typed.birthYear);
  if (!/^\d{4}$/.test(typed.birthYear.trim()) || born > year || born < year - 120) faults.push('birthYear');
  if (typed.sex === '') faults.push('sex');
  if (typed.phone.trim() !== '' && phoneDigits(typed.phone) === '') faults.push('phone');
  if (typed.consent === '') faults.push('consent');
  if (typed.consent === 'representative' && typed.representative.trim() === '') faults.push('representative');
  return faults;
}

/** A number that no other device gives: its letter, and one more than the greatest that it gave on that date. */
export function nextTicket(day: Day, date: string, letter: string): string {
  const given = visitsIn(day).flatMap((visit) =>
    visit.registered.flatMap(({ body }) => {
      const [, before, number] = /^([A-Z]+)-(\d+)$/.exec(body.ticket) ?? [];
      return body.day === date && before === letter ? [Number(number)] : [];
    }),
  );
  return `${letter}-${String(Math.max(0, ...given) + 1).padStart(3, '0')}`;
}

type Asked = Pick<WalkIn, 'name' | 'birthYear' | 'phone'>;

/** People of the day who may be the same: by name and year however the name is written, or by the telephone where the year does not say otherwise. */
export function likelyDoubles(day: Day, { name, birthYear, phone }: Asked): Visit[] {
  const year = birthYear.trim();
  const byName = year === '' ? [] : nameKeys(name).map((key) => `name ${key} ${year}`);
  const digits = phoneDigits(phone);
  const ids = new Set([...byName, ...(digits ? [`phone ${digits}`] : [])].flatMap((key) => on(day.keys, key) ?? []));
  const isOther = ({ fields }: Visit) => {
    const years = fields.birthYear?.said.map(({ body }) => body.value) ?? [];
    return year !== '' && years.length > 0 && !years.includes(year);
  };
  return [...ids].sort().flatMap((id) => {
    const visit = visitAt(day, id);
    return visit && !isOther(visit) ? [visit] : [];
  });
}

type Place = { visit: string; turn: string; ticket: string; date: string };

/** What registering says: who came, that they are here, and which queue they stand in. `others`: shown, and said to be other people. */
export function walkInBodies(typed: WalkIn, { visit, turn, ticket, date }: Place, others: readonly string[]): Body[] {
  const said: [PersonField, string][] = [
    ['name', typed.name],
    ['birthYear', typed.birthYear],
    ['sex', typed.sex],
    ['phone', typed.phone],
    ['complaint', typed.complaint],
    ['allergy', typed.allergy],
    ['consent', typed.consent],
    ['representative', typed.consent === 'representative' ? typed.representative : ''],
  ];
  const fields = said.flatMap(([field, value]): Body[] =>
    value.trim() === '' ? [] : [{ kind: 'visit.field', visit, field, value: value.trim(), over: [] }],
  );
  return [
    { kind: 'visit.registered', visit, ticket, booking: null, channel: 'walk_in', day: date },
    { kind: 'visit.arrived', visit },
    ...fields,
    ...others.map((other): Body => ({ kind: 'visit.same', visit, other, isSame: false })),
    { kind: 'turn.queued', visit, turn, specialty: typed.specialty, priority: typed.priority },
  ];
}

/** Another word on one field by somebody who has seen those that stand. */
export function fieldBody(visit: Visit, field: PersonField, value: string): Body {
  const over = visit.fields[field]?.said.map(({ id }) => id) ?? [];
  return { kind: 'visit.field', visit: visit.id, field, value: value.trim(), over };
}
