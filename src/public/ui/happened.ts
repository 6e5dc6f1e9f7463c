import type { AxisLane, AxisMark } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import { addressOf, commitmentPath, instrumentPath, meetingPath } from '../address.ts';
import { amountText, dateSaid, said } from '../figures.ts';
import type { DatedDelivery, Happened, Instrument, Meeting } from '../things.ts';
import { useMeetingWhen } from './listing.tsx';
import { usePrecision } from './parts.tsx';

/** One thing that happened: where it stands on the axis, and how its line of the table says it. */
export type Occurrence = {
  key: string;
  lane: 'meetings' | 'instruments' | 'deliveries';
  /** Null where the axis has no place for it: no date, or one without a year. */
  span: { first: string; last: string } | null;
  kind: AxisMark['kind'];
  when: string;
  /** How exactly the date is known. */
  precision: string | undefined;
  what: string;
  href: string;
  isDemo: boolean;
};

/** The days that a date may mean. What has no end goes as far as it is reported, else to where it begins. */
function spanOf(edtf: string | null, reportedOn: string | null = null): Occurrence['span'] {
  if (edtf === null || whyNotEdtf(edtf) !== null) return null;
  const { first, last, yearless } = boundsOf(edtf);
  const from = first ?? last;
  const to = last ?? (reportedOn !== null && first !== null && reportedOn > first ? reportedOn : first);
  return yearless || from === null || to === null ? null : { first: from, last: to };
}

/** Everything that happened in a partnership: oldest first, what has no place on the axis last. */
export function useOccurrences({ meetings, instruments, deliveries }: Happened): Occurrence[] {
  const ofMeeting = useOfMeeting();
  const ofStep = useOfStep();
  const ofDelivery = useOfDelivery();
  const all = [...meetings.map(ofMeeting), ...instruments.flatMap(ofStep), ...deliveries.map(ofDelivery)];
  const day = ({ span }: Occurrence): string => span?.first ?? '9999';
  return all.toSorted((a, b) => (day(a) < day(b) ? -1 : Number(day(a) > day(b))));
}

function useOfMeeting(): (meeting: Meeting) => Occurrence {
  const { locale, t } = useLanguage();
  const when = useMeetingWhen();
  const precision = usePrecision();
  return (meeting) => {
    const { id, title, held, reportedOn, state, isDemo } = meeting;
    const name = said(locale, title).text;
    return {
      key: `meeting ${id}`,
      lane: 'meetings',
      span: spanOf(held ?? reportedOn),
      kind: held === null ? 'report' : 'fact',
      when: when(meeting),
      precision: held === null ? undefined : precision(held),
      what: state === 'held' ? name : `${name} (${t(`public.meeting.state.${state}`)})`,
      href: addressOf(locale, meetingPath(id)),
      isDemo,
    };
  };
}

function useOfStep(): (instrument: Instrument) => Occurrence[] {
  const { locale, t, formats } = useLanguage();
  const precision = usePrecision();
  return ({ id: of, title, steps, isDemo }) =>
    steps.map(({ id, state, taken, knownOn }) => {
      const signs = state === 'signed' || state === 'in_force' || state === 'completed';
      return {
        key: `step ${id}`,
        lane: 'instruments',
        span: spanOf(taken ?? knownOn),
        kind: taken === null ? 'report' : signs ? 'act' : 'fact',
        when:
          taken === null
            ? t('public.instrument.known_on', { date: dateSaid(formats, knownOn ?? '') })
            : dateSaid(formats, taken),
        precision: taken === null ? undefined : precision(taken),
        what: `${said(locale, title).text}: ${t(`public.instrument.state.${state}`)}`,
        href: addressOf(locale, instrumentPath(of)),
        isDemo,
      };
    });
}

function useOfDelivery(): (delivery: DatedDelivery) => Occurrence {
  const { locale, t, formats } = useLanguage();
  const precision = usePrecision();
  return (delivery) => {
    const { id, commitmentId, period, reportedOn, amount, comparator, kind, title, place, isDemo } = delivery;
    const figure = kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...delivery, comparator });
    return {
      key: `delivery ${id}`,
      lane: 'deliveries',
      span: spanOf(period ?? reportedOn, reportedOn),
      kind: period === null ? 'report' : 'act',
      when:
        period !== null
          ? dateSaid(formats, period)
          : reportedOn === null
            ? t('public.timeline.undated')
            : t('public.when.reported', { date: dateSaid(formats, reportedOn) }),
      precision: period === null ? undefined : precision(period),
      what: [`${said(locale, title).text}: ${figure}`, place].filter((part) => part !== null).join(', '),
      href: addressOf(locale, commitmentPath(commitmentId)),
      isDemo,
    };
  };
}

/** The lanes of the axis: a lane for each kind of which something happened. */
export function useLanes(occurrences: readonly Occurrence[]): AxisLane[] {
  const { t } = useLanguage();
  return (['meetings', 'instruments', 'deliveries'] as const).flatMap((lane) => {
    const marks = occurrences.flatMap(({ key, lane: of, span, kind, when, what }) =>
      of === lane && span !== null ? [{ key, ...span, kind, title: `${when}: ${what}` }] : [],
    );
    return marks.length === 0 ? [] : [{ key: lane, label: t(`public.axis.${lane}`), marks }];
  });
}
