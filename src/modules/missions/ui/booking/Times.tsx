import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import type { Specialty } from '../../booking.ts';
import { missionsApi } from '../client.ts';

type Props = {
  mission: string;
  specialty: Specialty;
  value: string;
  choose: (value: string) => void;
  /** Whether a place in the queue can be chosen too. */
  withWaiting?: boolean;
};

/** A time as one text, and back. */
export const timeText = (session: string, at: string): string => `${session} ${at}`;
export function timeIn(value: string): { session: string; at: string } | null {
  const [session, at] = value.split(' ');
  return session && at ? { session, at } : null;
}

/** The free times of a specialty, as they are now. */
export function Times({ mission, specialty, value, choose, withWaiting = false }: Props) {
  const { t, formats } = useLanguage();
  const { data } = useQuery(missionsApi.bookingTimes.queryOptions({ input: { id: mission, specialty } }));
  const times = data?.times ?? [];
  const options = [
    { value: '', label: '–' },
    ...times.map(({ session, at, zone, room, kept }) => {
      const keptFor = kept === null ? [] : [t(`missions.booking.kept.${kept}`)];
      const label = [formats.moment(new Date(at), zone), room, ...keptFor].join(' · ');
      return { value: timeText(session, at), label };
    }),
    ...(withWaiting ? [{ value: 'waiting', label: t('missions.booking.wait', { people: data?.waiting ?? 0 }) }] : []),
  ];
  return (
    <SelectField
      id={withWaiting ? 'caller-time' : 'move-time'}
      label={t('missions.booking.time')}
      options={options}
      value={value}
      onChange={({ target }) => choose(target.value)}
      required
    />
  );
}
