import { formatsFor } from '../../platform/i18n/formats.ts';
import { locales, localeTable } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import {
  addressOf,
  commitmentPath,
  feedPath,
  homePath,
  instrumentPath,
  meetingPath,
  partnershipFeedPath,
  partnershipPath,
} from '../address.ts';
import { amountText, named, said } from '../figures.ts';
import { licence } from '../open/metadata.ts';
import type { Ask } from '../pages.ts';
import { atomFeed, type Entry } from './atom.ts';
import type { Followed, News } from './feed.sql.ts';

const pathOf = ({ subject, page }: News): string =>
  subject === 'meeting' ? meetingPath(page) : subject === 'instrument' ? instrumentPath(page) : commitmentPath(page);

/** What a thing says about itself in a line. */
function summaryOf(ask: Ask, t: Translator, news: News): string {
  const { subject, kind, amount, comparator, state, partnership } = news;
  const formats = formatsFor(ask.locale);
  const figure = amount === null || kind === 'act' ? null : amountText(formats, amount, { ...news, comparator });
  const stands =
    state === null
      ? null
      : subject === 'meeting'
        ? t(`public.meeting.state.${state as 'held'}`)
        : subject === 'instrument'
          ? t(`public.instrument.state.${state as 'signed'}`)
          : t(`public.strength.${state as 'signed'}`);
  return [named(ask.locale, partnership.names), stands, figure].filter((part) => part !== null).join(' · ');
}

function entryOf(ask: Ask, t: Translator, news: News): Entry {
  const what = `${t(`public.feed.${news.subject}`)}: ${said(ask.locale, news.title).text}`;
  return {
    id: `urn:uuid:${news.id}`,
    title: news.isDemo ? `[${t('public.demo.badge')}] ${what}` : what,
    summary: summaryOf(ask, t, news),
    updated: news.at,
    href: `${ask.origin}${addressOf(ask.locale, pathOf(news))}`,
  };
}

type Asked = { ask: Ask; t: Translator; news: readonly News[]; of: (Followed & { slug: string }) | null };

/** The feed of everything, or of one partnership. Its id is its address, in each language one of its own. */
export function feedOf({ ask, t, news, of }: Asked): string {
  const path = of === null ? feedPath : partnershipFeedPath(of.slug);
  const at = (locale: Ask['locale']) => `${ask.origin}${addressOf(locale, path)}`;
  const about = of === null ? t('public.title') : named(ask.locale, of.names);
  return atomFeed({
    id: at(ask.locale),
    title: `${about} – ${t('public.brand')}`,
    subtitle: t('public.feed.lead'),
    author: t('public.brand'),
    language: localeTable[ask.locale].tag,
    self: at(ask.locale),
    page: `${ask.origin}${addressOf(ask.locale, of === null ? homePath : partnershipPath(of.slug))}`,
    others: locales.filter((it) => it !== ask.locale).map((it) => ({ language: localeTable[it].tag, href: at(it) })),
    licence: licence.path,
    entries: news.map((it) => entryOf(ask, t, it)),
    since: new Date(`${ask.today.slice(0, 4)}-01-01T00:00:00Z`),
  });
}
