import { peopleOf, type PostAsOf, postsAsOf } from '../directory/index.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { checkedOf, type MeetingTable } from './meeting.sql.ts';
import { dayOfPosts } from './meeting.ts';
import type { ParticipantInput } from './schemas.ts';

type Tag = keyof typeof localeTable;
const isTag = (tag: string): tag is Tag => Object.hasOwn(localeTable, tag);

/** A title as the directory has it, as a text that people wrote; scripts of names alone are left to the directory. */
const asText = (names: Names): LocalisedText | null => {
  const versions = Object.entries(names).flatMap(([tag, text]) =>
    isTag(tag) && text ? [[tag, { text, by: 'person' as const }] as const] : [],
  );
  return versions.length > 0 ? Object.fromEntries(versions) : null;
};

/**
 * Who took part, with the post as of then: what was typed stands; else the directory's, where it is certain that the
 * person held it on the day. A day that is not known gives no post.
 */
export async function withPosts(
  { tx }: Served,
  participants: readonly ParticipantInput[],
  meeting: MeetingTable,
): Promise<{ participants: ParticipantInput[] } | { refused: 'person-unknown' }> {
  const ids = [...new Set(participants.flatMap(({ person }) => person ?? []))];
  const people = await peopleOf(tx, ids);
  if (people.length < ids.length) return { refused: 'person-unknown' };
  const day = dayOfPosts(checkedOf(meeting));
  const posts = day === null ? new Map<string, PostAsOf[]>() : await postsAsOf(tx, { people: ids, on: day });
  const postThen = (person: string, organisation: string | null): PostAsOf | undefined => {
    const then = (posts.get(person) ?? []).filter(({ certainty }) => certainty === 'certain');
    return then.find((post) => post.organisation === organisation) ?? (organisation === null ? then[0] : undefined);
  };
  return {
    participants: participants.map((each) => {
      if (each.person === null) return each;
      const found = postThen(each.person, each.organisation);
      const organisation = each.organisation ?? found?.organisation ?? null;
      return { ...each, organisation, post: each.post ?? (found ? asText(found.title) : null) };
    }),
  };
}
