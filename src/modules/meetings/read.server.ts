import { commitmentTitles } from '../accords/index.ts';
import { type Partnership, partnershipOf, peopleOf } from '../directory/index.ts';
import { claimsOf, documentsCited } from '../documents/index.ts';
import { historyOf } from '../../platform/event.sql.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { findMeeting } from './meeting.sql.ts';
import { actionsFrom } from './meeting.ts';
import { minutesOf } from './minutes.sql.ts';
import { minutesShown, named, rowsShown } from './pages.server.ts';
import { claimsUnder, documentsTelling, participantsOf, pointsOf } from './parts.sql.ts';
import type { MeetingPage } from './schemas.ts';

/** What the pages of this module are put together from: a few queries, however much there is. */
type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as Tag[];

/** Points with the commitments that they became, where the reader may see those. */
export async function pointsShown({ tx }: Served, meeting: string): Promise<MeetingPage['points']> {
  const points = await pointsOf(tx, meeting);
  const titles = await commitmentTitles(
    tx,
    points.flatMap(({ commitment }) => commitment ?? []),
  );
  return points.map(({ commitment, ...point }) => {
    const found = titles.find(({ id }) => id === commitment);
    return {
      ...point,
      isEntered: commitment !== null,
      commitment: found ? { id: found.id, title: found.title } : null,
    };
  });
}

async function groundsShown({ tx }: Served, meeting: string): Promise<MeetingPage['grounds']> {
  const claims = await claimsOf(tx, await claimsUnder(tx, meeting));
  return claims.map(({ id, quote, sentence, quoteOffset, language, shared, citation }) => {
    const { document, title, publisher, address, publishedOn } = citation;
    const cited = { id: document, title, publisher, address, publishedOn };
    return { claim: id, quote, sentence, quoteOffset, language, visibility: shared.visibility, document: cited };
  });
}

/** The sides of a partnership as a meeting names them. */
export const sidesShown = ({ sides }: Partnership): MeetingPage['sides'] =>
  sides.map(({ id, names, organisations }) => ({ id, names, organisations }));

/** A meeting that the actor may see, with its partnership. */
export async function meetingSeen({ tx }: Pick<Served, 'tx'>, id: string) {
  const found = await findMeeting(tx, id);
  const partnership = found && (await partnershipOf(tx, found.partnership_id));
  return found && partnership ? { found, partnership } : undefined;
}

/** One meeting with all that belongs to it; undefined where there is none, or none that the actor may see. */
export async function readMeeting(context: Served, id: string): Promise<MeetingPage | undefined> {
  const { tx } = context;
  const seen = await meetingSeen(context, id);
  if (!seen) return undefined;
  const { found, partnership } = seen;
  const [row] = await rowsShown(tx, [found]);
  if (!row) return undefined;
  const [participants, events] = [await participantsOf(tx, id), await historyOf(tx, [id])];
  const documents = await documentsCited(tx, await documentsTelling(tx, id));
  const people = await peopleOf(
    tx,
    participants.flatMap(({ person }) => person ?? []),
  );
  const organisations = [
    ...partnership.sides.flatMap((side) => side.organisations),
    ...participants.flatMap(({ organisation }) => organisation ?? []),
    ...events.map(({ organisation }) => organisation),
  ];
  return {
    ...row,
    agenda: found.agenda,
    participants,
    points: await pointsShown(context, id),
    minutes: (await minutesOf(tx, id)).map(minutesShown),
    documents: documents.map(({ id: document, title }) => ({ id: document, title })),
    grounds: await groundsShown(context, id),
    sides: sidesShown(partnership),
    ownSide: partnership.ownSide,
    languages: tags.filter((tag) => partnership.languages.includes(tag)),
    organisations: await named(context, organisations),
    people: people.map(({ id: person, names }) => ({ id: person, names })),
    actions: found.isOwn ? actionsFrom(found.state) : [],
    events,
  };
}
