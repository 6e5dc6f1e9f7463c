/** Atom feeds (RFC 4287). Pure. */
export type Entry = {
  /** An IRI that never changes. */
  id: string;
  title: string;
  summary: string;
  updated: Date;
  /** The page, absolute. */
  href: string;
};
export type Feed = {
  id: string;
  title: string;
  subtitle: string;
  author: string;
  language: string;
  /** Of the feed itself, and of the page that it follows; absolute. */
  self: string;
  page: string;
  /** The same feed in other languages. */
  others: readonly { language: string; href: string }[];
  licence: string;
  entries: readonly Entry[];
  /** What stands for "updated" while there are no entries. */
  since: Date;
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 does not allow at all is left out. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- these are the characters that no XML document may hold
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
const link = (fields: Readonly<Record<string, string>>): string =>
  `<link ${Object.entries(fields)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ')}/>`;

const entryXml = ({ id, title, summary, updated, href }: Entry): string =>
  [
    '<entry>',
    element('id', id),
    element('title', title),
    element('updated', updated.toISOString()),
    link({ rel: 'alternate', type: 'text/html', href }),
    element('summary', summary),
    '</entry>',
  ].join('');

/** The feed as a document; its entries newest first. */
export function atomFeed({ entries, others, ...feed }: Feed): string {
  const newest = entries.reduce((latest, { updated }) => (updated > latest ? updated : latest), feed.since);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.language)}">`,
    element('id', feed.id),
    element('title', feed.title),
    element('subtitle', feed.subtitle),
    element('updated', newest.toISOString()),
    `<author>${element('name', feed.author)}</author>`,
    link({ rel: 'self', type: 'application/atom+xml', href: feed.self }),
    link({ rel: 'alternate', type: 'text/html', hreflang: feed.language, href: feed.page }),
    ...others.map(({ language, href }) =>
      link({ rel: 'related', type: 'application/atom+xml', hreflang: language, href }),
    ),
    link({ rel: 'license', href: feed.licence }),
    ...entries.map(entryXml),
    '</feed>\n',
  ].join('\n');
}
