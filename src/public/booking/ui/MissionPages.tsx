import type { ReactNode } from 'react';
import { Card, EmptyState, LinkButton, Note, Table } from '../../../design/index.ts';
import { kinds as keptKinds } from '../../../modules/missions/booking.ts';
import type { Spoken } from '../../../platform/i18n/guestLocales.ts';
import { isLocale, localeTable } from '../../../platform/i18n/locales.ts';
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
        {first !== undefined && (
          <span>
            {t('booking.day', { day: first })}
            {last !== undefined && last !== first && <> – {t('booking.day', { day: last })}</>}
          </span>
        )}
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

/** One mission: where and when, how to book, and what is free on which day. */
export function MissionPage({ ask, data }: { ask: BookingAsk; data: MissionData }) {
  const { mission, specialties, isOpen, hasResult } = data;
  const { t, said, locale } = useWords();
  const title = textIn(locale, mission.title).text;
  const frame = { ask, title, path: missionPath(mission.slug), description: t('booking.mission.lead') };
  return (
    <Frame {...frame} languages={spokenOf(mission.languages)} isDemo={mission.isDemo}>
      <Top title={said(mission.title)}>
        <Facts mission={mission} />
        {mission.state === 'cancelled' && <Note tone="stop">{t('booking.refused.mission-cancelled')}</Note>}
        {isOpen && <p className="lead">{t('booking.mission.lead')}</p>}
        {isOpen && (
          <p>
            <LinkButton tone="primary" href="#places">
              {t('booking.book')}
            </LinkButton>
          </p>
        )}
        {hasResult && (
          <p>
            <LinkButton tone="primary" href={resultAddress(locale, mission.slug)}>
              {t('booking.result')}
            </LinkButton>
          </p>
        )}
      </Top>
      {specialties.length > 0 && (
        <div className="wrap section stack" id="places">
          {isOpen ? <Places data={data} /> : <Held data={data} />}
        </div>
      )}
    </Frame>
  );
}

/** The result is told in the languages of the site; who reads another is shown it in English. */
const resultAddress = (locale: Spoken, slug: string): string =>
  spokenAddress(isLocale(locale) ? locale : 'en', `/missions/${slug}/result`);

/** What is free: a row for each specialty, a column for each day, and the way to book at the end of each row. */
function Places({ data: { mission, specialties } }: { data: MissionData }) {
  const { t, locale } = useWords();
  const { days } = mission;
  const kept = keptKinds.filter((kind) => specialties.some(({ parts }) => parts.some((part) => part.kept[kind] > 0)));
  return (
    <>
      <Table
        id="free"
        caption={t('booking.free.caption')}
        columns={[
          { key: 'specialty', label: t('booking.ticket.specialty') },
          ...days.map((day) => ({ key: day, label: dayIn(locale, day), numeric: true })),
        ]}
        rows={specialties.map((part) => ({
          key: part.specialty,
          cells: [
            <Book key="book" mission={mission} part={part} />,
            ...days.map((day) => <Free key={day} parts={part.parts.filter((each) => each.day === day)} />),
          ],
        }))}
      />
      <p className="hint">{t('booking.free.hint')}</p>
      {kept.length > 0 && (
        <Note>
          <p>
            {t('booking.kept.note')} {kept.map((kind) => t(`booking.kept.${kind}`)).join(', ')}.
          </p>
        </Note>
      )}
      <Hours data={specialties} mission={mission} />
    </>
  );
}

function Free({ parts }: { parts: readonly DayPart[] }): ReactNode {
  const { t } = useWords();
  if (parts.length === 0) return '–';
  return t('booking.number', { number: parts.reduce((sum, { free }) => sum + free, 0) });
}

/** The specialty, and under its name the way to book in it. */
function Book({ mission, part }: { mission: MissionRow; part: SpecialtyPart }) {
  const { t, locale } = useWords();
  const free = part.parts.reduce((sum, each) => sum + each.free, 0);
  const [name, word] = [t(`booking.specialty.${part.specialty}`), free > 0 ? t('booking.book') : t('booking.wait')];
  const address = spokenAddress(locale, bookPath(mission.slug, part.specialty));
  return (
    <div className="stack-s">
      <p>{name}</p>
      <p>
        <LinkButton small tone="primary" href={address} aria-label={`${word}: ${name}`}>
          {word}
        </LinkButton>
      </p>
      {part.waiting > 0 && <p className="quiet small">{t('booking.waiting.people', { people: part.waiting })}</p>}
    </div>
  );
}

/** A day as a head of a column: the year stands above. These pages are made on the server alone. */
const dayIn = (locale: Spoken, day: string): string =>
  new Intl.DateTimeFormat(localeTable[locale].intl, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** From when to when, and in which room: said once for days that are alike. */
function Hours({ data, mission }: { data: readonly SpecialtyPart[]; mission: MissionRow }) {
  const { t, said, locale } = useWords();
  const where = ({ venue, room }: DayPart): ReactNode => {
    const found = mission.venues.length > 1 ? mission.venues.find(({ id }) => id === venue) : undefined;
    return (
      <>
        {t('booking.room', { room })}
        {found && <>, {said(found.name)}</>}
      </>
    );
  };
  return (
    <details>
      <summary>{t('booking.hours')}</summary>
      <ul>
        {data.flatMap(({ specialty, parts }) =>
          [...Map.groupBy(parts, hoursOf)].map(([hours, alike]) => {
            const [first] = alike;
            return first ? (
              <li key={`${specialty} ${hours}`}>
                <b>{t(`booking.specialty.${specialty}`)}</b>, {where(first)}:{' '}
                {t('booking.clock', { at: { at: first.starts, zone: first.zone } })}–
                {t('booking.clock', { at: { at: first.ends, zone: first.zone } })}
                {alike.length < mission.days.length && <> ({alike.map(({ day }) => dayIn(locale, day)).join(', ')})</>}
              </li>
            ) : null;
          }),
        )}
      </ul>
    </details>
  );
}

const minutesOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
/** Parts of days with the same hours in the same room are alike. */
const hoursOf = ({ venue, room, starts, ends, zone }: DayPart): string =>
  [venue, room, minutesOf(starts, zone), minutesOf(ends, zone)].join(' ');

/** In which specialties people were, or would have been, seen: once booking is over. */
function Held({ data: { specialties } }: { data: MissionData }) {
  const { t } = useWords();
  return (
    <>
      <h2>{t('booking.specialties')}</h2>
      <p>{specialties.map(({ specialty }) => t(`booking.specialty.${specialty}`)).join(', ')}</p>
    </>
  );
}
