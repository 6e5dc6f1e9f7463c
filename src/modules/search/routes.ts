import { implement } from '@orpc/server';
import { partnershipNames } from '../directory/index.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { textIn } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { searchContract } from './contract.ts';
import { fewOfEach, kinds, markedText, pageOfOne } from './found.ts';
import { type Found, findEntries, markWords } from './search.sql.ts';

const api = implement(searchContract).$context<Served>();

/** Found things as they are shown: with their words marked and the names of their partnerships, in two queries. */
async function shown({ tx }: Served, found: readonly Found[], { q, locale }: { q: string; locale: Locale }) {
  const titles = found.map(({ title }) => textIn(locale, title));
  const marked = await markWords(
    tx,
    titles.map(({ text }) => text),
    q,
  );
  const ids = found.flatMap(({ partnership }) => partnership ?? []);
  const partnerships = new Map((await partnershipNames(tx, ids)).map((each) => [each.id, each]));
  return found.map(({ kind, id, title, snippet, partnership, isDemo }, at) => ({
    kind,
    id,
    title: { ...markedText(marked[at] ?? ''), language: titles[at]?.language ?? locale },
    texts: title,
    snippet: snippet === null ? null : markedText(snippet),
    partnership: (partnership && partnerships.get(partnership)) || null,
    isDemo,
  }));
}

export const searchRoutes = api.router({
  search: api.search.handler(async ({ input, context }) => {
    const { q, kind, cursor, locale = defaultLocale } = input;
    const skipped = cursor ? Number(cursor) : 0;
    const most = kind ? pageOfOne : fewOfEach;
    const found = await findEntries(context.tx, { q, kind, most, skipped });
    const items = await shown(context, found, { q, locale });
    const groups = kinds.flatMap((each) => {
      const own = items.filter((item) => item.kind === each);
      const count = found.find((entry) => entry.kind === each)?.lookedAt ?? 0;
      const end = skipped + own.length;
      const isMore = end < count;
      return own.length === 0
        ? []
        : [{ kind: each, items: own, count, isMore, next: kind && isMore ? String(end) : null }];
    });
    return { groups, isSpelt: found[0]?.isSpelt ?? false };
  }),
});
