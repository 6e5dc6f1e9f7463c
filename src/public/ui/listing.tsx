import type { ReactNode } from 'react';
import { Proof } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, instrumentPath, meetingPath, organisationPath, partnershipPath } from '../address.ts';
import type { Ground, Organisation, Promised } from '../data.ts';
import { dateSaid, named } from '../figures.ts';
import type { Instrument, Meeting, Within } from '../things.ts';
import { Demo, Grounds, PromisedRow, Said } from './parts.tsx';

/** A part of a page under its heading; no landmark, as the tables in it are. */
type SectionProps = { id: string; title: string; hint?: string | undefined; children: ReactNode };

export function Section({ id, title, hint, children }: SectionProps): ReactNode {
  return (
    <div className="stack" id={id}>
      <h2>{title}</h2>
      {hint !== undefined && <p className="quiet">{hint}</p>}
      {children}
    </div>
  );
}

/** When a meeting was or will be, as exactly as it is known. */
export function useMeetingWhen(): (meeting: Meeting) => string {
  const { t, formats } = useLanguage();
  return ({ startsAt, zone, held, reportedOn }) => {
    if (startsAt !== null && zone !== null) return `${formats.moment(startsAt, zone, 'mediumTime')} (${zone})`;
    if (held !== null) return dateSaid(formats, held);
    if (reportedOn !== null) return t('public.when.reported', { date: dateSaid(formats, reportedOn) });
    return t('public.timeline.undated');
  };
}

export function MeetingList({ meetings, title }: { meetings: readonly Meeting[]; title: string }): ReactNode {
  const { locale, t } = useLanguage();
  const when = useMeetingWhen();
  if (meetings.length === 0) return null;
  return (
    <Section id="meetings" title={title}>
      <ul className="plain stack-s">
        {meetings.map((meeting) => (
          <li key={meeting.id} className="claim">
            <a href={addressOf(locale, meetingPath(meeting.id))}>
              <Said text={meeting.title} />
            </a>
            <span className="src row">
              {when(meeting)}
              {meeting.state !== 'held' && <b>{t(`public.meeting.state.${meeting.state}`)}</b>}
              {meeting.isDemo && <Demo />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function InstrumentList({
  instruments,
  title,
}: {
  instruments: readonly Instrument[];
  title: string;
}): ReactNode {
  const { locale, t, formats } = useLanguage();
  if (instruments.length === 0) return null;
  return (
    <Section id="instruments" title={title}>
      <ul className="plain stack-s">
        {instruments.map(({ id, title: name, kind, state, covers, isDemo }) => (
          <li key={id} className="claim">
            <a href={addressOf(locale, instrumentPath(id))}>
              <Said text={name} />
            </a>
            <span className="src row">
              <span>{t(`public.instrument.kind.${kind}`)}</span>
              <b>{t(`public.instrument.state.${state}`)}</b>
              {covers !== null && <bdi>{dateSaid(formats, covers)}</bdi>}
              {isDemo && <Demo />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function PartnershipLinks({ partnerships }: { partnerships: readonly Within[] }): ReactNode {
  const { locale, t } = useLanguage();
  if (partnerships.length === 0) return null;
  return (
    <Section id="partnerships" title={t('public.partnerships')}>
      <ul className="plain stack-s">
        {partnerships.map(({ slug, names }) => (
          <li key={slug}>
            <a href={addressOf(locale, partnershipPath(slug))}>{named(locale, names)}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type PromiseListProps = {
  id: string;
  title: string;
  rows: readonly Promised[];
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
  /** What else is said of a promise, behind its parties. */
  metaOf?: ((row: Promised) => ReactNode) | undefined;
};

export function PromiseList({ id, title, rows, organisations, grounds, metaOf }: PromiseListProps): ReactNode {
  if (rows.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <div className="card">
        {rows.map((row) => (
          <PromisedRow key={row.id} {...{ row, organisations, grounds }} meta={metaOf?.(row)} />
        ))}
      </div>
    </Section>
  );
}

/** The quotes that a record of its own rests on. */
export function OwnProof({ title, grounds }: { title: string; grounds: readonly Ground[] }): ReactNode {
  const { t } = useLanguage();
  if (grounds.length === 0) return null;
  return (
    <Section id="proof" title={t('public.proofs.title')}>
      <Proof title={title} open>
        <Grounds grounds={grounds} />
      </Proof>
    </Section>
  );
}

/** Organisations, each leading to its page. */
export function OrganisationLinks({ organisations }: { organisations: readonly Organisation[] }): ReactNode {
  const { locale } = useLanguage();
  return (
    <ul className="plain stack-s">
      {organisations.map(({ id, names, place, isDemo }) => (
        <li key={id}>
          <a href={addressOf(locale, organisationPath(id))}>{named(locale, names)}</a>
          {place !== null && <span className="quiet"> · {place}</span>}
          {isDemo && (
            <>
              {' '}
              <Demo />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Parties as links to their pages; one that is not public is left out. */
export function Parties({
  ids,
  organisations,
}: {
  ids: readonly string[];
  organisations: readonly Organisation[];
}): ReactNode {
  const { locale } = useLanguage();
  const found = ids.flatMap((id) => organisations.filter((it) => it.id === id));
  return found.map(({ id, names }, index) => (
    <span key={id}>
      {index > 0 && ' · '}
      <a href={addressOf(locale, organisationPath(id))}>{named(locale, names)}</a>
    </span>
  ));
}
