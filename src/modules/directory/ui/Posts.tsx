import { Card } from '../../../design/index.ts';
import { nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Post } from './types.ts';

type Named = { id: string; names: Names };
type Props = {
  posts: readonly Post[];
  /** Whether each post is told by its holder or by its organisation. */
  by: 'person' | 'organisation';
  people?: readonly Named[];
  organisations: readonly Named[];
};

/** When a post was held, as far as it is known. */
export function useTerm(): (post: Pick<Post, 'since' | 'until' | 'seenOn'>) => string {
  const { t, formats } = useLanguage();
  return ({ since, until, seenOn }) =>
    [
      since !== null && t('directory.ui.post.since', { day: formats.edtf(since) }),
      until !== null && t('directory.ui.post.until', { day: formats.edtf(until) }),
      seenOn !== null && t('directory.ui.post.seen_on', { day: formats.edtf(seenOn) }),
    ]
      .filter((each) => each !== false)
      .join('; ') || t('directory.ui.post.no_dates');
}

/** Posts with who holds or held them, the newest first. */
export function Posts({ posts, by, people = [], organisations }: Props) {
  const { t, locale } = useLanguage();
  const term = useTerm();
  if (posts.length === 0) return null;
  const named = by === 'person' ? people : organisations;
  return (
    <Card level={2} title={t('directory.ui.posts')}>
      <ul className="plain stack-s">
        {posts.map((post) => {
          const found = named.find(({ id }) => id === post[by]);
          const href = by === 'person' ? `/app/people/${post.person}` : `/app/organisations/${post.organisation}`;
          return (
            <li key={post.id}>
              <a href={href}>{found ? nameIn(locale, found.names) : post[by]}</a>: {nameIn(locale, post.title)}{' '}
              <span className="quiet">{term(post)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
