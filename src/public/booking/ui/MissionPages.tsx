import type { ReactNode } from 'react';
import { Card, EmptyState, LinkButton, Note } from '../../../design/index.ts';
import { textIn } from '../../../platform/i18n/shown.ts';
import {
  type BookingAsk,
  bookPath,
  type DayPart,
  type MissionData,
  missionPath,
  type MissionRow,
  missionsPath,
  type SpecialtyPart,
  spokenAddress,
} from '../data.ts';
import { allLanguages, Frame, spokenOf, Top, useWords } from './Frame.tsx';

/** Missions that are announced or were. */
export function MissionsPage({ ask, missions }: { ask: BookingAsk; missions: readonly MissionRow[] }): ReactNode {
  const { t, said, locale } = useWords();
  const title = t('booking.missions');
  const frame = { ask, title, path: missionsPath, description: t('booking.missions.lead') };
  return (
    <Frame {...frame} languages={allLanguages} isDemo={missions.some(({ isDemo }) => isDemo)}>
      <Top title={title}>
        <p className="lead">{t('booking.missions.lead')}</p>
      </Top>
      <div className="wrap section stack">
        {missions.length === 0 && (
          <EmptyState level={2} title={t('booking.missions.none')} text={t('booking.missions.none.text')} />
        )}
        {missions.map((mission) => (
          <Card
            key={mission.id}
            level={2}
            title={<a href={spokenAddress(locale, missionPath(mission.slug))}>{said(mission.title)}</a>}
          >
            <Facts mission={mission} />
          </Card>
        ))}
      </div>
    </Frame>
  );
}

function Facts({ mission }: { mission: MissionRow }): ReactNode {
  const { t, said, named } = useWords();
  const [first, last] = [mission.days[0], mission.days.at(-1)];
  return (
    <div className="stack-s">
      <p className="row">
        <b>{t(`booking.state.${mission.state}`)}</b>
        {first !== undefined && <span>{t('booking.day', { day: first })}</span>}
        {last !== undefined && last !== first && <span>– {t('booking.day', { day: last })}</span>}
      </p>
      <p>{t('booking.host', { host: named(mission.host) })}</p>
      {mission.visitors.length > 0 && (
        <p>{t('booking.visitors', { visitors: mission.visitors.map((names) => named(names)).join(', ') })}</p>
      )}
      {mission.venues.map(({ id, name, address }) => (
        <p key={id}>
          <b>{said(name)}</b>, {said(address)}
        </p>
      ))}
    </div>
  );
}

/** One mission: where, when, which specialties, and where to book. */
export function MissionPage({ ask, data: { mission, specialties, isOpen } }: { ask: BookingAsk; data: MissionData }) {
  const { t, said, locale } = useWords();
  const title = textIn(locale, mission.title).text;
  const frame = { ask, title, path: missionPath(mission.slug), description: t('booking.mission.lead') };
  return (
    <Frame {...frame} languages={spokenOf(mission.languages)} isDemo={mission.isDemo}>
      <Top title={said(mission.title)}>
        <Facts mission={mission} />
        {mission.state === 'cancelled' && <Note tone="stop">{t('booking.refused.mission-cancelled')}</Note>}
        {isOpen && <p>{t('booking.mission.lead')}</p>}
      </Top>
      <div className="wrap section stack">
        <h2>{t('booking.specialties')}</h2>
        {specialties.map((each) => (
          <SpecialtyCard key={each.specialty} {...{ mission, isOpen }} part={each} />
        ))}
      </div>
    </Frame>
  );
}

function SpecialtyCard({ mission, part, isOpen }: { mission: MissionRow; part: SpecialtyPart; isOpen: boolean }) {
  const { t, locale } = useWords();
  const free = part.parts.reduce((sum, each) => sum + each.free, 0);
  return (
    <Card title={t(`booking.specialty.${part.specialty}`)}>
      <div className="stack-s">
        <ul className="plain stack-s">
          {part.parts.map((each) => (
            <li key={`${each.starts.toISOString()} ${each.room}`}>
              <PartLine mission={mission} part={each} />
            </li>
          ))}
        </ul>
        {part.waiting > 0 && <p>{t('booking.waiting.people', { people: part.waiting })}</p>}
        {isOpen && (
          <p>
            <LinkButton tone="primary" href={spokenAddress(locale, bookPath(mission.slug, part.specialty))}>
              {free > 0 ? t('booking.book') : t('booking.wait')}
              <span className="sr">: {t(`booking.specialty.${part.specialty}`)}</span>
            </LinkButton>
          </p>
        )}
      </div>
    </Card>
  );
}

function PartLine({ mission, part }: { mission: MissionRow; part: DayPart }): ReactNode {
  const { t, said } = useWords();
  const { starts, ends, zone, room, kept } = part;
  const venue = mission.venues.find(({ id }) => id === part.venue);
  const keptFor = (['referred', 'child', 'disability'] as const).filter((kind) => kept[kind] > 0);
  return (
    <>
      <b>{t('booking.day', { day: part.day })}</b>, {t('booking.clock', { at: { at: starts, zone } })}–
      {t('booking.clock', { at: { at: ends, zone } })}, {t('booking.room', { room })}
      {venue && mission.venues.length > 1 && <>, {said(venue.name)}</>}. {t('booking.free', { places: part.free })}
      {keptFor.map((kind) => (
        <span key={kind}>
          {' '}
          {t(`booking.kept.${kind}`)}: {t('booking.number', { number: kept[kind] })}.
        </span>
      ))}
    </>
  );
}
