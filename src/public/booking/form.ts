import type { Wanted } from '../../modules/missions/booking.ts';
import { isTicketCode } from '../../modules/missions/bookingTicket.ts';
import { tidied } from '../../platform/i18n/readable.ts';
import { phoneOf } from '../../platform/phone/phone.ts';
import type { FieldProblem, Typed } from './data.ts';

/** What a form says, from the body of a plain POST. Pure: everything in it may be wrong. */
export type Fields = Readonly<Record<string, unknown>>;

const textOf = (fields: Fields, name: string, longest: number): string => {
  const value = fields[name];
  return typeof value === 'string' ? tidied(value.replaceAll('\0', '')).slice(0, longest + 1) : '';
};

export const nothingTyped: Typed = {
  name: '',
  birthYear: '',
  phone: '',
  complaint: '',
  time: '',
  referred: false,
  disability: false,
  agree: false,
  representative: '',
};

const longest = { name: 200, complaint: 1000, phone: 40, year: 10, time: 80 } as const;

export const typedOf = (fields: Fields): Typed => ({
  name: textOf(fields, 'name', longest.name).replaceAll(/\s+/g, ' '),
  birthYear: textOf(fields, 'birthYear', longest.year),
  phone: textOf(fields, 'phone', longest.phone),
  complaint: textOf(fields, 'complaint', longest.complaint),
  time: textOf(fields, 'time', longest.time),
  referred: fields['referred'] === 'yes',
  disability: fields['disability'] === 'yes',
  agree: fields['agree'] === 'yes',
  representative: textOf(fields, 'representative', longest.name).replaceAll(/\s+/g, ' '),
});

/** A field that no person sees and machines fill in. */
export const isFilledByMachine = (fields: Fields): boolean => textOf(fields, 'website', 10) !== '';

export const waitingValue = 'waiting';
export const timeValue = (session: string, at: number): string => `${session}.${at}`;

/** A chosen time; null where it is none. */
export function wantedOf(value: string): Wanted | 'waiting' | null {
  if (value === waitingValue) return 'waiting';
  const [, session, at] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{10,15})$/.exec(value) ?? [];
  return session !== undefined && at !== undefined ? { session, at: Number(at) } : null;
}

export type Understood = {
  name: string;
  birthYear: number;
  phone: string;
  complaint: string;
  kinds: ('referred' | 'disability')[];
  representative: string | null;
  wanted: Wanted | 'waiting';
};

const isName = (text: string): boolean => text.length >= 2 && text.length <= longest.name && /\p{L}/u.test(text);

/** What was typed as values, or everything that is wrong with it at once. */
export function understood(typed: Typed, country: string): { understood: Understood } | { problems: FieldProblem[] } {
  const phone = phoneOf(typed.phone, country);
  const wanted = wantedOf(typed.time);
  const isYear = /^\d{4}$/.test(typed.birthYear);
  const isComplaint = typed.complaint.length > 0 && typed.complaint.length <= longest.complaint;
  const problems: FieldProblem[] = [
    ...(isName(typed.name) ? [] : (['name'] as const)),
    ...(isYear ? [] : (['birthYear'] as const)),
    ...(phone === null ? (['phone'] as const) : []),
    ...(isComplaint ? [] : (['complaint'] as const)),
    ...(wanted === null ? (['time'] as const) : []),
    ...(typed.agree ? [] : (['agree'] as const)),
    ...(typed.representative === '' || isName(typed.representative) ? [] : (['representative-missing'] as const)),
  ];
  if (problems.length > 0 || phone === null || wanted === null) return { problems };
  const kinds = (['referred', 'disability'] as const).filter((kind) => typed[kind]);
  const { name, birthYear, complaint, representative } = typed;
  return {
    understood: {
      name,
      birthYear: Number(birthYear),
      phone,
      complaint,
      kinds,
      representative: representative === '' ? null : representative,
      wanted,
    },
  };
}

/** The secret that the form carried, if it is one. */
export const codeIn = (fields: Fields): string | null => (isTicketCode(fields['code']) ? fields['code'] : null);
