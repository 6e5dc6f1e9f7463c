import type { CommitmentInput } from '../src/modules/accords/schemas.ts';
import type { MeetingInput, ParticipantInput, PointInput } from '../src/modules/meetings/schemas.ts';
import type { LocalisedText, Names } from '../src/platform/i18n/localised.ts';
import { demoId } from './ids.ts';
import { officeHolders } from './officeHolders.ts';

/** What was said at a meeting; `becomes` is the commitment that it is entered as. */
export type DemoPoint = Omit<PointInput, 'side'> & { side: number | null; becomes?: CommitmentInput };
/** A meeting as the bulletins tell of it. Sides are counted from 0, as in the partnership. */
export type DemoMeeting = {
  meeting: MeetingInput;
  participants: readonly (Omit<ParticipantInput, 'side'> & { side: number | null })[];
  points: readonly DemoPoint[];
};

/** Neither the day nor the place of a meeting is made up: what a bulletin leaves open stays open. */
export const meetingOf = (title: LocalisedText, known: Partial<Omit<MeetingInput, 'title'>>): MeetingInput => ({
  title,
  held: null,
  startsAt: null,
  endsAt: null,
  zone: null,
  reportedOn: null,
  manner: 'not_stated',
  place: null,
  venue: null,
  agenda: null,
  ...known,
});

type Seat = { side: number; part?: ParticipantInput['part'] };

/** Somebody whom a bulletin names, with the post as it calls it. */
export const holder = (key: string, { side, part = 'head' }: Seat): DemoMeeting['participants'][number] => {
  const found = officeHolders[key];
  if (!found) throw new Error(`nobody is called ${key}`);
  return {
    side,
    organisation: demoId('organisation', found.organisation),
    person: demoId('person', key),
    name: null,
    post: textOf(found.post),
    part,
  };
};

const textOf = ({ kk = '', ru = '', en = '' }: Names): LocalisedText => ({
  kk: { text: kk, by: 'person' },
  ru: { text: ru, by: 'person' },
  en: { text: en, by: 'person' },
});

export const attending = (organisation: string, { side, part = 'member' }: Seat) => ({
  side,
  organisation: demoId('organisation', organisation),
  person: null,
  name: null,
  post: null,
  part,
});

/** People whom a bulletin counts and does not name. */
export const group = (name: Names, { side, part = 'guest' }: Seat) => ({
  side,
  organisation: null,
  person: null,
  name,
  post: null,
  part,
});

/** A point that is entered as this commitment, in its words and never stronger than it was said. */
export const becomes = (kind: PointInput['kind'], side: number | null, commitment: CommitmentInput): DemoPoint => ({
  kind,
  side,
  strength: commitment.strength,
  wording: commitment.title,
  becomes: commitment,
});

/** A point that tells something and promises nothing. */
export const informed = (side: number | null, wording: LocalisedText): DemoPoint => ({
  kind: 'informed',
  side,
  strength: null,
  wording,
});
