import type { ReactNode } from 'react';
import { Badge, Card, type Fact, KeyValue, LocalisedRemarks, StatusChip, Table } from '../../design/index.ts';
import { type LocalisedText, nameIn, type Names } from '../../platform/i18n/localised.ts';
import { useLanguage, useLocalised } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, meetingPath, partnershipPath, placePath } from '../address.ts';
import { named, said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import type { MeetingData, Participant } from '../things.ts';
import { placeName } from './countries.ts';
import { OwnProof, Parties, PromiseList, Section, useMeetingWhen } from './listing.tsx';
import { LongText } from './PageTop.tsx';
import { RecordPage } from './RecordPage.tsx';
import { Demo, Said, Strength, usePrecision, useStatusLabel } from './parts.tsx';

/** One meeting: who took part, what each side said, what came of it, and how we know. */
export function MeetingPage({ ask, data }: { ask: Ask; data: MeetingData }): ReactNode {
  const { locale, t } = useLanguage();
  const { meeting, points, promised, organisations, grounds } = data;
  const { slug, names } = meeting.partnership;
  const own = grounds.filter(({ meetingId }) => meetingId === meeting.id);
  // What became of a point stands with the point.
  const others = promised.filter(({ id }) => points.every(({ commitmentId }) => commitmentId !== id));
  return (
    <RecordPage
      {...{ ask, path: meetingPath(meeting.id), title: said(locale, meeting.title).text, isDemo: meeting.isDemo }}
      crumbs={[
        { href: addressOf(locale, partnershipPath(slug)), label: named(locale, names) },
        { label: t('public.meeting') },
      ]}
      heading={<Said text={meeting.title} />}
      top={<Top meeting={meeting} />}
      aside={<Aside data={data} />}
    >
      <Participants data={data} />
      <Points data={data} />
      <PromiseList
        id="commitments"
        title={t('public.meeting.commitments')}
        {...{ organisations, grounds }}
        rows={others}
      />
      <LongTexts data={data} />
      <OwnProof title={t('public.meeting.proof')} grounds={own} />
    </RecordPage>
  );
}

function Top({ meeting }: { meeting: MeetingData['meeting'] }): ReactNode {
  const { t } = useLanguage();
  const localised = useLocalised();
  return (
    <>
      <LocalisedRemarks text={meeting.title} {...localised} />
      <p className="row">
        <b>{t(`public.meeting.state.${meeting.state}`)}</b>
        <When meeting={meeting} />
        {meeting.isDemo && <Demo />}
      </p>
    </>
  );
}

function When({ meeting }: { meeting: MeetingData['meeting'] }): ReactNode {
  const when = useMeetingWhen()(meeting);
  const precision = usePrecision();
  const word = meeting.held === null || meeting.startsAt !== null ? undefined : precision(meeting.held);
  return (
    <>
      <span>{when}</span>
      {word !== undefined && <Badge>{word}</Badge>}
    </>
  );
}

const isText = (value: Names | LocalisedText): value is LocalisedText =>
  Object.values(value).some((it) => typeof it === 'object');

/** A name or a post, whichever way it was written. */
export function Called({ value }: { value: Names | LocalisedText | null }): ReactNode {
  const { locale } = useLanguage();
  if (value === null) return null;
  return isText(value) ? <Said text={value} /> : nameIn(locale, value);
}

/** By side: who was there, and in what post then. */
function Participants({ data: { participants, organisations } }: { data: MeetingData }): ReactNode {
  const { locale, t } = useLanguage();
  if (participants.length === 0) return null;
  const row = ({ id, side, name, post, organisationId, part }: Participant) => ({
    key: id,
    cells: [
      <Called key="name" value={name} />,
      <Called key="post" value={post} />,
      organisationId === null ? '' : <Parties key="of" ids={[organisationId]} organisations={organisations} />,
      side === null ? '' : named(locale, side),
      t(`public.meeting.part.${part}`),
    ],
  });
  return (
    <Section id="participants" title={t('public.meeting.participants')} hint={t('public.meeting.as_of_then')}>
      <Table
        id="participants-table"
        caption={t('public.meeting.participants')}
        captionHidden
        columns={['name', 'post', 'organisation', 'side', 'part'].map((key) => ({
          key,
          label: t(`public.meeting.column.${key as 'name'}`),
        }))}
        rows={participants.map(row)}
      />
    </Section>
  );
}

function Points({ data: { points, promised } }: { data: MeetingData }): ReactNode {
  const { locale, t } = useLanguage();
  const statusLabel = useStatusLabel();
  if (points.length === 0) return null;
  return (
    <Section id="points" title={t('public.meeting.points')}>
      <ol className="plain stack-s">
        {points.map(({ id, side, kind, strength, wording, commitmentId }) => (
          <li key={id} className="claim stack-s">
            <p className="row">
              <b>{t(`public.meeting.point.${kind}`)}</b>
              {side !== null && <span className="quiet">{named(locale, side)}</span>}
              {strength !== null && <Strength strength={strength} />}
            </p>
            <LongText text={wording} />
            {promised
              .filter(({ id: promise }) => promise === commitmentId)
              .map((row) => (
                <p className="row" key={row.id}>
                  <StatusChip status={row.status} label={statusLabel(row)} />
                  <a href={addressOf(locale, commitmentPath(row.id))}>{t('public.newest.promise')}</a>
                </p>
              ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function LongTexts({ data: { meeting } }: { data: MeetingData }): ReactNode {
  const { t } = useLanguage();
  const { agenda, minutes } = meeting;
  return (
    <>
      {agenda !== null && (
        <Section id="agenda" title={t('public.meeting.agenda')}>
          <LongText text={agenda} />
        </Section>
      )}
      {minutes !== null && (
        <Section id="minutes" title={t('public.meeting.minutes')}>
          <LongText text={minutes} />
        </Section>
      )}
    </>
  );
}

function Aside({ data: { meeting } }: { data: MeetingData }): ReactNode {
  const { locale, t } = useLanguage();
  const { manner, placeKey, venue } = meeting;
  const facts: Fact[] = [
    { label: t('public.meeting.manner'), value: t(`public.meeting.manner.${manner}`) },
    ...(placeKey === null
      ? []
      : [
          {
            label: t('public.place'),
            value: <a href={addressOf(locale, placePath(placeKey))}>{placeName(locale, placeKey)}</a>,
          },
        ]),
    ...(venue === null ? [] : [{ label: t('public.meeting.venue'), value: <Said text={venue} /> }]),
  ];
  return (
    <Card title={t('public.glance')} level={2}>
      <KeyValue facts={facts} />
    </Card>
  );
}
