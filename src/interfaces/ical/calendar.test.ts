import { describe, expect, test } from 'vitest';
import type { CalendarMeeting } from '../../modules/meetings/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { calendarText, isDated } from './calendar.ts';
import { timezoneText } from './timezone.ts';

const reader = { t: translatorFor('kk'), locale: 'kk' as const, origin: 'https://yntymaq.example' };
const meeting = (over: Partial<CalendarMeeting> = {}): CalendarMeeting => ({
  id: '018f0000-0000-7000-8000-000000000001',
  version: 3,
  changedAt: new Date('2026-11-20T10:00:00Z'),
  state: 'planned',
  title: { kk: { text: 'Кездесу; денсаулық, қаржы\\жоспар', by: 'person' } },
  agenda: null,
  partnership: { kk: 'Алматы мен Корея' },
  place: 'kr',
  venue: null,
  hours: null,
  days: { first: '2026-12-01', last: '2026-12-02' },
  visibility: 'partnership',
  isDemo: false,
  ...over,
});
const textOf = (...meetings: CalendarMeeting[]) => calendarText(meetings, reader, 'Кездесулер');
/** Lines as a reader of iCalendar puts them together again. */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');
const valueOf = (text: string, name: string) =>
  linesOf(text)
    .find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    ?.slice(name.length + 1);

describe('a calendar', () => {
  test('names each meeting for ever, and counts its versions', () => {
    const text = textOf(meeting());
    expect(valueOf(text, 'UID')).toBe('meeting-018f0000-0000-7000-8000-000000000001@yntymaq');
    expect([valueOf(text, 'SEQUENCE'), valueOf(text, 'DTSTAMP')]).toEqual(['2', '20261120T100000Z']);
    expect(textOf(meeting())).toBe(text);
  });

  test('gives whole days where only the day is known, and the day after the last as their end', () => {
    const lines = linesOf(textOf(meeting()));
    expect(lines).toContain('DTSTART;VALUE=DATE:20261201');
    expect(lines).toContain('DTEND;VALUE=DATE:20261203');
    expect(lines.join('\n')).not.toContain('VTIMEZONE');
  });

  test('gives hours by the clocks of the place, and describes those clocks', () => {
    const hours = {
      startsAt: new Date('2026-12-01T05:00:00Z'),
      endsAt: new Date('2026-12-01T06:30:00Z'),
      zone: 'Asia/Almaty',
    };
    const lines = linesOf(textOf(meeting({ hours })));
    expect(lines).toContain('DTSTART;TZID=Asia/Almaty:20261201T100000');
    expect(lines).toContain('DTEND;TZID=Asia/Almaty:20261201T113000');
    expect(lines.filter((line) => line === 'TZID:Asia/Almaty')).toHaveLength(1);
    expect(lines).toContain('TZOFFSETTO:+0500');
  });

  test('of 2020 uses the clocks of 2020', () => {
    const hours = { startsAt: new Date('2020-12-23T04:00:00Z'), endsAt: null, zone: 'Asia/Almaty' };
    const lines = linesOf(textOf(meeting({ hours })));
    expect(lines).toContain('DTSTART;TZID=Asia/Almaty:20201223T100000');
    expect(lines).toContain('TZOFFSETTO:+0600');
  });

  test('says that a meeting is cancelled, and which is a demonstration', () => {
    expect(valueOf(textOf(meeting({ state: 'cancelled' })), 'STATUS')).toBe('CANCELLED');
    expect(valueOf(textOf(meeting({ isDemo: true })), 'SUMMARY')).toContain('(көрсету үшін)');
  });

  test('leaves out what has no known day, and says how many', () => {
    const undated = meeting({ days: null });
    expect(isDated(undated)).toBe(false);
    const text = textOf(meeting(), undated, meeting({ days: null }));
    expect(linesOf(text).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(valueOf(text, 'X-WR-CALDESC')).toBe('Күні белгісіз 2 кездесу бұл күнтізбеде жоқ.');
    expect(valueOf(textOf(meeting()), 'X-WR-CALDESC')).toBeUndefined();
  });

  test('folds lines at 75 octets and never inside a letter', () => {
    const agenda = {
      kk: { text: `${'Ынтымақтастықтың ұзақ күн тәртібі 🤝 '.repeat(20)}\nекінші жол`, by: 'person' as const },
    };
    const text = textOf(meeting({ agenda }));
    const octets = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\uFFFD');
    expect(valueOf(text, 'DESCRIPTION')).toContain('🤝 \\nекінші жол');
  });

  test('escapes what has a meaning of its own', () => {
    expect(valueOf(textOf(meeting()), 'SUMMARY')).toBe('Кездесу\\; денсаулық\\, қаржы\\\\жоспар');
    const hostile = meeting({ title: { kk: { text: 'a\r\nBEGIN:VALARM', by: 'person' } } });
    expect(linesOf(textOf(hostile))).not.toContain('BEGIN:VALARM');
  });
});

test('clocks that are put forward and back are described by each change', () => {
  const text = timezoneText('Asia/Jerusalem', new Date('2020-01-01T00:00:00Z'), new Date('2020-12-31T00:00:00Z'));
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VTIMEZONE',
    'TZID:Asia/Jerusalem',
    'BEGIN:STANDARD',
    'DTSTART:20200101T020000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0200',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:20200327T020000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0300',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:20201025T020000',
    'TZOFFSETFROM:+0300',
    'TZOFFSETTO:+0200',
    'END:STANDARD',
    'END:VTIMEZONE',
  ]);
});
