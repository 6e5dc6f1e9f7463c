import type { LocalisedText, Names } from '../platform/i18n/localised.ts';
import { addressOf, instrumentPath, meetingPath, organisationPath } from './address.ts';
import { named, said } from './figures.ts';
import type { Ask } from './pages.ts';
import { claimRecord, type Known, partyRecords } from './records.ts';
import type { Instrument, InstrumentData, Meeting, MeetingData, Step, Within } from './things.ts';

/** Meetings, instruments and what hangs on them as a file has them: texts in the reader's language, and all versions beside. */
const isText = (value: Names | LocalisedText): value is LocalisedText =>
  Object.values(value).some((it) => typeof it === 'object');

const calledIn = ({ locale }: Ask, value: Names | LocalisedText | null): string | null =>
  value === null ? null : isText(value) ? said(locale, value).text : named(locale, value);

const textIn = ({ locale }: Ask, text: LocalisedText | null): string | null => text && said(locale, text).text;

const withinRecord = ({ locale }: Ask, { slug, names }: Within) => ({ slug, name: named(locale, names) });

export const meetingRecord = (ask: Ask, meeting: Meeting) => ({
  id: meeting.id,
  address: `${ask.origin}${addressOf(ask.locale, meetingPath(meeting.id))}`,
  demonstration: meeting.isDemo,
  partnership: withinRecord(ask, meeting.partnership),
  title: said(ask.locale, meeting.title).text,
  titles: meeting.title,
  state: meeting.state,
  held: meeting.held,
  startsAt: meeting.startsAt?.toISOString() ?? null,
  endsAt: meeting.endsAt?.toISOString() ?? null,
  zone: meeting.zone,
  reportedOn: meeting.reportedOn,
  manner: meeting.manner,
  placeKey: meeting.placeKey,
});

export function meetingWhole(known: Known, { meeting, participants, points, grounds }: MeetingData) {
  const { ask } = known;
  return {
    ...meetingRecord(ask, meeting),
    venue: textIn(ask, meeting.venue),
    agenda: textIn(ask, meeting.agenda),
    minutes: textIn(ask, meeting.minutes),
    participants: participants.map(({ side, name, post, organisationId, part }) => ({
      side: side && named(ask.locale, side),
      name: calledIn(ask, name),
      post: calledIn(ask, post),
      organisation: organisationId === null ? null : partyRecords(known, [organisationId])[0],
      part,
    })),
    points: points.map(({ id, side, kind, strength, wording, commitmentId }) => ({
      id,
      side: side && named(ask.locale, side),
      kind,
      strength,
      wording: said(ask.locale, wording).text,
      wordings: wording,
      commitment: commitmentId,
    })),
    claims: grounds.filter(({ meetingId }) => meetingId === meeting.id).map((it) => claimRecord(ask, it)),
  };
}

export const instrumentRecord = (ask: Ask, instrument: Instrument) => ({
  id: instrument.id,
  address: `${ask.origin}${addressOf(ask.locale, instrumentPath(instrument.id))}`,
  demonstration: instrument.isDemo,
  partnership: withinRecord(ask, instrument.partnership),
  kind: instrument.kind,
  title: said(ask.locale, instrument.title).text,
  titles: instrument.title,
  binding: instrument.binding,
  state: instrument.state,
  covers: instrument.covers,
});

const stepRecord = (ask: Ask, { state, taken, knownOn, manner, claimId }: Step) => ({
  state,
  taken,
  knownOn,
  manner: textIn(ask, manner),
  claim: claimId,
});

export function instrumentWhole(known: Known, data: InstrumentData) {
  const { ask } = known;
  const { instrument, signatories, articles, grounds, stepGrounds, stepCorrections, children } = data;
  const own = grounds.filter(({ instrumentId }) => instrumentId === instrument.id);
  return {
    ...instrumentRecord(ask, instrument),
    parties: partyRecords(known, instrument.parties),
    languages: instrument.languages,
    parent: instrument.parentRelation && {
      relation: instrument.parentRelation,
      id: instrument.parent?.id ?? null,
      title: textIn(ask, instrument.parent?.title ?? instrument.parentTitle),
    },
    children: children.map(({ id }) => id),
    steps: instrument.steps.map((step) => stepRecord(ask, step)),
    stepCorrections: stepCorrections.map(({ isVoid, state, taken, knownOn, reason }) => ({
      void: isVoid,
      state,
      taken,
      knownOn,
      reason: textIn(ask, reason),
    })),
    signatories: signatories.map(({ organisationId, name, post, signed }) => ({
      organisation: partyRecords(known, [organisationId])[0],
      name: calledIn(ask, name),
      post: calledIn(ask, post),
      signed,
    })),
    articles: articles.map(({ number, title, wording }) => ({
      number,
      title: textIn(ask, title),
      wording: textIn(ask, wording),
    })),
    claims: [...own, ...stepGrounds].map((it) => claimRecord(ask, it)),
  };
}

export const organisationRecord = (
  ask: Ask,
  { id, names, kind, country, isDemo }: MeetingData['organisations'][number],
) => ({
  id,
  address: `${ask.origin}${addressOf(ask.locale, organisationPath(id))}`,
  demonstration: isDemo,
  kind,
  name: named(ask.locale, names),
  names,
  country,
});
