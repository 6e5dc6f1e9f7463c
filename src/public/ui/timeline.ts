import type { TimelineEntry } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import type { Assessment, Delivery, Ground, Promised } from '../data.ts';
import { amountText, dateSaid, said } from '../figures.ts';

export type Told = {
  rows: readonly Promised[];
  grounds: readonly Ground[];
  deliveries: readonly Delivery[];
  assessments: readonly Assessment[];
};

/** An entry with the day by which it is put in order; undated ones come first. */
type Dated = TimelineEntry & { day: string };

const longest = 40;

const dayOf = (edtf: string | null): string => {
  if (edtf === null || whyNotEdtf(edtf) !== null) return '';
  const { first, last } = boundsOf(edtf);
  return last ?? first ?? '';
};

/** The ISO day of a date that is known to the day. */
const isoOf = (edtf: string | null): { date?: string } =>
  edtf !== null && /^\d{4}-\d\d-\d\d$/.test(edtf) ? { date: edtf } : {};

/** What was published, delivered, assessed, withdrawn, and the terms: on one axis, oldest first, undated before. */
export function useTimeline(told: Told): TimelineEntry[] {
  const sources = useSources(told);
  const deliveries = useDeliveries(told);
  const turns = useTurns(told);
  const all: Dated[] = [...sources, ...deliveries, ...turns];
  return all
    .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
    .slice(-longest)
    .map(({ day: _day, ...entry }) => entry);
}

function useSources({ grounds }: Told): Dated[] {
  const { t, formats } = useLanguage();
  const documents = [...new Map(grounds.map((ground) => [ground.sha256, ground])).values()];
  return documents.map(({ sha256, publishedOn, title, publisher }) => ({
    key: `source ${sha256}`,
    day: dayOf(publishedOn),
    ...isoOf(publishedOn),
    when:
      publishedOn === null
        ? t('public.timeline.undated')
        : t('public.timeline.published', { date: dateSaid(formats, publishedOn) }),
    title,
    ...(publisher !== null && { text: publisher }),
  }));
}

function useDeliveries({ rows, deliveries }: Told): Dated[] {
  const { locale, t, formats } = useLanguage();
  return deliveries.flatMap((delivery) => {
    const row = rows.find(({ id }) => id === delivery.commitmentId);
    if (!row) return [];
    const { id, amount, comparator, period, place, reportedOn } = delivery;
    const on = period ?? reportedOn;
    const amountSaid = row.kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...row, comparator });
    return [
      {
        key: `delivery ${id}`,
        day: dayOf(on),
        ...isoOf(period),
        when:
          period !== null
            ? dateSaid(formats, period)
            : reportedOn === null
              ? t('public.timeline.undated')
              : t('public.timeline.reported', { date: dateSaid(formats, reportedOn) }),
        title: `${t('public.timeline.delivered')}: ${amountSaid}`,
        text: [said(locale, row.title).text, place].filter((part) => part !== null).join(' · '),
        kind: 'act' as const,
      },
    ];
  });
}

function useTurns({ rows, assessments }: Told): Dated[] {
  const { locale, t, formats } = useLanguage();
  const withdrawn = rows.flatMap(({ id, withdrawnOn, title }) =>
    withdrawnOn === null
      ? []
      : [
          {
            key: `withdrawn ${id}`,
            day: withdrawnOn,
            date: withdrawnOn,
            when: dateSaid(formats, withdrawnOn),
            title: t('public.status.withdrawn'),
            text: said(locale, title).text,
          },
        ],
  );
  const terms = rows.flatMap(({ id, term, termLast, title }) =>
    term === null || termLast === null
      ? []
      : [
          {
            key: `term ${id}`,
            day: termLast,
            when: dateSaid(formats, term),
            title: t('public.timeline.term'),
            text: said(locale, title).text,
            kind: 'silence' as const,
          },
        ],
  );
  const verdicts = assessments.map(({ id, verdict, reasons, trueOn }) => ({
    key: `assessment ${id}`,
    day: trueOn,
    date: trueOn,
    when: dateSaid(formats, trueOn),
    title: t(`public.verdict.${verdict}`),
    ...(reasons && { text: said(locale, reasons).text }),
  }));
  return [...withdrawn, ...terms, ...verdicts];
}
