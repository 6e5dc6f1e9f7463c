import { fieldPath, instrumentPath, meetingPath, organisationPath, partnerPath, placePath } from './address.ts';
import type { Ground, Organisation, Promised } from './data.ts';
import { named } from './figures.ts';
import { type File, fileOf, type Form } from './files.ts';
import { commitmentLines } from './lines.ts';
import type { Ask } from './pages.ts';
import { commitmentRecord, type Known } from './records.ts';
import { instrumentRecord, instrumentWhole, meetingRecord, meetingWhole, organisationRecord } from './thingRecords.ts';
import type { GroupData, InstrumentData, MeetingData, OrganisationData, PlaceData, Within } from './things.ts';

/** The data of the pages beside commitments. In the CSV are the page's commitments with their quotes, in the JSON all of it. */
type Rows = { promised: readonly Promised[]; organisations: readonly Organisation[]; grounds: readonly Ground[] };

const knownOf = (ask: Ask, { organisations, grounds }: Rows): Known => ({
  ask,
  organisations,
  grounds,
  deliveries: [],
});
const recordsOf = (ask: Ask, rows: Rows) => rows.promised.map((row) => commitmentRecord(knownOf(ask, rows), row));
const partnershipsOf = (ask: Ask, those: readonly Within[]) =>
  those.map(({ slug, names }) => ({ slug, name: named(ask.locale, names) }));

type Wished = { ask: Ask; as: Form };
type Made = { about: string; path: string; value: () => object };

function madeOf({ ask, as }: Wished, rows: Rows, { value, ...where }: Made): File {
  const commitments = recordsOf(ask, rows);
  return fileOf(ask, as, {
    ...where,
    lines: () => commitments.flatMap(commitmentLines),
    value: () => ({ ...value(), commitments }),
  });
}

export const meetingFile = (ask: Ask, as: Form, data: MeetingData): File =>
  madeOf({ ask, as }, data, {
    about: `${data.meeting.id}-`,
    path: meetingPath(data.meeting.id),
    value: () => ({ meeting: meetingWhole(knownOf(ask, data), data) }),
  });

export const instrumentFile = (ask: Ask, as: Form, data: InstrumentData): File =>
  madeOf({ ask, as }, data, {
    about: `${data.instrument.id}-`,
    path: instrumentPath(data.instrument.id),
    value: () => ({
      instrument: instrumentWhole(knownOf(ask, data), data),
      articlesOfCommitments: Object.fromEntries(data.promised.map(({ id, article }) => [id, article])),
    }),
  });

export const organisationFile = (ask: Ask, as: Form, data: OrganisationData): File =>
  madeOf({ ask, as }, data, {
    about: `${data.organisation.id}-`,
    path: organisationPath(data.organisation.id),
    value: () => ({
      organisation: {
        ...organisationRecord(ask, data.organisation),
        website: data.organisation.website,
        placeKey: data.organisation.placeKey,
        identifiers: data.organisation.identifiers,
        posts: data.posts.map(({ names, title, since, until, seenOn }) => ({ names, title, since, until, seenOn })),
      },
      role: data.role,
      partnerships: partnershipsOf(ask, data.partnerships),
      meetings: data.meetings.map((it) => meetingRecord(ask, it)),
      instruments: data.instruments.map((it) => instrumentRecord(ask, it)),
    }),
  });

export const placeFile = (ask: Ask, as: Form, data: PlaceData): File =>
  madeOf({ ask, as }, data, {
    about: `${data.key}-`,
    path: placePath(data.key),
    value: () => ({
      place: data.key,
      partnerships: partnershipsOf(ask, data.partnerships),
      meetings: data.meetings.map((it) => meetingRecord(ask, it)),
      organisations: data.seated.map((it) => organisationRecord(ask, it)),
    }),
  });

export const groupFile = (ask: Ask, as: Form, data: GroupData): File => {
  const { about } = data;
  const isCountry = about.kind === 'country';
  return madeOf({ ask, as }, data, {
    about: `${isCountry ? about.code : about.field}-`,
    path: isCountry ? partnerPath(about.code) : fieldPath(about.field),
    value: () => ({
      ...(isCountry ? { country: about.code } : { field: about.field }),
      partnerships: data.outlines.map(({ slug, names, isDemo, countries, places, fields, real, demo }) => ({
        slug,
        name: named(ask.locale, names),
        demonstration: isDemo,
        countries,
        places,
        fields,
        counts: { real, demonstration: demo },
      })),
      meetings: data.meetings.map((it) => meetingRecord(ask, it)),
      instruments: data.instruments.map((it) => instrumentRecord(ask, it)),
      organisations: data.seated.map((it) => organisationRecord(ask, it)),
    }),
  });
};
